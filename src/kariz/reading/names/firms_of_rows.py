"""The company of a row, called as it is called in the other rows and lists, and here."""

from __future__ import annotations

from kariz.localisation.text import fold
from kariz.people.normal import company_key, core_words
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names.several import KINDS
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.drafts import LONGEST_NOTE, Draft

PERSON = frozenset({"contact", "first_name", "last_name", "contact_ref"})


def settle(draft: Draft, spellings: Spellings, kind: str) -> None:
    """What else the name said, of a person or a place, is not lost: it is the row's person, or stands in its notes."""
    values = draft.values
    said = values.get("company")
    if not said:
        return
    name = spellings.name_of(said) if kind in KINDS else spellings.find(said) or said
    if company_key(name) == company_key(said):
        return
    values["company"], draft.called = name, str(said)
    parts = spellings.parts(said)
    rest = {*parts.city, *core_words(parts.person), *core_words(parts.beside)} - set(core_words(name))
    if parts.person and kind in KINDS and not PERSON & set(values):
        values["contact"] = parts.person
        rest -= set(core_words(parts.person))
    if rest - set(fold(str(values.get("city", ""))).split()) - set(core_words(values.get("contact") or "")):
        draft.remarks.append(f"{BY_NAME['company'].label}: {said[:LONGEST_NOTE]}")
