"""Days, months and the archive of months."""

from calendar import monthcalendar
from datetime import date
from itertools import groupby

from kabar.domain.identity import archive_path, day_path, month_path
from kabar.domain.site import ArchivePage, DayPage, Frame, MonthPage
from kabar.render.addresses import absolute
from kabar.render.contexts import Head, Link
from kabar.render.dates import Calendar, first_of
from kabar.render.list_contexts import ArchiveContext, DayContext, MonthContext
from kabar.render.open_graph import website_properties
from kabar.render.page_metadata import page_json_ld
from kabar.render.shell import direction, home_feeds, shell
from kabar.render.teasers import calendar_of, front_link, section_link, teasers
from kabar.render.words import Words


def day_context(frame: Frame, page: DayPage) -> DayContext:
    """A day's articles."""
    publication, calendar = frame.publication, calendar_of(frame.publication)
    month = page.day.isoformat()[:7]
    of_month = Link(calendar.month(month), month_path(month, page.section))
    heading = calendar.day(page.day)
    return DayContext(
        shell=shell(frame, page.section),
        head=_head(frame, heading, day_path(page.day, page.section), page),
        words=Words(publication.language),
        crumbs=(*_crumbs(frame, page.section), of_month),
        heading=heading,
        teasers=teasers(frame, page.cards, with_section=page.section is None),
        month=of_month,
        around=(_to_day(calendar, page, 0), _to_day(calendar, page, 1)),
    )


def month_context(frame: Frame, page: MonthPage) -> MonthContext:
    """A month's calendar and its newest articles."""
    publication, calendar = frame.publication, calendar_of(frame.publication)
    heading = calendar.month(page.month)
    return MonthContext(
        shell=shell(frame, page.section),
        head=_head(frame, heading, month_path(page.month, page.section), page),
        words=Words(publication.language),
        crumbs=_crumbs(frame, page.section),
        heading=heading,
        weekdays=calendar.weekdays(),
        weeks=_weeks(page),
        teasers=teasers(frame, page.cards, with_section=page.section is None),
        around=(_to_month(calendar, page, 0), _to_month(calendar, page, 1)),
    )


def archive_context(frame: Frame, page: ArchivePage) -> ArchiveContext:
    """The months that have articles, by year."""
    publication = frame.publication
    words = Words(publication.language)
    return ArchiveContext(
        shell=shell(frame),
        head=_head(frame, words.say("Archive"), archive_path(publication.language), page),
        words=words,
        years=_years(frame, page.months),
    )


def _to_day(calendar: Calendar, page: DayPage, which: int) -> Link | None:
    found = page.around[which]
    day = date.fromisoformat(found) if found else None
    return Link(calendar.day(day), day_path(day, page.section)) if day else None


def _to_month(calendar: Calendar, page: MonthPage, which: int) -> Link | None:
    month = page.around[which]
    return Link(calendar.month(month), month_path(month, page.section)) if month else None


def _crumbs(frame: Frame, section: str | None) -> tuple[Link, ...]:
    """The way from the front page to a calendar: through the section, or the archive."""
    words = Words(frame.publication.language)
    archive = Link(words.say("Archive"), archive_path(frame.publication.language))
    return (front_link(words), section_link(frame.publication, section) if section else archive)


def _years(frame: Frame, months: tuple[str, ...]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    calendar = calendar_of(frame.publication)
    groups = groupby(sorted(months, reverse=True), key=lambda month: month[:4])
    return tuple(
        (year, tuple(Link(calendar.month_name(month), month_path(month)) for month in of_year))
        for year, of_year in groups
    )


def _weeks(page: MonthPage) -> tuple[tuple[Link | None, ...], ...]:
    first = first_of(page.month)
    return tuple(
        tuple(_day(first.replace(day=day), page) if day else None for day in week)
        for week in monthcalendar(first.year, first.month)
    )


def _day(day: date, page: MonthPage) -> Link:
    return Link(str(day.day), day_path(day, page.section) if day.day in page.days else None)


def _head(frame: Frame, title: str, path: str, page: DayPage | MonthPage | ArchivePage) -> Head:
    publication = frame.publication
    section = publication.section(page.section) if not isinstance(page, ArchivePage) and page.section else None
    full = f"{section.name}: {title}" if section else title
    description = Words(publication.language).say("All articles: {what}", what=f"{publication.name}, {full}")
    return Head(
        title=full,
        description=description,
        language=publication.language,
        direction=direction(publication.language),
        canonical=absolute(publication, path),
        properties=website_properties(frame, full, description, path),
        feeds=home_feeds(publication),
        json_ld=page_json_ld(frame, "CollectionPage", full, description, path),
    )
