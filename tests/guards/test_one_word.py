"""One text has one Persian: Django mixes the areas' catalogues, and of two translations the first area's would win."""

import re
from collections import defaultdict

import polib
import pytest

from tests.guards.tree import ROOT, SOURCE, name

CATALOGUES = sorted(SOURCE.glob("*/locale/fa/LC_MESSAGES/django.po"))


def test_no_text_has_two_translations_in_two_areas():
    """Where the meanings truly differ, the text says so: `pgettext`, `{% translate … context … %}`."""
    found: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                found[entry.msgctxt or "", entry.msgid][_said(entry)].append(name(path).split("/")[2])
    clashes = {key: dict(said) for key, said in found.items() if len(said) > 1}
    assert not clashes, clashes


def _said(entry: polib.POEntry) -> tuple[str, ...]:
    """All that must be the same: the plural's text and every form of the translation."""
    return (
        entry.msgid_plural,
        entry.msgstr,
        *(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)),
    )


def test_the_glossary_says_what_the_pages_say():
    """A word of the glossary that stands alone as a text has there one of the Persian words that it has here."""
    said = defaultdict(set)
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            said[entry.msgid.lower()] |= {entry.msgstr, *entry.msgstr_plural.values()}
    wrong = {
        word: said[word]
        for words, persian in _glossary()
        for word in words
        if word in said and not any(one in text for one in persian for text in said[word])
    }
    assert not wrong, wrong


SPELLINGS = {
    "این‌جا": "اینجا",
    "آن‌جا": "آنجا",
    "این‌که": "اینکه",
    "آنها": "آن‌ها",
    "آن‌چه": "آنچه",
    "باز می‌گرد": "برمی‌گرد",
    "بازمی‌گرد": "برمی‌گرد",
}
"""{what is right elsewhere: what stands here}"""


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_a_word_that_people_spell_two_ways_is_spelled_one_way(path):
    said = (one for entry in polib.pofile(str(path)) for one in (entry.msgstr, *entry.msgstr_plural.values()))
    wrong = [(text, SPELLINGS[word]) for text in said for word in SPELLINGS if word in text]
    assert not wrong, wrong


def _glossary() -> list[tuple[list[str], list[str]]]:
    """Each row's words and their Persian: several stand apart by a comma or a dot."""
    rows = [
        line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    ]
    cells = [[cell.strip() for cell in row[1:-1]] for row in rows if len(row) == 5]
    split = re.compile(r"[,،·:]| \(.*?\)")
    return [
        (
            [one.strip().lower() for one in split.split(words)],
            [one.strip() for one in split.split(persian) if one.strip()],
        )
        for words, _meaning, persian in cells[2:]
    ]
