"""What a file must not be: very long, or tied to the machine that wrote it."""

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
        funding = False
        for number, line in enumerate((ROOT / lock).read_text(encoding="utf-8").splitlines(), 1):
            # npm copies each package's own donation address; nothing is fetched from it.
            funding = '"funding"' in line or (funding and not re.match(r"\s*[}\]]", line))
            if not funding and ADDRESS.search(line):
                found.append(f"{lock}:{number}: {line.strip()}")
    assert not found


def test_nothing_built_is_committed():
    built = re.compile(r"\.(?:mo|pyc|sqlite3|whl)$|(?:^|/)(?:node_modules|build|__pycache__)/")
    assert not [name(path) for path in tracked() if built.search(name(path))]
