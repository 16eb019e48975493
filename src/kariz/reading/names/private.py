"""Customers who are people: a list of deals names them where others name companies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kariz.localisation.said import gettext as _
from kariz.people.firm_words import KINDS
from kariz.people.likeness.called import COMMON
from kariz.people.normal import company_key, core_words
from kariz.reading.names.directory import may_be_called
from kariz.reading.names.names import bare, family_of, is_name, is_titled, looks_like_person, words_of
from kariz.reading.rows.drafts import Draft

_WORDS = re.compile(r"\w+")
PERSON = frozenset({"first_name", "last_name", "contact_ref"})


class Private:
    """Those of a list of customers who have no company there."""

    def __init__(self, people: Iterable[str], firms: Iterable[str]) -> None:
        """`firms`: names of companies, which no person is."""
        self._firms = {company_key(name) for name in firms}
        self._people: dict[frozenset[str], str] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(people):
            if is_name(name) and (words := words_of(name)) and words not in self._people:
                self._people[words] = name
                for word in words:
                    self._by_word[word].append(name)

    def __len__(self) -> int:
        return len(self._people)

    def is_firm(self, name: str) -> bool:
        """Does a list of customers have a company of this name?"""
        return company_key(name) in self._firms

    def find(self, name: str) -> str:
        """Who is called just so, titles aside; or the only one whose family name «مهندس ستوده» can be. "" for none: one
        word, and what has a legal form, is a company."""
        found = self._called(name)
        if not found or company_key(name) in self._firms or len(core_words(name)) < len(_WORDS.findall(name)):
            return ""
        return found

    def _called(self, name: str) -> str:
        words = words_of(name) if self._people else frozenset()
        if len(words) > 1 and (found := self._people.get(words, "")):
            return found
        if not words or not is_titled(name):
            return ""
        family = family_of(name)
        near = [one for one in self._by_word.get(family, ()) if may_be_called(name, one)]
        return near[0] if len(near) == 1 and family_of(near[0]) == family else ""


def settle(draft: Draft, private: Private, kind: str) -> None:
    """A deal with somebody who has no company is with that person."""
    values = draft.values
    said = values.get("company", "")
    if kind != "deals" or not said or PERSON & set(values):
        return
    contact = values.get("contact", "")
    found = private.find(said)
    if found and contact and not may_be_called(contact, found):
        return
    if not found and not private.is_firm(said) and not values.get("people"):
        _is_theirs(draft, said, contact)
        return
    if found:
        _without_company(draft, found)
        draft.warn(
            "company",
            _("The list of customers has “%(name)s” as a person without a company.") % {"name": found},
        )


def _is_theirs(draft: Draft, said: str, contact: str) -> None:
    """The customer is whom the row names as the person too, or somebody with a title: «خانم مهندس یزدانی»."""
    titled, words = is_titled(said), words_of(said)
    same = words == words_of(contact)
    if not titled and not same and not is_titled(contact):
        return
    if not _names_person(said) or (contact and not may_be_called(said, contact)):
        return
    # Of names in Latin letters nobody here knows which are given ones.
    reads = looks_like_person(said) or (said.isascii() and same and len(words) > 1)
    if titled or (reads and (same or is_titled(contact))):
        _without_company(draft, max(contact, said, key=lambda name: (len(words_of(name)), name == contact)))
        draft.warn(
            "company", _("The customer is a person: the deal is theirs, without a company."), often=True
        )


def _names_person(text: str) -> bool:
    """Has it no legal form, and no word of what a company does, or is?"""
    if not is_name(text) or len(core_words(text)) < len(_WORDS.findall(text)):
        return False
    words = bare(text).split()
    return not any(word in KINDS or (word.isascii() and word in COMMON) for word in words)


def _without_company(draft: Draft, person: str) -> None:
    values = draft.values
    del values["company"]
    values["contact"] = person
    if "company_phone" in values and "phone" not in values:
        values["phone"] = values.pop("company_phone")
