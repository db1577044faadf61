"""The key that may have been meant."""

from typing import Final

from kabar.domain.schema import closest
from kabar_cli.target import Target

_LISTED: Final = 1_000
"""How many keys of a folder are compared: one call."""


def alike(target: Target, key: str) -> str | None:
    """A key of the inbox that looks like this one: from its folder, or else from the first that there are."""
    folder, top = f"{key.rpartition('/')[0]}/", f"{key.partition('/')[0]}/"
    for prefix in dict.fromkeys([folder, top]):
        listed = target.s3.list_objects_v2(Bucket=target.inbox, Prefix=prefix, MaxKeys=_LISTED)
        names = {_name(each["Key"], prefix): each["Key"] for each in listed.get("Contents", ())}
        near = closest(_name(key, prefix), names)
        if near:
            return names[near["closest"]]
    return None


def _name(key: str, prefix: str) -> str:
    """Without what all keys have in common, which would make any two look alike."""
    return key.removeprefix(prefix).removesuffix(".json")
