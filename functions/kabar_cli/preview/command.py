"""The verb `preview`."""

import threading
import webbrowser
from pathlib import Path

import click

from kabar_cli.local.cloud import free
from kabar_cli.options import markdown_options
from kabar_cli.sources.collecting import NothingToPublishError, collect, shown
from kabar_cli.sources.folder import Folder, root_of


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--port", default=8090, show_default=True, help="0 takes a free one.")
@click.option("--open/--no-open", "browser", default=False, help="Open it in the browser.")
@markdown_options
def preview(file: Path, port: int, section: str | None, author: str | None, *, browser: bool) -> None:
    """Show one article as it would look on the site, without publishing it.

    The page is loaded anew whenever a file is saved. Pictures, other articles and site.json are taken from the folder
    that has site.json. Ctrl-C ends it.
    """
    from kabar_cli.preview.pages import preview_of  # noqa: PLC0415 - a usage error needs no templates
    from kabar_cli.preview.server import HOST, PreviewApp, serve, watch  # noqa: PLC0415

    try:
        item = collect([file])[0]
    except NothingToPublishError as error:
        raise click.ClickException(str(error)) from error
    if not item.is_article:
        raise click.ClickException(f"{shown(file)} is no article: name a file in articles/, JSON or Markdown")
    if port and not free(port):
        raise click.ClickException(f"port {port} is taken: choose another with --port")
    root = root_of(file)
    app = PreviewApp(lambda: preview_of(file, Folder(root, section, author)))
    server, stop = serve(app, port), threading.Event()
    places = [root or file.absolute().parent]
    threading.Thread(target=watch, args=(app, places, stop), name="kabar-preview", daemon=True).start()
    address = f"http://{HOST}:{server.port}{app.preview()[0].path}"
    click.echo(f"{shown(file)} is at {address}\nSave it, and the page follows. Ctrl-C ends it.")
    if browser:
        webbrowser.open(address)
    try:
        server.serve_forever(0.2)
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        stop.set()
        server.server_close()
