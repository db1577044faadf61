"""Home, section, tag and author pages."""

from kabar.domain.identity import archive_path, month_path
from kabar.domain.publication import Author
from kabar.domain.site import Frame, ListPage
from kabar.render import metadata
from kabar.render.addresses import absolute, list_path
from kabar.render.block_views import FigureView
from kabar.render.contexts import Feed, Head, Link
from kabar.render.front import Front, front_of
from kabar.render.languages import alternates, languages_of, list_language
from kabar.render.list_contexts import ListContext, SectionBlock
from kabar.render.list_facts import list_description, list_name
from kabar.render.pictures import THUMB, picture_view
from kabar.render.shell import direction, elsewhere, feeds, shell
from kabar.render.teasers import calendar_of, front_link, lead_teaser, section_link, teasers
from kabar.render.words import Words


def is_front(page: ListPage) -> bool:
    """Whether the list is a front (home, section): it stands even when it is empty, and leads with its newest."""
    return page.kind in {"home", "section"}


def list_context(frame: Frame, page: ListPage) -> ListContext:
    """The list as its page shows it."""
    publication = frame.publication
    author = publication.author(page.name) if page.kind == "author" else None
    front = front_of(page) if is_front(page) else None
    with_section = page.kind not in ("section", "language")
    language = list_language(publication, page)
    words = Words(language)
    leading = teasers(frame, front.leading if front else (), with_section=with_section)
    return ListContext(
        shell=shell(frame, page.name if page.kind == "section" else None),
        head=_head(frame, page),
        words=words,
        crumbs=() if page.kind == "home" else (front_link(words),),
        heading=list_name(publication, page),
        label=_label(page, author, words),
        intro=list_description(publication, page),
        portrait=_portrait(frame, author) if author else None,
        elsewhere=elsewhere(author.same_as) if author else (),
        breaking=teasers(frame, front.breaking if front else ()),
        lead=lead_teaser(frame, front.leading[0], with_section=with_section) if front and leading else None,
        seconds=leading[1:],
        latest=teasers(frame, front.latest if front else page.cards, with_section=with_section, language=language),
        sections=_sections(frame, front) if front else (),
        feeds=list_feeds(frame, page),
        older=_older(frame, page),
        languages=languages_of(publication, page.cards) if page.kind == "home" else (),
    )


def _sections(frame: Frame, front: Front) -> tuple[SectionBlock, ...]:
    return tuple(
        SectionBlock(
            section_link(frame.publication, slug), f"section-{slug}", teasers(frame, cards, with_section=False)
        )
        for slug, cards in front.sections
    )


def list_feeds(frame: Frame, page: ListPage) -> tuple[Feed, ...]:
    """The feeds of the list itself."""
    name, heading = frame.publication.name, list_name(frame.publication, page)
    title = name if page.kind == "home" else f"{name}: {heading}"
    return feeds(title, list_path(page), every_format=is_front(page) or page.kind == "language")


def _head(frame: Frame, page: ListPage) -> Head:
    publication = frame.publication
    return Head(
        title=list_name(publication, page),
        description=list_description(publication, page) or publication.description,
        language=list_language(publication, page),
        direction=direction(list_language(publication, page)),
        canonical=absolute(publication, list_path(page)),
        properties=metadata.open_graph(frame, page),
        feeds=list_feeds(frame, page),
        alternates=alternates(publication, page),
        json_ld=metadata.list_json_ld(frame, page),
        home=page.kind == "home",
    )


def _label(page: ListPage, author: Author | None, words: Words) -> str | None:
    if page.kind == "tag":
        return words.say("Tag")
    return (author and author.job_title) or words.say("Author") if page.kind == "author" else None


def _portrait(frame: Frame, author: Author) -> FigureView | None:
    stored = frame.pictures.get(author.image or "")
    return picture_view(stored, THUMB, author.name) if stored else None


def _older(frame: Frame, page: ListPage) -> Link:
    """Where to read on: the calendar of the month that the list ends in, else the archive."""
    publication = frame.publication
    if not is_front(page) or not page.cards:
        words = Words(list_language(publication, page))
        return Link(words.say("Archive"), archive_path(publication.language))
    calendar = calendar_of(publication)
    month = f"{calendar.local_day(page.cards[-1].published):%Y-%m}"
    return Link(calendar.month(month), month_path(month, page.name if page.kind == "section" else None))
