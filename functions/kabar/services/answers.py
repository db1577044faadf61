"""Receipts: written beside the upload, once for each answer."""

import json
from dataclasses import dataclass

from kabar.domain.identity import receipt_key
from kabar.domain.receipts import Receipt
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Inbox
from kabar.render.receipts import receipt_json


@dataclass
class Answers:
    """Writes receipts into the inbox."""

    inbox: Inbox

    def give(self, receipt: Receipt, language: str | None) -> None:
        """Write the receipt, unless the one that stands says the same (its time apart)."""
        key = receipt_key(receipt.key)
        body = receipt_json(receipt, language or "en")
        standing = self.inbox.read(key, MAX_BYTES).body
        if standing is None or _without_time(standing) != _without_time(body):
            self.inbox.write(key, body)


def _without_time(body: bytes) -> object:
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return {name: value for name, value in document.items() if name != "at"} if isinstance(document, dict) else document
