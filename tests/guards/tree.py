"""The source tree as the guards see it."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kariz"
CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Lowest first; siblings share a rank.
RANKS = {
    "localisation": 0,
    "web": 1,
    "jobs": 1,
    "events": 2,
    "organisation": 3,
    "access": 4,
    "rules": 5,
    "records": 6,
    "people": 7,
    "pipeline": 8,
    "outreach": 9,
    "qualification": 10,
    "closing": 11,
    "insight": 12,
    "reading": 13,
    "exchange": 14,
    "config": 15,
}


def files(*suffixes: str) -> Iterator[Path]:
    """Source files with these suffixes, without tests."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in suffixes and path.is_file() and "tests" not in path.parts:
            yield path


def name(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def tracked() -> list[Path]:
    """Every file that git keeps and that is there; the source tree alone outside a repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / entry for entry in listed.stdout.split("\0") if entry] or list(SOURCE.rglob("*"))
    return [path for path in paths if path.is_file()]
