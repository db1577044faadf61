"""The `kabar` command. Each verb's module is imported when the verb is called: starting up stays quick."""

import importlib

import click

VERBS = {
    "local": "kabar_cli.local.command:local",
    "check": "kabar_cli.check.command:check_command",
    "new": "kabar_cli.new:new",
    "schema": "kabar_cli.schema:schema",
    "publish": "kabar_cli.publish.command:publish",
    "export": "kabar_cli.exporting.command:export",
    "import": "kabar_cli.importing.command:import_",
    "audit": "kabar_cli.operator.audit:audit",
    "rebuild": "kabar_cli.operator.rebuild:rebuild",
    "redrive": "kabar_cli.operator.redrive:redrive",
    "withdraw": "kabar_cli.withdraw:withdraw",
}


class LazyGroup(click.Group):
    """A group whose verbs are named here and imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All verbs, in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The verb, imported; None if there is no such one."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="kabar")
def main() -> None:
    """Kabar publishes a newsroom's articles: what is put into a bucket stands on the site seconds later."""
