"""Scripts hear what templates tell them to hear."""

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
