"""From a change of the index to what it touches. Pure: the stream's old and new images in, pages and keys out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kabar.domain.article import Card
from kabar.domain.identity import SITE_KEY, article_key
from kabar.domain.index import (
    Address,
    DayMark,
    LedgerEntry,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Relation,
    Rendition,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.lists import HOME, author_list, front_of, scope_of, section_list
from kabar.domain.pages import (
    ARCHIVE,
    CARD,
    FURNITURE,
    KEY_FILE,
    LEDGER,
    SITEMAP_INDEX,
    SITEMAP_NEWS,
    Page,
    calendar_pages,
)
from kabar.domain.pictures import LOGO, SHOWN
from kabar.domain.related import is_source
from kabar.domain.rows import relations_of


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touches.

    `pages` must be built, and the pages of the `articles` (ids); of the inbox keys `referred` the referrers must be
    built (articles') or looked at (the others'); of the articles `appeared` (keys) the referrers must be looked at,
    since their receipts say whether there is such an article; `sweep` tells that every article must be looked at.
    Of pictures, `bytes` (SHA-256) and what stands under the keys `media` must be made or removed, the keys `uploads` be
    looked at, and whatever shows the bytes `made` be looked at; `cards` are social cards to be made or removed, and so
    are those of articles that refer to the `photographs` (keys).
    After the `places`, a list and a card in it, stand the articles whose related ones may be others now; beside the
    `marks` of days, those days that lead to them.
    """

    pages: frozenset[Page] = frozenset()
    articles: frozenset[str] = frozenset()
    referred: frozenset[str] = frozenset()
    appeared: frozenset[str] = frozenset()
    sweep: bool = False
    bytes: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    uploads: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    cards: frozenset[Page] = frozenset()
    photographs: frozenset[str] = frozenset()
    places: frozenset[tuple[str, Card]] = frozenset()
    marks: frozenset[DayMark] = frozenset()


def touched_by(old: Row | None, new: Row | None) -> Touched:
    """What changes with the row, `old` None for a new row, `new` None for a deleted one."""
    if old == new:
        return Touched()
    match old, new:
        case (Record() | None, Record() | None):
            return _article(old, new)
        case (Site() | None, Site() | None):
            return _site(old, new)
        case (ListEntry() | None, ListEntry() | None):
            entries = [entry for entry in (old, new) if entry]
            pages = frozenset(page for entry in entries for page in pages_of_entry(entry.list, entry.day))
            places = frozenset((entry.list, entry.card) for entry in entries if is_source(entry.list))
            # Who looks for later articles reads this list (services.plan): what it doesn't name yet is passed over.
            own = {Page("address", entry.card.path) for entry in entries if entry.list == HOME}
            return Touched(pages | own, places=places)
        case (Media() | None, Media() | None):
            return _media(old, new)
        case (Rendition() | None, Rendition() | None):
            return _rendition(old, new)
        case _:
            return _single(old, new)


def _media(old: Media | None, new: Media | None) -> Touched:
    known = [(each.facts, each.before, each.key) for each in (old, new) if each]
    if len(set(known)) < len(known):
        return Touched()
    hashes = {hash_ for each in (old, new) if each for hash_ in each.hashes}
    came_or_went = is_photograph(old) != is_photograph(new)
    keys = frozenset(key for _, _, key in known)
    return Touched(bytes=frozenset(hashes), referred=keys, photographs=keys if came_or_went else frozenset())


def is_photograph(media: Media | None) -> bool:
    """Whether something has arrived under the key that an article can show."""
    return media is not None and media.facts is not None and not media.facts.vector


def _rendition(old: Rendition | None, new: Rendition | None) -> Touched:
    """What shows a picture needn't know of its crops: their addresses are the same before they are made."""
    before, after = ((each.name, {SHOWN, LOGO} & set(each.uses)) if each else ("", set()) for each in (old, new))
    changed = before != after and (before[1] or after[1])
    return Touched(made=frozenset(each.hash for each in (old, new) if each and changed))


def _single(old: Row | None, new: Row | None) -> Touched:
    match new or old:
        case Address(path):
            return Touched(frozenset({Page("address", path)}))
        case DayMark(scope, day):
            return Touched(frozenset({calendar_pages(day, scope)[1]}), marks=frozenset({DayMark(scope, day)}))
        case Relation(target):
            return Touched(articles=frozenset({target}))
        case LedgerEntry(date):
            return Touched(frozenset(ledger_pages([date])))
        case YearMark(year):
            # The year too: a change of the publication while it had no mark yet has passed it by.
            return Touched(frozenset({Page(LEDGER), Page("ledger-year", year)}))
        case MonthMark():
            archive = [] if old and new else [Page(ARCHIVE)]
            return Touched(frozenset([Page(SITEMAP_INDEX), *archive]))
        case NewsMark():
            return Touched(frozenset({Page(SITEMAP_INDEX)}))
        case _:
            return Touched()


def ledger_pages(dates: Iterable[datetime]) -> Iterator[Page]:
    """The pages that show lines of these dates.

    The year is the newsroom's, whose zone may be ahead of UTC or behind it.
    """
    years = {f"{date + timedelta(hours=ahead):%Y}" for date in dates for ahead in (-12, 14)}
    if years:
        yield Page(LEDGER)
    yield from (Page("ledger-year", year) for year in years)


def pages_of_entry(list_: str, day: str) -> Iterator[Page]:
    """The pages that show an entry of a list on a day (`yyyy-mm-dd`)."""
    yield Page("list", front_of(list_))
    scope = scope_of(list_)
    if scope is not None:
        yield from calendar_pages(day, scope)
    if list_ == HOME:
        yield Page("sitemap", day[:7])
        yield Page(SITEMAP_NEWS)


def _article(old: Record | None, new: Record | None) -> Touched:
    pictures = _pictures(old, new)
    before, after = what_stands(old), what_stands(new)
    if before == after:
        return pictures
    paths = {record.path for record in (old, new) if record and record.path}
    pages = {Page("address", path) for path in paths}
    if new and (not old or what_is_left(old) != what_is_left(new)):
        pages |= {Page("address", path) for path in (*new.former, *new.aliases)}
    if old and new and old.edition != new.edition and new.day:
        pages |= {page for list_ in new.lists for page in pages_of_entry(list_, new.day)}
    shown = what_shows(old) != what_shows(new)
    if shown:
        # Its lines don't change with its language.
        pages |= set(ledger_pages(notice.published for each in (old, new) if each for notice in each.notices))
    keys = {article_key(record.id) for record in (old, new) if record and shown}
    related = {relation.target for record in (old, new) if record and shown for relation in relations_of(record)}
    appeared = keys if (what_shows(old) is None) != (what_shows(new) is None) else set()
    return replace(
        pictures,
        pages=frozenset(pages),
        articles=frozenset(related),
        referred=frozenset(keys),
        appeared=frozenset(appeared),
        cards=frozenset(Page(CARD, path) for path in paths if needs_card(old) or needs_card(new)),
    )


def _pictures(old: Record | None, new: Record | None) -> Touched:
    """The pictures that the article shows or doesn't show any more, wherever that changed."""
    shown = [(each.state is State.PUBLISHED, each.media, each.crops) for each in (old, new) if each]
    if len(set(shown)) < len(shown):
        return Touched()
    return Touched(media=frozenset(key for _, keys, _ in shown for key in keys))


def needs_card(record: Record | None) -> bool:
    """Whether it is listed without a picture: unless one has arrived, it has a social card."""
    return record is not None and record.listed and not (record.card and record.card.picture)


def what_stands(record: Record | None) -> tuple[object, ...] | None:
    """What of an article's record its own pages are built of; None if it has none."""
    if record is None or record.state is State.NONE:
        return None
    shown = (record.state, record.version, record.path, record.former, record.card, record.pictures, record.edition)
    return (*shown, record.notices, record.withdrawal, record.aliases)


def what_is_left(record: Record) -> tuple[object, ...]:
    """What of an article's record the pages at its former addresses are built of: a redirect, or that it is gone."""
    where = (record.path, record.state, record.edition)
    return where if record.state is State.PUBLISHED else (*where, record.card, record.withdrawal)


def what_shows(record: Record | None) -> tuple[str, str, str | None, bool] | None:
    """What the pages of other articles show of an article: of what is paid for, that too. None if nothing."""
    if record is None or not record.listed or not record.card:
        return None
    card = record.card
    return (card.headline, card.path, card.language, card.sponsor is not None)


def _site(old: Site | None, new: Site | None) -> Touched:
    if (old and old.edition) == (new and new.edition):
        return Touched()
    sites = [site for site in (old, new) if site and site.version]
    if not sites:
        return Touched()
    uploads = frozenset(key for site in sites for key in site.refs)
    lists = {HOME}
    for site in sites:
        lists |= {section_list(slug) for slug in site.sections} | {author_list(id_) for id_ in site.authors}
    pages = {Page("list", list_) for list_ in lists}
    pages |= {Page("fixed", slug) for site in sites for slug in site.pages}
    pages |= {Page(KEY_FILE, site.index_now) for site in sites if site.index_now}
    pages |= {Page(kind) for kind in (FURNITURE, ARCHIVE, LEDGER, SITEMAP_INDEX, SITEMAP_NEWS)}
    return Touched(frozenset(pages), referred=frozenset({SITE_KEY}), sweep=True, uploads=uploads)
