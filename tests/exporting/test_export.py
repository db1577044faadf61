"""Everything that was uploaded comes back, byte for byte."""

import json

import pytest
from click.testing import CliRunner

from kabar_cli.exporting.files import is_safe
from kabar_cli.main import main
from support import aws
from support.documents import SITE, article

FILES = {
    "site.json": json.dumps(SITE).encode(),
    "articles/2024/a.json": json.dumps(article(), indent=7).encode(),
    "articles/rusak.json": b"{ bukan",
    "wire/x.json": json.dumps(
        {"uri": "urn:1", "versionCreated": "2024-12-02T03:15:00Z", "headlines": [{"value": "W"}],
         "bodies": [{"value": "w"}]}
    ).encode(),
    "media/a.jpg": bytes(range(256)) * 9_000,
}  # fmt: skip


@pytest.fixture
def s3(monkeypatch):
    monkeypatch.setenv("KABAR_INBOX", aws.INBOX)
    monkeypatch.delenv("KABAR_STACK", raising=False)
    with aws.moto_aws(monkeypatch):
        aws.create_bucket(aws.INBOX, versioned=True)
        client = aws.client("s3")
        for key, body in FILES.items():
            client.put_object(Bucket=aws.INBOX, Key=key, Body=body)
        receipt = json.dumps({"url": "https://uji.example/2024/12/02/x/"})
        client.put_object(Bucket=aws.INBOX, Key="receipts/articles/2024/a.json", Body=receipt.encode())
        yield client


def _run(out):
    result = CliRunner().invoke(main, ["export", "--out", str(out)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _files(out):
    names = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in names}


@pytest.mark.usefixtures("s3")
def test_every_file_comes_back_and_each_article_as_ninjs(tmp_path):
    result = _run(tmp_path / "out")
    found = _files(tmp_path / "out")
    assert {name: body for name, body in found.items() if not name.startswith("ninjs/")} == FILES
    assert set(found) - set(FILES) == {"ninjs/2024/a.json", "ninjs/wire/x.json"}
    item = json.loads(found["ninjs/2024/a.json"])
    assert {"role": "url", "value": "https://uji.example/2024/12/02/x/"} in item["altIds"]
    assert f"{sum(map(len, FILES.values())):,}  bytes" in result.output
    assert "articles/rusak.json" in result.output
    assert result.exit_code == 1


def test_it_goes_on_where_it_stopped(s3, tmp_path):
    out = tmp_path / "out"
    _run(out)
    (out / "media" / "a.jpg").unlink()
    s3.put_object(Bucket=aws.INBOX, Key="articles/2024/a.json", Body=json.dumps(article(headline="Baru")).encode())
    result = _run(out)
    assert "2  files" in result.output.replace(",", "")
    assert "3  there already" in result.output
    assert (out / "media" / "a.jpg").read_bytes() == FILES["media/a.jpg"]
    assert "Baru" in (out / "ninjs" / "2024" / "a.json").read_text("utf-8")


def test_names_that_lead_out_of_the_folder_are_named_and_left(s3, tmp_path):
    s3.put_object(Bucket=aws.INBOX, Key="articles/../../evil.json", Body=b"x")
    result = _run(tmp_path / "a" / "out")
    assert "evil.json" in result.output
    assert not list(tmp_path.rglob("evil.json"))


@pytest.mark.parametrize(
    "key", ["articles/../x", "/etc/x", "articles//x", "articles/./x", "media/a\\b", "media/a\0", "media/" + "x" * 300]
)
def test_unsafe_names(key):
    assert not is_safe(key)


def test_without_a_publication_the_files_come_all_the_same(s3, tmp_path):
    s3.delete_object(Bucket=aws.INBOX, Key="site.json")
    result = _run(tmp_path / "out")
    assert "media/a.jpg" in _files(tmp_path / "out")
    assert "site.json: there is none" in result.output


@pytest.mark.usefixtures("s3")
def test_without_the_bucket_nothing_is_begun(monkeypatch, tmp_path):
    monkeypatch.setenv("KABAR_INBOX", "tidak-ada")
    result = CliRunner().invoke(main, ["export", "--out", str(tmp_path / "out")])
    assert (result.exit_code, "There is no such bucket." in result.output) == (1, True)
    assert not (tmp_path / "out").exists()


def test_without_an_inbox_it_says_where_one_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("KABAR_INBOX", raising=False)
    monkeypatch.delenv("KABAR_STACK", raising=False)
    result = CliRunner().invoke(main, ["export", "--out", str(tmp_path / "out")])
    assert (result.exit_code, "KABAR_INBOX" in result.output) == (1, True)


@pytest.mark.usefixtures("s3")
def test_what_a_killed_export_left_goes_with_the_next(tmp_path):
    (tmp_path / "out" / ".partial").mkdir(parents=True)
    (tmp_path / "out" / ".partial" / "setengah").write_bytes(b"half")
    _run(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == [".kabar-export.jsonl"]
    assert (tmp_path / "out" / "media" / "a.jpg").stat().st_mode & 0o777 == 0o644
