"""The seed page's article and its publication as the domain sees them, with every kind of block added."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kabar.domain.article import Article, Byline, Card, Source, StoredPicture, Tag
from kabar.domain.blocks import (
    Correction,
    Embed,
    Factbox,
    Gallery,
    Heading,
    Image,
    ItemList,
    Paragraph,
    PictureUse,
    Quote,
    Related,
    Separator,
    Table,
)
from kabar.domain.publication import Author, Publication, Publisher, Section
from kabar.domain.site import ArticlePage, Frame
from kabar.domain.text import one_line

SITE = "https://haikalteng.example"
PATH = "/2024/12/02/pemprov-kalteng-kaji-tiru/"
HERO = "media/2024/12/kaji-tiru-1.jpg"
SECOND = "media/2024/12/kaji-tiru-2.jpg"
MISSING = "media/2024/12/kaji-tiru-3.jpg"
RELATED = "2024/11/disbudpar-workshop-ekonomi-kreatif"
HEADLINE = "Pemprov Kalteng Laksanakan Kegiatan Kaji Tiru Zona Integritas"
DESCRIPTION = "Kaji tiru di Inspektorat Provinsi Jawa Barat & BPSDM."


def stored(key: str, width: int = 1280, height: int = 720) -> StoredPicture:
    return StoredPicture(key, key.removeprefix("media/"), width, height)


PUBLICATION = Publication(
    name="Hai Kalteng",
    url=SITE,
    language="id",
    zone=ZoneInfo("Asia/Pontianak"),
    description="Kabar dari Kalimantan Tengah",
    sections=(Section("kabar-kalteng", "Kabar Kalteng", "Seputar provinsi"), Section("ekonomi", "Ekonomi")),
    authors=(
        Author(
            "yl", "Redaksi (yl)", "Wartawan", "Meliput sejak 2010.", "media/yl.jpg", ("https://mastodon.example/@yl",)
        ),
        Author("redaksi", "Redaksi Hai Kalteng"),
    ),
    publisher=Publisher(
        name="Hai Kalteng",
        logo="media/site/logo.png",
        publishing_principles="/pedoman-media-siber/",
        same_as=("https://www.instagram.com/haikalteng",),
        email="redaksi@haikalteng.example",
    ),
)
FRAME = Frame(
    PUBLICATION,
    {
        "media/site/logo.png": stored("media/site/logo.png", 512, 512),
        "media/yl.jpg": stored("media/yl.jpg", 400, 400),
    },
)
CARD = Card(
    id="2024/12/kaji-tiru",
    path=PATH,
    headline=HEADLINE,
    description=DESCRIPTION,
    section="kabar-kalteng",
    authors=(Byline("yl"), Byline(None, "Ratna Usop", "https://ratna.example/")),
    published=datetime(2024, 12, 2, 3, 15, tzinfo=UTC),
    modified=datetime(2024, 12, 3, 1, 0, tzinfo=UTC),
    tags=(Tag("zona-integritas", "Zona Integritas"), Tag("bpsdm", "BPSDM")),
    picture=stored(HERO),
    picture_alt="Peserta kaji tiru",
    picture_credit="Diskominfo Kalteng",
)
PLAIN_CARD = replace(
    CARD,
    id=RELATED,
    path="/2024/11/30/workshop/",
    headline="Workshop Ekonomi Kreatif Digelar",
    modified=None,
    picture=None,
    published=datetime(2024, 11, 30, 1, 0, tzinfo=UTC),
    authors=(Byline("gone"),),
    tags=(),
    language="en",
)
ARTICLE = Article(
    id=CARD.id,
    headline=HEADLINE,
    section="kabar-kalteng",
    authors=CARD.authors,
    published=CARD.published,
    modified=CARD.modified,
    description=DESCRIPTION,
    alternative_headline="Berlangsung 2-5 Desember",
    dateline="Bandung",
    tags=CARD.tags,
    image=PictureUse(
        HERO, "Kaji <em>tiru</em> &amp; diskusi", "Peserta kaji tiru", "Diskominfo Kalteng", focal_point=(0.5, 0.3)
    ),
    source=Source("Diskominfo Kalteng", "https://diskominfo.example/"),
    body=(
        Paragraph("Inspektur <strong>Saring</strong> memimpin."),
        Heading("Tujuan"),
        Related(RELATED, "Workshop"),
        Related("2030/01/rahasia", "Belum terbit"),
        Image(PictureUse(SECOND, "Diskusi", "Suasana diskusi")),
        Image(PictureUse(MISSING, "Bersama")),
        Gallery((PictureUse(HERO, alt="Satu"), PictureUse(MISSING)), headline="Galeri"),
        Gallery((PictureUse(MISSING), PictureUse(MISSING))),
        Quote("Kami <em>belajar</em>.", "Saring"),
        ItemList(("Satu", "Dua"), ordered=True),
        Table((("Beras", "Rp15.000"),), ("Komoditas", "Harga"), "Harga"),
        Embed("https://www.youtube.com/watch?v=abc", "Rekaman", None, "YouTube"),
        Correction("Semula tertulis <em>Rahmat</em>.", datetime(2024, 12, 3, 1, 0, tzinfo=UTC)),
        Factbox("Zona Integritas", (Paragraph("Wilayah bebas korupsi."), ItemList(("a",)))),
        Separator(),
    ),
)
PAGE = ArticlePage(
    article=ARTICLE,
    card=CARD,
    related={RELATED: PLAIN_CARD},
    pictures={HERO: stored(HERO), SECOND: stored(SECOND, 800, 600)},
    translations=(PLAIN_CARD,),
)


def worded(text: str) -> tuple[ArticlePage, Card]:
    """The article and its card with the text wherever a text can be."""
    words = one_line(text)
    tags = (Tag("zona", words),) if words else ()
    card = replace(CARD, headline=words, description=words, tags=tags, picture_alt=words, picture_credit=words)
    article = replace(ARTICLE, headline=words, description=words, tags=tags, dateline=words, source=Source(words))
    return replace(PAGE, article=article, card=card), card


TEXTS = st.text(max_size=60).map(one_line)
MOMENTS = st.integers(-5_364_000_000, 7_258_000_000).map(partial(datetime.fromtimestamp, tz=UTC))
"""From 1800 to 2199."""
CARDS = st.builds(
    replace,
    st.just(CARD),
    headline=TEXTS,
    description=TEXTS,
    section=st.sampled_from(("kabar-kalteng", "dihapus")),
    published=MOMENTS,
    modified=st.none() | MOMENTS,
    language=st.none() | st.sampled_from(("en", "zh-TW", "id-ID")),
    tags=st.lists(st.builds(Tag, st.just("tag"), TEXTS), max_size=3).map(tuple),
    authors=st.lists(st.builds(Byline, st.none() | st.sampled_from(("yl", "gone")), TEXTS), max_size=3).map(tuple),
    picture=st.none() | st.just(stored(HERO)),
    picture_alt=st.none() | TEXTS,
    picture_credit=st.none() | TEXTS,
)
