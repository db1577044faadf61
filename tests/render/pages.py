"""Every kind of page of one publication, rendered."""

from dataclasses import replace
from datetime import date

import html5lib
from lxml import html

from contract_article import CARD, FRAME, PAGE, PLAIN_CARD, PUBLICATION
from kabar.domain.blocks import Paragraph
from kabar.domain.publication import FixedPage
from kabar.domain.site import ArchivePage, DayPage, Frame, ListPage, MonthPage, SiteObject
from kabar.render.renderer import Renderer

RENDERER = Renderer()
FIXED = FixedPage("pedoman-media-siber", "Pedoman Media Siber", (Paragraph("Kami <em>mematuhi</em> pedoman."),))
SITE = Frame(replace(PUBLICATION, pages=(FIXED,)), FRAME.pictures)
CARDS = (CARD, *(replace(PLAIN_CARD, id=f"a{number}", path=f"/2024/11/30/a{number}/") for number in range(8)))


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
        RENDERER.gone(frame, "/2024/12/01/ditarik/", "Judul lama"),
    ]
    return {one.key: one for objects in rendered for one in objects}


def tree(page: SiteObject) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(page.body.decode())


def parse_strictly(page: SiteObject) -> None:
    """Raise at the first error that a browser would have to mend."""
    html5lib.HTMLParser(strict=True).parse(page.body.decode())


def text(element: html.HtmlElement) -> str:
    """The text within, on one line."""
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, selector: str) -> html.HtmlElement:
    """The only element that the CSS class or XPath finds."""
    path = selector if selector.startswith("/") else f"//*[contains(concat(' ', @class, ' '), ' {selector} ')]"
    (found,) = page.xpath(path)
    return found
