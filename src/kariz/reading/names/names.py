"""A cell that should hold one person's name and holds more: several people, their numbers, what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kariz.localisation.phones import joined as in_one_piece
from kariz.localisation.text import fold
from kariz.people.firm_words import KINDS
from kariz.people.likeness import names as likeness
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.people.likeness.plain_names import is_plain_person
from kariz.reading.names import jobs
from kariz.reading.names.beside_names import PHONE, Hidden, closed, hide, is_torn, without_numbers
from kariz.reading.names.firm_names import is_firm, may_be_firm
from kariz.reading.names.legal_forms import is_form
from kariz.reading.names.one_family import are_joined, in_full

_SPLIT = re.compile(r"\s*(?:[\n/\\;؛|&]|\+(?!\d)|،|,|:::| و | and |\s[-–—]\s)\s*")
_BETWEEN = re.compile(r"[\n/\\;؛|&+،,:–—-]|\s(?:و|and)\s")
_DIGIT = re.compile(r"\d")
_COMMA = re.compile(r"[,،]")
_EDGE = " \t-–—:،,;؛"
_DASH = re.compile(r"\s[-–—]\s")
_AND = re.compile(r" و | and |&")
_WORDS = re.compile(r"[^\W\d_]+")
LONGEST = 5
"""Words of one person's name, with a title."""
LONGEST_CELL = 300
"""Letters of a cell that names people; what is longer tells a story."""
MOST = 12
_ROLES = (
    "مدیر مدیرعامل مدیرفروش رئیس ریاست کارشناس سرپرست معاون مسئول منشی حسابدار خرید فروش بازرگانی فنی مالی انبار "
    "دفتر واحد شرکت تدارکات مهندسی داخلی عامل حسابداری انبارداری تکنسین تکنیسین پرستار سرپرستار دستیار اپراتور "
    "manager director buyer purchasing procurement sales office ceo cto cfo coo owner head engineer assistant "
    "accountant secretary accounting department dept reception company inc ltd technician nurse receptionist"
)
ROLES = frozenset(map(fold, _ROLES.split()))
"""Words that say what somebody does, or which place it is, not who."""
_TITLES = "آقا آقای خانم خانوم جناب سرکار مهندس دکتر حاج حاجی حاجیه سید mr mrs ms miss dr eng sir"
TITLES = frozenset(map(fold, _TITLES.split()))
_MEN = frozenset(map(fold, ("آقا", "آقای", "جناب", "mr", "sir")))
_WOMEN = frozenset(map(fold, ("خانم", "خانوم", "سرکار", "mrs", "ms", "miss")))
_USUAL = tuple(
    map(fold, ["آقای", "خانم", "مهندس", "دکتر", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr."])
)
_PERSIAN = re.compile(r"[\u0600-\u06ff]")


@dataclass(slots=True)
class Named:
    """`phones` are the numbers that stood beside the name, `emails` the addresses that the row has for it; `position`
    is what the cell says that they do, `note` what else stands in brackets behind the name."""

    name: str
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    position: str = ""
    note: str = ""


def may_be_several(text: str) -> bool:
    """Could `people_in` find more than one? Without anything between them it never does."""
    return _BETWEEN.search(text) is not None


def people_in(text: str) -> tuple[list[Named], list[str]]:
    """The people of a cell in their order, and what of it is neither a name nor a number. A cell that cannot be told
    apart surely is one name, as it stands."""
    if len(text) > LONGEST_CELL:
        return [Named(text)], []
    if (
        "@" not in text
        and not any(find.search(text) for find in (_SPLIT, _DIGIT))
        and not _job_apart(text)[1]
    ):
        name, note = _note_apart(text)
        return [Named(name, note=note)], []
    whole = [Named(" ".join(text.split()))]
    hidden = hide(in_one_piece(text))
    text = in_full(hidden.text)
    name, job = _job_apart(text) if not hidden.emails else (text, "")
    if job and is_name(name) and not _SPLIT.search(name):
        return [Named(" ".join(name.split()), position=job)], []
    dashed = _DASH.search(text) is not None
    pieces = [_piece(part, hidden) for part in filter(None, map(_bare, _parts(text)))]
    said = [
        one.name for one in pieces if not (jobs.is_place(one.name) if one.phones else jobs.is_role(one.name))
    ]
    if any(map(_is_no_person, said)) or any(is_torn(one.name) for one in pieces):
        return whole, []
    found, rest = _joined(pieces, dashed=dashed)
    rest += hidden.left
    return (found, rest) if found and len(found) <= MOST and _sure(found, text) else (whole, [])


def _is_no_person(text: str) -> bool:
    """A firm or a remark: what stands around it is no list of people."""
    return is_firm(text) or "vip" in fold(text).split()


def _joined(pieces: Sequence[Named], *, dashed: bool) -> tuple[list[Named], list[str]]:
    """The people of the pieces, each with what stands behind; nobody where a piece is none knows what."""
    found: list[Named] = []
    rest: list[str] = []
    before = Named("")
    for one in pieces:
        reached = bool(one.phones or one.emails)
        behind = dashed or one.name.isascii()
        if behind and not reached and found and not found[-1].position and jobs.is_role(one.name):
            found[-1].position = one.name
        elif reached and (not one.name or (one.phones and jobs.is_place(one.name))):
            # «دفتر ۰۲۱…» is another number of whom it stands beside.
            _reach(found[-1] if found else before, one)
        elif is_name(one.name) and not (found and jobs.is_role(one.name)):
            _reach(one, before)
            before = Named("")
            found.append(one)
        elif found and not reached and one.name:
            rest.append(one.name)
        elif found and not reached and one.position and not found[-1].position:
            found[-1].position = one.position
        else:
            # Nobody knows what this is: better one odd name than a wrong person.
            return [], []
    return found, rest


def _reach(one: Named, other: Named) -> None:
    """What stands alone in a piece is of whom it stands beside."""
    one.phones += other.phones
    one.emails += other.emails
    one.position = one.position or other.position


def _piece(part: str, hidden: Hidden) -> Named:
    """A part of the cell without its numbers, its addresses and what it says that somebody does."""
    part, emails, said = hidden.of(part)
    bare, phones = without_numbers(part)
    if phones or emails or said or is_torn(bare):
        bare = closed(bare)
    name, job = _job_apart(" ".join(_bare(bare).split()))
    if phones and not job and not is_name(name):
        name, job = _without_job(name)
    if (phones or emails) and not job:
        name, job = _before_job(name)
    name, note = _note_apart(name)
    return Named(name, phones, emails, job or said, note)


def _before_job(name: str) -> tuple[str, str]:
    """ "Ann Daly head chef", "Ann Daly - owner": an English word at the end that is nobody's name."""
    words = name.split()
    for at in range(2, len(words)):
        who, job = " ".join(words[:at]).strip(_EDGE), " ".join(words[at:]).strip(_EDGE)
        if fold(words[-1]) in jobs.ROLES and jobs.is_role(job) and is_name(who):
            return who, job
    return name, ""


def _job_apart(text: str) -> tuple[str, str]:
    """«آقای رستمی (مالی)», «حسابداری: خانم لطفی»: who it is, and what they do."""
    name, job = jobs.apart(text)
    if job:
        return name, job
    name, job = jobs.headed(text)
    if job and is_name(name) and not _DIGIT.search(text):
        return name, job
    name, job = jobs.placed(text)
    if job and _may_be_noted(name) and not _DIGIT.search(text):
        return name, job
    name, job = jobs.before(text)
    return (name, job) if is_name(name) else (text, "")


def _note_apart(text: str) -> tuple[str, str]:
    """«شیرین پاکدل (همسر آقای نیلی)»: who it is, and what stands in brackets behind a whole name; of one word it may be the
    other half."""
    name, note = jobs.beside(text)
    whole = len(_WORDS.findall(name)) > 1 and _may_be_noted(name) and not _DIGIT.search(text)
    return (name, note) if note and whole and not is_form(note) else (text, "")


def _may_be_noted(name: str) -> bool:
    return is_name(name) and is_plain_person(name) and not may_be_firm(name)


def _without_job(name: str) -> tuple[str, str]:
    """«آقای رضایی مدیر خرید», «مدیر خرید رضا صادقی»: what somebody does, without brackets around it, where a title or a
    common given name says who they are."""
    words = name.split()
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]), " ".join(words[at:])
        for who, job in ((first, last), (last, first)):
            if jobs.is_job(job.strip(_EDGE)) and reads_as_person(who):
                return who.strip(_EDGE), job.strip(_EDGE)
    return name, ""


def _bare(part: str) -> str:
    """Without what stands at its edges, and without brackets around the whole."""
    part = part.strip(_EDGE)
    while part[:1] + part[-1:] in ("()", "[]") and part.count(part[0]) == 1:
        part = part[1:-1].strip(_EDGE)
    return part


def _sure(found: Sequence[Named], text: str) -> bool:
    """Are these people, and not one with a remark? Names of two words are, or those with a number; of single words
    only where all are («علی و سارا»). Behind a dash stands a remark as often as a person."""
    if len(found) == 1 or all(one.phones for one in found):
        return True
    if _DASH.search(text):
        # What follows is surely a person where a title says so, or a number or a job beside each.
        return all(one.phones or one.position or looks_like_person(one.name) for one in found[1:])
    if _AND.search(text) and all(map(is_titled, [one.name for one in found[1:]])):
        return True
    lengths = {min(len(_WORDS.findall(one.name)), 2) for one in found}
    return len(lengths) == 1


def is_titled(name: str) -> bool:
    """Does a title and more stand there: «آقای عزیزی», "Mr. Lee"?"""
    words = fold(name).split()
    return len(words) > 1 and words[0].rstrip(".") in TITLES


def is_man_or_woman(name: str) -> bool:
    """Does a word that only people have stand before the name: «آقای عزیزی», "Mrs. Lee"?"""
    return _sex(name) != ""


def words_of(name: str) -> frozenset[str]:
    """By what a person is told from another with the same number: titles say nothing."""
    words = [word for word in _WORDS.findall(fold(name)) if len(word) > 1 and word not in TITLES]
    return frozenset([word for word in words if word not in ROLES] or words)


def bare(name: str) -> str:
    """The name folded, without titles before it: «جناب آقای دکتر علي رضايي» and «علی رضایی» are the same."""
    words = fold(name).split()
    at = 0
    while at < len(words) - 1 and words[at].rstrip(".") in TITLES:
        at += 1
    return " ".join(words[at:])


def family_of(name: str) -> str:
    """The last word of a name, folded."""
    return bare(name).rpartition(" ")[2]


def namesake(name: str, known: Iterable[tuple[str, int]]) -> int | None:
    """Of the people of one company, as (name, id) with each name that somebody goes by: the only one who is called
    `name` with another title, or none. Nobody where one is a man and the other a woman, or where somebody else has the
    same family name."""
    mine, pairs = bare(name), list(known)
    same = {pk for called, pk in pairs if bare(called) == mine}
    others = {pk for called, pk in pairs if bare(called).endswith(f" {mine}")} - same
    if len(same) != 1 or others or not mine:
        return None
    sexes = {_sex(called) for called, pk in pairs if pk in same} | {_sex(name)}
    return same.pop() if len(sexes - {""}) < 2 else None


def are_man_and_woman(one: str, other: str) -> bool:
    """Is one surely a man and the other a woman?"""
    return {_gender(one), _gender(other)} == {"man", "woman"}


_OF_MEN = "علی محمد حسین حسن رضا امیر مهدی حمید سعید مجید وحید کامران بهروز بهرام احمد محمود مسعود ناصر کاظم عباس اکبر بابک"
_OF_WOMEN = "مریم زهرا فاطمه سارا نگار سمیرا لیلا الهام مینا نرگس شیما پریسا مهسا نازنین زینب معصومه طاهره مرضیه ندا هانیه"
_GIVEN_OF = dict.fromkeys(map(fold, _OF_MEN.split()), "man") | dict.fromkeys(
    map(fold, _OF_WOMEN.split()), "woman"
)


def _gender(name: str) -> str:
    words = bare(name).split()
    return _sex(name) or (_GIVEN_OF.get(words[0], "") if len(words) > 1 else "")


_FAMILY = re.compile(
    r"(?:ی|زاده|پور|نیا|نژاد|فر|یان|منش|وند|لو|دوست|خواه|تبار|چی|راد|کیا|پناه|نام)$|^(?:مقدم|افشار|زارع|دهقان|معتمد|صدر|حاتم|بهرام)$"
)
"""How a family name often ends."""


def ends_as_family(text: str) -> bool:
    """Is it a word that is like a family name, as «احمدی» is, and no given name that is common?"""
    words = fold(text).split()
    return bool(words) and words[0] not in GIVEN_NAMES and _FAMILY.search(words[-1]) is not None


def looks_like_person(text: str) -> bool:
    """A title and a name, or a common given name before what is like a family name: «حمید خسروی», not «آرین پارس»."""
    words = fold(text).split()
    if not is_name(text) or not 1 < len(words) <= LONGEST:
        return False
    return is_titled(text) or (words[0] in GIVEN_NAMES and _FAMILY.search(words[-1]) is not None)


def _sex(name: str) -> str:
    words = {word.rstrip(".") for word in fold(name).split()[:-1]}
    return "man" if words & _MEN else "woman" if words & _WOMEN else ""


_BRACKETED = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")


def without_its_person(company: str, contact: str) -> str:
    """The firm's name without the person whom it names in brackets, where the row names them as well: «بارز کرمان
    (قاسمی)» beside «آقای قاسمی» is «بارز کرمان»; «ایران خودرو (دیزل)» stays."""
    if not contact or company[-1:] not in ")]" or (found := _BRACKETED.match(company)) is None:
        return company
    said = words_of(found[2])
    return found[1] if said and said <= words_of(contact) else company


def spellings(name: str) -> list[str]:
    """The folded names under which somebody who is called so may stand: with and without the usual titles."""
    own = bare(name)
    return [fold(name), own, *(f"{title} {own}" for title in _USUAL)]


def may_be_one(name: str, other: str) -> bool:
    """Two with one number: the same person, unless both are called something, and it is not the same: a brother has
    the family name, a namesake the given one. What is written in two scripts nobody can compare."""
    mine, theirs = words_of(name), words_of(other)
    if not mine or not theirs or "@" in name + other or mine <= theirs or theirs <= mine:
        return True
    if _begins_with_family(name, other) or _begins_with_family(other, name):
        return True
    if bool(_PERSIAN.search(name)) != bool(_PERSIAN.search(other)):
        return True
    return likeness.people(likeness.person_words(name), likeness.person_words(other)) != likeness.DIFFERENT


def _begins_with_family(name: str, other: str) -> bool:
    """«آقای جعفری خانه‌سازی ایران‌مهر» is «فرهاد جعفری», with where he works."""
    family = family_of(other)
    begins = is_titled(name) and bare(name).startswith(f"{family} ") and family not in GIVEN_NAMES
    return begins and " " in bare(other) and not are_man_and_woman(name, other)


def who_is(name: str, known: Iterable[tuple[str, int]]) -> int | None:
    """Of the people with one number, as (name, id) with each name that somebody goes by: who is called `name` exactly,
    else the first who may be. Nobody is who goes by another name as well."""
    pairs = list(known)
    others = {pk for called, pk in pairs if not may_be_one(name, called)}
    found = [(called, pk) for called, pk in pairs if pk not in others]
    mine = words_of(name)
    exact = next((pk for called, pk in found if words_of(called) == mine), None)
    return exact if exact is not None else next((pk for _called, pk in found), None)


def reads_as_person(text: str) -> bool:
    """Is it a name that begins with a title or a common given name?"""
    first, *others = [fold(word) for word in text.split()] or [""]
    return is_name(text) and ((first in TITLES and bool(others)) or first in GIVEN_NAMES)


def is_fuller(name: str, known: str) -> bool:
    """Does `name` say more of who somebody is: «حمید بیگی» than «آقای بیگی», or than a number or an address? What stands
    in brackets behind a name says nothing of that."""
    if not is_name(name) or not is_plain_person(name) or are_joined(name):
        return False
    if "@" in known or not _WORDS.search(known):
        return True
    more = words_of(name) - words_of(known)
    return words_of(known) < words_of(name) and not more & KINDS


def _parts(text: str) -> list[str]:
    parts = _SPLIT.split(text)
    # "Rezaei, Ali" is one person; "Ali Rezaei, Sara Ahmadi" are two.
    if _COMMA.search(text) and len(parts) > 1:
        whole = [part for part in parts if part.strip()]
        if any(map(_is_one_word, whole)) and not re.search(r"[\n/&+;؛|]| و | and ", text):
            return [text]
    return parts


def _is_one_word(part: str) -> bool:
    """Half of a name, perhaps: neither a number nor what somebody does."""
    words = _WORDS.findall(part)
    return len(words) == 1 and not PHONE.search(part) and fold(words[0]) not in ROLES


def is_name(text: str) -> bool:
    """Could this be what one person is called?"""
    words = _WORDS.findall(text)
    if not 1 <= len(words) <= LONGEST or _DIGIT.search(text):
        return False
    return all(len(word) > 1 or len(words) > 1 for word in words) and not ROLES & {
        fold(word) for word in words
    }
