"""Agencies' copy in a publication's folder."""

import json

from kabar_cli.check.checking import check
from kabar_cli.sources.collecting import collect
from kabar_cli.sources.folder import Folder
from support.documents import SITE, article


def test_copy_lies_in_wire_of_a_publications_folder(tmp_path):
    for name in ("articles/a.json", "wire/kb/x.json", "wire/kb/y.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site.json").write_text(json.dumps(SITE))
    (tmp_path / "articles/a.json").write_text(json.dumps(article()))
    item = {"uri": "urn:1", "versionCreated": "2024-12-02T03:15:00Z", "headlines": [{"value": "W"}]}
    (tmp_path / "wire/kb/x.json").write_text(json.dumps({**item, "bodies": [{"value": "w"}]}))
    (tmp_path / "wire/kb/y.json").write_text(json.dumps(item))
    items = collect([tmp_path])
    assert [each.key for each in items] == ["site.json", "articles/a.json", "wire/kb/x.json", "wire/kb/y.json"]
    folder = Folder(tmp_path)
    assert "wire/kb/x" in folder.articles
    codes = {
        each.key: [(f.problem.pointer, f.problem.code) for f in check(each, folder).findings] for each in items[2:]
    }
    assert codes == {
        "wire/kb/x.json": [("/subjects", "section-chosen")],
        "wire/kb/y.json": [("/bodies", "missing-field")],
    }


def test_a_folder_called_wire_elsewhere_is_nobodys_desk(tmp_path):
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.json").write_text(json.dumps(article()))
    assert [each.key for each in collect([tmp_path / "wire" / "a.json"])] == ["articles/a.json"]
