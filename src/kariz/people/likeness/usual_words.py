"""English names of companies with words in the short forms that everybody uses: "Archbold Comm Ctr", "Whitehouse Vet"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .called import is_telling

_SHORT = """
ctr cntr: centre, med: medical medicine, stg stor: storage, comm: community commercial commission communication,
div: division diversified, mgmt mgt: management, mfg: manufacturing, svc svcs: service, bldg: building, bldr:
builder, assoc assn: association associate associated, univ: university, hosp: hospital, intl: international,
natl: national, dept: department, sch: school, elem: elementary, ch: church, presby presb: presbyterian, bapt:
baptist, meth: methodist, luth: lutheran, cath: catholic, mem meml: memorial, const constr: construction, contr:
contractor contracting, elec: electric electrical electronic, mech: mechanical, eng engr engrg: engineering,
equip eqpt: equipment, matl mtl: material, dist distr: distribution distributing distributor district, whse:
warehouse, transp trans: transportation transport, ins: insurance, fin finl: financial finance, pharm: pharmacy
pharmaceutical, vet: veterinary, rehab: rehabilitation, hlth: health, educ ed: education educational, fdn found
fndn: foundation, inst: institute institution, lib: library, mus: museum, rec: recreation, apt: apartment, prop:
property, mkt: market marketing, ind indus: industrial industry, prod: product production, lab: laboratory,
tech: technology technical, sys: system, auth: authority, govt: government, reg regl: regional, cnty cty:
county, twp: township, htg: heating, plbg plmbg: plumbing, ltg: lighting, refrig: refrigeration, fab:
fabrication fabricating, mach: machine machinery, rlty: realty, hldg: holding, dev: development, inv:
investment, log: logistic, pkg: packaging, ortho: orthopedic orthodontic, dent: dental, surg: surgery surgical,
cardio: cardiology, ped: pediatric, conf: conference, cons: consulting consultant, arch: architect architecture,
des: design, ent: enterprise entertainment, mtg: mortgage, rest: restaurant, hort: horticulture, ag agri:
agricultural agriculture, auto: automotive, nurs: nursing, acad: academy, coll: college
"""
_ONE = (frozenset({"church", "parish"}),)
"""Words that people say for one thing."""
_LETTERS = {
    "fcu": ("credit", "union"),
    "evsd": ("exempted", "village", "school"),
    "lsd": ("local", "school"),
    "isd": ("independent", "school"),
    "usd": ("unified", "school"),
}
"""Letters that stand for kinds of what communities have, and often not quite for the words of the name."""
_SAID_MORE = """
regional area county city district local exempted village construction services service hospital management church group
center centre clinic department company foundation associates office system systems township public community medical
"""
_BESIDE = frozenset(_SAID_MORE.split())
"""What one of two such names may say more."""
_SMALL = frozenset(["of", "the", "at", "for", "in"])
Pair = tuple[str, str]


def _stem(word: str) -> str:
    """Of one and of several: "properties", "property"."""
    if word.endswith(("ies", "ie")) and len(word) > len("parties"):
        return f"{word[: word.rindex('ie')]}y"
    return word[:-1] if len(word) > len("xxx") and word[-1] == "s" and word[-2] not in "su" else word


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in " ".join(_SHORT.split()).split(","):
        short, _colon, whole = entry.partition(":")
        found |= dict.fromkeys(short.split(), frozenset(map(_stem, whole.split())))
    return found


_WHOLE = _table()


@lru_cache(maxsize=8192)
def usual(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Pair, ...]:
    """(short, whole) of the words by which two names, as their words, differ, where these are usual short forms, several of
    one, or another word for it, and one name says at most one word more, which tells nothing. Some word that both have
    tells who it is. Empty where they differ in anything else."""
    if one == other or not "".join(one + other).isascii():
        return ()
    less, more = sorted((_spoken(one), _spoken(other)), key=len)
    if not 0 <= len(more) - len(less) <= 1:
        return ()
    letters = tuple((word, " ".join(_LETTERS[word])) for word in {*one} ^ {*other} if word in _LETTERS)
    left: Sequence[int | None] = [None] if len(less) == len(more) else range(len(more))
    for place in left:
        rest = more if place is None else [*more[:place], *more[place + 1 :]]
        if place is not None and more[place] not in _BESIDE:
            continue
        pairs = [(mine, theirs) for mine, theirs in zip(less, rest, strict=True) if mine != theirs]
        told = any(mine == theirs and is_telling(mine) for mine, theirs in zip(less, rest, strict=True))
        if told and (pairs or letters) and all(_is_one(*pair) for pair in pairs):
            ordered = (sorted(pair, key=lambda word: (len(word), word)) for pair in pairs)
            return (*letters, *((short, whole) for short, whole in ordered))
    return ()


def _spoken(words: Sequence[str]) -> list[str]:
    return [each for word in words if word not in _SMALL for each in _LETTERS.get(word, (word,))]


def _is_one(mine: str, theirs: str) -> bool:
    one, other = _stem(mine), _stem(theirs)
    if one == other or any({one, other} <= same for same in _ONE):
        return True
    return other in _WHOLE.get(one, ()) or one in _WHOLE.get(other, ())
