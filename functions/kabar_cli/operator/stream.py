"""Reading again what the table's stream said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.adapters.stream import changes_in
from kabar.bootstrap.plan import plan

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

_GONE: Final = {"TrimmedDataAccessException", "ResourceNotFoundException", "ExpiredIteratorException"}


class TrimmedError(Exception):
    """The stream doesn't remember any more: it keeps its records for a day."""


@dataclass
class Stream:
    """The stream of an installation's table, and `plan`, with the operator's credentials."""

    client: "DynamoDBStreamsClient"
    outputs: Mapping[str, str]

    def plan_again(self, batch: Mapping[str, Any]) -> None:
        """Do `plan`'s work for a batch that it gave up.

        `batch` is what AWS Lambda says of it (AWS Lambda, "Retain discarded records with an on-failure destination").
        Raises TrimmedError, and KeyError if it isn't that.
        """
        records = list(self._records(batch))
        service = plan(
            {
                "TABLE_NAME": self.outputs["Table"],
                "PAGES_QUEUE_URL": self.outputs["PagesQueue"],
                "ARRIVALS_QUEUE_URL": self.outputs["ArrivalsQueue"],
                "PICTURES_QUEUE_URL": self.outputs["PicturesQueue"],
                "RENDITIONS_QUEUE_URL": self.outputs["RenditionsQueue"],
                "ANNOUNCEMENTS_QUEUE_URL": self.outputs["AnnouncementsQueue"],
            }
        )
        service.spread(changes_in({"Records": records}))

    def _records(self, batch: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        first, last = batch["startSequenceNumber"], int(batch["endSequenceNumber"])
        try:
            iterator: str | None = self.client.get_shard_iterator(
                StreamArn=batch["streamArn"],
                ShardId=batch["shardId"],
                ShardIteratorType="AT_SEQUENCE_NUMBER",
                SequenceNumber=first,
            )["ShardIterator"]
            while iterator:
                answer: Any = self.client.get_records(ShardIterator=iterator)
                for record in answer["Records"]:
                    number = int(record["dynamodb"]["SequenceNumber"])
                    if number <= last:
                        yield record
                    if number >= last:
                        return
                iterator = answer.get("NextShardIterator")
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                raise TrimmedError from error
            raise
