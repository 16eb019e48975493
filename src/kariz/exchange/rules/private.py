"""Customers who are people: a list of deals names them where others name companies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kariz.exchange.rules.directory import may_be_called
from kariz.exchange.rules.drafts import Draft
from kariz.exchange.rules.names import family_of, is_name, is_titled, words_of
from kariz.localisation.said import gettext as _
from kariz.people.normal import company_key, core_words

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

    def find(self, name: str) -> str:
        """Who is called just so, titles aside; or the only one whose family name «مهندس ستوده» can be. "" for none: one
        word, and what has a legal form, is a company."""
        words = words_of(name)
        if company_key(name) in self._firms or not words or len(core_words(name)) < len(_WORDS.findall(name)):
            return ""
        if len(words) > 1 and (found := self._people.get(words, "")):
            return found
        if not is_titled(name):
            return ""
        family = family_of(name)
        near = [one for one in self._by_word.get(family, ()) if may_be_called(name, one)]
        return near[0] if len(near) == 1 and family_of(near[0]) == family else ""


def settle(draft: Draft, private: Private, kind: str) -> None:
    """A deal with somebody who has no company is with that person."""
    values = draft.values
    said = values.get("company", "")
    if kind != "deals" or not said or PERSON & set(values) or not (found := private.find(said)):
        return
    if (contact := values.get("contact", "")) and not may_be_called(contact, found):
        return
    del values["company"]
    values["contact"] = found
    if "company_phone" in values and "phone" not in values:
        values["phone"] = values.pop("company_phone")
    draft.warn(
        "company", _("The list of customers has “%(name)s” as a person without a company.") % {"name": found}
    )
