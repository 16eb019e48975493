"""Which user a name in another system's owner column means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from kariz.localisation.text import fold
from kariz.people.likeness.names import ALIKE, GIVEN, people, person_words
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.values import same_name
from kariz.reading.names.beside_names import closed, without_numbers
from kariz.reading.names.given_in_latin import is_given
from kariz.reading.rows.settings import NEW, UNSAID

ME = frozenset(map(same_name, ("me", "myself", "I", "من", "خودم", "خود من")))

_NOBODY = (
    "no owner|nobody|no one|none|unassigned|not assigned|unowned|n/a|tbc|tbd|deactivated user|بدون مسئول|بی مسئول|"
    "هیچ کس|هیچکس|ندارد|تعیین نشده|مشخص نیست"
)
NOBODY = frozenset(map(same_name, _NOBODY.split("|")))
"""What programs and people write where a record has no owner."""


def called(text: str) -> str:
    """The name of a seller without the number by which they are reached."""
    said, numbers = without_numbers(text)
    return (closed(said) if numbers else "") or text


def by_name(users: Iterable[Any]) -> dict[str, Any]:
    """{folded name or e-mail: user}; of two who are called alike the older one."""
    newest_first = sorted(users, key=lambda user: -user.pk)
    found = {same_name(user.name): user for user in newest_first}
    return found | {same_name(user.email): user for user in newest_first if user.email}


def match(text: str, users: Mapping[str, Any], by: Any, retired: Mapping[str, Any] | None = None) -> str:
    """The id of the user as text: called so, or the only one of that first or family name (titles aside) or of these
    initials, or whoever imports ("me"). UNSAID where several have that name, or nobody but who has left (`retired`): a
    person must say who. Else NEW: who may not make sellers is told that the name is nobody's."""
    key = same_name(text)
    if key in users:
        return str(users[key].pk)
    if key in ME:
        return str(by.pk)
    if key in NOBODY or is_mark(text):
        return ""
    if retired and key in retired:
        return UNSAID
    part = without_title(person_words(text), [person_words(user.name) for user in users.values()])
    found = {user.pk for user in users.values() if _has_name(person_words(user.name), part)} or {
        user.pk for user in users.values() if _is_short_for(part, person_words(user.name))
    }
    if len(found) > 1:
        return UNSAID
    if not found and retired and match(text, retired, by) != NEW:
        return UNSAID
    return str(found.pop()) if found else NEW


def together(names: Iterable[str]) -> dict[str, str]:
    """{name: what their new seller is called} of names of whom nobody is here: «کاظمی» and «خانم کاظمی» are one, and the
    same as «مریم کاظمی» where no other «کاظمی» is named."""
    every = {name: person_words(name) for name in names}
    words = {name: without_title(own, every.values()) for name, own in every.items()}
    found = {}
    for name, own in words.items():
        alike = [other for other, theirs in words.items() if _are_one(theirs, own)] if own else [name]
        others = [theirs for theirs in words.values() if not _are_one(theirs, own)]
        fuller = {theirs for theirs in others if _has_name(theirs, own)}
        fuller = fuller or {theirs for theirs in others if is_short(own, theirs)}
        # «ح. اکبری» and "Tom O" are short themselves where «حمید اکبری», "Tom Okafor" is named.
        fuller -= {one for one in fuller if any(is_short(one, other) for other in fuller)}
        if len(set(map("".join, fuller))) == 1:
            whole = next(iter(fuller))
            alike = [other for other, theirs in words.items() if _are_one(theirs, whole)]
        found[name] = min(alike, key=lambda other: (len(other), other.isupper(), other))
    return found


def likely(text: str, known: Mapping[str, str]) -> str:
    """Which of {meaning: name} a name of nobody may well stand for, though it is spelt otherwise («م. رضایی» beside
    «مریم رضایی», "Mike Byrne" beside "Michael Byrne"): the only one, else "". A person says whether it does."""
    own = without_title(person_words(text), map(person_words, known.values()))
    found = {
        meaning: name
        for meaning, name in known.items()
        if not _are_one(theirs := person_words(name), own)
        and (
            _may_be_initials(own, theirs)
            or people(own, theirs) in (ALIKE, GIVEN)
            # «بهنام زارعی» may be the «بهنام» of an earlier list.
            or (len(theirs) < len(own) and _has_name(own, theirs))
            or (len(theirs) > len(own) == 1 and is_beginning(own[0], theirs[0]))
            or _are_given_and_letter(person_words(text), theirs)
            or (len(theirs) == 1 and _INITIALS.fullmatch(text.strip()) and theirs[0].startswith(own[0][0]))
        )
    }
    return next(iter(found)) if len(set(found.values())) == 1 else ""


def _are_given_and_letter(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """«سمیرا» and «س. توکلی»: the given name alone, and its letter with the family's."""
    short, long = sorted((one, other), key=len)
    return (
        (len(short), len(long)) == (1, 2)
        and len(long[0]) == 1
        and _may_be_given(short[0])
        and short[0].startswith(long[0])
        and len(long[1]) > 1
    )


def _may_be_given(word: str) -> bool:
    """Names in Latin letters end as families do."""
    return is_given(word) or not (word.isascii() or _OF_FAMILIES.search(word))


_OF_FAMILIES = re.compile(r"(?:ی|زاده|پور|نژاد|نیا|فر|یان|راد|منش|خواه|دوست|وند)$")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3}")
""""HL" and "H. L.", perhaps of "Hannah" where nobody says what her family is called. Only in capitals: "Al" is a name."""
_LETTERS = frozenset(map(fold, ("خ", "آ", "م", "د")))
"""«خ.», «آ.», «م.» and «د.» are short for «خانم», «آقای», «مهندس» and «دکتر»."""
SHORTEST = 3
"""Letters of a given name that is cut short."""


def without_title(own: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """«محمودی» of «خ. محمودی», unless one of the `others` has a given name that begins so."""
    if len(own) < 2 or own[0] not in _LETTERS:
        return own
    return own if any(own != other and _may_be_initials(own, other) for other in others) else own[1:]


def is_beginning(short: str, given: str) -> bool:
    """Is a folded name how «نازیلا» is called in short, «نازی»? Not where it is a name by itself: «علی» is not
    «علیرضا»."""
    return (
        not short.isascii()
        and SHORTEST <= len(short) < len(given)
        and given.startswith(short)
        and not is_given(short)
    )


def _may_be_initials(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """A letter for a name, beside a name that is written out in both."""
    pairs = list(zip(part, whole, strict=False))
    return (
        len(part) == len(whole)
        and any(one == word and len(word) > 1 for one, word in pairs)
        and all(one == word or (len(one) == 1 and word.startswith(one)) for one, word in pairs)
    )


def is_exact(text: str, user: Any) -> bool:
    """Is the user called just so?"""
    return same_name(text) in (same_name(user.name), same_name(user.email or ""))


def _are_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """«نیک نژاد» and «نیک‌نژاد» are one."""
    return "".join(one) == "".join(other)


def _has_name(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """«رضایی», «خانم رضایی» and «سارا» are names of «سارا رضایی», however the words of each are joined."""
    said = "".join(part)
    sizes = range(1, len(whole) + 1)
    return bool(said) and any(said in ("".join(whole[:size]), "".join(whole[-size:])) for size in sizes)


def is_short(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """The same of names in the lists of one firm, «ح. اکبری» among them."""
    return _is_short_for(part, whole) or (part != whole and _may_be_initials(part, whole))


def _is_short_for(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """ "SW", "S. Whitfield" and "Sarah W" are short for "Sarah Whitfield"; in Latin letters alone."""
    if len(whole) < 2 or not "".join(part).isascii():
        return False
    if len(part) == 1:
        return len(part[0]) == len(whole) <= 3 and part[0] == "".join(word[0] for word in whole)
    shortened = [one != word for one, word in zip(part, whole, strict=False)]
    return (
        len(part) == len(whole)
        and any(shortened)
        and all(
            one == word or (len(one) == 1 and word[0] == one) for one, word in zip(part, whole, strict=True)
        )
    )


def given_in(name: str, users: Iterable[Any]) -> Any:
    """The only user whose given or whole name stands in the name of a file, "Marcus hot list.xlsx": the family's may be
    that of the firm."""
    text = PurePath(name).stem.replace("_", " ")
    said = set(re.findall(r"\w+", fold(text)))
    found = [user for user in users if said.intersection(person_words(user.name)[:1])]
    only = named_in(text, found) if len(found) == 1 else None
    return only if only and is_given(person_words(only.name)[0]) else None


def letter_in(text: str, users: Sequence[Any]) -> Any:
    """The only user whose given name, of which their own says the letter, stands in a title: «س. توکلی» of «1404 سمیرا»."""
    given = [word for word in re.findall(r"\w{3,}", fold(text)) if is_given(word) and word not in EVERYDAY]
    found = [
        user
        for user in users
        if any(_are_given_and_letter((word,), person_words(user.name)) for word in given)
    ]
    return found[0] if len(found) == 1 and len(set(given)) == 1 else None


def named_in(text: str, users: Iterable[Any]) -> Any:
    """The only user whose first, family or whole name stands in a title: "Tom's pipeline", «بازسازی - رضایی». What is a
    season, a month or an everyday word as well, «فروش بهار», "May bids", must stand apart, or in the possessive."""
    said = set(re.findall(r"\w{3,}", fold(text)))
    apart = {part.strip() for part in _APART.split(fold(text))} | set(_POSSESSIVE.findall(fold(text)))
    sure = {word for word in said if word not in EVERYDAY or word in apart}
    found = [
        user
        for user in users
        if fold(user.name) in apart
        or sure & {word for word in _ends(person_words(user.name)) if len(word) > 2}
    ]
    return found[0] if len(found) == 1 else None


_APART = re.compile(r"[-–—:|/(),،]")
_POSSESSIVE = re.compile(r"\b(\w{1,40})['’]s\b")
_EVERYDAY = (
    "بهار تابستان پاییز زمستان فروردین تیر مرداد شهریور مهر آبان آذر بهمن دی امید پیام نوید روز آینده سفارش وفا صبا "
    "سحر باران طلا ستاره آرزو بنیاد april may june august summer autumn dawn price will mark bill grant page case banks "
    "field fields church chase frank rich rose hope faith grace joy penny sterling cash sales lane wells stone wood brook "
    "ford bishop cook baker carpenter mason miller potter taylor pool parts early young long short small gross best good "
    "power west north cross king hall house hunt day week"
)
EVERYDAY = frozenset(map(fold, _EVERYDAY.split()))
"""Names that titles of lists hold without meaning anybody."""


def _ends(words: tuple[str, ...]) -> set[str]:
    return {words[0], words[-1]} if words else set()
