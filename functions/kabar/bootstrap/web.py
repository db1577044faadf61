"""The way to whoever is told."""

from collections.abc import Mapping

from kabar.adapters.laptop_web import LaptopWeb
from kabar.adapters.web import PublicWeb
from kabar.bootstrap.common import setting
from kabar.ports import Web


def web(environment: Mapping[str, str]) -> Web:
    """The world outside; on the local cloud the machine itself."""
    return LaptopWeb() if setting(environment, "SCALE") == "laptop" else PublicWeb()
