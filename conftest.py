"""What every test has around it: its own folder for files and an empty cache."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage


@pytest.fixture(autouse=True)
def own_files(settings: LazySettings, tmp_path: Path) -> None:
    """Files that a test stores land in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    default_storage.__dict__.pop("base_location", None)
