"""The local edge: serves the site bucket on loopback as the template's CloudFront distribution would."""

from kabar_cli.edge.app import EdgeApp
from kabar_cli.edge.config import EdgeConfig
from kabar_cli.edge.server import EdgeServer

__all__ = ["EdgeApp", "EdgeConfig", "EdgeServer"]
