"""What holds on every kind of page."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_article import CARD, FRAME, MOMENTS, PAGE, PUBLICATION, worded
from kabar.domain.life import Sponsor
from kabar.domain.publication import Author, Section
from kabar.domain.site import (
    ArchivePage,
    DayPage,
    Frame,
    GonePage,
    LedgerPage,
    ListPage,
    MonthPage,
    SitemapIndex,
    SitemapMonth,
    SitemapNews,
)
from kabar.domain.text import legal, one_line
from kabar.render.objects import HTML, IMMUTABLE, REVALIDATED
from render.pages import (
    CARDS,
    ERRATUM,
    FIXED,
    RENDERER,
    SITE,
    WITHDRAWN,
    every_page,
    line,
    mended,
    one,
    text,
    tree,
)

PAGES = every_page()
HTMLS = sorted(key for key, page in PAGES.items() if page.content_type == HTML)
SHELLED = [key for key in HTMLS if PAGES[key].status != 301 and (PAGES[key].status or "/lite/" not in key)]


@pytest.mark.parametrize("key", HTMLS)
def test_a_browser_has_nothing_to_mend(key):
    assert mended(PAGES[key]) == []


@pytest.mark.parametrize("key", SHELLED)
def test_landmarks_headings_and_ways_out(key):
    page = tree(PAGES[key])
    assert page.get("lang") == "id"
    assert len(page.xpath("//h1")) == 1
    assert one(page, "//a[@class='skip']").get("href") == "#main"
    assert len(page.xpath("//main[@id='main']")) == 1
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.xpath("//nav"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.xpath("//*[@class='menu']//a/@href") == ["/kabar-kalteng/", "/ekonomi/"]
    assert "/arsip/" in page.xpath("//footer//a/@href")
    assert "/koreksi/" in page.xpath("//footer//a/@href")
    assert "/pedoman-media-siber/" in page.xpath("//footer//a/@href")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("key", SHELLED)
def test_the_stylesheet_is_one_of_the_objects(key):
    (style,) = tree(PAGES[key]).xpath("//link[@rel='stylesheet']/@href")
    assert PAGES[style[1:]].content_type == "text/css; charset=utf-8"
    assert PAGES[style[1:]].cache_control == IMMUTABLE


@pytest.mark.parametrize("key", sorted(PAGES))
def test_headers(key):
    page = PAGES[key]
    assert not key.startswith("/")
    assert page.cache_control == (IMMUTABLE if key.startswith("assets/") else REVALIDATED)
    assert 1 <= len(page.tags) <= 50
    assert all(tag.isascii() and not set(tag) & set(" ,") for tag in page.tags)


@pytest.mark.parametrize("key", SHELLED)
def test_pages_to_keep_out_of_search_have_no_canonical(key):
    page = tree(PAGES[key])
    kept_out = key == "404.html" or PAGES[key].status == 410
    assert bool(page.xpath("//link[@rel='canonical']")) != kept_out
    assert (one(page, "//meta[@name='robots']").get("content") == "noindex") == kept_out


def test_the_current_section_is_marked():
    assert tree(PAGES["ekonomi/index.html"]).xpath("//*[@aria-current]/@href") == ["/ekonomi/"]


def test_home():
    page = tree(PAGES["index.html"])
    assert text(one(page, "//h1")) == "Hai Kalteng"
    assert one(page, "lead").xpath(".//h2/a/@href") == [CARD.path]
    assert one(page, "lead").xpath(".//img/@fetchpriority") == ["high"]
    assert len(one(page, "seconds").xpath(".//article")) == 4
    assert len(one(page, "latest").xpath(".//article")) == 4
    ways = ["/language/en/", "/2024/11/", "/feed.xml", "/atom.xml", "/feed.json"]
    assert page.xpath("//p[@class='more']/a/@href") == ways


def test_the_page_of_no_page_offers_the_sections_and_the_newest():
    page = tree(PAGES["404.html"])
    ways = one(page, "notice").xpath(".//a/@href")
    assert ways == ["/", "/kabar-kalteng/", "/ekonomi/", "/arsip/"]
    assert one(page, "latest").xpath(".//h3/a/@href") == [card.path for card in CARDS[:6]]


@pytest.mark.parametrize(
    ("key", "way"),
    [
        ("ekonomi/index.html", ["/"]),
        ("tag/bpsdm/index.html", ["/"]),
        ("2024/12/index.html", ["/", "/arsip/"]),
        ("2024/12/02/index.html", ["/", "/arsip/", "/2024/12/"]),
        ("ekonomi/2024/12/index.html", ["/", "/ekonomi/"]),
        ("2024/12/02/pemprov-kalteng-kaji-tiru/index.html", ["/", "/kabar-kalteng/"]),
    ],
)
def test_the_way_from_the_front_page(key, way):
    assert one(tree(PAGES[key]), "crumbs").xpath(".//a/@href") == way


def test_a_change_shows_in_lists():
    page = tree(PAGES["index.html"])
    assert (
        text(one(page, "lead").xpath(".//*[@class='when parts']")[0]) == "2 Des 2024 10.15 Diperbarui 3 Des 2024 08.00"
    )
    assert len(page.xpath("//*[@class='updated']")) == 1


def test_a_section_reads_on_in_its_own_calendar():
    page = tree(PAGES["ekonomi/index.html"])
    assert page.xpath("//p[@class='more']/a/@href")[0] == "/ekonomi/2024/11/"
    assert not page.xpath("//main//p[@class='label']")


def test_the_author():
    page = tree(PAGES["author/yl/index.html"])
    assert text(one(page, "list-head")) == "Redaksi (yl) Wartawan Meliput sejak 2010. mastodon.example"
    assert one(page, "portrait").get("alt") == "Redaksi (yl)"
    assert page.xpath("//link[@rel='alternate']/@href") == ["/author/yl/feed.xml"]


def test_the_tag_is_spelled_as_in_its_newest_article():
    assert text(one(tree(PAGES["tag/bpsdm/index.html"]), "//h1")) == "BPSDM"


def test_the_month():
    page = tree(PAGES["2024/12/index.html"])
    assert text(one(page, "//h1")) == "Desember 2024"
    table = one(page, "days")
    assert table.xpath(".//a/@href") == ["/2024/12/02/"]
    assert [text(cell) for cell in table.xpath(".//tr[2]/td")] == ["2", "3", "4", "5", "6", "7", "8"]
    assert tree(PAGES["ekonomi/2024/12/index.html"]).xpath("//*[@class='days']//a/@href") == ["/ekonomi/2024/12/02/"]


def test_the_archive():
    page = tree(PAGES["arsip/index.html"])
    assert [text(heading) for heading in page.xpath("//main//h2")] == ["2024", "2023"]
    assert page.xpath("//main//li/a/@href") == ["/2024/12/", "/2024/11/", "/2023/05/"]
    english = Frame(replace(PUBLICATION, language="en"), {})
    assert RENDERER.archive(english, ArchivePage(()))[0].key == "archive/index.html"


def test_moved_and_gone():
    moved, gone = PAGES["2024/12/01/lama/index.html"], PAGES["2024/12/01/ditarik/index.html"]
    assert (moved.status, moved.location) == (301, "/2024/12/02/baru/")
    assert tree(moved).xpath("//a/@href") == ["/2024/12/02/baru/"]
    assert (gone.status, gone.location) == (410, None)
    assert "Judul lama" in text(one(tree(gone), "//main"))


def test_what_has_no_articles_is_not():
    assert RENDERER.list_page(SITE, ListPage("tag", "x", ())) == ()
    assert RENDERER.list_page(SITE, ListPage("author", "yl", ())) == ()
    assert RENDERER.day(SITE, DayPage(date(2024, 1, 1), ())) == ()
    assert RENDERER.month(SITE, MonthPage("2024-01", (), ())) == ()
    assert list(RENDERER.sitemap_month(SITE, SitemapMonth("2024-01", ()))) == []


def test_fronts_stand_without_articles():
    for kind in ("home", "section"):
        pages = RENDERER.list_page(SITE, ListPage(kind, "ekonomi", ()))
        keys = [page.key.rpartition("/")[2] for page in pages if page.key != "404.html"]
        assert keys == ["index.html", "feed.xml", "atom.xml", "feed.json"]
    assert "Belum ada" in text(tree(PAGES["kabar-kalteng/index.html"]))


def test_feeds_and_sitemaps_stand_where_they_should():
    tag = RENDERER.list_page(SITE, ListPage("tag", "bpsdm", CARDS))
    assert [page.key for page in tag] == ["tag/bpsdm/index.html", "tag/bpsdm/feed.xml"]
    assert next(RENDERER.sitemap_month(SITE, SitemapMonth("2024-12", CARDS))).key == "sitemaps/2024-12.xml"
    assert RENDERER.sitemap_index(SITE, SitemapIndex(()))[0].key == "sitemap.xml"
    assert next(RENDERER.sitemap_news(SITE, SitemapNews(()))).key == "sitemap-news.xml"


def test_furniture():
    robots = PAGES["robots.txt"].body.decode()
    assert "Sitemap: https://haikalteng.example/sitemap.xml\n" in robots
    assert "Sitemap: https://haikalteng.example/sitemap-news.xml\n" in robots
    manifest = json.loads(PAGES["manifest.webmanifest"].body)
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Hai Kalteng", "id", "ltr")
    assert [icon["src"] for icon in manifest["icons"]] == [
        "/media/site/logo.png/icon-192.png",
        "/media/site/logo.png/icon-512.png",
    ]
    assert ">H</text>" in PAGES["favicon.svg"].body.decode()


@pytest.mark.parametrize(("width", "icons"), [(290, ["icon-192.png", "icon-512.png"]), (720, ["favicon.svg"])])
def test_a_logo_that_spells_the_name_is_no_icon(width, icons):
    """In a square of 32 pixels nobody can read it. On a home screen, where there are 180, it is better than none."""
    key = PUBLICATION.publisher.logo
    frame = replace(SITE, pictures={key: replace(SITE.pictures[key], width=width, height=150)})
    made = {item.key: item for item in RENDERER.furniture(frame)}
    manifest = json.loads(made["manifest.webmanifest"].body)
    assert [icon["src"].rpartition("/")[2] for icon in manifest["icons"]] == icons
    head = tree(RENDERER.fixed(frame, FIXED)[0])
    assert head.xpath("//link[@rel='icon']/@href")[0].endswith("icon-32.png" if len(icons) > 1 else "/favicon.svg")
    assert head.xpath("//link[@rel='apple-touch-icon']/@href")[0].endswith("icon-180.png")


def test_no_more_cache_tags_than_there_may_be():
    cards = tuple(replace(CARD, id=str(number)) for number in range(80))
    page = RENDERER.list_page(SITE, ListPage("home", "home", cards))[0]
    assert page.tags[0] == "list-home"
    assert len(page.tags) == 50


def test_pages_in_english_and_from_right_to_left():
    for language in ("en", "en-GB", "ar", "fr", "zh-Hant-TW"):
        frame = Frame(replace(SITE.publication, language=language), SITE.pictures)
        for page in every_page(frame).values():
            if page.content_type == HTML:
                assert mended(page) == []
                assert tree(page).get("dir") in {None, "rtl" if language == "ar" else None}


def everything(words: str) -> list[bytes]:
    """Every page with the text wherever a newsroom may put it."""
    page, card = worded(words)
    name = one_line(words) or "x"
    publication = replace(
        PUBLICATION,
        name=name,
        description=name,
        sections=(Section("kabar-kalteng", name, name),),
        authors=(Author("yl", name, name, name),),
        publisher=replace(PUBLICATION.publisher, name=name, address=name),
    )
    frame = Frame(publication, FRAME.pictures)
    note, withdrawal = replace(ERRATUM, text=legal(words)), replace(WITHDRAWN, statement=name)
    page = replace(page, article=replace(page.article, notices=(note,), sponsor=Sponsor(name)))
    objects = [
        *RENDERER.article(frame, page),
        *RENDERER.list_page(frame, ListPage("home", "home", (card,))),
        *RENDERER.list_page(frame, ListPage("author", "yl", (card,))),
        *RENDERER.furniture(frame),
        *RENDERER.ledger(frame, LedgerPage(tuple(line("a", 0, said) for said in (note, withdrawal)), (), {})),
        *RENDERER.gone(frame, GonePage("/x/", replace(card, headline=name), withdrawal)),
    ]
    by_key = {one_object.key: one_object for one_object in objects}
    for key in (objects[0].key, "index.html", "x/index.html", "koreksi/index.html"):
        assert mended(by_key[key]) == []
    home = tree(by_key["index.html"])
    assert text(one(home, "lead").xpath(".//h2")[0]) == " ".join((card.headline or card.path).split())
    assert not home.xpath("//script[not(@type='application/ld+json')] | //*[@onload or @onerror or @onclick]")
    return [one_object.body for one_object in objects]


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_any_text_anywhere_is_shown(words):
    assert everything(words)


def test_every_naughty_string_is_shown(corpora: Path):
    strings = json.loads((corpora / "blns" / "blns.json").read_text("utf-8"))
    for words in strings:
        assert everything(words)


@settings(max_examples=50)
@given(MOMENTS)
def test_any_moment_can_be_written(moment):
    page = replace(PAGE, article=replace(PAGE.article, published=moment, modified=None))
    assert mended(RENDERER.article(SITE, page)[0]) == []


def test_every_page_that_search_engines_may_show_tells_them_of_itself():
    for key, item in PAGES.items():
        page = item.body.decode()
        if key in SHELLED and '<link rel="canonical"' in page and item.status is None:
            assert '<meta property="og:title"' in page, key
            assert "application/ld+json" in page, key
