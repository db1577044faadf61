"""What all tests share."""

from pathlib import Path

import pytest

_CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Test data that others wrote; it isn't part of the project."""
    if not _CORPORA.is_dir():
        pytest.skip(f"no test corpora at {_CORPORA}")
    return _CORPORA
