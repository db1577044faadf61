"""What `kabar policy` prints does what it says, where permissions are asked for."""

import itertools
import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from support.uploads import jpeg

pytestmark = pytest.mark.local_cloud
_people = itertools.count()
STORY = {
    "headline": "Air Surut di Hulu",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2025-02-03T09:30:00+07:00",
    "articleBody": [{"type": "paragraph", "text": "Air surut Senin pagi."}],
}
BODY = json.dumps(STORY).encode()


@pytest.fixture(scope="module")
def standing(whole, publication):
    """A publication with an article in each of two folders whose names begin alike."""
    assert whole.upload("site.json", publication)["status"] == "published"
    for folder in ("daerah", "daerahku"):
        assert whole.upload(f"articles/{folder}/a.json", STORY | {"slug": folder})["status"] == "published"
    return whole


@pytest.fixture
def person(standing):
    """Somebody with such a policy and nothing else: an S3 client with keys of their own."""

    def made(*words):
        printed = standing.kabar("policy", *words)
        assert printed.returncode == 0, printed.stderr
        iam, name = standing.client("iam"), f"person-{next(_people)}"
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="kabar", PolicyDocument=printed.stdout)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return boto3.client(
            "s3",
            endpoint_url=standing.endpoint,
            region_name=standing.session.region_name,
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
            config=Config(s3={"addressing_style": "path"}),
        )

    return made


def refused(call, **arguments):
    with pytest.raises(ClientError) as error:
        call(**arguments)
    return error.value.response["Error"]["Code"] in ("AccessDenied", "403")


def test_a_section_editor_publishes_in_the_section(standing, person):
    desk = person("section-editor", "--section", "daerah")
    version = desk.put_object(Bucket=standing.inbox, Key="articles/daerah/b.json", Body=BODY)["VersionId"]
    assert standing.receipt("articles/daerah/b.json", version)["status"] == "published"
    answer = desk.get_object(Bucket=standing.inbox, Key="receipts/articles/daerah/b.json")["Body"].read()
    assert json.loads(answer)["versionId"] == version
    desk.put_object(Bucket=standing.inbox, Key="media/daerah/b.jpg", Body=jpeg(640, 480))
    desk.delete_object(Bucket=standing.inbox, Key="articles/daerah/b.json")
    listed = desk.list_objects_v2(Bucket=standing.inbox, Prefix="articles/daerah/")["Contents"]
    assert [each["Key"] for each in listed] == ["articles/daerah/a.json"]


@pytest.mark.parametrize(
    "key",
    ["articles/daerahku/a.json", "articles/a.json", "articles/politik/a.json", "media/a.jpg", "media/daerahku/a.jpg",
     "site.json", "receipts/articles/daerah/a.json", "wire/a/a.json"],
)  # fmt: skip
def test_a_section_editor_writes_nowhere_else(standing, person, key):
    desk = person("section-editor", "--section", "daerah")
    assert refused(desk.put_object, Bucket=standing.inbox, Key=key, Body=BODY)
    assert refused(desk.delete_object, Bucket=standing.inbox, Key=key)


def test_a_section_editor_sees_nothing_of_the_others(standing, person):
    desk = person("section-editor", "--section", "daerah")
    assert refused(desk.get_object, Bucket=standing.inbox, Key="articles/daerahku/a.json")
    assert refused(desk.get_object, Bucket=standing.inbox, Key="receipts/articles/daerahku/a.json")
    assert refused(desk.list_objects_v2, Bucket=standing.inbox)
    assert refused(desk.list_objects_v2, Bucket=standing.inbox, Prefix="articles/daerahku/")
    assert refused(desk.get_object, Bucket=standing.site_bucket, Key="index.html")


def test_an_agency_and_an_editor_keep_to_their_own(standing, person):
    agency, editor = person("wire", "--agency", "antara"), person("editor")
    agency.put_object(Bucket=standing.inbox, Key="wire/antara/a.json", Body=b"{}")
    assert refused(agency.put_object, Bucket=standing.inbox, Key="wire/antaranews/a.json", Body=b"{}")
    assert refused(agency.put_object, Bucket=standing.inbox, Key="articles/a.json", Body=BODY)
    editor.put_object(Bucket=standing.inbox, Key="articles/daerahku/b.json", Body=BODY)
    for key in ("site.json", "wire/antara/a.json", "receipts/site.json"):
        assert refused(editor.put_object, Bucket=standing.inbox, Key=key, Body=BODY)


def test_a_reader_reads_answers_only(standing, person):
    follower = person("reader")
    key = "receipts/articles/daerahku/a.json"
    assert json.loads(follower.get_object(Bucket=standing.inbox, Key=key)["Body"].read())["status"] == "published"
    assert refused(follower.get_object, Bucket=standing.inbox, Key="articles/daerahku/a.json")
    assert refused(follower.put_object, Bucket=standing.inbox, Key="articles/daerah/a.json", Body=BODY)
    assert refused(follower.put_object, Bucket=standing.inbox, Key=key, Body=BODY)
    assert refused(follower.delete_object, Bucket=standing.inbox, Key=key)
