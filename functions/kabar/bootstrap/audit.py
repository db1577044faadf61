"""The service of the `audit` function."""

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from kabar.adapters.clock import SystemClock
from kabar.adapters.listings import DynamoScan, S3Listing, S3Versions
from kabar.adapters.queues import NoPurges, SqsArrivals, SqsAudits, SqsPages, SqsRenditions
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.queues import arrivals
from kabar.bootstrap.storage import glance, inbox, manifest, site_bucket, table
from kabar.render.renderer import Renderer
from kabar.services.audit.audit import STAGES, Audit, Stage
from kabar.services.audit.objects import Objects
from kabar.services.audit.pages import BuiltPages
from kabar.services.audit.pictures import MadePictures
from kabar.services.audit.rows import Rows
from kabar.services.audit.uploads import Uploads
from kabar.services.build import Build
from kabar.services.build_address import BuildAddress
from kabar.services.build_ledger import BuildLedger
from kabar.services.build_sitemaps import BuildSitemaps
from kabar.services.publications import Publications
from kabar.services.social_card import MakeSocialCard
from kabar.services.wishes import Wishes

if TYPE_CHECKING:
    from kabar.ports import Imaging


def audit(environment: Mapping[str, str] = os.environ) -> Audit:
    """The service of the `audit` function."""
    inbox_, table_, clock = inbox(environment), table(environment), SystemClock()
    index = DynamoScan(table_.rows.client, table_.rows.name)
    pages = SqsPages(client("sqs"), setting(environment, "PAGES_QUEUE_URL"), clock)
    pictures = SqsArrivals(client("sqs"), setting(environment, "PICTURES_QUEUE_URL"))
    audits = SqsAudits(client("sqs"), setting(environment, "AUDITS_QUEUE_URL"))
    stages = _stages(environment, index)
    renditions = SqsRenditions(client("sqs"), setting(environment, "RENDITIONS_QUEUE_URL"))
    looks = (arrivals(environment), pictures)
    return Audit(stages, inbox_, table_, index, *looks, pages, renditions, audits, clock, time.sleep)


def _stages(environment: Mapping[str, str], index: DynamoScan) -> dict[str, Stage]:
    inbox_, table_, manifest_, clock = inbox(environment), table(environment), manifest(environment), SystemClock()
    bucket, renderer = site_bucket(environment), Renderer()
    address = BuildAddress(inbox_, table_, renderer)
    sitemaps = BuildSitemaps(table_, clock, renderer)
    # It only ever tells what would be read: nothing is built here, and nothing purged.
    kinds = (address, sitemaps, BuildLedger(table_, renderer))
    build = Build(
        table_, bucket, manifest_, glance(environment), NoPurges(), clock, Publications(inbox_), renderer, *kinds
    )
    stages = (
        Uploads(inbox_, S3Versions(inbox_.client, inbox_.bucket), table_, clock),
        Rows(inbox_, table_, index, manifest_),
        BuiltPages(manifest_, build, _pictures(environment, build)),
        Objects(manifest_, S3Listing(bucket.client, bucket.bucket), build),
    )
    return dict(zip(STAGES, stages, strict=True))


class _NoImaging:
    """kabar.ports.Imaging for whoever makes nothing: the audit's bundle has no darkroom."""

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"the audit makes nothing: {name}")


def _pictures(environment: Mapping[str, str], build: Build) -> MadePictures:
    table_, publications = table(environment), build.publications
    imaging = cast("Imaging", _NoImaging())
    cards = MakeSocialCard(
        inbox(environment), table_, build.bucket, build.manifest, build.glance, imaging, publications
    )
    return MadePictures(table_, SystemClock(), Wishes(table_, publications), cards)
