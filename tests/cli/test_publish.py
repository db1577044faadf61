"""`kabar publish` over the functions on moto: what goes up, what is said of it, and what happens when it breaks off."""

import threading
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from kabar_cli.publish import command as publish_command
from kabar_cli.publish import watching
from kabar_cli.publish.parcels import load_of
from kabar_cli.publish.watching import Watcher
from kabar_cli.sources.collecting import survey
from kabar_cli.sources.folder import Folder
from support import aws
from support.documents import site
from support.uploads import jpeg

URL = "https://uji.example/2024/12/02/air-sungai-naik/"


@pytest.fixture
def desk(desk, cloud):
    """A folder, and a cloud that answers."""
    desk.cloud = cloud
    desk.write("media/a.jpg", jpeg())
    desk.article(image={"contentUrl": "media/a.jpg", "alt": "Air"})
    return desk


def lines(done):
    return done.stdout.splitlines()


def test_a_folder_goes_up_publication_first_then_pictures_then_articles(desk):
    done = desk.run("publish", desk.root)
    assert done.exit_code == 0, done.output
    assert desk.cloud.uploaded == ["site.json", "media/a.jpg", "articles/a.json"]
    assert f"published  articles/a.json  {URL}" in lines(done)
    assert lines(done)[-1] == "3 published"
    assert "Air Sungai Naik" in desk.cloud.get("/2024/12/02/air-sungai-naik/")["Text"]


def test_what_the_inbox_holds_isnt_uploaded_again(desk):
    desk.run("publish", desk.root)
    desk.cloud.uploaded.clear()
    desk.article(headline="Air Surut", image={"contentUrl": "media/a.jpg", "alt": "Air"})
    done = desk.run("publish", desk.root)
    assert desk.cloud.uploaded == ["articles/a.json"]
    assert lines(done)[-1] == "3 published (2 unchanged)"
    desk.run("publish", "--anew", desk.root)
    assert len(desk.cloud.uploaded) == 4


def test_a_run_that_broke_off_goes_on_where_it_stopped(desk, monkeypatch):
    for number in range(5):
        desk.article(f"articles/n{number}.json", slug=f"n{number}")
    left = [3]

    def cut(params, **_):
        if params["Key"].startswith("articles/"):
            left[0] -= 1
            if left[0] < 0:
                raise ClientError({"Error": {"Code": "ExpiredToken", "Message": "over"}}, "PutObject")

    make = boto3.Session.client

    def client(session, service, *words, **names):
        made = make(session, service, *words, **names)
        if service == "s3":
            made.meta.events.register("provide-client-params.s3.PutObject", cut)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(boto3.Session, "client", client)
        done = desk.run("publish", desk.root)
    assert done.exit_code == 1
    assert "The AWS session is over" in done.stderr
    assert "Traceback" not in done.output
    again = desk.run("publish", desk.root)
    assert again.exit_code == 0
    assert lines(again)[-1] == "8 published (5 unchanged)"
    assert sorted(desk.cloud.uploaded) == sorted(set(desk.cloud.uploaded))


def test_what_is_rejected_is_said_with_line_reason_and_cure(desk):
    path = desk.article("articles/b.json", articleSection="dearah")
    done = desk.run("publish", desk.root)
    assert done.exit_code == 1
    assert "rejected   articles/b.json" in lines(done)
    assert f'    {path}:3:21: /articleSection: Rubrik "dearah" tidak ada di site.json. Maksud Anda "daerah"?' in lines(
        done
    )
    assert lines(done)[-1] == "3 published, 1 rejected"


def test_what_is_scheduled_says_from_when(desk):
    desk.article("articles/b.json", datePublished="2025-01-01T08:00:00Z")
    assert "scheduled  articles/b.json  2025-01-01T08:00:00Z" in lines(desk.run("publish", desk.root))


def test_markdown_goes_up_as_json_with_its_pictures(desk):
    desk.write("articles/2024/foto.jpg", jpeg(40, 20))
    desk.markdown("title: Air Naik", "![Air](foto.jpg)", "articles/2024/naik.md")
    done = desk.run("publish", desk.root)
    assert done.exit_code == 0, done.output
    assert sorted(desk.cloud.uploaded[1:3]) == ["media/2024/naik/foto.jpg", "media/a.jpg"]
    assert sorted(desk.cloud.uploaded[3:]) == ["articles/2024/naik.json", "articles/a.json"]
    assert "foto.jpg" not in done.stderr
    assert "/media/" in desk.cloud.get("/2024/12/02/air-naik/")["Text"]
    desk.cloud.uploaded.clear()
    desk.run("publish", desk.root)
    assert desk.cloud.uploaded == []


def test_drafts_and_markdown_with_errors_stay_here(desk):
    desk.markdown("draft: true", name="articles/nanti.md")
    path = desk.markdown("section: dearah", name="articles/salah.md")
    done = desk.run("publish", desk.root)
    assert done.exit_code == 1
    assert "articles/nanti.json" not in desk.cloud.uploaded
    assert f"draft      {desk.root}/articles/nanti.md" in lines(done)
    assert any(line.startswith(f"    {path}:2:10: galat: Rubrik") for line in lines(done))
    assert lines(done)[-1] == "3 published, 1 refused, 1 drafts left out"


def test_what_cant_be_uploaded_is_refused_here(desk):
    desk.article("articles/b c.json")
    done = desk.run("publish", desk.root)
    assert (done.exit_code, len(desk.cloud.uploaded)) == (1, 3)
    assert "key-characters" in done.stdout


def test_what_is_passed_over_is_said(desk):
    desk.write("notes.json", {})
    desk.write("articles/z.txt", "x")
    said = f"passed over {desk.root}/notes.json (beside articles/, wire/ and media/"
    done = desk.run("publish", desk.root)
    assert said in done.stderr
    assert f"passed over {desk.root}/articles/z.txt (neither an article" in done.stderr
    assert done.exit_code == 0


def test_what_editors_leave_is_passed_over_in_silence(desk):
    for name in (".a.json.swp", "a.json~", "#a.json#", "4913", "a.json.tmp", "~$a.json", "a.json___jb_tmp___",
                 "a.json.sb-1f3a-XyZ", "Thumbs.db", "a.json.part"):  # fmt: skip
        desk.write(f"articles/{name}", "half an art")
    done = desk.run("publish", desk.root)
    assert (done.exit_code, done.stderr, lines(done)[-1]) == (0, "", "3 published")


def test_a_dry_run_uploads_nothing(desk):
    desk.run("publish", desk.root / "site.json")
    desk.cloud.uploaded.clear()
    path = desk.markdown("date: besok", name="articles/b.md")
    done = desk.run("publish", "--dry-run", desk.root)
    assert desk.cloud.uploaded == []
    assert lines(done)[:3] == ["unchanged  site.json", "to upload  media/a.jpg", "to upload  articles/a.json"]
    assert (done.exit_code, str(path) in done.stdout) == (1, True)


def test_no_answer_in_time_is_said_and_asked_for_again(desk, monkeypatch):
    monkeypatch.setattr(desk.cloud, "tell", lambda *_: None)
    done = desk.run("publish", "--timeout", "0", desk.root / "site.json")
    assert (done.exit_code, lines(done)[0]) == (1, "no answer  site.json")
    monkeypatch.undo()


def test_a_file_that_vanishes_or_may_not_be_read_stops_no_other(desk, monkeypatch):
    whole, denied = Path.open, PermissionError(13, "Permission denied")

    def opened(self, *words, **names):
        if self.name == "a.jpg":
            raise denied
        return whole(self, *words, **names)

    monkeypatch.setattr(Path, "open", opened)
    done = desk.run("publish", desk.root)
    assert done.exit_code == 1
    assert "failed     media/a.jpg      Permission denied" in lines(done)
    assert lines(done)[-1] == "2 published, 1 failed"


def test_whoever_may_only_put_can_publish(desk, monkeypatch):
    """Amazon S3 answers 403 to HeadObject of a missing key where the bucket may not be listed."""
    make = boto3.Session.client

    def refuse(**_):
        raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadObject")

    def client(session, service, *words, **names):
        made = make(session, service, *words, **names)
        if service == "s3":
            made.meta.events.register("provide-client-params.s3.HeadObject", refuse)
        return made

    monkeypatch.setattr(boto3.Session, "client", client)
    assert desk.run("publish", desk.root).exit_code == 0


def test_delete_belongs_to_watch(desk):
    done = desk.run("publish", "--delete", desk.root)
    assert (done.exit_code, "--watch" in done.stderr) == (2, True)


def watcher(desk):
    return Watcher([desk.root], lambda: Folder(desk.root))


def keys(step):
    return [parcel.item.key for parcel in step.load.parcels]


def test_a_watcher_sees_what_was_saved_deleted_and_renamed(desk):
    desk.write("articles/foto.jpg", jpeg())
    markdown = desk.markdown("x-a: b", "![a](foto.jpg)", "articles/m.md")
    watch = watcher(desk)
    assert len(keys(watch.step())) == 5
    assert keys(watch.step()) == []
    path = desk.article(headline="Lain")
    assert keys(watch.step()) == ["articles/a.json"]
    path.rename(path.with_name("b.json"))
    step = watch.step()
    assert (keys(step), [item.key for item in step.gone]) == (["articles/b.json"], ["articles/a.json"])
    desk.write("articles/foto.jpg", jpeg(50))
    assert keys(watch.step()) == ["media/m/foto.jpg"]
    markdown.unlink()
    assert [item.key for item in watch.step().gone] == ["articles/m.json"]
    desk.write("site.json", site(name="Baru"))
    assert keys(watch.step()) == ["site.json", "media/a.jpg", "articles/b.json"]


def test_markdown_that_takes_the_place_of_json_is_no_deletion(desk):
    watch = watcher(desk)
    watch.step()
    (desk.root / "articles" / "a.json").unlink()
    desk.markdown("x-a: b")
    step = watch.step()
    assert (keys(step), step.gone) == (["articles/a.json"], ())


def test_saving_wakes_the_watcher(desk):
    watch, stop, came = watcher(desk), threading.Event(), []
    watch.step()

    def run():
        for step in watch.steps(stop):
            came.extend(keys(step))
            stop.set()

    thread = threading.Thread(target=run)
    thread.start()
    for number in range(200):  # until the operating system watches
        desk.article(headline=f"Judul {number}")
        thread.join(0.1)
        if not thread.is_alive():
            break
    stop.set()
    thread.join(5)
    assert came == ["articles/a.json"]


def steps_of(desk, monkeypatch, *moments):
    """A watcher whose folder changes at moments (seconds since it began): what its steps ask for, gone ones marked."""
    watch, now = watcher(desk), [0.0]
    watch.step()

    def ticks(*_, **__):
        for moment, change in moments:
            now[0] = moment
            if change:
                change()
            yield {("change", "x")} if change else set()

    monkeypatch.setattr(watching.watchfiles, "watch", ticks)
    monkeypatch.setattr(watching, "monotonic", lambda: now[0])
    for step in watch.steps():
        yield watch, step, keys(step) + [f"-{item.key}" for item in step.gone]


def test_a_file_that_another_takes_the_place_of_was_never_gone(desk, monkeypatch):
    path = desk.root / "articles" / "a.json"

    def back():
        desk.article(headline="Lain")

    found = steps_of(
        desk, monkeypatch, (1, path.unlink), (1.5, back), (4, None), (9, path.unlink), (10, None), (12, None)
    )
    assert [asked for _, _, asked in found] == [["articles/a.json"], ["-articles/a.json"]]


def test_what_failed_comes_again(desk, monkeypatch):
    media = desk.root / "media" / "a.jpg"

    def change():
        media.unlink()
        desk.article(headline="Lain")

    seen = []
    for watch, step, asked in steps_of(
        desk, monkeypatch, (1, change), (3, None), (4, None), (20, None), (21, None), (40, None)
    ):
        seen.append(asked)
        if len(seen) < 3:
            watch.again(step)
    assert seen == [["articles/a.json"], ["-media/a.jpg"], ["articles/a.json", "-media/a.jpg"]]


def test_whoever_cant_be_reached_for_a_while_is_told_once_and_tried_again(desk, monkeypatch):
    step = desk.article(headline="Baru") and watcher(desk).step()
    tried = []

    def taken(*_, **__):
        tried.append(1)
        if len(tried) < 4:
            raise EndpointConnectionError(endpoint_url=f"http://127.0.0.1:{len(tried)}")

    monkeypatch.setattr(watching.Watcher, "steps", lambda _: iter([step] * 4))
    monkeypatch.setattr(publish_command, "_take", taken)
    done = desk.run("publish", "--watch", desk.root)
    assert (done.exit_code, len(tried)) == (0, 4)
    assert done.stderr.count("Nothing answers") == 1


def test_a_deleted_site_json_stays_in_the_inbox(desk, monkeypatch):
    def once(self):
        (desk.root / "site.json").unlink()
        (desk.root / "media" / "a.jpg").unlink(missing_ok=True)
        yield self.step()

    monkeypatch.setattr(watching.Watcher, "steps", once)
    done = desk.run("publish", "--watch", desk.root)
    assert "the publication stays as it is  site.json" in done.stdout
    assert "not in the inbox  media/a.jpg" in done.stdout
    desk.write("site.json", site())
    done = desk.run("publish", "--watch", "--delete", desk.root / "site.json")
    assert "the publication stays as it is  site.json" in done.stdout
    assert desk.cloud.s3.head_object(Bucket=aws.INBOX, Key="site.json")


def test_watching_publishes_and_deletes_only_if_asked(desk, monkeypatch):
    for flags, there in (([], True), (["--delete"], False)):
        path = desk.article("articles/z.json", slug="z")

        def once(self, _stop=None, path=path):
            desk.article(headline="Judul Baru", image={"contentUrl": "media/a.jpg", "alt": "Air"})
            path.unlink()
            yield self.step()

        monkeypatch.setattr(watching.Watcher, "steps", once)
        make = boto3.Session.client

        def client(session, service, *words, make=make, **names):
            made = make(session, service, *words, **names)
            if service == "s3":
                made.meta.events.register(
                    "after-call.s3.DeleteObject", lambda **_: desk.cloud.tell("articles/z.json", "object-deleted")
                )
            return made

        monkeypatch.setattr(boto3.Session, "client", client)
        done = desk.run("publish", "--watch", "--timeout", 1, *flags, desk.root)
        assert done.exit_code == 0
        page = desk.cloud.get("/2024/12/02/z/")
        assert (page["Metadata"].get("status") != "410") is there, done.output
        assert ("deleted here, not on the site" in done.output) is there


def test_a_hundred_articles(desk):
    for number in range(100):
        desk.article(f"articles/n{number}.json", slug=f"n{number}")
    load = load_of(survey([desk.root]), Folder(desk.root))
    assert len(load.parcels) == 103
    assert load.parcels[-1].etag() != load.parcels[-2].etag()
