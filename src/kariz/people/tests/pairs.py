"""Labelled pairs of records with the errors that people really make, and of different ones that look alike.

The kinds come from lists as people keep them, not from the scorer: each says what went wrong, or what two different
people or firms share. The scorer's weights were settled with seed 1; tests use another.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from kariz.people.tests.making import CITIES, CORE, FAMILY, LEGAL, POSITIONS, TELLING, TRADE, Firm, Maker, Who

ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
CHANGING = {"new job": "company", "second mobile": "mobile", "moved office": "phone"}


@dataclass(frozen=True)
class Pair:
    kind: str
    one: Who | Firm
    other: Who | Firm
    same: bool


def _ye_kaf(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, name=one.name.translate(ARABIC))


def _half_space(m: Maker, one: Who | Firm) -> Who | Firm:
    words = one.name.split()
    joint = m.rng.choice(["‌", ""])
    return replace(
        one, name=" ".join([*words[:-2], joint.join(words[-2:])]) if len(words) > 2 else joint.join(words)
    )


def _swapped(m: Maker, one: Who | Firm) -> Who | Firm:
    words = one.name.split()
    return replace(one, name=" ".join([*words[1:], words[0]]))


def _typo(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, name=m.typo(one.name))


def _spelling(m: Maker, one: Who | Firm) -> Who | Firm:
    if isinstance(one, Who):
        return replace(one, mobile=m.spelt(one.mobile), phone=m.spelt(one.phone))
    return replace(one, phone=m.spelt(one.phone))


def _email_case(m: Maker, one: Who | Firm) -> Who | Firm:
    assert isinstance(one, Who)
    return replace(one, email=one.email.upper() if m.rng.random() < 0.5 else one.email.title())


def _title(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(
        one, name=f"{m.rng.choice(['آقای', 'خانم', 'دکتر', 'مهندس', 'جناب آقای دکتر'])} {one.name}"
    )


def _family_only(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, name=one.name.split()[-1])


def _new_job(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, company=m.firm_name(), position=m.rng.choice(POSITIONS))


def _second_phone(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, mobile=m.mobile())


def _legal_form(m: Maker, one: Who | Firm) -> Who | Firm:
    bare = one.name
    for word in ("شرکت", "شركت", "(سهامی خاص)", "سهامی عام", "با مسئوليت محدود", "گروه"):
        bare = bare.replace(word, "")
    return replace(one, name=m.rng.choice(LEGAL).format(" ".join(bare.split())))


def _moved_office(m: Maker, one: Who | Firm) -> Who | Firm:
    return replace(one, phone=m.landline())


Change = Callable[[Maker, Who | Firm], Who | Firm]
SAME_PERSON: dict[str, Change] = {
    "ye and kaf": _ye_kaf,
    "half-space": _half_space,
    "words swapped": _swapped,
    "typo": _typo,
    "phone spelling": _spelling,
    "e-mail case": _email_case,
    "title": _title,
    "family name only": _family_only,
    "new job": _new_job,
    "second mobile": _second_phone,
}
SAME_FIRM: dict[str, Change] = {
    "ye and kaf": _ye_kaf,
    "half-space": _half_space,
    "words swapped": _swapped,
    "typo": _typo,
    "phone spelling": _spelling,
    "legal form": _legal_form,
    "moved office": _moved_office,
}


def _namesake(m: Maker) -> tuple[Who, Who]:
    one = m.who()
    return one, replace(m.who(), name=one.name)


def _namesake_at_work(m: Maker) -> tuple[Who, Who]:
    """Two of one name in one company: rare, and each has a number of their own."""
    one = replace(m.who(), company=m.firm_name(), mobile=m.mobile())
    return one, replace(m.who(), name=one.name, company=one.company, mobile=m.mobile())


def _switchboard(m: Maker) -> tuple[Who, Who]:
    one = replace(m.who(), phone=m.landline(), company=m.firm_name())
    return one, replace(m.who(), phone=one.phone, company=one.company)


def _mailbox(m: Maker) -> tuple[Who, Who]:
    one = replace(m.who(), email="info@nikan.ir", company=m.firm_name())
    return one, replace(m.who(), email=one.email, company=one.company)


def _kin(m: Maker) -> tuple[Who, Who]:
    """Father and son, brothers: one family name, one firm, one landline, names of one sound."""
    first, second = m.rng.choice(
        [("محمد", "محمود"), ("حسن", "حسین"), ("علی", "علیرضا"), ("حمید", "حمیدرضا"), ("سعید", "سعیده"), ("مجید", "حمید"),
         ("امیر", "امین"), ("مهدی", "هادی"), ("شهریار", "شهرام"), ("رها", "رهام")]
    )  # fmt: skip
    family = m.rng.choice(FAMILY)
    one = replace(m.who(), name=f"{first} {family}", phone=m.landline(), company=m.firm_name())
    return one, replace(m.who(), name=f"{second} {family}", phone=one.phone, company=one.company)


def _family_mobile(m: Maker) -> tuple[Who, Who]:
    """A couple or a secretary who gave one mobile for two people."""
    one = replace(m.who(), mobile=m.mobile())
    return one, replace(m.who(), mobile=one.mobile)


def _colleagues(m: Maker) -> tuple[Who, Who]:
    one = replace(m.who(), company=m.firm_name(), position="کارشناس فروش")
    return one, replace(m.who(), company=one.company, position=one.position)


def _branches(m: Maker) -> tuple[Firm, Firm]:
    """A chain: one national id and web site, two branches."""
    one, (here, there) = m.firm(), m.rng.sample(CITIES, 2)
    one = replace(one, national_id=f"1{m.digits(10)}")
    return (
        replace(one, name=f"{one.name} شعبه {here}", city=here, phone=m.landline()),
        replace(one, name=f"{one.name} شعبه {there}", city=there, phone=m.landline()),
    )


def _same_name_other_city(m: Maker) -> tuple[Firm, Firm]:
    one, (here, there) = m.firm(), m.rng.sample(CITIES, 2)
    return replace(one, city=here), replace(m.firm(), name=one.name, city=there)


def _namesake_in_town(m: Maker) -> tuple[Firm, Firm]:
    """Two firms that do not know of each other, of one name in one city."""
    one = replace(m.firm(), city=m.rng.choice(CITIES), phone=m.landline())
    return one, replace(m.firm(), name=one.name, city=one.city, phone=m.landline())


def _family_of_firms(m: Maker) -> tuple[Firm, Firm]:
    """Sisters of one holding: first word, web site and switchboard are one, the trade is another."""
    core, trades = m.rng.choice(CORE), m.rng.sample(TRADE, 2)
    one = replace(m.firm(), name=f"{core} {trades[0]}")
    other = replace(m.firm(), name=f"{core} {trades[1]}", website=one.website, phone=one.phone, city=one.city)
    return one, other


def _one_word_more(m: Maker) -> tuple[Firm, Firm]:
    one = m.firm()
    return one, replace(m.firm(), name=f"{one.name} {m.rng.choice(TRADE)}", city=one.city)


def _numbered(m: Maker) -> tuple[Firm, Firm]:
    one = m.firm()
    return replace(one, name=f"{one.name} ۱"), replace(
        m.firm(), name=f"{one.name} ۲", city=one.city, website=one.website
    )


def _neighbours(m: Maker) -> tuple[Firm, Firm]:
    """Tenants of one building behind one phone."""
    one = replace(m.firm(), phone=m.landline())
    return one, replace(m.firm(), phone=one.phone, city=one.city)


OTHER_PERSON: dict[str, Callable[[Maker], tuple[Who, Who]]] = {
    "namesake": _namesake,
    "namesake at work": _namesake_at_work,
    "switchboard": _switchboard,
    "shared mailbox": _mailbox,
    "kin": _kin,
    "one mobile for two": _family_mobile,
    "colleagues": _colleagues,
}
OTHER_FIRM: dict[str, Callable[[Maker], tuple[Firm, Firm]]] = {
    "branches of a chain": _branches,
    "same name, other city": _same_name_other_city,
    "namesake in town": _namesake_in_town,
    "firms of one family": _family_of_firms,
    "one word more": _one_word_more,
    "numbered": _numbered,
    "one building": _neighbours,
}


def people(count: int, seed: int) -> list[Pair]:
    """So many labelled pairs of contacts, half of them one person."""
    return _made(count, seed, lambda maker: maker.who(), SAME_PERSON, OTHER_PERSON)


def firms(count: int, seed: int) -> list[Pair]:
    return _made(count, seed, lambda maker: maker.firm(), SAME_FIRM, OTHER_FIRM)


def _made(
    count: int, seed: int, fresh: Callable, same: dict[str, Change], other: dict[str, Callable]
) -> list[Pair]:
    maker = Maker(random.Random(seed))
    found = []
    for number in range(count):
        if number % 2:
            kind = list(other)[number // 2 % len(other)]
            found.append(Pair(kind, *other[kind](maker), same=False))
            continue
        kind = list(same)[number // 2 % len(same)]
        one = fresh(maker)
        while not any(getattr(one, name, "") for name in TELLING if name != CHANGING.get(kind)):
            one = fresh(maker)
        found.append(Pair(kind, one, _another_hand(maker, one, kind, same), same=True))
    return found


def _another_hand(maker: Maker, one: Who | Firm, kind: str, same: dict[str, Change]) -> Who | Firm:
    """The record as met again: the error of its kind, and now and then one more."""
    other = same[kind](maker, maker.kept(one, CHANGING.get(kind, "")))
    if maker.rng.random() < 0.3:
        other = same[maker.rng.choice(["ye and kaf", "phone spelling"])](maker, other)
    return other
