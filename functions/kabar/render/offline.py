"""The optional service worker: pages that were read last, where there is no line."""

import hashlib
import json
from pathlib import Path
from typing import Final

from kabar.domain.site import Frame
from kabar.render.contexts import OfflineContext
from kabar.render.environment import render, render_text
from kabar.render.shell import shell
from kabar.render.words import Words

_ASSETS: Final = Path(__file__).parent / "assets"
_WORKER: Final = (_ASSETS / "worker.js").read_text("utf-8")
_NO_WORKER: Final = (_ASSETS / "no-worker.js").read_bytes()


def worker(frame: Frame) -> bytes:
    """The worker; where the publication wants none, one that takes an earlier one away."""
    if not frame.publication.offline:
        return _NO_WORKER
    context = OfflineContext(shell(frame), Words(frame.publication.language))
    words = {
        "language": context.words.language,
        "note": render_text("offline_note.html", context, _=context.words.say),
        "page": render("offline.html", context).decode(),
    }
    code = _WORKER.replace('"{words}"', json.dumps(words, ensure_ascii=False))
    version = hashlib.sha256(code.encode()).hexdigest()[:12]
    return code.replace("{version}", version).encode()
