"""Companies' names that are written shortly, or in another spelling, with the words that they stand for."""

from __future__ import annotations

import re

from kariz.localisation.text import fold

from .firm_words import KINDS

_SHORT = """
street:st saint:st bros:brothers intl:international mfg:manufacturing mfrs:manufacturers svc:services svcs:services
assoc:associates assocs:associates center:centre centers:centres theater:theatre mgmt:management dept:department
natl:national univ:university road:rd avenue:ave mount:mt hldgs:holdings
"""
_SHORT_FOR = dict(pair.split(":") for pair in _SHORT.split())
"""A word by what stands for it. "St." is a street or a saint: both become one, for nobody is called so in both ways."""
_SHORT_FOR |= {fold("هیئت"): fold("هیأت"), fold("هئیت"): fold("هیأت")}
SHORTEST = 5
"""Letters of a word that may be a plural."""
_OES = frozenset("shoes horseshoes snowshoes canoes throes".split())  # noqa: SIM905
_APOSTROPHE = "['\u2018\u2019\u02bc`\u00b4]"
_OWNED = re.compile(rf"(?<=[a-z]){_APOSTROPHE}(?=s\b)|(?<=[a-z]s){_APOSTROPHE}")
""""Sheridan's" is one word."""
_OF = re.compile(rf"\b([od]){_APOSTROPHE}(?=[a-z])")
_GAELIC = re.compile(r"\bo (?=[a-z]{3})")
""" "Ó Briain", whose accent is folded away, is "O'Briain"."""
_INTL = re.compile(rf"\bint{_APOSTROPHE}l\b")
_COOP = re.compile(r"\bco-op(?=\b|erative)")
_MC = re.compile(r"\bmc (?=[a-z]{3})")
_FORM = re.compile(r"^[شت] ?[./٫] ?(?=\w\w)")
"""«ش. سازه‌گستر» is «شرکت سازه‌گستر», «ت. مسکن» «تعاونی مسکن»."""
_LATIN = re.compile("[a-z]")
_ZONE = re.compile(r"\bم ?[./٫]? ?(?=\d)")


def at_length(folded: str) -> str:
    """The folded name with words that are written together, or whole."""
    if folded[:1] in ("ش", "ت"):
        folded = _FORM.sub("", folded)
    if "م" in folded:
        folded = _ZONE.sub("منطقه ", folded)
    if not _LATIN.search(folded) or (folded.isascii() and folded.isalnum()):
        return folded
    folded = _INTL.sub("intl", _OF.sub(r"\1", _OWNED.sub("", folded)))
    return _GAELIC.sub("o", _MC.sub("mc", _COOP.sub("coop", folded)))


def family(folded: str) -> str:
    """The folded name of somebody with "O'Brien", "Ó Briain" and "Mc Hugh" as one word each."""
    return _GAELIC.sub("o", _MC.sub("mc", _OF.sub(r"\1", folded)))


def whole(word: str) -> str:
    return _SHORT_FOR.get(word, word)


def singular(word: str) -> str:
    """ "Sheridan's", "Sheridans" and "Sheridan" as one; words of kind, and Persian ones, stay."""
    if len(word) < SHORTEST or word[-1] != "s" or word[-2] in "sui" or word in KINDS or not word.isascii():
        return word
    # "Tomatoes" are more than one tomato, "shoes" than one shoe.
    return word[:-2] if word.endswith("oes") and word not in _OES else word[:-1]
