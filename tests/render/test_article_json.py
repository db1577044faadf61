import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given

from contract_article import (
    ARTICLE,
    FRAME,
    HEADLINE,
    HERO,
    PAGE,
    PATH,
    PLAIN_CARD,
    RELATED,
    SECOND,
    SITE,
    TEXTS,
    worded,
)
from kabar.domain.blocks import Heading, ItemList, Paragraph, Quote, Table
from kabar.render.article_json import article_json
from render.pages import LIVED

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "article.json").read_text())
DOCUMENT = json.loads(article_json(FRAME, PAGE))


def blocks(type_):
    return [block for block in DOCUMENT["articleBody"] if block["type"] == type_]


def test_names_are_those_of_the_schema():
    assert set(DOCUMENT) - {"identifier", "url"} <= set(SCHEMA["properties"])
    types = set(SCHEMA["$defs"]["block"]["properties"]["type"]["enum"])
    assert {block["type"] for block in DOCUMENT["articleBody"]} == types


def test_says_who_when_and_where():
    assert DOCUMENT["identifier"] == "2024/12/kaji-tiru"
    assert DOCUMENT["url"] == SITE + PATH
    assert DOCUMENT["headline"] == HEADLINE
    assert DOCUMENT["articleSection"] == "kabar-kalteng"
    assert DOCUMENT["datePublished"] == "2024-12-02T10:15:00+07:00"
    assert DOCUMENT["dateModified"] == "2024-12-03T08:00:00+07:00"
    assert DOCUMENT["dateline"] == {"place": "Bandung"}
    assert DOCUMENT["author"] == [
        {"name": "Redaksi (yl)", "url": f"{SITE}/author/yl/"},
        {"name": "Ratna Usop", "url": "https://ratna.example/"},
    ]


def test_main_picture_has_its_address_and_size():
    assert DOCUMENT["image"] == {
        "contentUrl": f"{SITE}/{HERO}/1280.jpg",
        "width": 1280,
        "height": 720,
        "caption": "Kaji <em>tiru</em> &amp; diskusi",
        "alt": "Peserta kaji tiru",
        "creditText": "Diskominfo Kalteng",
        "focalPoint": [0.5, 0.3],
    }


def test_pictures_that_have_not_come_are_left_out():
    assert [block["contentUrl"] for block in blocks("image")] == [f"{SITE}/{SECOND}/800.jpg"]
    (gallery,) = blocks("gallery")
    assert [picture["alt"] for picture in gallery["images"]] == ["Satu"]
    page = replace(PAGE, pictures={})
    assert "media/2024" not in article_json(FRAME, page).decode()


def test_related_articles_are_todays_and_unpublished_ones_are_words():
    assert blocks("related") == [
        {
            "type": "related",
            "article": RELATED,
            "headline": PLAIN_CARD.headline,
            "url": f"{SITE}/2024/11/30/workshop/",
        },
        {"type": "related", "headline": "Belum terbit"},
    ]
    assert b"rahasia" not in article_json(FRAME, PAGE)


def test_translations_are_addresses():
    assert DOCUMENT["workTranslation"] == [
        {"identifier": RELATED, "url": f"{SITE}/2024/11/30/workshop/", "inLanguage": "en"}
    ]


def test_what_happened_to_it():
    document = json.loads(article_json(FRAME, LIVED))
    reply = {"type": "hak-jawab", "text": "Dinas menjawab.", "datePublished": "2024-12-05T09:00:00+07:00"}
    url = f"{SITE}/2024/11/30/workshop/"
    assert document["correction"][1:] == [{**reply, "article": RELATED, "url": url}, reply]
    assert document["correction"][0]["text"].startswith("Semula <em>12</em>")
    assert document["dateModified"] == "2024-12-05T09:00:00+07:00"
    assert document["sponsor"] == {"name": "Bank Lanting", "url": "https://bank.example/?a=1&b=2"}
    assert document["verification"] == "pending"
    assert document["followUpTo"] == RELATED
    assert document["replyTo"] == [{"identifier": RELATED, "headline": PLAIN_CARD.headline, "url": url}]
    assert [one["headline"] for one in document["followUp"]] == ["Terverifikasi"]
    assert set(document) - {"identifier", "url", "followUp", "replyTo"} <= set(SCHEMA["properties"])
    assert "rahasia" not in json.dumps(document)


def test_texts_keep_their_markup():
    assert DOCUMENT["articleBody"][0] == {"type": "paragraph", "text": "Inspektur <strong>Saring</strong> memimpin."}
    assert blocks("heading") == [{"type": "heading", "text": "Tujuan", "level": 2}]
    assert blocks("quote") == [{"type": "quote", "text": "Kami <em>belajar</em>.", "attribution": "Saring"}]
    assert blocks("list") == [{"type": "list", "ordered": True, "items": ["Satu", "Dua"]}]
    assert blocks("correction")[0]["datePublished"] == "2024-12-03T08:00:00+07:00"
    assert blocks("factbox")[0]["articleBody"][0] == {"type": "paragraph", "text": "Wilayah bebas korupsi."}
    assert blocks("table") == [
        {"type": "table", "caption": "Harga", "header": ["Komoditas", "Harga"], "rows": [["Beras", "Rp15.000"]]}
    ]


def test_naughty_strings_come_back_as_they_were(corpora):
    for text in json.loads((corpora / "blns" / "blns.json").read_text()):
        page, card = worded(text)
        document = json.loads(article_json(FRAME, page))
        assert document.get("headline", "") == document.get("description", "") == card.headline
        assert document.get("keywords", []) == [tag.name for tag in card.tags]


@given(TEXTS)
def test_any_text_comes_back(text):
    body = (Paragraph(text), Heading(text, 3), Quote(text), ItemList((text,)), Table(((text,),)))
    document = json.loads(article_json(FRAME, replace(PAGE, article=replace(ARTICLE, body=body))))
    paragraph, heading, quote, items, table = document["articleBody"]
    assert paragraph["text"] == heading["text"] == quote["text"] == items["items"][0] == table["rows"][0][0] == text
