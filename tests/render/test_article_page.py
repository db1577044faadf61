from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from contract_article import ARTICLE, CARD, FRAME, HEADLINE, HERO, PAGE, PATH, PLAIN_CARD, SECOND, SITE
from kabar.domain.article import Source
from kabar.domain.blocks import Heading, Paragraph
from kabar.render.objects import REVALIDATED
from render.pages import RENDERER, one, text, tree

SEED = "Hai Kalteng - Bandung - Dalam rangka peningkatan kualitas pelayanan publik."


def page_of(**changes):
    """The page of the article with these fields."""
    return rendered(replace(PAGE, article=replace(ARTICLE, **changes)))


def rendered(page):
    html, *_ = RENDERER.article(FRAME, page)
    return tree(html)


def test_the_objects():
    html, document, lite = RENDERER.article(FRAME, PAGE)
    assert html.key == f"{PATH[1:]}index.html"
    assert document.key == f"{PATH[1:]}article.json"
    assert lite.key == f"{PATH[1:]}lite/index.html"
    assert html.content_type == "text/html; charset=utf-8"
    assert document.content_type == "application/json; charset=utf-8"
    assert html.cache_control == REVALIDATED
    assert html.tags[0].startswith("article-")
    assert len(html.tags) == 2
    assert html.status is None


def test_what_stands_over_the_text():
    page = rendered(PAGE)
    assert text(one(page, "//main//h1")) == CARD.headline
    assert text(one(page, "alternative")) == "Berlangsung 2-5 Desember"
    assert text(one(page, "crumbs")) == "Halaman depan Kabar Kalteng"
    assert text(one(page, "minutes")) == "1 menit baca"
    assert text(one(page, "byline")) == "Oleh Redaksi (yl) dan Ratna Usop"
    assert one(page, "//a[@rel='author']").get("href") == "/author/yl/"
    published, modified = page.xpath("//*[@class='credits']//time")
    assert (published.get("datetime"), text(published)) == (
        "2024-12-02T10:15:00+07:00",
        "Senin, 2 Desember 2024 10.15 WIB",
    )
    assert text(modified.getparent()) == "Diperbarui Selasa, 3 Desember 2024 08.00 WIB"
    assert text(one(page, "translation")) == "Inggris: Workshop Ekonomi Kreatif Digelar"


def test_a_modification_that_is_not_later_is_not_shown():
    assert len(page_of(modified=ARTICLE.published).xpath("//*[@class='credits']//time")) == 1
    assert len(page_of(modified=None).xpath("//*[@class='credits']//time")) == 1


def test_three_authors():
    authors = (*ARTICLE.authors, replace(ARTICLE.authors[0], id="redaksi"))
    assert text(one(page_of(authors=authors), "byline")) == "Oleh Redaksi (yl), Ratna Usop dan Redaksi Hai Kalteng"


def test_the_hero():
    hero = one(rendered(PAGE), "hero")
    (image,) = hero.xpath(".//img")
    said = dict(image.attrib)
    sizes = said.pop("sizes")
    assert sizes.startswith("(min-width: 58rem) 54rem, ")
    assert said == {
        "class": "c111",
        "src": f"/{HERO}/960.jpg",
        "srcset": ", ".join(f"/{HERO}/{width}.jpg {width}w" for width in (320, 640, 960, 1280)),
        "width": "1280",
        "height": "720",
        "alt": "Peserta kaji tiru",
        "fetchpriority": "high",
        "decoding": "async",
    }
    first, second = hero.xpath(".//source")
    assert (first.get("type"), second.get("type")) == ("image/avif", "image/webp")
    assert first.get("srcset") == said["srcset"].replace(".jpg", ".avif").replace("kaji-tiru-1.avif", "kaji-tiru-1.jpg")
    assert {first.get("sizes"), second.get("sizes")} == {sizes}
    assert text(hero) == "Keterangan gambar: Kaji tiru & diskusi Foto: Diskominfo Kalteng"
    assert hero.xpath(".//em/text()") == ["tiru"]


@pytest.mark.parametrize(
    ("credit", "shown"),
    [
        ("Rina", "Foto: Rina"),
        ("Antara/Rina", "Foto: Antara/Rina"),
        ("Grafik: Rina", "Grafik: Rina"),
        ("Foto: Rina", "Foto: Rina"),
        ("Ilustrasi AI: Rina", "Ilustrasi AI: Rina"),
        ("12:30 Foto", "Foto: 12:30 Foto"),
    ],
)
def test_a_credit_that_says_what_it_credits_is_left_as_it_is(credit, shown):
    page = page_of(image=replace(ARTICLE.image, credit=credit))
    assert text(one(one(page, "hero"), "credit")) == shown


def test_pictures_that_have_not_arrived_leave_nothing():
    page = rendered(replace(PAGE, pictures={}))
    assert not page.xpath("//main//figure[contains(@class, 'picture')] | //main//img | //*[@class='gallery']")
    assert "Bersama" not in text(page)


def test_pictures_in_the_text():
    figures = rendered(PAGE).xpath("//*[@class='prose']/figure[@class='picture']")
    assert [figure.xpath(".//img/@src") for figure in figures] == [[f"/{SECOND}/800.jpg"]]
    assert figures[0].xpath(".//img/@loading") == ["lazy"]
    assert len(rendered(PAGE).xpath("//*[@class='gallery']//figure")) == 1


def test_a_caption_stands_in_for_a_missing_alternative_text():
    hero = replace(ARTICLE.image, alt=None)
    assert one(page_of(image=hero), "//figure[contains(@class, 'hero')]//img").get("alt") == "Kaji tiru & diskusi"
    decorative = replace(ARTICLE.image, decorative=True)
    assert one(page_of(image=decorative), "//figure[contains(@class, 'hero')]//img").get("alt") == ""


@pytest.mark.parametrize(
    ("written", "dateline", "paragraph"),
    [
        ("Warga menunggu.", "Bandung -", "Bandung - Warga menunggu."),
        (SEED, "Hai Kalteng - Bandung -", SEED),
        ("BANDUNG — Warga menunggu.", "BANDUNG —", "BANDUNG — Warga menunggu."),
        ("Kota Bandung sepi.", "Bandung -", "Bandung - Kota Bandung sepi."),
    ],
)
def test_the_dateline_is_marked_and_never_twice(written, dateline, paragraph):
    page = page_of(body=(Heading("Awal"), Paragraph(written), Paragraph("Bandung - lagi.")), dateline="Bandung")
    assert text(one(page, "dateline")) == dateline
    assert text(page.xpath("//*[@class='prose']/p")[0]) == paragraph


def test_no_dateline_without_a_place_or_a_paragraph():
    assert not page_of(dateline=None).xpath("//*[@class='dateline']")
    assert not page_of(body=(Heading("Awal"),)).xpath("//*[@class='dateline']")
    assert (
        "Tanjung &lt;b&gt; -"
        in RENDERER.article(FRAME, replace(PAGE, article=replace(ARTICLE, dateline="Tanjung <b>")))[0].body.decode()
    )


def test_the_source():
    assert text(one(rendered(PAGE), "source")) == "(Sumber: Diskominfo Kalteng)"
    assert one(rendered(PAGE), "//*[@class='source']/a").get("href") == "https://diskominfo.example/"
    said = Paragraph("Begitu. (Sumber : Diskominfo Kalteng)")
    assert not page_of(body=(said,), source=Source("Diskominfo Kalteng")).xpath("//*[@class='source']")
    assert not page_of(source=None).xpath("//*[@class='source']")


def test_related_articles_by_todays_headline():
    first, second = rendered(PAGE).xpath("//*[@class='related']")
    assert text(first) == "Baca Juga: Workshop Ekonomi Kreatif Digelar"
    assert first.xpath("a/@href") == [PLAIN_CARD.path]
    assert text(second) == "Baca Juga: Belum terbit"
    assert not second.xpath("a")


def test_headings_never_skip_a_level():
    body = (Heading("a", 3), Heading("b", 3), Heading("c"), Heading("d", 3))
    found = page_of(body=body).xpath("//*[@class='prose']/*[self::h2 or self::h3]")
    assert [element.tag for element in found] == ["h2", "h3", "h2", "h3"]


def test_the_other_blocks():
    page = rendered(PAGE)
    assert text(one(page, "quote")) == "Kami belajar. Saring"
    assert page.xpath("//*[@class='prose']/ol/li/text()") == ["Satu", "Dua"]
    table = one(page, "table")
    assert (table.tag, table.get("tabindex"), table.get("aria-label")) == ("section", "0", "Harga")
    assert table.xpath(".//th/@scope") == ["col", "col"]
    assert text(one(page, "tabular").xpath("./figcaption")[0]) == "Harga"  # it doesn't scroll away with the table
    assert text(one(page, "embed")) == "Tonton di YouTube Rekaman"
    assert one(page, "//figure[contains(@class, 'embed-video')]/a").get("href") == "https://www.youtube.com/watch?v=abc"
    correction = one(page, "correction")
    assert text(correction).startswith("Koreksi Selasa, 3 Desember 2024 08.00 WIB")
    assert text(one(page, "factbox")) == "Zona Integritas Wilayah bebas korupsi. a"
    assert len(page.xpath("//*[@class='prose']/hr")) == 1
    assert page.xpath("//a[@rel='tag']/@href") == ["/tag/zona-integritas/", "/tag/bpsdm/"]


def test_nothing_is_loaded_from_elsewhere():
    page = rendered(PAGE)
    loaded = page.xpath("//@src | //link[@rel='stylesheet' or @rel='icon' or @rel='manifest']/@href")
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert page.xpath("//script/@type") == ["application/ld+json"]
    assert not page.xpath("//@style | //style | //iframe")


def test_the_head():
    page = rendered(PAGE)
    assert one(page, "//title").text == f"{CARD.headline} \u2013 Hai Kalteng"
    assert one(page, "//link[@rel='canonical']").get("href") == SITE + PATH
    assert one(page, "//meta[@name='robots']").get("content") == "max-image-preview:large"
    assert one(page, "//meta[@property='og:url']").get("content") == SITE + PATH
    assert one(page, "//meta[@name='twitter:card']").get("content") == "summary_large_image"
    assert page.xpath("//link[@hreflang]/@hreflang") == ["id", "en"]
    feeds = page.xpath("//link[@rel='alternate' and @type]/@href")
    assert feeds == ["/feed.xml", "/atom.xml", "/feed.json", "/kabar-kalteng/feed.xml"]


def test_an_article_in_another_language():
    page = page_of(language="en")
    assert page.get("lang") == "en"
    assert text(one(page, "byline")) == "By Redaksi (yl) and Ratna Usop"
    assert "Monday, December 2, 2024, 10:15 WIB" in text(one(page, "credits"))
    assert one(page, "masthead").get("lang") == "id"
    assert one(page, "foot").get("lang") == "id"
    assert "Arsip" in text(one(page, "foot"))


def test_a_language_that_the_interface_does_not_speak():
    page = page_of(language="ar")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert text(one(page, "byline")).startswith("Oleh")


def test_the_article_is_handed_on_without_a_tracker():
    page = page_of(headline="Banjir & lumpur: 3 desa?")
    share = one(page, "share")
    assert share.xpath(".//a/text()") == ["WhatsApp", "Facebook", "X", "Telegram", "Surel"]
    address = quote(SITE + PATH, safe="")
    assert all(address in target for target in share.xpath(".//a/@href"))
    assert share.xpath(".//a/@href")[0] == f"https://wa.me/?text={quote(HEADLINE, safe='')}%20{address}"
    assert not share.xpath(".//img | .//script | .//iframe")


def test_around_the_article_by_the_calendar():
    around = one(rendered(PAGE), "around")
    assert around.xpath(".//a/@href") == ["/2024/12/02/", "/2024/12/"]
    assert around.xpath(".//a/text()") == ["Senin, 2 Desember 2024", "Desember 2024"]


def test_a_section_that_is_no_more():
    page = page_of(section="dihapus")
    assert text(one(page, "crumbs")) == "Halaman depan dihapus"
    assert one(page, "crumbs").xpath(".//a/@href") == ["/"]


def test_the_same_input_gives_the_same_bytes():
    assert RENDERER.article(FRAME, PAGE) == RENDERER.article(FRAME, PAGE)


def test_moments_of_other_zones_are_the_newsrooms():
    page = page_of(published=datetime(2024, 12, 2, 18, 30, tzinfo=UTC), modified=None)
    assert "Selasa, 3 Desember 2024 01.30 WIB" in text(one(page, "credits"))
