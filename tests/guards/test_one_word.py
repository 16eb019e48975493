"""One text has one Persian: Django mixes the areas' catalogues, and of two translations the first area's would win."""

from collections import defaultdict

import polib

from tests.guards.tree import SOURCE, name

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
