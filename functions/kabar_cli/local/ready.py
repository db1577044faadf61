"""The ready file: tells a program that started Kabar that all is up, and where."""

import json
import os
from pathlib import Path

from kabar_cli.target import Target


def write(path: Path, target: Target, outputs: dict[str, str]) -> None:
    """Writes it whole or not at all."""
    content = {
        "site": target.site,
        "endpoint": target.endpoint,
        "region": target.region,
        "inbox": outputs["InboxBucket"],
        "siteBucket": outputs["SiteBucket"],
        "table": outputs["Table"],
        "accessKeyId": target.access_key_id,
        "secretAccessKey": target.secret_access_key,
    }
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    temporary.replace(path)
