"""Uploading a publication's files, and following what becomes of them."""

from kabar_cli.publish.publishing import publish_paths

__all__ = ["publish_paths"]
