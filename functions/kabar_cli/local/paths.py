"""Where things are in a checkout of Kabar."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "template.yaml"
SAMPLE = Path(__file__).parents[1] / "sample"
BUILD = ROOT / ".build" / "local"
BUNDLES = BUILD / "bundles"
CLOUD_PYTHON = ROOT / ".venv-ministack" / "bin" / "python"
SAM = ROOT / ".venv-sam" / "bin" / "sam"


def missing() -> list[Path]:
    """What `make setup` should have made and isn't there."""
    return [path for path in (TEMPLATE, CLOUD_PYTHON, SAM) if not path.exists()]
