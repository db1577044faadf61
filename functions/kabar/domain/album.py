"""Which pictures have arrived, and which stand on the site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kabar.domain.article import StoredPicture
from kabar.domain.index import Media, Rendition
from kabar.domain.picture_facts import PictureFacts, sole_use


@dataclass(frozen=True, slots=True)
class Album:
    """Of the keys that were asked for: facts of the pictures that have arrived, and those that stand on the site."""

    asked: tuple[str, ...]
    arrived: Mapping[str, PictureFacts]
    standing: Mapping[str, StoredPicture]

    @property
    def photographs(self) -> dict[str, StoredPicture]:
        """Those that an article can show: of an SVG nothing stands but a logo."""
        return {key: picture for key, picture in self.standing.items() if not picture.vector}


def album_of(asked: Iterable[str], medias: Mapping[str, Media], renditions: Mapping[str, Rendition]) -> Album:
    """From the rows of the keys and of the hashes that they name.

    Of a picture that was replaced, the old one stands until the new one does.
    """
    standing: dict[str, StoredPicture] = {}
    for key, media in medias.items():
        shown = next(
            (facts for facts in (media.facts, media.before) if facts and is_made(facts, renditions.get(facts.hash))),
            None,
        )
        if media.facts and shown:
            standing[key] = stored(key, renditions[shown.hash].name, shown)
    return Album(tuple(asked), {key: media.facts for key, media in medias.items() if media.facts}, standing)


def is_made(facts: PictureFacts, row: Rendition | None) -> bool:
    """Whether it can be shown."""
    return row is not None and sole_use(facts) in row.uses


def stored(key: str, name: str, facts: PictureFacts) -> StoredPicture:
    """The picture as pages know it, standing in the folder `name`."""
    return StoredPicture(
        key,
        name,
        facts.width,
        facts.height,
        facts.colour,
        facts.placeholder,
        facts.credit,
        facts.copyright,
        facts.animated,
        facts.vector,
    )
