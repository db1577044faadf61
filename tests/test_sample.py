"""The sample publication is valid, complete and whole."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from kabar.domain.identity import MEDIA, article_id, is_media_key, is_reserved, slug_of, tag_slug
from kabar.domain.parsing import parse_article
from kabar.domain.site_parsing import parse_publication
from kabar_cli.sample import pictures

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "schemas"
SAMPLE = ROOT / "functions" / "kabar_cli" / "sample"
MOST_BYTES = 1_500_000
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SEED_LIKE = "2024/12/dishub-latih-juru-mudi"
NOT_IN_THE_SAMPLE = {"withdrawn", "unlisted"}
"""The one takes down what was published before: an article that comes with it leaves no trace on the site. With the
other no visitor of the sample would come across the article."""

Json = dict[str, Any]


def _read(path: Path) -> Json:
    document: Json = json.loads(path.read_text("utf-8"))
    return document


SITE = _read(SAMPLE / "site.json")
ARTICLES = {
    path.relative_to(SAMPLE / "articles").with_suffix("").as_posix(): _read(path)
    for path in sorted((SAMPLE / "articles").rglob("*.json"))
}
SCHEMA = _read(SCHEMAS / "article.json")


@cache
def _validator(name: str) -> Draft202012Validator:
    documents = [_read(path) for path in SCHEMAS.glob("*.json")]
    registry: Registry[Any] = Registry().with_resources((d["$id"], Resource.from_contents(d)) for d in documents)
    return Draft202012Validator(_read(SCHEMAS / name), registry=registry)


def _objects(value: Any) -> Iterator[Json]:
    """Every JSON object in the value, itself included."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(item)


def _blocks(type_: str) -> list[Json]:
    return [o for article in ARTICLES.values() for o in _objects(article["articleBody"]) if o.get("type") == type_]


def _pictures() -> list[Json]:
    return [o for article in ARTICLES.values() for o in _objects(article) if "contentUrl" in o]


def _published(article: Json) -> datetime:
    moment = datetime.fromisoformat(article["datePublished"])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(SITE["timeZone"]))


@pytest.mark.parametrize("id_", ARTICLES)
def test_every_article_is_valid(id_: str) -> None:
    assert [error.message for error in _validator("article.json").iter_errors(ARTICLES[id_])] == []
    assert article_id(f"articles/{id_}.json") == id_


def test_the_publication_is_valid() -> None:
    assert [error.message for error in _validator("publication.json").iter_errors(SITE)] == []
    assert not [item["slug"] for item in (*SITE["sections"], *SITE["pages"]) if is_reserved(item["slug"])]


@pytest.mark.parametrize("id_", ARTICLES)
def test_every_article_is_accepted(id_: str) -> None:
    publication = parse_publication((SAMPLE / "site.json").read_bytes())
    article = parse_article(id_, (SAMPLE / "articles" / f"{id_}.json").read_bytes(), publication)
    assert article.headline == ARTICLES[id_]["headline"]


def test_it_is_big_enough_for_a_demonstration() -> None:
    assert len(ARTICLES) >= 25
    assert len(SITE["sections"]) == 3
    assert {article["articleSection"] for article in ARTICLES.values()} == {s["slug"] for s in SITE["sections"]}
    assert {article["datePublished"][:4] for article in ARTICLES.values()} == {"2023", "2024"}


def test_every_field_of_an_article_is_used() -> None:
    used = {field for article in ARTICLES.values() for field in article}
    assert set(SCHEMA["properties"]) - used == NOT_IN_THE_SAMPLE
    assert any(field.startswith("x-") for field in used)


_ELSEWHERE = {"width", "height"}
"""What says the size of a picture on another site: of which the sample publication shows none."""


@pytest.mark.parametrize("type_", SCHEMA["$defs"]["block"]["properties"]["type"]["enum"])
def test_every_block_type_and_each_of_its_fields_is_used(type_: str) -> None:
    assert _blocks(type_)
    used = {field for block in _blocks(type_) for field in block}
    assert set(SCHEMA["$defs"][type_]["properties"]) - _ELSEWHERE == used


def test_every_way_to_write_a_block_is_used() -> None:
    assert {block.get("level", 2) for block in _blocks("heading")} == {2, 3}
    assert {block.get("ordered", False) for block in _blocks("list")} == {True, False}
    assert {"header" in block for block in _blocks("table")} == {True, False}
    assert {inner["type"] for box in _blocks("factbox") for inner in box["articleBody"]} == {"paragraph", "list"}


@pytest.mark.parametrize("tag", ["a href", "em", "strong", "sub", "sup", "code"])
def test_every_inline_markup_is_used(tag: str) -> None:
    assert any(f"<{tag}" in text for article in ARTICLES.values() for text in _strings(article["articleBody"]))


def test_every_picture_field_is_used_and_every_picture_described() -> None:
    used = {field for picture in _pictures() for field in picture} - {"type"}
    assert set(SCHEMA["$defs"]["picture"]["properties"]) - _ELSEWHERE == used
    assert not [picture for picture in _pictures() if not (picture.get("alt") or picture.get("decorative"))]


def test_pictures_and_references_are_the_same_set() -> None:
    keys = {path.relative_to(SAMPLE).as_posix() for path in (SAMPLE / "media").rglob("*") if path.is_file()}
    people = {author["image"] for author in SITE["authors"] if "image" in author}
    assert keys == {picture["contentUrl"] for picture in _pictures()} | people | {SITE["publisher"]["logo"]}
    assert all(is_media_key(key) for key in keys)


def test_the_script_draws_every_picture() -> None:
    photos = {path.relative_to(SAMPLE / "media").as_posix() for path in (SAMPLE / "media" / "2024").rglob("*.jpg")}
    assert photos <= set(pictures.WIDE) | set(pictures.MEDIUM)


def test_pictures_are_light() -> None:
    sizes = {path: path.stat().st_size for path in SAMPLE.rglob("*") if path.suffix in {".jpg", ".png", ".json"}}
    assert max(sizes.values()) < 90_000
    assert sizes[SAMPLE / SITE["publisher"]["logo"]] < 15_000
    assert sum(sizes.values()) < MOST_BYTES


def test_authors_and_sections_are_known() -> None:
    known = {author["id"] for author in SITE["authors"]}
    named = [author for article in ARTICLES.values() for author in article["author"]]
    assert known == {author for author in named if isinstance(author, str)}
    assert [author for author in named if not isinstance(author, str)]
    for ids in (
        [a["id"] for a in SITE["authors"]],
        [s["slug"] for s in SITE["sections"]],
        [p["slug"] for p in SITE["pages"]],
    ):
        assert len(ids) == len(set(ids))


def test_exactly_one_related_article_does_not_exist_and_the_others_are_older() -> None:
    links = [
        (id_, block)
        for id_, article in ARTICLES.items()
        for block in article["articleBody"]
        if block["type"] == "related"
    ]
    assert len([block for _, block in links if block["article"] not in ARTICLES]) == 1
    for id_, block in links:
        if target := ARTICLES.get(block["article"]):
            assert target["headline"] == block["headline"]
            assert _published(target) < _published(ARTICLES[id_])


def test_translations_point_at_each_other() -> None:
    pairs = {(id_, other) for id_, article in ARTICLES.items() for other in article.get("workTranslation", ())}
    assert pairs
    assert pairs == {(other, id_) for id_, other in pairs}
    assert {ARTICLES[id_].get("inLanguage", "id") for id_, _ in pairs} == {"id", "en"}


def test_a_correction_and_a_reply_are_noted_and_the_reply_follows_the_article() -> None:
    notices = [(id_, notice) for id_, article in ARTICLES.items() for notice in article.get("correction", ())]
    assert {notice["type"] for _, notice in notices} == {"koreksi", "hak-jawab"}
    assert {field for _, notice in notices for field in notice} == set(SCHEMA["$defs"]["notice"]["properties"])
    for id_, notice in notices:
        reply = ARTICLES[notice["article"]] if notice["type"] == "hak-jawab" else None
        assert _published(ARTICLES[id_]) < datetime.fromisoformat(notice["datePublished"])
        assert reply is None or _published(reply) <= datetime.fromisoformat(notice["datePublished"])


def test_what_awaited_confirmation_is_followed_up() -> None:
    pending = {id_ for id_, article in ARTICLES.items() if article.get("verification") == "pending"}
    followed = {article["followUpTo"]: article for article in ARTICLES.values() if "followUpTo" in article}
    assert pending
    assert pending == followed.keys()
    assert all(_published(ARTICLES[id_]) < _published(later) for id_, later in followed.items())


def test_every_article_is_public_now_and_stays_so() -> None:
    now = datetime.now(UTC)
    for article in ARTICLES.values():
        assert datetime.fromisoformat(article.get("embargoedUntil", now.isoformat())) <= now
        assert datetime.fromisoformat(article.get("expires", "2099-01-01T00:00:00Z")).year >= 2099


def test_addresses_are_unique() -> None:
    addresses = [
        (a["datePublished"][:10], a.get("slug") or slug_of(a["headline"], "article")) for a in ARTICLES.values()
    ]
    assert len(addresses) == len(set(addresses))


def test_some_tags_are_shared() -> None:
    tags = [tag_slug(tag) for article in ARTICLES.values() for tag in article["keywords"]]
    assert len([tag for tag in set(tags) if tags.count(tag) >= 3]) >= 5
    assert all(2 <= len(article["keywords"]) <= 5 for article in ARTICLES.values())


def test_moments_are_in_order() -> None:
    for article in ARTICLES.values():
        assert _published(article) <= datetime.fromisoformat(
            article.get("dateModified", _published(article).isoformat())
        )


def test_the_weekday_before_each_date_is_the_right_one() -> None:
    text = "\n".join(_strings(list(ARTICLES.values())))
    dates = re.findall(r"(\w+) \((\d+)/(\d+)/(\d{4})\)", text)
    assert len(dates) >= 20
    assert not [found for found in dates if found[0] != WEEKDAYS[date(*map(int, found[:0:-1])).weekday()]]
    assert "@" not in text.replace("@wartaselantar", "")


def test_one_article_has_the_anatomy_of_the_first_newsroom() -> None:
    article = ARTICLES[SEED_LIKE]
    body = article["articleBody"]
    captions = [block["caption"] for block in body if block["type"] == "image"]
    assert [article["image"]["caption"], *captions] == [article["headline"]] * 3
    assert article["image"]["creditText"] == article["sourceOrganization"]["name"]
    assert body[0]["text"].startswith(f"{SITE['name']} - {article['dateline']['place']} - ")
    assert "related" in {block["type"] for block in body[1:-1]}
    assert sum(block.get("text", "").count("“") for block in body) >= 3
    assert MEDIA in article["image"]["contentUrl"]


def test_the_accent_can_be_read_on_white() -> None:
    channels = (int(SITE["colors"]["accent"][start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5
