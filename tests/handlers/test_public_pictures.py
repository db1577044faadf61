"""No byte of what isn't public is in the site bucket: through the handlers, over moto, the whole bucket listed."""

import json

import pytest

from support.uploads import ARTICLE, KEY, PICTURE, SITE, jpeg, made

LATER = "2025-03-01T08:00:00+07:00"
WITHDRAWN = {"date": "2024-12-02T11:00:00+07:00", "reason": "other", "statement": "Tidak benar."}


def media(cloud):
    """The keys of pictures and cards in the site bucket."""
    return {key for key in cloud.site() if key.startswith("media/") or key.endswith("card.png")}


def test_a_scheduled_article_s_picture_comes_and_goes_with_it(cloud):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE | {"embargoedUntil": LATER})
    cloud.put(PICTURE, jpeg())
    assert media(cloud) == set()
    cloud.put(KEY, ARTICLE)
    folder = made(jpeg(), "").removeprefix("/")
    assert {f"{folder}32.avif", f"{folder}32.webp", f"{folder}32.jpg", f"{folder}16x9.jpg"} <= media(cloud)
    cloud.put(KEY, ARTICLE | {"withdrawn": WITHDRAWN})
    assert media(cloud) == set()
    cloud.put(KEY, ARTICLE)
    assert f"{folder}32.jpg" in media(cloud)
    cloud.delete(KEY)
    assert media(cloud) == set()
    assert cloud.given_back == []


def test_a_picture_that_is_deleted_is_gone_and_one_that_is_replaced_waits_for_the_clock(cloud):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE)
    cloud.put(PICTURE, jpeg())
    cloud.put(PICTURE, jpeg(color="red"))
    folders = {key.split("/")[1] for key in media(cloud)}
    assert folders == {made(body).split("/")[2] for body in (jpeg(), jpeg(color="red"))}
    group = cloud.environment()["SCHEDULE_GROUP"]
    schedules = cloud.scheduler.list_schedules(GroupName=group)["Schedules"]
    (target,) = (
        cloud.scheduler.get_schedule(GroupName=group, Name=each["Name"])["Target"]
        for each in schedules
        if "renditions" in each["Target"]["Arn"]
    )
    page = json.loads(target["Input"])["page"]
    assert target["SqsParameters"] == {"MessageGroupId": page}
    assert page.startswith("picture:")
    cloud.delete(PICTURE)
    # What was deleted goes now; what it had replaced is still awaited by the clock, and its article is public.
    assert made(jpeg(color="red")).split("/")[2] not in {key.split("/")[1] for key in media(cloud) if "media" in key}


@pytest.mark.parametrize("body", [b"", b"<html>", jpeg()[:200]])
def test_what_is_no_picture_is_answered_and_nowhere(cloud, body):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE)
    before = cloud.site()
    cloud.put(PICTURE, body)
    receipt = cloud.receipt(PICTURE)
    assert receipt["status"] == "rejected"
    assert receipt["errors"][0]["fix"]
    assert cloud.site() == before
