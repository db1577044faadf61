"""The response headers policy, as `AWS::CloudFront::ResponseHeadersPolicy` writes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import Headers

from kabar_cli.edge.template import Node, flag, text


@dataclass(frozen=True)
class PolicyHeader:
    """One header of the policy; `override` replaces the origin's header of that name."""

    name: str
    value: str
    override: bool


@dataclass(frozen=True)
class HeadersPolicy:
    """What the policy adds to, and takes from, every response."""

    added: tuple[PolicyHeader, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, config: Node) -> "HeadersPolicy":
        """From `ResponseHeadersPolicyConfig`. Raises TemplateError where a value is no literal."""
        added = (*_security(config.get("SecurityHeadersConfig", {})), *_custom(config))
        return cls(added, tuple(_names(config)))

    def apply(self, headers: Headers) -> None:
        """Changes `headers` in place."""
        for name in self.removed:
            headers.remove(name)
        for header in self.added:
            if header.override or header.name not in headers:
                headers[header.name] = header.value


def _custom(config: Node) -> Iterator[PolicyHeader]:
    for item in config.get("CustomHeadersConfig", {}).get("Items", []):
        yield PolicyHeader(item["Header"], text(item["Value"], item["Header"]), flag(item["Override"]))


def _names(config: Node) -> Iterator[str]:
    for item in config.get("RemoveHeadersConfig", {}).get("Items", []):
        yield item["Header"]


def _security(config: Node) -> Iterator[PolicyHeader]:
    for key, (name, write) in _SECURITY.items():
        if key in config:
            yield PolicyHeader(name, write(config[key]), flag(config[key]["Override"]))


def _transport(node: Node) -> str:
    value = f"max-age={text(node['AccessControlMaxAgeSec'], 'StrictTransportSecurity')}"
    value += "; includeSubDomains" if flag(node.get("IncludeSubdomains")) else ""
    return value + ("; preload" if flag(node.get("Preload")) else "")


def _xss(node: Node) -> str:
    if not flag(node["Protection"]):
        return "0"
    return "1; mode=block" if flag(node.get("ModeBlock")) else "1"


_SECURITY: Mapping[str, tuple[str, Callable[[Node], str]]] = {
    "ContentSecurityPolicy": (
        "Content-Security-Policy",
        lambda node: text(node["ContentSecurityPolicy"], "ContentSecurityPolicy"),
    ),
    "ContentTypeOptions": ("X-Content-Type-Options", lambda _: "nosniff"),
    "FrameOptions": ("X-Frame-Options", lambda node: text(node["FrameOption"], "FrameOptions")),
    "ReferrerPolicy": ("Referrer-Policy", lambda node: text(node["ReferrerPolicy"], "ReferrerPolicy")),
    "StrictTransportSecurity": ("Strict-Transport-Security", _transport),
    "XSSProtection": ("X-XSS-Protection", _xss),
}
