"""What a file must not be: very long, or tied to the machine that wrote it."""

import json
import re
import warnings

from tests.guards.tree import ROOT, files, name, tracked

LONG, TOO_LONG = 400, 500
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-tools.lock", "package-lock.json"]
ADDRESS = re.compile(r"://|\bfile:|--(?:extra-)?index-url|--find-links|--trusted-host|(?:^|[\s\"'=])/\w")


def test_no_file_is_too_long():
    lengths = {
        name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py", ".ts", ".css")
    }
    for path, length in sorted(lengths.items()):
        if length > LONG:
            warnings.warn(f"{path} has {length} lines; is it one thing?", stacklevel=1)
    assert not {path: length for path, length in lengths.items() if length > TOO_LONG}


def test_the_lock_files_name_no_host_and_no_path():
    found = []
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        if lock.endswith(".json"):
            text = json.dumps(json.loads(text, object_hook=_without_funding), indent=1)
        found += [f"{lock}: {line.strip()}" for line in text.splitlines() if ADDRESS.search(line)]
    assert not found


def _without_funding(package: dict) -> dict:
    """npm copies each package's own donation address; nothing is fetched from it."""
    return {key: value for key, value in package.items() if key != "funding"}


def test_nothing_built_is_committed():
    built = re.compile(r"\.(?:mo|pyc|sqlite3|whl)$|(?:^|/)(?:node_modules|build|__pycache__)/")
    assert not [name(path) for path in tracked() if built.search(name(path))]
