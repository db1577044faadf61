"""The article page."""

import re
from dataclasses import replace
from datetime import datetime

from kabar.domain.article import Article
from kabar.domain.blocks import Paragraph
from kabar.domain.identity import day_path, month_path
from kabar.domain.links import outside
from kabar.domain.markup import Html, plain
from kabar.domain.publication import Publication
from kabar.domain.site import ArticlePage, Frame
from kabar.domain.uses import last_modified
from kabar.render import metadata
from kabar.render.addresses import absolute, section_path, tag_path
from kabar.render.blocks import Surroundings, body, figure, with_dateline
from kabar.render.contexts import ArticleContext, Feed, Head, Link, Time, Translation
from kabar.render.dates import Calendar, language_name
from kabar.render.facts import language_among, title
from kabar.render.languages import code_of, language_feeds, language_link
from kabar.render.life import card_link, notice_views, sponsor_link
from kabar.render.lite import lite_path
from kabar.render.pictures import HERO
from kabar.render.reading import minutes
from kabar.render.share import share_links
from kabar.render.shell import direction, feeds, home_feeds, shell, words_for
from kabar.render.teasers import author_links, calendar_of, front_link, section_link, teasers
from kabar.render.words import Words


def article_context(frame: Frame, page: ArticlePage) -> ArticleContext:
    """The article as its page shows it."""
    publication, article = frame.publication, page.article
    words = words_for(article.language, publication)
    calendar = calendar_of(publication, words.language if article.language else None)
    spoken = {id_: language_among(card, publication, article.language) for id_, card in page.related.items()}
    around = Surroundings(page.pictures, page.related, calendar, publication.picture_hosts, spoken)
    context = ArticleContext(
        shell=shell(frame, article.section, publication.picture_hosts),
        head=_head(frame, page),
        words=words,
        crumbs=(front_link(words), section_link(publication, article.section)),
        headline=title(page.card),
        alternative=article.alternative_headline,
        authors=author_links(publication, article.authors),
        published=_time(calendar, article.published),
        modified=_modified(article, calendar),
        minutes=minutes(article.body),
        hero=figure(article.image, around, HERO) if article.image else None,
        blocks=with_dateline(body(article.body, around), article.dateline),
        source=_source(article),
        tags=tuple(Link(tag.name, tag_path(tag.slug)) for tag in article.tags),
        share=share_links(title(page.card), absolute(publication, page.card.path), words),
        lite=lite_path(page.card.path),
        calendar=_days(calendar, article.published),
        translations=_translations(frame, page, words),
        sponsor=sponsor_link(article.sponsor) if article.sponsor else None,
        unverified=article.unverified,
        notices=notice_views(article, page.related, calendar, words, publication),
        replies_to=tuple(card_link(card, publication, article.language) for card in page.replies_to),
        follow_up_to=_earlier(page, publication),
        follow_ups=tuple(card_link(card, publication, article.language) for card in page.follow_ups),
        more=teasers(frame, page.more),
        others=language_link(publication, article.language),
        spoken=_spoken(article.language or publication.language, words.language),
    )
    return _alone(context) if article.unlisted else context


def _alone(context: ArticleContext) -> ArticleContext:
    """The page of an unlisted article: it asks search engines to stay away, and isn't offered to be shared.

    It leads to no page that is there only while lists have articles: those of its authors, tags and day may not be.
    """
    head = replace(context.head, canonical=None, alternates=(), json_ld=None)
    authors = tuple(replace(author, path=None) for author in context.authors)
    return replace(context, head=head, authors=authors, tags=(), share=(), calendar=(), others=None)


def _spoken(language: str, words: str) -> Html:
    return Html("" if code_of(language) == words else f' lang="{words}" dir="{direction(words)}"')


def _head(frame: Frame, page: ArticlePage) -> Head:
    publication, article = frame.publication, page.article
    language = article.language or publication.language
    return Head(
        title=title(page.card),
        description=plain(article.description),
        language=language,
        direction=direction(language),
        canonical=absolute(publication, page.card.path),
        properties=metadata.open_graph(frame, page),
        feeds=_feeds(frame, article),
        alternates=_alternates(frame, page),
        json_ld=metadata.article_json_ld(frame, page),
    )


def _feeds(frame: Frame, article: Article) -> tuple[Feed, ...]:
    section = frame.publication.section(article.section)
    own = (
        feeds(f"{frame.publication.name}: {section.name}", section_path(section.slug), every_format=False)
        if section
        else ()
    )
    language = article.language
    theirs = language_feeds(frame.publication, code_of(language))[:1] if language else ()
    return home_feeds(frame.publication) + own + theirs


def _time(calendar: Calendar, moment: datetime) -> Time:
    return Time(calendar.stamp(moment), calendar.moment(moment))


def _days(calendar: Calendar, moment: datetime) -> tuple[Link, ...]:
    """What else was published around it, by the calendar."""
    day = calendar.local_day(moment)
    month = day.isoformat()[:7]
    return Link(calendar.day(day), day_path(day)), Link(calendar.month(month), month_path(month))


def _modified(article: Article, calendar: Calendar) -> Time | None:
    modified = last_modified(article)
    return _time(calendar, modified) if modified and modified > article.published else None


def _earlier(page: ArticlePage, publication: Publication) -> Link | None:
    """The article that this one follows up, while it is published."""
    card = page.related.get(page.article.follow_up_to or "")
    return card_link(card, publication, page.article.language) if card else None


def _source(article: Article) -> Link | None:
    """The source, unless the text itself ends with it, as copy from agencies does."""
    if not article.source:
        return None
    last = article.body[-1]
    written = rf"\(\s*\w+\s*:\s*{re.escape(article.source.name)}\s*\)\s*$"
    if isinstance(last, Paragraph) and re.search(written, plain(last.text), re.IGNORECASE):
        return None
    return Link(article.source.name, outside(article.source.url) if article.source.url else None)


def _alternates(frame: Frame, page: ArticlePage) -> tuple[tuple[str, str], ...]:
    cards = (page.card, *page.translations) if page.translations else ()
    home = frame.publication.language
    return tuple((card.language or home, absolute(frame.publication, card.path)) for card in cards)


def _translations(frame: Frame, page: ArticlePage, words: Words) -> tuple[Translation, ...]:
    cards = ((card, card.language or frame.publication.language) for card in page.translations)
    return tuple(Translation(code, language_name(code, words.language), card.path, title(card)) for card, code in cards)
