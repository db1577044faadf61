"""The verb `withdraw`."""

import json
from datetime import UTC, datetime
from typing import Any

import click

from kabar.domain.identity import ARTICLES, article_id, article_key, is_wire
from kabar.domain.life import Reason
from kabar.domain.schema import findings
from kabar.domain.text import is_blank
from kabar.render.problems import reason_and_cure
from kabar.render.words import Words
from kabar_cli.alike import alike
from kabar_cli.options import stack_option
from kabar_cli.publish.publishing import await_receipt, receipt_of
from kabar_cli.target import Target

REASONS = [reason.value for reason in Reason if reason not in (Reason.UNSTATED, Reason.EXPIRED, Reason.AGENCY)]


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, type=click.Choice(REASONS), help="As the Dewan Pers guidelines name it.")
@click.option("--statement", required=True, help="What readers are told.")
@stack_option
def withdraw(id_: str, reason: str, statement: str, stack: str | None) -> None:
    """Take an article down: its address then says that, when and why.

    ID is the key of the upload without articles/ and .json. Uploading the article again restores it.
    """
    key = article_key(id_.removeprefix(ARTICLES).removesuffix(".json"))
    if (id_ := article_id(key) or "") == "":
        raise click.ClickException("That can't be an id. An id is the key without articles/ and .json.")
    if is_wire(id_):
        raise click.ClickException(f'{id_} is an agency\'s: upload it with "pubStatus": "canceled", or delete it')
    if is_blank(statement):
        raise click.ClickException("The statement shows nothing: tell readers why.")
    withdrawal = {"date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "reason": reason, "statement": statement}
    _check(withdrawal)
    target = Target.of(stack)
    document = _document(target, id_) | {"withdrawn": withdrawal}
    body = json.dumps(document, ensure_ascii=False, indent=2).encode()
    version = target.s3.put_object(Bucket=target.inbox, Key=key, Body=body)["VersionId"]
    _tell(id_, await_receipt(target, key, version))


def _document(target: Target, id_: str) -> dict[str, Any]:
    """What is to be withdrawn: the last upload, or if that was rejected the one that stands."""
    stands = _standing(receipt_of(target, article_key(id_)))
    which: Any = {"VersionId": stands} if stands else {}
    if stands:
        click.echo(f"The last upload of {id_} was rejected. The one that stands is withdrawn: {stands}", err=True)
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=article_key(id_), **which)["Body"].read()
        document = json.loads(body)
    except target.s3.exceptions.NoSuchKey:
        raise LookupError(f"There is no article {id_} in the inbox. {_meant(target, id_)}") from None
    except ValueError:
        raise LookupError(f"the last upload of {id_} isn't JSON: upload a good version first") from None
    return _object(document, id_)


def _standing(receipt: dict[str, Any] | None) -> str | None:
    """The version that stands while a later one was rejected."""
    rejected = receipt is not None and receipt.get("status") == "rejected"
    return (receipt.get("standing") or {}).get("versionId") if receipt and rejected else None


def _check(withdrawal: dict[str, str]) -> None:
    """Raises ClickException rather than have it rejected: nothing is uploaded that can't stand."""
    for problem in findings("article", {"withdrawn": withdrawal}):
        if problem.pointer.startswith("/withdrawn"):
            raise click.ClickException(" ".join(reason_and_cure(problem, Words("en"))))


def _meant(target: Target, id_: str) -> str:
    near = alike(target, article_key(id_))
    name = near.removeprefix(ARTICLES).removesuffix(".json") if near else ""
    return f'Did you mean "{name}"?' if near else "Was it deleted? `kabar status` tells."


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
