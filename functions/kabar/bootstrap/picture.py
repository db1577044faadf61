"""The services of the `picture` function."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from kabar import imaging
from kabar.adapters.clock import SystemClock
from kabar.adapters.glance import DynamoGlance
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.queues import SqsPurges, SqsRenditions
from kabar.adapters.scheduler import EventBridgeScheduler
from kabar.adapters.site_bucket import S3Site
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.storage import glance, inbox, manifest, site_bucket, table
from kabar.services.answers import Answers
from kabar.services.picture import LookAtPicture
from kabar.services.publications import Publications
from kabar.services.render_picture import RenderPicture
from kabar.services.social_card import MakeSocialCard
from kabar.services.wishes import Wishes


@dataclass
class Pictures:
    """What arrives, and what is made of it."""

    arrival: LookAtPicture
    rendering: RenderPicture
    cards: MakeSocialCard


def picture(environment: Mapping[str, str] = os.environ) -> Pictures:
    """The services of the `picture` function."""
    inbox_, table_, clock = inbox(environment), table(environment), SystemClock()
    publications = Publications(inbox_)
    renditions = SqsRenditions(client("sqs"), setting(environment, "RENDITIONS_QUEUE_URL"))
    alarms = EventBridgeScheduler(
        client("scheduler"),
        setting(environment, "SCHEDULE_GROUP"),
        setting(environment, "SCHEDULE_ROLE_ARN"),
        setting(environment, "RENDITIONS_QUEUE_ARN"),
        setting(environment, "SCHEDULE_DEAD_LETTERS_ARN"),
    )
    purges = SqsPurges(client("sqs"), setting(environment, "PURGES_QUEUE_URL"))
    return Pictures(
        LookAtPicture(inbox_, table_, renditions, clock, Answers(inbox_), publications, imaging),
        RenderPicture(
            inbox_,
            table_,
            site_bucket(environment),
            manifest(environment),
            purges,
            alarms,
            clock,
            imaging,
            Wishes(table_, publications),
        ),
        MakeSocialCard(inbox_, table_, *_stands(environment), imaging, publications),
    )


def _stands(environment: Mapping[str, str]) -> tuple[S3Site, DynamoManifest, DynamoGlance]:
    return site_bucket(environment), manifest(environment), glance(environment)
