"""The public ledger: every correction, right of reply and withdrawal."""

from kabar.domain.identity import ledger_path
from kabar.domain.publication import Publication
from kabar.domain.site import Frame, LedgerPage, SiteObject
from kabar.render.addresses import absolute
from kabar.render.contexts import Feed, Head, Link
from kabar.render.environment import render
from kabar.render.ledger_feed import ledger_feed
from kabar.render.ledger_lines import LedgerLines
from kabar.render.life_contexts import LedgerContext
from kabar.render.objects import HTML, JSON_FEED, at, list_tag, tags_of
from kabar.render.open_graph import website_properties
from kabar.render.page_metadata import page_json_ld
from kabar.render.shell import direction, home_feeds, shell
from kabar.render.words import Words


def ledger_objects(frame: Frame, page: LedgerPage) -> tuple[SiteObject, ...]:
    """The page, and of the whole ledger the feed."""
    publication = frame.publication
    mine = tags_of(list_tag("ledger"), (entry.article for entry in page.entries))
    html = render("ledger.html", ledger_context(frame, page))
    shown = at(_path(publication, page.year), html, HTML, mine)
    return (shown,) if page.year else (shown, at(_feed(publication).path, _written(frame, page), JSON_FEED, mine))


def ledger_context(frame: Frame, page: LedgerPage) -> LedgerContext:
    """The ledger as its page shows it."""
    publication = frame.publication
    words = Words(publication.language)
    return LedgerContext(
        shell=shell(frame),
        head=_head(frame, page),
        words=words,
        heading=_heading(words, page.year),
        intro=_intro(words),
        lines=LedgerLines(frame, page).lines(),
        years=tuple(Link(year, _path(publication, year)) for year in page.years),
        whole=_path(publication, None) if page.year else None,
        feed=_feed(publication),
    )


def _written(frame: Frame, page: LedgerPage) -> bytes:
    words = Words(frame.publication.language)
    title, path = f"{frame.publication.name}: {_heading(words)}", _path(frame.publication, None)
    return ledger_feed(frame, title, _intro(words), path, LedgerLines(frame, page).lines())


def _head(frame: Frame, page: LedgerPage) -> Head:
    publication = frame.publication
    words = Words(publication.language)
    said = (_heading(words, page.year), _intro(words), _path(publication, page.year))
    return Head(
        title=_heading(words, page.year),
        description=_intro(words),
        language=publication.language,
        direction=direction(publication.language),
        canonical=absolute(publication, _path(publication, page.year)),
        properties=website_properties(frame, *said),
        json_ld=page_json_ld(frame, "CollectionPage", *said),
        feeds=(*home_feeds(publication), _feed(publication)),
    )


def _feed(publication: Publication) -> Feed:
    title = f"{publication.name}: {_heading(Words(publication.language))} (JSON)"
    return Feed("application/feed+json", title, f"{_path(publication, None)}feed.json")


def _heading(words: Words, year: str | None = None) -> str:
    name = words.say("Corrections, replies and withdrawals")
    return f"{name} {year}" if year else name


def _intro(words: Words) -> str:
    return words.say("What we have corrected, the replies we have published and the articles we have withdrawn.")


def _path(publication: Publication, year: str | None) -> str:
    home = ledger_path(publication.language)
    return f"{home}{year}/" if year else home
