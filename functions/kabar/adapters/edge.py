"""The edge: Amazon CloudFront."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_cloudfront import CloudFrontClient


@dataclass
class CloudFrontEdge:
    """kabar.ports.Edge over one distribution."""

    client: "CloudFrontClient"
    distribution: str

    def forget(self, tags: list[str], reference: str) -> None:
        """Invalidate by cache tag (CloudFront, "Invalidate files by cache tag": the path of a tag is `#tag`)."""
        paths = [f"#{tag}" for tag in tags]
        batch = {"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": reference}
        self.client.create_invalidation(DistributionId=self.distribution, InvalidationBatch=batch)  # type: ignore[arg-type]
