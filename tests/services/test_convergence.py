"""Whatever happened before, at rest the site is what the last uploads alone would have made."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from support.documents import article, image, paragraph, related, site
from support.uploads import jpeg
from support.world import World

_PICTURE = "media/p.jpg"
_SITES = [
    site(),
    site(name="Nama Baru", authors=[{"id": "rn", "name": "Rina Baru"}, {"id": "tk", "name": "Tika"}]),
    site(pages=[{"slug": "tentang", "headline": "Tentang", "articleBody": [paragraph("Kami.")]}]),
    site(publisher={"name": "PT Uji", "logo": _PICTURE}, navigation=["ekonomi"]),
]
_IDS = ["a", "b", "c"]
_documents = st.builds(
    lambda headline, section, author, tags, body, day: {
        "headline": headline, "articleSection": section, "author": [author], "keywords": tags, "articleBody": body,
        "datePublished": day,
    },
    headline=st.sampled_from(["Satu", "Dua"]),
    section=st.sampled_from(["daerah", "ekonomi"]),
    author=st.sampled_from(["rn", "tk"]),
    tags=st.sampled_from([[], ["Air"], ["AIR", "Sungai"]]),
    body=st.sampled_from([[paragraph("Teks.")], [paragraph("Lain."), image(_PICTURE)],
                          [related("a"), related("b"), related("c")], [paragraph("x"), related("b")]]),
    day=st.sampled_from(["2024-12-02T10:15", "2024-12-02T11:00"]),
)  # fmt: skip
_steps = st.one_of(
    st.tuples(st.just("article"), st.sampled_from(_IDS), _documents),
    st.tuples(st.just("bad"), st.sampled_from(_IDS), st.sampled_from([b"", b"{}"])),
    st.tuples(st.just("delete"), st.sampled_from(_IDS), st.none()),
    st.tuples(st.just("look"), st.sampled_from(_IDS), st.none()),
    st.tuples(st.just("site"), st.just(""), st.sampled_from(_SITES)),
    st.tuples(st.just("picture"), st.just(""), st.sampled_from(["red", "teal", None])),
    st.tuples(st.just("rest"), st.just(""), st.none()),
)


def _document(id_, fields):
    """Each article has an address of its own that stays, and refers to others only."""
    body = [block for block in fields["articleBody"] if block.get("article") != id_] or [paragraph("Teks.")]
    return article(slug=f"artikel-{id_}", **fields | {"articleBody": body})


class History:
    """A world to which things happen, and what of them counts in the end."""

    def __init__(self):
        self.made = World()
        self.last = {}

    def take(self, kind, id_, what):
        """Let one thing happen; what it calls for waits."""
        key = {"site": "site.json", "picture": _PICTURE}.get(kind, f"articles/{id_}.json")
        match kind:
            case "rest":
                self.made.rest()
            case "article" | "site":
                self._put(key, json.dumps(_document(id_, what) if kind == "article" else what).encode())
            case "bad":
                # What was accepted before stands on only if it was looked at.
                self.made.rest()
                self.made.inbox.put(key, what)
                self.made.arrivals.look_at([key])
            case "picture" if what:
                self._put(key, jpeg(color=what))
            case "delete" | "picture":
                self.made.inbox.delete(key)
                self.last.pop(key, None)
                self.made.arrivals.look_at([key])
            case "look":
                self.made.arrivals.look_at([key])

    def _put(self, key, body):
        self.last[key] = body
        self.made.inbox.put(key, body)
        self.made.arrivals.look_at([key])


def _comparable(made):
    """The site without what is meant to stay: gone pages, the ledger, pictures and stylesheets."""
    shown = made.site.objects.items()
    objects = {key: item for key, item in shown if item.status is None and not key.startswith("koreksi/")}
    held = "\n".join(item.body.decode() for key, item in objects.items() if key.endswith(".html"))
    return {key: item for key, item in objects.items() if not key.startswith(("media/", "assets/")) or key in held}


@settings(max_examples=150)
@given(st.lists(_steps, min_size=3, max_size=14), st.randoms(use_true_random=False))
def test_at_rest_the_site_is_what_the_last_uploads_make_in_any_order(steps, chance):
    history = History()
    history.take("site", "", _SITES[0])
    for step in steps:
        history.take(*step)
        chance.shuffle(history.made.arrivals.looks)
    history.made.rest()
    fresh = World()
    uploads = sorted(history.last.items())
    chance.shuffle(uploads)
    for key, body in uploads:
        fresh.put(key, body)
    assert _comparable(history.made) == _comparable(fresh)
