"""The `kabar` command. Each verb's module is imported when the verb is called: starting up stays quick."""

import difflib
import importlib
from typing import Any

import click

from kabar_cli.endings import heeding
from kabar_cli.errors import heed_region, in_words

VERBS = {
    "local": "kabar_cli.local.command:local",
    "check": "kabar_cli.check.command:check_command",
    "new": "kabar_cli.new:new",
    "preview": "kabar_cli.preview.command:preview",
    "schema": "kabar_cli.schema:schema",
    "status": "kabar_cli.status.command:status",
    "publish": "kabar_cli.publish.command:publish",
    "export": "kabar_cli.exporting.command:export",
    "import": "kabar_cli.importing.command:import_",
    "audit": "kabar_cli.operator.audit:audit",
    "rebuild": "kabar_cli.operator.rebuild:rebuild",
    "redrive": "kabar_cli.operator.redrive:redrive",
    "cost": "kabar_cli.cost.command:cost",
    "policy": "kabar_cli.operator.policy:policy",
    "withdraw": "kabar_cli.withdraw:withdraw",
}
GROUPS = {
    "The newsroom": {
        "new": "begin an article, as Markdown",
        "check": "find what is wrong, before anything is uploaded",
        "preview": "see an article as it would look, while you write",
        "publish": "upload articles and pictures, and say what became of each",
        "status": "tell all that is known of an article",
        "withdraw": "take an article down, with a reason",
    },
    "Other systems": {
        "import": "other systems' exports, as articles",
        "export": "everything back as the files that were uploaded",
        "schema": "print the JSON Schema, for editors that complete",
    },
    "The operator": {
        "local": "run all of Kabar on this machine",
        "audit": "compare inbox, index and site, and mend",
        "redrive": "try again what was given up",
        "rebuild": "make index and pages again from the inbox",
        "policy": "print who may upload what, for IAM",
        "cost": "print what a month on AWS costs",
    },
}
"""How `kabar --help` shows the verbs. One that isn't there yet isn't shown."""


class LazyGroup(click.Group):
    """A group whose verbs are named here and imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All verbs, in the order of the help."""
        named = [verb for verbs in GROUPS.values() for verb in verbs if verb in VERBS]
        return [*named, *(verb for verb in VERBS if verb not in named)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The verb, imported; None if there is no such one."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a verb that isn't there is answered by the one that may be meant."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, n=1)
            meant = f' Did you mean "{near[0]}"?' if near else ""
            ctx.fail(f'There is no verb "{args[0]}".{meant}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """The verbs in groups, a line each, nothing imported."""
        for title, verbs in GROUPS.items():
            rows = [(verb, told) for verb, told in verbs.items() if verb in VERBS]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs only, so that all of it fits a screen: the usage line names the options."""
        self.format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """The verb; what AWS or a disk refuses is said in words."""
        heed_region()
        with heeding(), in_words():
            return super().invoke(ctx)


@click.group(
    cls=LazyGroup,
    options_metavar="[--version]",
    subcommand_metavar="VERB [--help] ...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="kabar")
def main() -> None:
    """Publish a newsroom's articles, and understand what became of them."""
