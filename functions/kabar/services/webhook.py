"""Tell webhooks what the bus told."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from kabar.domain.webhooks import Webhook, headers, message, parse_webhooks
from kabar.ports import Again, Clock, Secret, Unanswered, Web

_KEPT: Final = timedelta(minutes=5)
_GOOD: Final = range(200, 300)


@dataclass
class TellWebhooks:
    """The `webhook` function's work.

    An event of the bus becomes one message for each webhook that wants it, so that one that is away delays no other.
    """

    secret: Secret
    web: Web
    again: Again
    clock: Clock
    _known: dict[str, Webhook] = field(default_factory=dict, init=False)
    _read_at: datetime | None = field(default=None, init=False)

    def tell(self, body: str) -> None:
        """Deliver a message, or make an event into messages. Raises Unanswered, with how long its receiver wants."""
        said = json.loads(body)
        if "webhook" in said:
            self._deliver(said["webhook"], said["event"])
        else:
            self.again.send(self._messages(said))

    def _messages(self, event: Mapping[str, Any]) -> Iterator[str]:
        kept = {name: event[name] for name in ("time", "detail")}
        for webhook in self._webhooks().values():
            if event["detail"]["kind"] in webhook.kinds:
                yield json.dumps({"webhook": webhook.name, "event": kept}, ensure_ascii=False)

    def _deliver(self, name: str, event: Mapping[str, Any]) -> None:
        webhook = self._webhooks().get(name)
        if webhook is None:
            # Taken out of the list since: nobody waits for it any more.
            return
        body, seconds = message(event), int(self.clock.now().timestamp())
        answer = self.web.post(webhook.url, body, headers(webhook, event["detail"]["id"], body, seconds))
        if answer.status not in _GOOD:
            raise Unanswered(f"{name} answers {answer.status}", answer.retry_after)

    def _webhooks(self) -> dict[str, Webhook]:
        now = self.clock.now()
        if self._read_at is None or now - self._read_at > _KEPT:
            self._known, self._read_at = parse_webhooks(self.secret.read()), now
        return self._known
