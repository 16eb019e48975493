"""Every text has its Persian, finished: none missing, none empty, none fuzzy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.guards.tree import CI, SOURCE

CATALOGUE = Path("locale", "fa", "LC_MESSAGES", "django.po")
AREAS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@pytest.mark.parametrize("area", AREAS)
def test_every_text_of_an_area_has_its_persian(area: str, tmp_path: Path):
    if not shutil.which("xgettext"):
        if CI:
            pytest.fail("gettext is missing; on Debian: apt install gettext")
        pytest.skip("gettext is missing; on Debian: apt install gettext")
    wanted = _texts(area, tmp_path)
    committed = SOURCE / area / CATALOGUE
    entries = polib.pofile(str(committed)) if committed.exists() else []
    done = {_key(entry) for entry in entries if entry.translated() and not entry.obsolete}
    missing = sorted(text for _context, text in wanted - done)
    assert not missing, f"{area}: `make messages`, then translate: {missing}"


@pytest.mark.parametrize("area", AREAS)
def test_no_catalogue_keeps_what_a_text_was_before(area: str):
    """Half of such a note stops msgmerge, and with it `make messages`."""
    catalogue = SOURCE / area / CATALOGUE
    lines = catalogue.read_text().splitlines() if catalogue.exists() else []
    assert not [line for line in lines if line.startswith(("#|", "#~"))]


def _texts(area: str, folder: Path) -> set[tuple[str, str]]:
    copy = folder / area
    shutil.copytree(
        SOURCE / area, copy, ignore=shutil.ignore_patterns("tests", "locale", "__pycache__", "*.mo")
    )
    (copy / "locale").mkdir()
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "fa",
        "--no-location",
        "--no-wrap",
        "-v",
        "0",
    ]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = copy / CATALOGUE
    return {_key(entry) for entry in polib.pofile(str(written))} if written.exists() else set()


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)
