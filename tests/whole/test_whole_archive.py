"""Archives of other systems, moved into the running publication: what was imported is what readers find."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GHOST = ROOT.parent / "shared" / "corpora" / "ghost-migrate" / "packages"
EXPORTS = [
    ("wxr", ROOT / "tests" / "importing" / "warta-lama.xml"),
    *(("ghost", path) for path in GHOST.rglob("*.json")),
]
AT_LEAST = 13
pytestmark = pytest.mark.local_cloud


def imported(whole, folder, site):
    """The folders of all imports, and where each article comes from by its key."""
    articles, folders = {}, []
    for number, (kind, path) in enumerate(sorted(EXPORTS, key=lambda each: each[1])):
        out = folder / str(number)
        done = whole.kabar("import", kind, str(path), "--site", str(site), "--out", str(out))
        assert done.returncode == 0, done.stderr
        items = json.loads((out / "report.json").read_bytes())["items"]
        keys = {item["to"] for item in items if item["result"].startswith("imported")}
        assert keys == {each.relative_to(out).as_posix() for each in (out / "articles").rglob("*.json")}
        # Some fixtures are the same post told in another way: the later one counts.
        articles |= {key: json.loads((out / key).read_bytes()) for key in keys}
        folders += [str(out)] if keys else []
    return articles, folders


def in_sitemaps(whole, listed):
    maps = (key for key in listed if key.startswith("sitemaps/"))
    return {url for key in maps for url in re.findall(r"<loc>([^<]+)</loc>", whole.get(f"/{key}")[2])}


@pytest.mark.skipif(not GHOST.is_dir(), reason="needs ../shared/corpora/ghost-migrate")
def test_as_many_articles_are_found_as_were_imported(whole, publication, tmp_path):
    site = tmp_path / "site.json"
    site.write_text(json.dumps(publication))
    whole.upload("site.json", publication)
    before = in_sitemaps(whole, whole.rest())
    articles, folders = imported(whole, tmp_path, site)
    assert len(articles) >= AT_LEAST
    for folder in folders:
        done = whole.kabar("publish", folder)
        assert done.returncode == 0, done.stdout
    listed = whole.rest()
    receipts = {key: whole.current_receipt(key) for key in articles}
    assert {receipt["status"] for receipt in receipts.values()} == {"published"}
    urls = {receipt["url"] for receipt in receipts.values()}
    assert len(urls) == len(articles)
    assert in_sitemaps(whole, listed) - before == urls
    for key, receipt in receipts.items():
        path = receipt["url"].removeprefix(publication["url"])
        assert whole.get(path)[0] == 200, key
        for former in articles[key].get("formerAddresses", ()):
            status, headers, _ = whole.get(former)
            assert (status, headers["Location"]) == (301, path), former
