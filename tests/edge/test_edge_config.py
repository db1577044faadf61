"""What the local edge reads from a template."""

from pathlib import Path

import pytest
from werkzeug.datastructures import Headers

from kabar_cli.edge import EdgeConfig
from kabar_cli.edge.config import ErrorPage
from kabar_cli.edge.functions import EdgeFunction
from kabar_cli.edge.policy import HeadersPolicy, PolicyHeader
from kabar_cli.edge.template import TemplateError

HERE = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parents[2]


def test_reads_the_distribution() -> None:
    config = EdgeConfig.from_template(HERE / "template.yaml")
    assert config.compress
    assert config.error_pages == {403: ErrorPage("/404.html", 404), 404: ErrorPage("/404.html", 404)}
    assert "return event.request;" in config.viewer_request
    assert "return event.response;" in config.viewer_response
    assert {header.name: (header.value, header.override) for header in config.policy.added} == {
        "Content-Security-Policy": ("default-src 'self'", True),
        "X-Content-Type-Options": ("nosniff", True),
        "X-Frame-Options": ("DENY", True),
        "Referrer-Policy": ("no-referrer", False),
        "Strict-Transport-Security": ("max-age=63072000; includeSubDomains; preload", True),
        "X-XSS-Protection": ("0", True),
        "Permissions-Policy": ("camera=()", True),
    }
    assert config.policy.removed == ("x-amz-meta-cache-tag",)


@pytest.mark.parametrize("text", ["a: [", "- 1", "Resources: {}", "a: !!python/object/apply:os.getcwd []"])
def test_refuses(tmp_path: Path, text: str) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(text)
    with pytest.raises(TemplateError):
        EdgeConfig.from_template(path)


def test_refuses_a_header_that_only_a_deployment_knows(tmp_path: Path) -> None:
    known = (HERE / "template.yaml").read_text()
    path = tmp_path / "template.yaml"
    path.write_text(known.replace("\"default-src 'self'\"", "!Sub 'default-src ${Site}'"))
    (tmp_path / "response.js").write_text("function handler(event) { return event.response; }")
    with pytest.raises(TemplateError, match="ContentSecurityPolicy"):
        EdgeConfig.from_template(path)


def test_reads_the_projects_own_template() -> None:
    """The functions that would be deployed are the files that the other tests run."""
    if not (ROOT / "template.yaml").exists():
        pytest.skip("no template yet")
    config = EdgeConfig.from_template(ROOT / "template.yaml")
    for event, source in (("request", config.viewer_request), ("response", config.viewer_response)):
        assert source.split() == (ROOT / "functions" / "edge" / f"viewer-{event}.js").read_text("utf-8").split()
        EdgeFunction(source).close()
    assert config.compress
    assert config.error_pages == {403: ErrorPage("/404.html", 404), 404: ErrorPage("/404.html", 404)}
    added = {header.name for header in config.policy.added}
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Strict-Transport-Security"} <= added


def test_keeps_or_replaces_the_origins_headers() -> None:
    added = (
        PolicyHeader("Referrer-Policy", "no-referrer", override=False),
        PolicyHeader("X-A", "policy", override=True),
    )
    headers = Headers({"Referrer-Policy": "origin", "X-A": "origin", "x-amz-meta-cache-tag": "a", "ETag": '"e"'})
    HeadersPolicy(added, ("X-Amz-Meta-Cache-Tag",)).apply(headers)
    assert dict(headers) == {"Referrer-Policy": "origin", "X-A": "policy", "ETag": '"e"'}
