import gzip
import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given

from contract_article import (
    ARTICLE,
    CARD,
    CARDS,
    DESCRIPTION,
    FRAME,
    HEADLINE,
    HERO,
    PAGE,
    PATH,
    PLAIN_CARD,
    SECOND,
    SITE,
    TEXTS,
    worded,
)  # fmt: skip
from kabar.domain.site import ListPage
from kabar.render.metadata import article_json_ld, list_json_ld, open_graph
from render.pages import LIVED

LISTS = [
    ListPage("home", "home", (CARD, PLAIN_CARD)),
    ListPage("section", "kabar-kalteng", (CARD,)),
    ListPage("tag", "zona-integritas", (CARD,)),
    ListPage("author", "yl", (CARD,)),
    ListPage("author", "gone", (PLAIN_CARD,)),
    ListPage("home", "home", ()),
]
ARTICLE_LD = json.loads(article_json_ld(FRAME, PAGE))


class Vocabulary:
    """schema.org's own: which types there are, what they descend from, and which properties they have."""

    def __init__(self, graph):
        self._nodes = {node["@id"].removeprefix("schema:"): node for node in graph}
        self._ancestors = cache(self._ancestry)

    def _named(self, name, relation):
        value = self._nodes[name].get(relation, [])
        return {one["@id"].removeprefix("schema:") for one in (value if isinstance(value, list) else [value])}

    def _ancestry(self, type_):
        parents = self._named(type_, "rdfs:subClassOf") if type_ in self._nodes else set()
        return {type_}.union(*map(self._ancestors, parents))

    def check(self, node):
        ancestors = self._ancestors(node["@type"]) if "@type" in node else None
        for name, value in node.items():
            if not name.startswith("@"):
                assert name in self._nodes, name
                assert ancestors & self._named(name, "schema:domainIncludes"), (node["@type"], name)
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, dict):
                    self.check_range(name, child)
                    self.check(child)

    def check_range(self, name, child):
        if "@type" in child and not name.startswith("@"):
            assert self._ancestors(child["@type"]) & self._named(name, "schema:rangeIncludes"), (name, child["@type"])


@pytest.fixture(scope="session")
def vocabulary(corpora):
    packed = (corpora / "schema-org" / "schemaorg-all-https.jsonld.gz").read_bytes()
    return Vocabulary(json.loads(gzip.decompress(packed))["@graph"])


def test_article_says_what_google_recommends():
    assert ARTICLE_LD["@type"] == "NewsArticle"
    assert ARTICLE_LD["@id"] == f"{SITE}{PATH}#article"
    assert ARTICLE_LD["mainEntityOfPage"]["@id"] == SITE + PATH
    assert ARTICLE_LD["headline"] == HEADLINE
    assert ARTICLE_LD["description"] == DESCRIPTION
    assert ARTICLE_LD["datePublished"] == "2024-12-02T10:15:00+07:00"
    assert ARTICLE_LD["dateModified"] == "2024-12-03T08:00:00+07:00"
    assert ARTICLE_LD["author"] == [
        {"@type": "Person", "name": "Redaksi (yl)", "url": f"{SITE}/author/yl/", "jobTitle": "Wartawan"},
        {"@type": "Person", "name": "Ratna Usop", "url": "https://ratna.example/"},
    ]
    assert ARTICLE_LD["image"] == [
        {
            "@type": "ImageObject",
            "url": f"{SITE}/{HERO}/{crop}-50-30.jpg",
            "contentUrl": f"{SITE}/{HERO}/{crop}-50-30.jpg",
            "width": width,
            "height": height,
            "caption": "Kaji tiru & diskusi",
            "creditText": "Diskominfo Kalteng",
        }
        for crop, width, height in (("16x9", 1200, 675), ("4x3", 960, 720), ("1x1", 720, 720))
    ]


def test_article_says_who_publishes_it():
    publisher = ARTICLE_LD["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["publishingPrinciples"] == f"{SITE}/pedoman-media-siber/"
    assert publisher["sameAs"] == ["https://www.instagram.com/haikalteng"]
    assert publisher["logo"]["url"] == f"{SITE}/media/site/logo.png/512.jpg"
    assert publisher["logo"]["width"] == 512


def test_article_says_where_it_stands():
    crumbs = ARTICLE_LD["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert [(crumb["position"], crumb["name"], crumb["item"]) for crumb in crumbs] == [
        (1, "Hai Kalteng", f"{SITE}/"),
        (2, "Kabar Kalteng", f"{SITE}/kabar-kalteng/"),
        (3, HEADLINE, SITE + PATH),
    ]


def test_article_says_the_rest():
    expected = {
        "alternativeHeadline": "Berlangsung 2-5 Desember",
        "articleSection": "Kabar Kalteng",
        "keywords": ["Zona Integritas", "BPSDM"],
        "inLanguage": "id",
        "dateline": "Bandung",
        "isAccessibleForFree": True,
        "sourceOrganization": {
            "@type": "Organization",
            "name": "Diskominfo Kalteng",
            "url": "https://diskominfo.example/",
        },
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "Semula tertulis Rahmat.",
                "datePublished": "2024-12-03T08:00:00+07:00",
            }
        ],
    }
    assert {name: ARTICLE_LD[name] for name in expected} == expected
    assert ARTICLE_LD["workTranslation"][0]["url"] == f"{SITE}/2024/11/30/workshop/"
    assert ARTICLE_LD["workTranslation"][0]["inLanguage"] == "en"


def test_article_of_few_words_says_nothing_empty():
    bare = replace(ARTICLE, image=None, body=(), modified=None, source=None, dateline=None, tags=(), description="")
    document = json.loads(article_json_ld(FRAME, replace(PAGE, article=bare, translations=())))
    assert not {"image", "correction", "dateline", "keywords", "description", "workTranslation"} & set(document)
    assert document["dateModified"] == document["datePublished"]


def test_first_picture_of_the_text_stands_in_for_a_main_one_that_has_not_come():
    page = replace(PAGE, pictures={SECOND: PAGE.pictures[SECOND]})
    images = json.loads(article_json_ld(FRAME, page))["image"]
    assert [image["url"] for image in images] == [f"{SITE}/{SECOND}/{crop}.jpg" for crop in ("16x9", "4x3", "1x1")]


def test_the_files_own_credit_stands_in_for_a_missing_one():
    said = replace(PAGE.pictures[HERO], credit="Antara/Rina", copyright="2024 Antara")
    for credit, shown in (("Diskominfo", "Diskominfo"), (None, "Antara/Rina")):
        use = replace(ARTICLE.image, credit=credit)
        page = replace(PAGE, article=replace(ARTICLE, image=use), pictures={HERO: said})
        image = json.loads(article_json_ld(FRAME, page))["image"][0]
        assert (image["creditText"], image["copyrightNotice"]) == (shown, "2024 Antara")


def test_kind_of_article_is_its_own():
    page = replace(PAGE, article=replace(ARTICLE, kind="OpinionNewsArticle"))
    assert json.loads(article_json_ld(FRAME, page))["@type"] == "OpinionNewsArticle"


@pytest.mark.parametrize("page", LISTS)
def test_lists_speak_schema_org(vocabulary, page):
    for node in json.loads(list_json_ld(FRAME, page))["@graph"]:
        vocabulary.check(node)


@pytest.mark.parametrize("kind", ["NewsArticle", "Article", "ReportageNewsArticle", "OpinionNewsArticle"])
def test_articles_speak_schema_org(vocabulary, kind):
    article = replace(ARTICLE, kind=kind, dateline=None if kind == "Article" else "Bandung")
    vocabulary.check(json.loads(article_json_ld(FRAME, replace(PAGE, article=article))))


def test_what_happened_to_an_article_speaks_schema_org(vocabulary):
    vocabulary.check(json.loads(article_json_ld(FRAME, LIVED)))


def test_article_says_what_happened_to_it():
    document = json.loads(article_json_ld(FRAME, LIVED))
    assert [one["text"] for one in document["correction"]] == [
        "Semula tertulis Rahmat.",
        "Semula 12, lihat pedoman.",
        "Dinas menjawab.",
        "Dinas menjawab.",
    ]
    assert document["correction"][1]["datePublished"] == "2024-12-04T09:00:00+07:00"
    assert document["dateModified"] == "2024-12-05T09:00:00+07:00"
    assert dict(open_graph(FRAME, LIVED))["article:modified_time"] == document["dateModified"]
    assert document["@type"] == "AdvertiserContentArticle"
    assert document["sponsor"] == {
        "@type": "Organization",
        "name": "Bank Lanting",
        "url": "https://bank.example/?a=1&b=2",
    }
    assert document["creativeWorkStatus"] == "Unverified"
    assert b"rahasia" not in json.dumps(document).encode()


def test_a_dateline_is_news_only():
    page = replace(PAGE, article=replace(ARTICLE, kind="Article"))
    assert "dateline" not in json.loads(article_json_ld(FRAME, page))


def test_vocabulary_finds_what_is_wrong(vocabulary):
    for wrong in ({"@type": "Person", "headline": "x"}, {"@type": "Person", "nosuch": "x"}):
        with pytest.raises(AssertionError):
            vocabulary.check(wrong)


def graph(page):
    return {node["@type"]: node for node in json.loads(list_json_ld(FRAME, page))["@graph"]}


def test_front_page_is_the_site_its_publisher_and_a_list():
    nodes = graph(LISTS[0])
    assert nodes["WebSite"]["publisher"] == {"@id": nodes["NewsMediaOrganization"]["@id"]}
    items = nodes["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [item["url"] for item in items] == [SITE + PATH, f"{SITE}/2024/11/30/workshop/"]


def test_section_and_tag_are_collections_called_as_readers_know_them():
    assert graph(LISTS[1])["CollectionPage"]["name"] == "Kabar Kalteng"
    assert graph(LISTS[1])["CollectionPage"]["description"] == "Seputar provinsi"
    assert graph(LISTS[2])["CollectionPage"]["name"] == "Zona Integritas"
    assert graph(LISTS[2])["CollectionPage"]["url"] == f"{SITE}/tag/zona-integritas/"


def test_author_is_a_profile():
    who = graph(LISTS[3])["ProfilePage"]["mainEntity"]
    assert (who["name"], who["jobTitle"], who["description"]) == ("Redaksi (yl)", "Wartawan", "Meliput sejak 2010.")
    assert who["image"]["url"] == f"{SITE}/media/yl.jpg/400.jpg"
    assert who["sameAs"] == ["https://mastodon.example/@yl"]


def test_open_graph_of_an_article():
    assert open_graph(FRAME, PAGE) == (
        ("og:type", "article"),
        ("og:title", HEADLINE),
        ("og:description", DESCRIPTION),
        ("og:url", SITE + PATH),
        ("og:site_name", "Hai Kalteng"),
        ("og:locale", "id_ID"),
        ("og:locale:alternate", "en_US"),
        ("og:image", f"{SITE}/{HERO}/16x9.jpg"),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", "1200"),
        ("og:image:height", "675"),
        ("og:image:alt", "Peserta kaji tiru"),
        ("article:published_time", "2024-12-02T10:15:00+07:00"),
        ("article:modified_time", "2024-12-03T08:00:00+07:00"),
        ("article:section", "Kabar Kalteng"),
        ("article:author", f"{SITE}/author/yl/"),
        ("article:author", "https://ratna.example/"),
        ("article:tag", "Zona Integritas"),
        ("article:tag", "BPSDM"),
        ("twitter:card", "summary_large_image"),
    )


def test_an_article_without_a_picture_shows_the_card_that_says_its_headline():
    page = replace(PAGE, card=replace(PAGE.card, picture=None))
    tags = dict(open_graph(FRAME, page))
    address, _, version = tags["og:image"].partition("?v=")
    assert address == f"{SITE}{PATH}card.png"
    assert (tags["og:image:type"], tags["og:image:width"], tags["og:image:height"]) == ("image/png", "1200", "630")
    assert (tags["og:image:alt"], tags["twitter:card"]) == (HEADLINE, "summary_large_image")
    for other in (replace(page, card=replace(page.card, headline="Lain")), page):
        said = dict(open_graph(FRAME, other))["og:image"]
        assert (said.endswith(version)) == (other is page)
    accent = replace(FRAME, publication=replace(FRAME.publication, accent="#b00020"))
    assert not dict(open_graph(accent, page))["og:image"].endswith(version)


def test_open_graph_of_lists():
    tags = dict(open_graph(FRAME, LISTS[1]))
    assert tags["og:type"] == "website"
    assert tags["og:title"] == "Kabar Kalteng"
    assert tags["og:image"] == f"{SITE}/media/site/logo.png/icon-512.png"
    author = dict(open_graph(FRAME, LISTS[3]))
    assert (author["og:type"], author["og:image"]) == ("profile", f"{SITE}/media/yl.jpg/400.jpg")


@pytest.mark.parametrize(
    ("language", "locale"), [("en-GB", "en_GB"), ("zh-Hant-TW", "zh_TW"), ("jv", "jv_ID"), ("zxx", "zxx")]
)
def test_open_graph_locales_have_a_territory(language, locale):
    page = replace(PAGE, article=replace(ARTICLE, language=language))
    assert dict(open_graph(FRAME, page))["og:locale"] == locale


def test_naughty_strings_come_back_as_they_were(corpora):
    for text in json.loads((corpora / "blns" / "blns.json").read_text()):
        page, card = worded(text)
        script = article_json_ld(FRAME, page)
        assert not set("<>&\u2028\u2029") & set(script)
        document = json.loads(script)
        assert document.get("headline", "") == document.get("description", "") == card.headline
        assert document.get("keywords", []) == [tag.name for tag in card.tags]
        assert dict(open_graph(FRAME, page))["og:title"] == (card.headline or PATH)


@given(CARDS, TEXTS)
def test_whatever_is_said_nothing_leaves_the_script(card, text):
    page = replace(PAGE, card=card, article=replace(ARTICLE, headline=text, authors=card.authors, tags=card.tags))
    for script in (article_json_ld(FRAME, page), list_json_ld(FRAME, ListPage("tag", "tag", (card,)))):
        assert not set("<>&\u2028\u2029") & set(script)
        json.loads(script)
