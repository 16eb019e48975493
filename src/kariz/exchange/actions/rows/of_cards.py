"""Names on the address cards of a phone: its owner calls people as they like to find them, «مجید صفایی نوشاب»."""

from __future__ import annotations

from kariz.exchange.models import Import
from kariz.people.models import Contact
from kariz.people.normal import core_words
from kariz.reading.names.names import is_fuller, is_name, words_of
from kariz.reading.rows.settings import CARDS, UPDATE


def is_of_cards(one: Import) -> bool:
    return bool(one.layout.get("type") == CARDS)


def may_rename(name: str, record: Contact, policy: str) -> bool:
    """Where cards overwrite, a fuller name is taken, but for the word of the company behind it; else only somebody gets
    one who is called by a number or an address."""
    if not is_name(record.name):
        return is_fuller(name, record.name)
    if policy != UPDATE or not is_fuller(name, record.name):
        return False
    firm = set(core_words(record.company.name)) if record.company is not None else set()
    return not (words_of(name) - words_of(record.name)) & firm
