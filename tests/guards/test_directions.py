"""Right to left is free only while nobody writes left or right: logical properties everywhere."""

import re
from pathlib import Path

import pytest

from tests.guards.tree import files, name

# A line that must be physical (a map, a measured pointer) says so and why: `physical: …`
EXCUSE = "physical:"

CSS = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-(?:left|right)|border-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
CLASSES = re.compile(
    r"""(?<![\w/.-])-?(?:(?:scroll-)?[mp][lr]-[\w\[(.]|(?:left|right)-(?:\d|\[|\(|auto|full|px)"""
    r"""|text-(?:left|right)(?![\w-])|float-(?:left|right)(?![\w-])|border-[lr](?![a-z])"""
    r"""|rounded-(?:[lr]|[tb][lr])(?![a-z]))"""
)
SCRIPT = re.compile(r"\.style\.(?:left|right|(?:margin|padding|border)(?:Left|Right))\b")
QUOTED_CLASSES = re.compile(r"""class(?:Name|List\.\w+)?\s*[=(]\s*["'`]([^"'`]*)""")


def physical(path: Path, line: str) -> bool:
    if EXCUSE in line:
        return False
    if path.suffix == ".css":
        applied = line.partition("@apply")[2]
        return bool(CSS.search(line)) or bool(CLASSES.search(applied))
    if path.suffix == ".ts" and SCRIPT.search(line):
        return True
    return bool(CLASSES.search(line)) if path.suffix == ".html" else any(
        CLASSES.search(found) for found in QUOTED_CLASSES.findall(line)
    )  # fmt: skip


def test_no_left_or_right_in_styles_templates_and_scripts():
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in files(".css", ".html", ".ts")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if physical(path, line)
    ]
    assert not found, "write the logical property (ms-, pe-, start-, inline-start):\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("file", "line", "caught"),
    [
        ("a.css", "margin-left: 1rem;", True),
        ("a.css", "  left: 0;", True),
        ("a.css", "text-align: right;", True),
        ("a.css", "margin-inline-start: 1rem;", False),
        ("a.css", "--shift-left: 1rem;", False),
        ("a.html", '<p class="ml-2 flex">', True),
        ("a.html", '<p class="hover:text-right">', True),
        ("a.html", '<p class="border-l-2 rounded-tl-box">', True),
        ("a.html", '<c-icon name="arrow-left" /> <p class="ms-2 border-line">', False),
        ("a.ts", "ghost.style.left = `${x}px`;", True),
        ("a.ts", "const x = box.left;", False),
    ],
)
def test_the_guard_tells_physical_from_logical(file, line, caught):
    assert physical(Path(file), line) is caught
