"""What the local edge takes from the template, so that it can't drift from what is deployed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kabar_cli.edge.policy import HeadersPolicy
from kabar_cli.edge.template import Node, TemplateError, flag, load, resources, target


@dataclass(frozen=True)
class ErrorPage:
    """The site's page for an error of the origin: `path` in the site, `status` for the viewer."""

    path: str
    status: int


@dataclass(frozen=True)
class EdgeConfig:
    """The distribution. `viewer_request` and `viewer_response` are JavaScript sources, empty for none."""

    viewer_request: str = ""
    viewer_response: str = ""
    policy: HeadersPolicy = field(default_factory=HeadersPolicy)
    error_pages: Mapping[int, ErrorPage] = field(default_factory=dict)
    compress: bool = False

    @classmethod
    def from_template(cls, path: Path) -> "EdgeConfig":
        """Reads the distribution of the template at `path`; its functions' files lie beside it.

        Raises TemplateError if there is no distribution, or it can't be read before deployment.
        """
        template = load(path)
        distribution = _distribution(template)
        behaviour = distribution["DefaultCacheBehavior"]
        return cls(
            viewer_request=_source(template, behaviour, "viewer-request", path.parent),
            viewer_response=_source(template, behaviour, "viewer-response", path.parent),
            policy=_policy(template, behaviour),
            error_pages=dict(_error_pages(distribution)),
            compress=flag(behaviour.get("Compress")),
        )


def _distribution(template: Node) -> Node:
    for _, resource in resources(template, "AWS::CloudFront::Distribution"):
        config: Node = resource["Properties"]["DistributionConfig"]
        return config
    raise TemplateError("the template has no AWS::CloudFront::Distribution")


def _error_pages(distribution: Node) -> Iterator[tuple[int, ErrorPage]]:
    for entry in distribution.get("CustomErrorResponses", []):
        if "ResponsePagePath" in entry:
            yield int(entry["ErrorCode"]), ErrorPage(entry["ResponsePagePath"], int(entry["ResponseCode"]))


def _policy(template: Node, behaviour: Node) -> HeadersPolicy:
    policies = dict(resources(template, "AWS::CloudFront::ResponseHeadersPolicy"))
    chosen = target(behaviour.get("ResponseHeadersPolicyId"))
    if chosen is None or chosen not in policies:
        return HeadersPolicy()
    return HeadersPolicy.of(policies[chosen]["Properties"]["ResponseHeadersPolicyConfig"])


def _source(template: Node, behaviour: Node, event: str, root: Path) -> str:
    functions = dict(resources(template, "AWS::CloudFront::Function"))
    for association in behaviour.get("FunctionAssociations", []):
        chosen = target(association["FunctionARN"])
        if association["EventType"] == event and chosen in functions:
            return _code(functions[chosen]["Properties"]["FunctionCode"], event, root)
    return ""


def _code(code: object, event: str, root: Path) -> str:
    """CloudFormation wants the code inline; an include, or a value made at deployment, names a file."""
    if isinstance(code, str):
        return code
    include = code.get("Fn::Transform") if isinstance(code, dict) else None
    location = include["Parameters"]["Location"] if include else f"functions/edge/{event}.js"
    return (root / location).read_text("utf-8")
