"""Compile the translations of every area: `python -m kariz.localisation.messages`. Needs no gettext of the system."""

from __future__ import annotations

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_messages(root: Path = ROOT) -> list[Path]:
    """Write the .mo beside each .po below `root` that is newer than it; returns what was written."""
    return [
        _compile(source) for source in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")) if _is_stale(source)
    ]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    compiled = source.with_suffix(".mo")
    partial = compiled.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(source)).save_as_mofile(str(partial))
    partial.replace(compiled)
    return compiled


def main() -> None:
    """Compile what is older than its source and say what."""
    for written in compile_messages():
        print(written.relative_to(ROOT))


if __name__ == "__main__":
    main()
