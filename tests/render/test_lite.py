import gzip
import random
from dataclasses import replace
from pathlib import Path

import pytest

from contract_article import ARTICLE, FRAME, HERO, PAGE, PATH, SITE
from kabar.domain.blocks import Paragraph
from kabar.render.lite import MAX_BYTES, lite_style_hash
from render.pages import ERRATUM, LIVED, RENDERER, mended, one, text, tree

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


def lite(page=PAGE):
    (found,) = [item for item in RENDERER.article(FRAME, page) if item.key.endswith("lite/index.html")]
    return found


def words(count, seed=0):
    """Text that hardly gets smaller by compression."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(count))


def test_the_whole_text_in_one_request():
    page = tree(lite())
    assert lite().key == f"{PATH[1:]}lite/index.html"
    assert text(one(page, "//h1")) == ARTICLE.headline
    assert "Inspektur Saring memimpin." in text(one(page, "//main"))
    assert "Wilayah bebas korupsi." in text(one(page, "//main"))
    assert not page.xpath("//script | //img | //link[@rel='stylesheet'] | //iframe | //@style")


@pytest.mark.parametrize("page", [PAGE, LIVED, replace(PAGE, article=replace(ARTICLE, language="ar"))])
def test_a_browser_has_nothing_to_mend(page):
    assert mended(lite(page)) == []


def test_search_engines_are_led_to_the_article_and_readers_to_both():
    page = tree(lite())
    assert one(page, "//link[@rel='canonical']").get("href") == SITE + PATH
    assert f"{PATH}?full" in page.xpath("//main//a/@href")
    assert f"{PATH}lite/" in tree(RENDERER.article(FRAME, PAGE)[0]).xpath("//main//a/@href")


def test_pictures_are_links_with_their_words():
    page = tree(lite())
    (hero,) = [link.getparent() for link in page.xpath(f"//a[@href='/{HERO}/960.jpg']")][:1]
    assert text(hero) == "Gambar: Kaji tiru & diskusi (Foto: Diskominfo Kalteng)"


def test_corrections_and_labels_are_not_left_out():
    page = text(one(tree(lite(LIVED)), "//main"))
    assert "Advertorial Konten berbayar oleh Bank Lanting" in page
    assert "Dinas menjawab." in page
    assert "masih memerlukan" in page or "verifikasi" in page


@pytest.mark.parametrize(("blocks", "length"), [(1, 100), (40, 60), (400, 60), (3000, 20), (3, 4000)])
def test_never_more_than_a_first_window(blocks, length):
    body = tuple(Paragraph(words(length, seed)) for seed in range(blocks))
    page = lite(replace(PAGE, article=replace(ARTICLE, body=body, dateline=None)))
    assert len(gzip.compress(page.body)) <= MAX_BYTES
    shown = len(set(map(text, tree(page).xpath("//article/p"))) & {one.text for one in body})
    cut = "Lanjutkan membaca" in page.body.decode()
    assert cut == (shown < blocks)
    assert not cut or f"{PATH}?full" in tree(page).xpath("//article/p[last()]//a/@href")


def test_a_long_text_is_cut_as_late_as_it_can_be():
    body = tuple(Paragraph(words(30, seed)) for seed in range(400))
    assert len(gzip.compress(lite(replace(PAGE, article=replace(ARTICLE, body=body))).body)) > MAX_BYTES - 1_500


def test_what_stands_around_the_text_leaves_it_room():
    noted = tuple(replace(ERRATUM, text=words(500, seed)) for seed in range(50))
    hero = replace(ARTICLE.image, caption=words(3000, 99))
    body = tuple(Paragraph(words(30, seed)) for seed in range(400))
    for fields in ({"notices": noted}, {"image": hero}, {"notices": noted, "image": hero}):
        item = lite(replace(PAGE, article=replace(ARTICLE, body=body, **fields)))
        assert MAX_BYTES - 1_500 < len(gzip.compress(item.body)) <= MAX_BYTES
        notes = tree(item).xpath("//*[@role='note']")
        assert [note.xpath(".//a/@href") for note in notes] == [
            [f"{PATH}?full#notice-{number}"] for number, _ in enumerate(fields.get("notices", ()), 1)
        ]


def test_the_policy_of_the_site_lets_its_rules_through():
    assert f"'{lite_style_hash()}'" in TEMPLATE.read_text("utf-8")


def test_it_moves_and_goes_with_the_article():
    moved = RENDERER.redirect(FRAME, "/2024/12/01/lama/", "/2024/12/02/baru/")
    assert [(item.key, item.location) for item in moved] == [
        ("2024/12/01/lama/index.html", "/2024/12/02/baru/"),
        ("2024/12/01/lama/lite/index.html", "/2024/12/02/baru/lite/"),
    ]
    (only,) = RENDERER.redirect(FRAME, "/arsip/lama.html", "/2024/12/02/baru/")
    assert only.location == "/2024/12/02/baru/"
