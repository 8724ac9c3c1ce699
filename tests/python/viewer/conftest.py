"""The app as its pages are tested: on the published file of this checkout."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[3] / "app" / "streamlit_app.py"


@pytest.fixture
def app(published_file: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the app, not yet run, reading the published file."""
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(published_file.parent))
    return AppTest.from_file(str(APP), default_timeout=60)
