"""`make test`: every check and every test, also after one that failed, and a summary at the end.

What the machine lacks (PostgreSQL, Chromium, gettext) is left out and named; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scripts.postgres import PostgresMissing, throwaway_servers

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CI = os.environ.get("CI", "").lower() in {"1", "true"}
WORKERS = 2
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Outcome:
    name: str
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    left_out: str = ""

    def __str__(self) -> str:
        if self.left_out:
            return f"LEFT OUT  {self.name}: {self.left_out}"
        word = "FAILED" if self.failed else "ok"
        return f"{word:<9} {self.name} ({self.seconds:.0f} s)"


def run(name: str, *command: str | Path, **environment: str) -> Outcome:
    """One command, shown as it goes; it counts as one check."""
    code, seconds = _call(name, command, environment)
    return Outcome(name, seconds, passed=int(code == 0), failed=int(code != 0))


_COUNTS = ("tests", "failures", "errors", "skipped")


def pytest(name: str, *arguments: str, **environment: str) -> Outcome:
    """One run of pytest, counted by its tests."""
    with tempfile.TemporaryDirectory(prefix="kariz-test-") as folder:
        report = Path(folder) / "report.xml"
        command: list[str | Path] = [BIN / "pytest", "-q", f"--junitxml={report}", *arguments]
        code, seconds = _call(name, command, {"KARIZ_DATA": folder, **environment})
        if not report.exists():
            return Outcome(name, seconds, failed=1)
        suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 (written just now)
    number = {key: int(suite.get(key, "0")) if suite is not None else 0 for key in _COUNTS}
    failed = number["failures"] + number["errors"] or int(code != 0)
    return Outcome(
        name, seconds, max(0, number["tests"] - failed - number["skipped"]), failed, number["skipped"]
    )


def _call(name: str, command: Sequence[str | Path], extra: dict[str, str]) -> tuple[int, float]:
    print(f"\n=== {name}", flush=True)
    path = f"{ROOT / '.tools' / 'node'}{os.pathsep}{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    started = time.monotonic()
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=ROOT, env={**os.environ, "PATH": path, **extra}, check=False).returncode
    return code, time.monotonic() - started


def checks() -> Iterator[Outcome]:
    """Everything that needs no database."""
    yield run("style", BIN / "ruff", "check")
    yield run("format", BIN / "ruff", "format", "--check")
    yield run("types", BIN / "mypy")
    yield run("layers", BIN / "lint-imports")
    yield run("types of scripts", "npm", "run", "--silent", "check")
    yield run("tests of scripts", "npm", "run", "--silent", "test")
    yield run("assets", "npm", "run", "--silent", "build", "--", "--logLevel", "warn")
    yield run("messages", BIN / "python", "-m", "kariz.localisation.messages")
    ask = (BIN / "python", "-m", "kariz.config.manage", "makemigrations", "--check", "--dry-run")
    with tempfile.TemporaryDirectory(prefix="kariz-test-") as folder:
        yield run("migrations", *ask, KARIZ_DATA=folder)


def tests() -> Iterator[Outcome]:
    """The same tests on both databases, then the journeys in a browser."""
    quick = ("-n", str(WORKERS), "-m", "not browser", "-p", "scripts.own_server")
    yield pytest("tests on SQLite", *quick)
    try:
        with throwaway_servers(WORKERS) as servers:
            yield pytest("tests on PostgreSQL", *quick, **servers)
    except PostgresMissing as missing:
        yield Outcome("tests on PostgreSQL", left_out=str(missing))
    if not any(Path(ROOT, "tests", "browser").glob("test_*.py")):
        return
    if any(map(shutil.which, BROWSERS)):
        yield pytest("journeys in a browser", "tests/browser", "-n", "0")
    else:
        yield Outcome("journeys in a browser", left_out="no Chromium; on Debian: apt install chromium")


def main() -> int:
    """Run all, print what came of each, and answer the exit code."""
    os.environ.pop("DATABASE_URL", None)
    outcomes = [*checks(), *tests()]
    if not shutil.which("xgettext"):
        outcomes.append(
            Outcome("completeness of the Persian texts", left_out="on Debian: apt install gettext")
        )
    left_out = [outcome for outcome in outcomes if outcome.left_out]
    failed = sum(outcome.failed for outcome in outcomes) + (len(left_out) if CI else 0)
    passed = sum(outcome.passed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes) + (0 if CI else len(left_out))
    print("\n=== summary")
    print(*outcomes, sep="\n")
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
