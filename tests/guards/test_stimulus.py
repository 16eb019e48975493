"""Scripts hear what templates tell them to hear, and bring in every style sheet."""

import re
from pathlib import Path

TEMPLATES = Path("src/kariz").glob("*/templates/**/*.html")
FROM = re.compile(r"@(\w+)->")


def test_actions_listen_on_the_window_or_the_document_only():
    """Stimulus knows no other global target: "@body" would listen on the element itself and hear nothing."""
    wrong = {
        f"{path}: @{found}"
        for path in TEMPLATES
        for found in FROM.findall(path.read_text())
        if found not in ("window", "document")
    }
    assert not wrong, wrong


def test_every_style_sheet_comes_in_through_a_script_or_another_sheet():
    """One that nothing imports is left out of the pages without a word."""
    assets = Path("src/kariz")
    readers = [*assets.glob("*/assets/**/*.ts"), *assets.glob("*/assets/**/*.css")]
    imported = {
        found
        for path in readers
        for found in re.findall(r"import (?:url\()?[\"']\./([\w-]+\.css)", path.read_text())
    }
    alone = {str(path) for path in assets.glob("*/assets/**/*.css") if path.name not in imported}
    assert not alone, alone
