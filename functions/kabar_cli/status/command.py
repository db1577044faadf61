"""The verb `status`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from kabar.domain.identity import ARTICLES, MEDIA, SITE_KEY, WIRE, article_id, article_key, is_media_key
from kabar_cli.alike import alike
from kabar_cli.operator.queues import dead_letters
from kabar_cli.options import stack_option
from kabar_cli.sources.collecting import collect, shown
from kabar_cli.status.output import as_object, as_text
from kabar_cli.status.story import Teller
from kabar_cli.target import Target, outputs_of


@click.command()
@click.argument("id_", metavar="ID")
@stack_option
@click.option("--json", "machine", is_flag=True, help="For programs.")
def status(id_: str, stack: str | None, *, machine: bool) -> None:
    """Tell all that is known of an article: versions, answers, addresses, lists, pages, what is to come.

    ID is the article's id, its address on the site, its key, or its file. A picture's key (media/...) and site.json do
    as well.
    """
    target = Target.of(stack)
    teller = _teller(target, stack or os.environ.get("KABAR_STACK"))
    key = _key(id_, teller)
    story = teller.story(key)
    if not story.known:
        near = alike(target, key)
        meant = f' Did you mean "{_id(near)}"?' if near else " `kabar publish` uploads one."
        raise click.ClickException(f"There is nothing under {key}.{meant}")
    if machine:
        click.echo(json.dumps(as_object(story), ensure_ascii=False, indent=2))
    else:
        lines = "\n".join(as_text(story, datetime.now(UTC))).split("\n")
        click.echo("\n".join(map(shown, lines)))


def _teller(target: Target, stack: str | None) -> Teller:
    """With the stack's outputs, where a stack is named."""
    if not stack:
        return Teller(target, {})
    outputs = outputs_of(stack)
    return Teller(target, outputs, dead_letters(outputs), _group(target, stack))


def _group(target: Target, stack: str) -> str:
    """The group of the schedules; empty where it can't be told."""
    cloudformation = target.client("cloudformation")
    try:
        found = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId="SchedulesGroup")
    except cloudformation.exceptions.ClientError:
        return ""
    return str(found["StackResourceDetail"].get("PhysicalResourceId", ""))


def _key(text: str, teller: Teller) -> str:
    """The key of the inbox that is meant. Raises LookupError."""
    if text == SITE_KEY or is_media_key(text) or (text.startswith((ARTICLES, WIRE)) and article_id(text)):
        return text
    if Path(text).is_file():
        return collect([Path(text)])[0].key
    path = urlsplit(text).path
    if text.startswith(("/", "http://", "https://")):
        owner = teller.owner(path if path.endswith("/") else f"{path}/")
        if owner is None:
            raise LookupError(f"No article has the address {path}. Try its id, or its file.")
        return article_key(owner)
    if article_id(article_key(text)) is None:
        raise LookupError(f'"{text}" can\'t be an id. An id is the key without articles/ and .json.')
    return article_key(text)


def _id(key: str) -> str:
    return key if key.startswith(MEDIA) else key.removeprefix(ARTICLES).removesuffix(".json")
