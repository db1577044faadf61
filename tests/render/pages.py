"""Every kind of page of one publication, rendered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import html5lib
from lxml import html

from contract_article import ARTICLE, CARD, FRAME, PAGE, PLAIN_CARD, PUBLICATION, RELATED
from kabar.domain.blocks import Paragraph
from kabar.domain.index import LedgerEntry
from kabar.domain.life import Notice, NoticeKind, Reason, Sponsor, Withdrawal
from kabar.domain.publication import FixedPage
from kabar.domain.site import ArchivePage, DayPage, Frame, GonePage, LedgerPage, ListPage, MonthPage, SiteObject
from kabar.render.renderer import Renderer

RENDERER = Renderer()
FIXED = FixedPage("pedoman-media-siber", "Pedoman Media Siber", (Paragraph("Kami <em>mematuhi</em> pedoman."),))
SITE = Frame(replace(PUBLICATION, pages=(FIXED,)), FRAME.pictures)
CARDS = (CARD, *(replace(PLAIN_CARD, id=f"a{number}", path=f"/2024/11/30/a{number}/") for number in range(8)))

CORRECTED = datetime(2024, 12, 4, 2, 0, tzinfo=UTC)
ERRATUM = Notice(NoticeKind.RALAT, 'Semula <em>12</em>, lihat <a href="/pedoman-media-siber/">pedoman</a>.', CORRECTED)
REPLY = Notice(NoticeKind.HAK_JAWAB, "Dinas menjawab.", datetime(2024, 12, 5, 2, 0, tzinfo=UTC), RELATED)
SECRET_REPLY = replace(REPLY, article="2030/01/rahasia")
LIVED = replace(
    PAGE,
    article=replace(
        ARTICLE,
        notices=(ERRATUM, REPLY, SECRET_REPLY),
        unverified=True,
        follow_up_to=RELATED,
        sponsor=Sponsor("Bank Lanting", "https://bank.example/?a=1&b=2"),
    ),
    card=replace(CARD, path="/2024/12/02/lengkap/", sponsor="Bank Lanting", unverified=True),
    replies_to=(PLAIN_CARD,),
    follow_ups=(replace(CARD, headline="Terverifikasi", path="/2024/12/06/terverifikasi/"),),
)
WITHDRAWN = Withdrawal(datetime(2024, 12, 7, 18, 0, tzinfo=UTC), Reason.SARA, "Kami meminta maaf.")
PROTECTED = replace(WITHDRAWN, reason=Reason.MASA_DEPAN_ANAK)
GONE_CARD = replace(CARD, id="ditarik", path="/2024/12/01/ditarik/", headline="Judul lama")
GONE = GonePage(GONE_CARD.path, GONE_CARD, WITHDRAWN)


def line(article: str, number: int, said: Notice | Withdrawal) -> LedgerEntry:
    """A line of the ledger about an article."""
    path, headline = f"/2024/12/01/{article}/", f"Judul {article}"
    if isinstance(said, Notice):
        return LedgerEntry(said.published, article, number, headline, path, said)
    return LedgerEntry(said.date, article, number, headline, path, None, said)


LEDGER = LedgerPage(
    entries=(
        line("rahasia", 1, PROTECTED),
        line("ditarik", 0, WITHDRAWN),
        line(CARD.id, 1, REPLY),
        line("rahasia", 0, ERRATUM),
        line(CARD.id, 0, ERRATUM),
        line("entah", 0, ERRATUM),
    ),
    years=("2024", "2023"),
    cards={CARD.id: CARD, RELATED: PLAIN_CARD},
)
YEAR = replace(LEDGER, years=(), year="2024")


def every_page(frame: Frame = SITE) -> dict[str, SiteObject]:
    """Key and object of a page of every kind."""
    lists = [("home", "home"), ("section", "ekonomi"), ("tag", "bpsdm"), ("author", "yl")]
    rendered = [
        RENDERER.article(frame, PAGE),
        *(RENDERER.list_page(frame, ListPage(kind, name, CARDS)) for kind, name in lists),
        RENDERER.list_page(frame, ListPage("section", "kabar-kalteng", ())),
        RENDERER.day(frame, DayPage(date(2024, 12, 2), CARDS)),
        RENDERER.month(frame, MonthPage("2024-12", (2,), CARDS)),
        RENDERER.month(frame, MonthPage("2024-12", (2,), CARDS, "ekonomi")),
        RENDERER.archive(frame, ArchivePage(("2024-12", "2024-11", "2023-05"))),
        RENDERER.fixed(frame, FIXED),
        RENDERER.furniture(frame),
        RENDERER.redirect(frame, "/2024/12/01/lama/", "/2024/12/02/baru/"),
        RENDERER.article(frame, LIVED),
        RENDERER.gone(frame, GONE),
        RENDERER.gone(frame, GonePage("/2024/12/01/entah/", None, None)),
        RENDERER.ledger(frame, LEDGER),
        RENDERER.ledger(frame, YEAR),
    ]
    return {one.key: one for objects in rendered for one in objects}


def tree(page: SiteObject) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(page.body.decode())


def mended(page: SiteObject) -> list[object]:
    """What a browser would have to mend."""
    parser = html5lib.HTMLParser()
    parser.parse(page.body.decode())
    return list(parser.errors)


def text(element: html.HtmlElement) -> str:
    """The text within, on one line."""
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, selector: str) -> html.HtmlElement:
    """The only element that the CSS class or XPath finds."""
    path = selector if selector.startswith("/") else f"//*[contains(concat(' ', @class, ' '), ' {selector} ')]"
    (found,) = page.xpath(path)
    return found
