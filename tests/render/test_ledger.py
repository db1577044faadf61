"""The public ledger."""

import json
from dataclasses import replace

import pytest

from contract_article import CARD, PLAIN_CARD, PUBLICATION
from contract_article import SITE as ADDRESS
from kabar.domain.life import Reason
from kabar.domain.site import Frame, LedgerPage
from render.pages import (
    CORRECTED,
    ERRATUM,
    LEDGER,
    PROTECTED,
    RENDERER,
    REPLY,
    SITE,
    WITHDRAWN,
    YEAR,
    line,
    mended,
    one,
    text,
    tree,
)

EMPTY = LedgerPage((), (), {})


def shown(page):
    return [text(each) for each in tree(RENDERER.ledger(SITE, page)[0]).xpath("//article[@class='line']")]


def feed(page, frame=SITE):
    return json.loads(RENDERER.ledger(frame, page)[1].body)


def about(article, *said):
    """A page of the ledger with these lines on one article, newest first."""
    return LedgerPage(tuple(line(article, number, each) for number, each in reversed(list(enumerate(said)))), (), {})


def test_the_objects():
    html, document = RENDERER.ledger(SITE, LEDGER)
    assert (html.key, document.key) == ("koreksi/index.html", "koreksi/feed.json")
    assert document.content_type == "application/feed+json; charset=utf-8"
    assert html.tags[0] == document.tags[0] == "list-ledger"
    assert len(html.tags) == 5
    assert [each.key for each in RENDERER.ledger(SITE, YEAR)] == ["koreksi/2024/index.html"]
    english = Frame(replace(PUBLICATION, language="en"), {})
    assert RENDERER.ledger(english, YEAR)[0].key == "corrections/2024/index.html"


def test_its_lines():
    erratum, withdrawal = "Ralat Rabu, 4 Desember 2024 09.00 WIB", "Pencabutan Minggu, 8 Desember 2024 01.00 WIB"
    unnamed = "Artikel tanggal Minggu, 1 Desember 2024"
    why = "karena artikelnya tidak lagi terbuka untuk umum, atau tidak lagi masuk daftar."
    hidden = f"{erratum} {unnamed} Isi catatan ini tidak ditampilkan {why}"
    reply = f"Hak jawab Kamis, 5 Desember 2024 09.00 WIB {CARD.headline} Dinas menjawab."
    sara = "Dicabut karena mengandung unsur SARA (suku, agama, ras, dan antargolongan)."
    assert shown(LEDGER) == [
        f"{withdrawal} {unnamed} Dicabut demi melindungi masa depan anak. Kami meminta maaf.",
        f"{withdrawal} Judul ditarik {sara} Kami meminta maaf.",
        f"{reply} Hak jawabnya: {PLAIN_CARD.headline}",
        hidden,
        f"{erratum} {CARD.headline} Semula 12, lihat pedoman.",
        hidden,
    ]
    page = tree(RENDERER.ledger(SITE, LEDGER)[0])
    assert page.xpath("//article/h2/a/@href") == [CARD.path, CARD.path]
    assert PLAIN_CARD.path in page.xpath("//article/p/a/@href")
    assert page.xpath("//nav[@aria-label='Tahun']/a/@href") == ["/koreksi/2024/", "/koreksi/2023/"]
    assert "/koreksi/feed.json" in page.xpath("//link[@type='application/feed+json']/@href")


def test_a_year_leads_to_the_whole():
    page = tree(RENDERER.ledger(SITE, YEAR)[0])
    assert text(one(page, "//h1")) == "Koreksi, hak jawab, dan pencabutan berita 2024"
    assert page.xpath("//main//p[@class='more']/a/@href") == ["/koreksi/", "/koreksi/feed.json"]
    assert one(page, "//link[@rel='canonical']").get("href") == f"{ADDRESS}/koreksi/2024/"


def test_without_a_line_it_says_so():
    html, _ = RENDERER.ledger(SITE, EMPTY)
    assert mended(html) == []
    assert text(one(tree(html), "empty")) == "Sejauh ini belum ada yang dikoreksi atau dicabut."
    assert feed(EMPTY)["items"] == []


@pytest.mark.parametrize("reason", [Reason.MASA_DEPAN_ANAK, Reason.TRAUMA_KORBAN])
def test_nothing_that_may_identify_a_protected_person_is_shown(reason):
    page = about("budi", replace(ERRATUM, text="Budi, bukan Badu."), REPLY, replace(PROTECTED, reason=reason))
    page = replace(page, cards={PLAIN_CARD.id: PLAIN_CARD})
    for each in RENDERER.ledger(SITE, page):
        written = each.body.decode().lower()
        assert "budi" not in written
        assert "workshop" not in written
        assert "1 desember 2024" in written


@pytest.mark.parametrize("reason", sorted({*Reason} - {Reason.MASA_DEPAN_ANAK, Reason.TRAUMA_KORBAN}))
def test_other_withdrawn_articles_are_named_but_not_linked(reason):
    page = about("budi", ERRATUM, replace(WITHDRAWN, reason=reason))
    assert all("Judul budi" in each for each in shown(page))
    assert "/2024/12/01/budi/" not in RENDERER.ledger(SITE, page)[0].body.decode()


def test_what_is_published_again_is_named():
    page = replace(about(CARD.id, ERRATUM), cards={CARD.id: replace(CARD, headline="Judul baru")})
    assert "Judul baru" in shown(page)[0]


@pytest.mark.parametrize("page", [LEDGER, EMPTY])
def test_the_feed_follows_the_schema(json_feed_schema, page):
    assert [*json_feed_schema.iter_errors(feed(page))] == []


def test_the_feed():
    document = feed(LEDGER)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"{ADDRESS}/koreksi/feed.json"
    assert document["title"] == "Hai Kalteng: Koreksi, hak jawab, dan pencabutan berita"
    hidden, _, _, _, erratum, _ = document["items"]
    assert erratum["url"] == f"{ADDRESS}{CARD.path}#notice-1"
    assert erratum["title"] == f"Ralat: {CARD.headline}"
    assert erratum["date_published"] == "2024-12-04T09:00:00+07:00"
    assert erratum["content_html"] == (
        f'Semula <em>12</em>, lihat <a href="{ADDRESS}/pedoman-media-siber/">pedoman</a>.'
    )
    assert hidden["content_text"] == "Dicabut demi melindungi masa depan anak.\n\nKami meminta maaf."
    assert hidden["url"].startswith(f"{ADDRESS}/koreksi/#line-")
    ids = [item["id"] for item in document["items"]]
    assert len(set(ids)) == len(ids)


def test_ids_stay_when_lines_are_added_reworded_or_renumbered():
    before = {item["id"] for item in feed(about("budi", ERRATUM, WITHDRAWN))["items"]}
    later = replace(ERRATUM, text="Lain.")
    after = {item["id"] for item in feed(about("budi", later, REPLY, WITHDRAWN))["items"]}
    assert len(before) == 2
    assert before < after
    twins = feed(about("budi", ERRATUM, replace(ERRATUM, text="Lagi.")))["items"]
    assert twins[1]["id"] in before
    assert twins[0]["id"] != twins[1]["id"]


def test_the_date_of_a_line_is_the_newsrooms():
    late = replace(ERRATUM, published=CORRECTED.replace(hour=18))
    assert "Kamis, 5 Desember 2024 01.00 WIB" in shown(about("budi", late))[0]


def test_a_note_may_bring_the_withdrawal_with_it_that_stands_on_another_page():
    note = line("budi", 0, ERRATUM)
    named, hidden = (LedgerPage((replace(note, withdrawal=why),), (), {}) for why in (WITHDRAWN, PROTECTED))
    assert shown(named) == ["Ralat Rabu, 4 Desember 2024 09.00 WIB Judul budi Semula 12, lihat pedoman."]
    assert "budi" not in RENDERER.ledger(SITE, hidden)[0].body.decode()
