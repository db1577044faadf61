"""The event bus: Amazon EventBridge."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kabar.domain.problems import Retryable

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

SOURCE: Final = "kabar"


@dataclass
class EventBridgeBus:
    """kabar.ports.Bus over one event bus."""

    client: "EventBridgeClient"
    name: str

    def put(self, kind: str, detail: Mapping[str, Any]) -> None:
        """PutEvents answers 200 also for what it didn't take; that is raised as Retryable."""
        body = json.dumps(detail, ensure_ascii=False)
        entry: Any = {"EventBusName": self.name, "Source": SOURCE, "DetailType": kind, "Detail": body}
        answer = self.client.put_events(Entries=[entry])
        if answer["FailedEntryCount"]:
            raise Retryable(f"event not taken: {answer['Entries'][0].get('ErrorMessage')}")
