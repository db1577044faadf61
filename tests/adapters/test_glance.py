"""kabar.ports.Glance over two tables of Amazon DynamoDB."""

import pytest

from kabar.adapters.glance import DynamoGlance
from kabar.domain.index import Address, Claim, Site
from kabar.domain.manifest import Built
from kabar.domain.pages import Page
from kabar.domain.rows import Commit
from support import aws
from support.rows import record

ROWS = (Site(0, None), record("a"), record("b"), Address("/x/", "", Claim.LIVE))


@pytest.fixture
def glance(dynamo_table, dynamo_manifest):
    dynamo_table.commit(Commit(record("a"), (), ()))
    dynamo_table.commit(Commit(Site(1, "v1", "v1"), (), ()))
    dynamo_manifest.note(Built(Page("list", "home"), "x"), {"index.html": '"1"', "feed.xml": '"2"'}, ())
    return DynamoGlance(dynamo_table.rows, dynamo_manifest)


@pytest.mark.parametrize("keys", [(), ("index.html", "index.html", "none.html"), [f"{n}.html" for n in range(120)]])
@pytest.mark.parametrize("rows", [(), ROWS, (*ROWS, *ROWS)])
def test_it_says_what_both_say(glance, dynamo_table, rows, keys):
    standing, etags = glance.at(iter(rows), iter(keys))
    assert set(standing) == set(dynamo_table.standing(rows)) == ({record("a"), Site(1, "v1", "v1")} if rows else set())
    assert etags == glance.manifest.etags(keys) == ({"index.html": '"1"'} if "index.html" in keys else {})


def test_both_are_asked_in_one_call_and_again_for_what_it_leaves_unread(glance, monkeypatch):
    ask, asked = glance.index.client.batch_get_item, []

    def grudgingly(RequestItems):  # noqa: N803 - botocore's name
        asked.append(sorted(RequestItems))
        name = asked[-1][0]
        left = {other: request for other, request in RequestItems.items() if other != name}
        return ask(RequestItems={name: RequestItems[name]}) | {"UnprocessedKeys": left}

    monkeypatch.setattr(glance.index.client, "batch_get_item", grudgingly)
    standing, etags = glance.at(ROWS, ["feed.xml"])
    assert set(standing) == {record("a"), Site(1, "v1", "v1")}
    assert etags == {"feed.xml": '"2"'}
    assert asked == [sorted((aws.TABLE, aws.MANIFEST)), [max(aws.TABLE, aws.MANIFEST)]]
