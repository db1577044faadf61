"""The way to whoever is told."""

from collections.abc import Mapping

from kabar.adapters.laptop_web import LaptopWeb
from kabar.adapters.web import PublicWeb
from kabar.bootstrap.common import setting
from kabar.ports import Reader, Web


def web(environment: Mapping[str, str]) -> Web:
    """The world outside; on the local cloud the machine itself."""
    return _outside(environment)


def reader(environment: Mapping[str, str]) -> Reader:
    """Somebody who reads the site; of the local cloud, on the machine itself."""
    return _outside(environment)


def _outside(environment: Mapping[str, str]) -> LaptopWeb | PublicWeb:
    return LaptopWeb() if setting(environment, "SCALE") == "laptop" else PublicWeb()
