"""What happens to an article after its publication: embargo, expiry, withdrawal, notices, relations, sponsor."""

import json

import pytest

from support.world import World, at

SITE = {
    "name": "Warta Uji",
    "url": "https://warta.example",
    "inLanguage": "id",
    "timeZone": "Asia/Pontianak",
    "sections": [{"slug": "daerah", "name": "Daerah"}, {"slug": "ekonomi", "name": "Ekonomi"}],
    "authors": [{"id": "rn", "name": "Rina Nur"}],
}
ARTICLE = {
    "headline": "Dermaga Baru Dibuka",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2024-12-02T10:15:00+07:00",
    "keywords": ["Sungai"],
    "articleBody": [{"type": "paragraph", "text": "Dermaga itu dibuka Senin pagi."}],
}
KEY = "articles/dermaga.json"
PATH = "/2024/12/02/dermaga-baru-dibuka/"
WITHDRAWN = {
    "date": "2024-12-05T10:00:00+07:00",
    "reason": "dewan-pers",
    "statement": "Ditarik atas putusan Dewan Pers.",
}


@pytest.fixture
def world():
    world = World()
    world.put("site.json", SITE)
    return world


def everything(world):
    return b"".join(item.body for item in world.site.objects.values()).decode()


def test_nothing_of_an_embargoed_article_is_on_the_site_before_its_moment(world):
    world.put(KEY, ARTICLE | {"embargoedUntil": "2025-01-10T06:00:00+07:00"})
    receipt = world.receipt(KEY)
    assert (receipt["status"], receipt["publishAt"], receipt["url"]) == ("scheduled", "2025-01-09T23:00:00Z", None)
    assert "Dermaga" not in everything(world)
    assert world.scheduler.alarms[KEY] == at("2025-01-09T23:00")
    world.look(KEY)
    assert "Dermaga" not in everything(world)
    world.clock.time = at("2025-01-09T23:00")
    world.look(KEY)
    assert world.receipt(KEY)["status"] == "published"
    assert "Dermaga Baru Dibuka" in world.text(PATH)
    assert "Dermaga Baru Dibuka" in world.text("/")


def test_what_is_put_off_and_then_deleted_shows_nothing_of_what_was_to_come(world):
    world.put(KEY, ARTICLE)
    world.put(KEY, ARTICLE | {"headline": "Rahasia Besok", "datePublished": "2025-02-01T00:00:00+07:00"})
    world.delete(KEY)
    assert world.get(PATH).status == 410
    assert "Dermaga Baru Dibuka" in world.text(PATH)
    assert "Rahasia" not in everything(world)


def test_a_change_of_language_takes_the_ledger_along(world):
    world.put(KEY, ARTICLE)
    world.put(KEY, ARTICLE | {"withdrawn": WITHDRAWN})
    world.put("site.json", SITE | {"inLanguage": "en"})
    assert world.get("/koreksi/2024/") is None
    assert "Dewan Pers" in world.text("/corrections/2024/")


def test_an_article_expires_by_the_clock(world):
    world.put(KEY, ARTICLE | {"expires": "2025-02-01T00:00:00+07:00"})
    assert world.scheduler.alarms[KEY] == at("2025-01-31T17:00")
    assert world.get(PATH).status is None
    world.clock.time = at("2025-01-31T17:00")
    world.look(KEY)
    assert world.get(PATH).status == 410
    assert "Dermaga Baru" not in world.text("/")
    assert world.receipt(KEY)["status"] == "withdrawn"


def test_a_withdrawal_says_why_and_stands_in_the_ledger(world):
    world.put(KEY, ARTICLE)
    world.put(KEY, ARTICLE | {"withdrawn": WITHDRAWN})
    gone = world.get(PATH)
    assert gone.status == 410
    assert "Ditarik atas putusan Dewan Pers." in gone.body.decode()
    for path in ("/", "/daerah/", "/feed.xml"):
        assert "Dermaga Baru Dibuka" not in world.text(path)
    for path in ("/tag/sungai/", "/sitemaps/2024-12.xml", f"{PATH}article.json"):
        assert world.get(path) is None
    assert "Ditarik atas putusan Dewan Pers." in world.text("/koreksi/")
    assert json.loads(world.text("/koreksi/feed.json"))["items"]
    assert "Ditarik atas putusan" in world.text("/koreksi/2024/")


def test_what_was_never_public_leaves_no_trace_when_withdrawn(world):
    before = dict(world.site.objects)
    world.put(KEY, ARTICLE | {"withdrawn": WITHDRAWN})
    assert world.receipt(KEY)["status"] == "withdrawn"
    assert world.site.objects == before


def test_publishing_again_restores_it(world):
    world.put(KEY, ARTICLE)
    before = dict(world.site.objects)
    world.put(KEY, ARTICLE | {"withdrawn": WITHDRAWN})
    world.put(KEY, ARTICLE)
    changed = {key for key in before.keys() | world.site.objects if before.get(key) != world.site.objects.get(key)}
    assert changed <= {"koreksi/index.html", "koreksi/feed.json"}
    assert "Ditarik" not in world.text("/koreksi/")


def test_a_correction_is_shown_at_the_article_and_in_the_ledger(world):
    notice = {
        "type": "koreksi",
        "text": "Semula tertulis <em>Selasa</em>.",
        "datePublished": "2024-12-03T08:00:00+07:00",
    }
    world.put(KEY, ARTICLE | {"correction": [notice]})
    assert "Semula tertulis <em>Selasa</em>." in world.text(PATH)
    assert '"CorrectionComment"' in world.text(PATH)
    ledger = world.text("/koreksi/")
    assert "Semula tertulis <em>Selasa</em>." in ledger
    assert f'href="{PATH}"' in ledger
    world.put(KEY, ARTICLE)
    assert "Semula tertulis" not in everything(world)
    assert world.get("/koreksi/2024/") is None


def test_a_reply_and_its_article_link_to_each_other(world):
    notice = {
        "type": "hak-jawab",
        "text": "Dinas menjawab.",
        "datePublished": "2024-12-04T08:00:00+07:00",
        "article": "jawab",
    }
    world.put("articles/jawab.json", ARTICLE | {"headline": "Hak Jawab Dinas"})
    world.put(KEY, ARTICLE | {"correction": [notice]})
    reply = "/2024/12/02/hak-jawab-dinas/"
    assert f'href="{reply}"' in world.text(PATH)
    assert f'href="{PATH}"' in world.text(reply)
    world.put(KEY, ARTICLE | {"correction": [notice], "headline": "Dermaga Lama Ditutup"})
    assert "Dermaga Lama Ditutup" in world.text(reply)
    world.delete(KEY)
    assert PATH not in world.text(reply)


def test_an_unverified_report_says_so_and_names_its_follow_up(world):
    world.put(KEY, ARTICLE | {"verification": "pending"})
    plain = world.text(PATH)
    world.put("articles/lanjut.json", ARTICLE | {"headline": "Dinas Membenarkan", "followUpTo": "dermaga"})
    assert 'href="/2024/12/02/dinas-membenarkan/"' in world.text(PATH)
    assert 'href="/2024/12/02/dinas-membenarkan/"' not in plain


def test_an_advertorial_is_labelled_and_kept_out_of_the_news_sitemap(world):
    body = [{"type": "paragraph", "text": 'Lihat <a href="https://bank.example/">bank</a>.'}]
    world.clock.time = at("2024-12-02T04:00")
    world.put(KEY, ARTICLE | {"sponsor": {"name": "Bank Lanting"}, "articleBody": body})
    page = world.text(PATH)
    assert "Bank Lanting" in page
    assert 'rel="sponsored' in page
    assert PATH not in world.text("/sitemap-news.xml")
    world.put(KEY, ARTICLE)
    assert PATH in world.text("/sitemap-news.xml")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"expires": "2024-12-01T00:00:00+07:00"}, "/expires", "expires-before-published"),
        ({"embargoedUntil": "2024-13-01T00:00:00+07:00"}, "/embargoedUntil", "impossible-date"),
        ({"followUpTo": "dermaga"}, "/followUpTo", "refers-to-itself"),
        ({"withdrawn": WITHDRAWN | {"reason": "bosan"}}, "/withdrawn/reason", "not-allowed"),
        ({"withdrawn": WITHDRAWN | {"statement": "\u200b"}}, "/withdrawn/statement", "blank-text"),
        ({"correction": [{"type": "koreksi", "text": "x"}]}, "/correction/0/datePublished", "missing-field"),
    ],
)
def test_what_is_wrong_with_a_life_is_said(world, change, pointer, code):
    world.put(KEY, ARTICLE | change)
    errors = world.receipt(KEY)["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [(pointer, code)]


def test_a_new_edition_heals_an_index_that_lost_rows(world):
    world.put(KEY, ARTICLE)
    before = dict(world.site.objects)
    for key in [key for key in world.table.rows if key[0].startswith(("URL#", "LIST#"))]:
        del world.table.rows[key]
    world.site.objects.clear()
    world.put("site.json", SITE)
    assert world.site.objects == before


def test_a_lost_table_is_made_again_from_the_inbox(world):
    world.put(KEY, ARTICLE)
    world.put(KEY, ARTICLE | {"headline": "Nama Lain"})
    world.put(KEY, ARTICLE | {"headline": "Nama Lain", "slug": "pindah"})
    # It sorts first, and its address looks free until the owner's record is there again.
    world.put("articles/a-salin.json", ARTICLE | {"headline": "Salin", "slug": "pindah"})
    world.put("articles/hapus.json", ARTICLE | {"headline": "Dihapus"})
    world.delete("articles/hapus.json")
    world.put("articles/tolak.json", ARTICLE | {"headline": "Ditolak Kemudian"})
    world.put("articles/tolak.json", b"{")
    later = {"headline": "Nanti Saja", "datePublished": "2030-01-01T00:00:00Z"}
    notice = {"type": "ralat", "text": "Bukan dua.", "datePublished": "2024-12-03T10:00:00Z"}
    for key in ("articles/tunda.json", "articles/tunda-hapus.json"):
        world.put(key, ARTICLE | {"headline": f"Ditunda {key}", "correction": [notice]})
        world.put(key, ARTICLE | later)
    world.delete("articles/tunda-hapus.json")
    world.put("articles/usai.json", ARTICLE | {"headline": "Usai", "expires": "2025-01-03T00:00:00Z"})
    world.clock.time = at("2025-01-04T04:00")
    world.look("articles/usai.json")
    world.delete("articles/usai.json")
    world.put("site.json", b"{")
    before = dict(world.site.objects)
    world.table.rows.clear()
    world.site.objects.clear()
    world.look("site.json")
    world.arrivals.sweep("receipts/articles/")
    world.rest()
    assert world.site.objects == before
