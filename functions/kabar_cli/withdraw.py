"""The verb `withdraw`."""

import json
from datetime import UTC, datetime
from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from kabar.domain.identity import article_id, article_key, is_wire
from kabar.domain.life import Reason
from kabar_cli.publish.publishing import await_receipt
from kabar_cli.target import Target

REASONS = [reason.value for reason in Reason if reason not in (Reason.UNSTATED, Reason.EXPIRED, Reason.AGENCY)]


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, type=click.Choice(REASONS), help="As the Dewan Pers guidelines name it.")
@click.option("--statement", required=True, help="What readers are told.")
@click.option(
    "--stack", envvar="KABAR_STACK", help="The deployed stack. Without it the environment tells (KABAR_INBOX)."
)
def withdraw(id_: str, reason: str, statement: str, stack: str | None) -> None:
    """Take an article down: its address then says that, when and why.

    ID is the key of the upload without articles/ and .json. Uploading the article again restores it.
    """
    if article_id(article_key(id_)) is None:
        raise click.ClickException(f"\"{id_}\" can't be an article's id")
    if is_wire(id_):
        raise click.ClickException(f'{id_} is an agency\'s: upload it with "pubStatus": "canceled", or delete it')
    try:
        target = Target.from_stack(stack) if stack else Target.from_environment()
        document = _document(target, id_)
        document["withdrawn"] = {
            "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "reason": reason,
            "statement": statement,
        }
        body = json.dumps(document, ensure_ascii=False, indent=2).encode()
        version = target.s3.put_object(Bucket=target.inbox, Key=article_key(id_), Body=body)["VersionId"]
        receipt = await_receipt(target, article_key(id_), version)
    except (LookupError, BotoCoreError, ClientError) as error:
        raise click.ClickException(str(error)) from error
    _tell(id_, receipt)


def _document(target: Target, id_: str) -> dict[str, Any]:
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=article_key(id_))["Body"].read()
        document = json.loads(body)
    except target.s3.exceptions.NoSuchKey:
        raise LookupError(f"there is no article {id_} in the inbox: was it deleted?") from None
    except ValueError:
        raise LookupError(f"the last upload of {id_} isn't JSON: upload a good version first") from None
    return _object(document, id_)


def _object(document: Any, id_: str) -> dict[str, Any]:
    if isinstance(document, dict):
        return document
    raise LookupError(f"the last upload of {id_} isn't an article: upload a good version first")


def _tell(id_: str, receipt: dict[str, Any] | None) -> None:
    if receipt is None:
        raise click.ClickException(f"no answer yet for {id_}: look for its receipt later")
    for problem in receipt["errors"]:
        click.echo(f"{problem['pointer']}: {problem['message']} {problem.get('fix', '')}".strip())
    if receipt["status"] != "withdrawn":
        raise click.ClickException(f"{id_} wasn't withdrawn: mend what is named above and try again")
    click.echo(f"withdrawn  {id_}  {receipt['url'] or '(it was never public)'}")
