"""Two functions at once, and functions that end in the middle: what is newest wins, and is what the receipt says."""

import hashlib
import json
from dataclasses import dataclass

import pytest

from kabar.domain.problems import Retryable
from kabar.ports import Conflict
from support.documents import KEY, PATH, SITE, article, codes, image, site, world
from support.memory_buckets import MemoryInbox
from support.memory_index import MemoryTable
from support.uploads import jpeg
from support.uploads import made as made_of
from support.world import World


@dataclass
class InterruptedTable(MemoryTable):
    """Before its next commit (or its next reading of a record) something else happens."""

    meanwhile: object = None
    before_reading: object = None

    def record(self, id_):
        happens, self.before_reading = self.before_reading, None
        if happens:
            happens()
        return super().record(id_)

    def commit(self, commit):
        _once(self)
        super().commit(commit)

    def put_media(self, media):
        _once(self)
        super().put_media(media)


@dataclass
class InterruptedInbox(MemoryInbox):
    """Before its next receipt something else happens."""

    meanwhile: object = None

    def write(self, key, body, over):
        _once(self)
        super().write(key, body, over)


def _once(port):
    happens, port.meanwhile = port.meanwhile, None
    if happens:
        happens()


class Crash(Exception):
    """The function ends here."""


def _crash():
    raise Crash


@pytest.fixture
def made():
    made = World(inbox=InterruptedInbox(), table=InterruptedTable())
    made.put("site.json", SITE)
    return made


def _also(made, key, document):
    """Another function does all of its work for another upload."""

    def happens():
        made.inbox.put(key, document if isinstance(document, bytes) else json.dumps(document).encode())
        made.look(key)

    return happens


def _newest(made, key=KEY):
    return f"v{len(made.inbox.versions[key])}"


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_an_upload_that_comes_while_an_older_one_is_judged_wins(made, port):
    getattr(made, port).meanwhile = _also(made, KEY, article(headline="Lebih Baru", slug="x"))
    made.put(KEY, article(slug="x"))
    assert "Lebih Baru" in made.text("/2024/12/02/x/")
    assert made.receipt(KEY)["versionId"] == _newest(made)
    assert made.site.objects == world(a=article(headline="Lebih Baru", slug="x")).site.objects


def test_an_upload_that_comes_before_the_index_is_read_is_the_one_that_is_judged(made):
    """The index is read first and the bucket second: the other way round, the older upload would win."""
    made.table.before_reading = _also(made, KEY, article(headline="Lebih Baru", slug="x"))
    made.put(KEY, article(slug="x"))
    assert "Lebih Baru" in made.text("/2024/12/02/x/")
    assert made.receipt(KEY)["versionId"] == _newest(made)


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_a_rejection_that_comes_meanwhile_is_what_the_receipt_says(made, port):
    getattr(made, port).meanwhile = _also(made, KEY, b"{}")
    made.put(KEY, article())
    receipt = made.receipt(KEY)
    assert (receipt["status"], receipt["versionId"]) == ("rejected", _newest(made))


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_an_acceptance_that_comes_meanwhile_is_what_the_receipt_says(made, port):
    getattr(made, port).meanwhile = _also(made, KEY, article())
    made.put(KEY, b"{}")
    receipt = made.receipt(KEY)
    assert (receipt["status"], receipt["versionId"]) == ("published", _newest(made))
    assert made.site.objects == world(a=article()).site.objects


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_a_deletion_that_comes_meanwhile_wins(made, port):
    made.put(KEY, article())
    getattr(made, port).meanwhile = lambda: made.delete(KEY)
    made.put(KEY, article(headline="Lain"))
    assert made.get(PATH).status == 410
    assert made.receipt(KEY)["status"] == "withdrawn"


def test_an_upload_that_comes_while_its_deletion_is_answered_wins(made):
    made.inbox.put(KEY, b"{}")
    made.inbox.meanwhile = _also(made, KEY, article())
    made.delete(KEY)
    assert made.receipt(KEY)["status"] == "published"


def test_of_two_articles_that_want_one_address_at_once_both_get_one(made):
    made.table.meanwhile = _also(made, "articles/b.json", article(author=["tk"]))
    made.put(KEY, article())
    assert made.receipt("articles/b.json")["url"] == f"https://uji.example{PATH}"
    assert made.receipt(KEY)["url"].startswith(f"https://uji.example{PATH[:-1]}-")
    assert "Tika" in made.text(PATH)


def test_of_two_articles_that_want_one_slug_at_once_the_later_is_rejected(made):
    made.table.meanwhile = _also(made, "articles/b.json", article(slug="x"))
    made.put(KEY, article(slug="x"))
    assert codes(made.receipt(KEY)) == [("/slug", "address-taken")]
    assert made.receipt("articles/b.json")["status"] == "published"


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_a_publication_that_changes_meanwhile_is_what_everything_shows(made, port):
    getattr(made, port).meanwhile = _also(made, "site.json", site(name="Nama Baru", sections=SITE["sections"][::-1]))
    made.put(KEY, article())
    expected = World()
    expected.put("site.json", site(name="Nama Baru", sections=SITE["sections"][::-1]))
    expected.put(KEY, article())
    assert made.site.objects == expected.site.objects


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_of_two_publications_at_once_the_newest_stands(made, port):
    getattr(made, port).meanwhile = _also(made, "site.json", site(name="Terbaru"))
    made.put("site.json", site(name="Lebih Lama"))
    assert "Terbaru" in made.text("/")
    assert made.receipt("site.json")["versionId"] == _newest(made, "site.json")


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_a_picture_that_comes_just_before_the_article_refers_to_it_is_shown(made, port):
    getattr(made, port).meanwhile = _also(made, "media/a.jpg", jpeg())
    made.put(KEY, article(articleBody=[image("media/a.jpg")]))
    assert 'src="/media/' in made.text(PATH)
    assert made.receipt(KEY)["warnings"] == []


def test_a_logo_that_comes_just_before_the_publication_refers_to_it_is_shown(made):
    made.table.meanwhile = _also(made, "media/l.png", jpeg())
    made.put("site.json", site(publisher={"name": "PT Uji", "logo": "media/l.png"}))
    assert "/media/" in made.text("/")
    rows = dict(made.table.rows)
    made.look("site.json")
    assert made.table.rows == rows


@pytest.mark.parametrize("port", ["table", "inbox"])
def test_of_two_pictures_at_once_the_newest_stands(made, port):
    made.put(KEY, article(articleBody=[image("media/a.jpg")]))
    getattr(made, port).meanwhile = _also(made, "media/a.jpg", jpeg(color="red"))
    made.put("media/a.jpg", jpeg())
    url = made_of(jpeg(color="red"))
    assert hashlib.sha256(jpeg(color="red")).hexdigest() in made.text(url)
    assert url in made.text(PATH)


@pytest.mark.parametrize(("key", "document"), [(KEY, article(headline="Lain", slug="x")), (KEY, b"{}"),
                                               ("site.json", site(name="Lain")), ("media/a.jpg", jpeg())])  # fmt: skip
@pytest.mark.parametrize("port", ["table", "inbox"])
def test_a_crash_before_the_commit_or_before_the_receipt_is_healed_by_the_next_delivery(made, port, key, document):
    made.put(KEY, article())
    getattr(made, port).meanwhile = _crash
    with pytest.raises(Crash):
        made.put(key, document)
    made.rest()
    made.look(key)
    healthy = world(a=article())
    healthy.put(key, document)
    assert made.site.objects == healthy.site.objects
    assert made.receipt(key) == healthy.receipt(key) | {"versionId": _newest(made, key)}


def test_who_never_gets_to_commit_gives_up_for_the_queue_to_try_again(made):
    def lose(_):
        raise Conflict

    win, made.table.commit = made.table.commit, lose
    with pytest.raises(Retryable):
        made.put(KEY, article())
    with pytest.raises(Retryable):
        made.put("site.json", site(name="Lain"))
    assert made.receipt(KEY) is None
    made.table.commit = win
    made.look(KEY)
    assert made.receipt(KEY)["status"] == "published"


def test_what_is_deleted_while_it_is_being_published_is_withdrawn(made):
    def deleted():
        made.inbox.delete(KEY)
        made.look(KEY)

    made.table.meanwhile = deleted
    made.put(KEY, article())
    assert made.get(PATH).status == 410
    assert made.receipt(KEY)["status"] == "withdrawn"


@pytest.mark.parametrize("forged", [b"not json", b"[1]", b'{"standing": {"state": "published"}}', b"[" * 90_000])
def test_what_somebody_put_in_place_of_a_receipt_is_not_believed(made, forged):
    made.inbox.put("receipts/" + KEY, forged)
    made.put(KEY, article())
    assert made.receipt(KEY)["status"] == "published"


@pytest.mark.parametrize("forged", [{"url": "https://uji.example/"}, {"movedFrom": ["/daerah/"]}])
def test_a_forged_receipt_can_t_take_a_page_of_the_site(made, forged):
    made.put(KEY, article())
    receipt = made.receipt(KEY) | {"url": "https://uji.example/2024/12/02/kedua/"} | forged
    made.inbox.put("receipts/articles/b.json", json.dumps(receipt).encode())
    made.put("articles/b.json", article(headline="Kedua"))
    answer = made.receipt("articles/b.json")
    assert (answer["url"], answer["movedFrom"]) == ("https://uji.example/2024/12/02/kedua/", [])
    assert [made.table.address(path) for path in ("/", "/daerah/")] == [None, None]


_WITHOUT_DAERAH = site(sections=SITE["sections"][1:])


def test_an_article_that_was_judged_by_an_older_publication_is_judged_again(made):
    def publication_changes():
        made.inbox.put("site.json", json.dumps(_WITHOUT_DAERAH).encode())
        made.receive.look_at("site.json")

    made.inbox.put(KEY, json.dumps(article()).encode())
    made.table.meanwhile = publication_changes
    made.receive.look_at(KEY)
    assert codes(made.receipt(KEY)) == [("/articleSection", "unknown-section")]
    assert made.table.record("a").state == "withdrawn"


@pytest.mark.parametrize("gone", [_WITHOUT_DAERAH, site(authors=SITE["authors"][1:])], ids=["section", "author"])
def test_what_comes_into_a_section_while_it_is_taken_away_doesn_t_stay(made, gone):
    made.table.meanwhile = _also(made, KEY, article(keywords=["Air"]))
    made.put("site.json", gone)
    assert made.receipt("site.json")["status"] == "published"
    receipt = made.receipt(KEY)
    assert (receipt["status"], receipt["standing"]["state"]) == ("rejected", "withdrawn")
    assert made.get(PATH).status == 410
    others = {key: item for key, item in made.site.objects.items() if not key.startswith(PATH[1:])}
    expected = World()
    expected.put("site.json", gone)
    assert others == expected.site.objects
    made.put("site.json", SITE)
    assert "Air Sungai Naik" in made.text(PATH)
    assert made.receipt(KEY)["status"] == "published"
