"""template.yaml as a deployment resolves it, as far as tests need that."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kabar_cli.edge.template import load

TEMPLATE: Final = load(Path(__file__).resolve().parents[2] / "template.yaml")
RESOURCES: Final[Mapping[str, Any]] = TEMPLATE["Resources"]
_NOTHING: Final = object()


def resolved(node: Any, names: Mapping[str, str], *, laptop: bool = False) -> Any:
    """A part of the template; `names` has what Ref ("Table") and GetAtt ("Table.Arn") give.

    What isn't among them is named in angle brackets. Every condition but OnLaptop holds.
    """
    if isinstance(node, dict):
        return _intrinsic(node, names, laptop)
    if isinstance(node, list):
        items = (resolved(item, names, laptop=laptop) for item in node)
        return [item for item in items if item is not _NOTHING]
    return node


def _intrinsic(node: dict[str, Any], names: Mapping[str, str], laptop: bool) -> Any:  # noqa: FBT001 - as its caller's
    match node:
        case {"Ref": "AWS::NoValue"}:
            return _NOTHING
        case {"Ref": name} | {"Fn::GetAtt": name}:
            return names.get(name, f"<{name}>")
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{(.*?)\}", lambda found: names.get(found[1], f"<{found[1]}>"), text)
        case {"Fn::If": ["OnLaptop", here, elsewhere]}:
            return resolved(here if laptop else elsewhere, names, laptop=laptop)
        case {"Fn::If": [_, there, _]}:
            return resolved(there, names, laptop=laptop)
    items = {key: resolved(value, names, laptop=laptop) for key, value in node.items()}
    return {key: value for key, value in items.items() if value is not _NOTHING}


def listed(value: Any) -> list[Any]:
    """A list, or the one thing that stands for it."""
    return value if isinstance(value, list) else [value]
