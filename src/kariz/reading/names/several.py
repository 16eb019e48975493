"""Several people in the cell of one name: told apart as the import wants it, and nothing of the cell is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kariz.localisation.said import gettext as _
from kariz.localisation.said import ngettext
from kariz.people import normal
from kariz.reading.cells.mailboxes import is_general
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.names.directory import Directory, may_be_called
from kariz.reading.names.names import Named, people_in
from kariz.reading.names.whose_addresses import shared_out
from kariz.reading.rows.settings import SPLIT, WHOLE

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

KINDS = frozenset({"deals", "contacts"})
"""Files whose rows make people."""


def tell_apart(
    draft: Draft, kind: str, wanted: str, *, of_one: bool = False, owners: Directory | None = None
) -> None:
    """The first one is the row's person, with what else the row says; the others go to `values["people"]`. `of_one`: each
    row is one person, whatever they are called («بیات سیم و کابل»). `owners`: who has which number elsewhere."""
    values = draft.values
    said = values.get("contact", "")
    if kind == "activities" and isinstance(said, str) and wanted != WHOLE:
        _with_job(draft, said)
    if not said or kind not in KINDS:
        return
    line = " ".join(said.split())
    values["contact"] = line
    if wanted == WHOLE or "id" in values:
        # A file of ours: the name is what somebody typed as one.
        return
    found, rest = people_in(said)
    first, others = found[0], found[1:]
    if others and of_one:
        return
    values["contact"] = first.name
    reach(values, first.phones)
    write_to(values, first.emails)
    _keep_job(draft, first, line)
    if first.note:
        draft.remarks.append(first.note if kind == "contacts" else f"{first.name} ({first.note})")
    if rest and "position" not in values and not others and len(rest) == 1:
        values["position"] = rest[0]
    elif rest:
        draft.remarks.append(line)
    if others:
        draft.several = True
        _others(draft, line, found, wanted, owners)


def _is_mobile(number: str) -> bool:
    return normal.is_mobile(normal.phone(number) or "")


def _with_job(draft: Draft, said: str) -> None:
    """«آقای رستمی (مالی)» in a list of calls is one person; who stands beside others is not told apart there."""
    found, rest = people_in(said) if said else ([], [])
    one = found[0] if len(found) == 1 and not rest else Named("")
    if not (one.position or one.phones or one.emails or one.note):
        return
    draft.values["contact"] = one.name
    if one.position:
        draft.values.setdefault("position", one.position)
    if one.phones or one.emails or one.note:
        # Who is known already may have another number.
        draft.remarks.append(said)
        reach(draft.values, one.phones)


def reach(values: dict[str, Any], numbers: list[str]) -> None:
    """Whoever the row names has these numbers, if nobody is known by that name."""
    for number in numbers:
        # The line of an office is no mobile, whoever answers it.
        kind = "mobile" if _is_mobile(number) else "phone"
        if number not in values.get(kind, []):
            values[kind] = [*values.get(kind, []), number]


def write_to(values: dict[str, Any], addresses: list[str]) -> None:
    if more := [address for address in addresses if address not in values.get("email", [])]:
        values["email"] = [*values.get("email", []), *more]


def _keep_job(draft: Draft, first: Named, line: str) -> None:
    """A column of its own says more of what somebody does; what stands in the cell is not lost."""
    if first.position and draft.values.setdefault("position", first.position) != first.position:
        draft.remarks.append(line)


def _others(draft: Draft, said: str, found: list[Named], wanted: str, owners: Directory | None) -> None:
    if wanted != SPLIT:
        draft.warn(
            "contact",
            _("“%(said)s”: the first is the person of this row, the others stand in the notes.")
            % {"said": said[:100]},
        )
        draft.remarks.append(said)
        _leave_addresses_of_others(draft, found)
        return
    if not any(one.phones for one in found):
        _share_numbers(draft, found, owners)
    if not any(one.emails for one in found):
        _share_addresses(draft.values, found)
    text = ngettext(
        "“%(said)s” are %(count)d people; each is kept as a person.",
        "“%(said)s” are %(count)d people; each is kept as a person.",
        len(found),
    )
    draft.warn("contact", text % {"said": said[:100], "count": len(found)})
    draft.values["people"] = found[1:]


def _share_numbers(draft: Draft, found: list[Named], owners: Directory | None) -> None:
    """As many mobiles as people: to each their own, and a line is the company's. Else whoever has one elsewhere has it, and
    the first the others, which stand in the notes where they are several, for nobody knows whose they are."""
    values = draft.values
    given = [*values.get("mobile", []), *values.get("phone", [])]
    mobiles = [number for number in given if _is_mobile(number)]
    lines = [number for number in given if number not in mobiles]
    if len(mobiles) == len(found):
        values["mobile"] = mobiles
        _share(values, "mobile", [one.phones for one in found])
        values.pop("phone", None)
        if lines:
            name = "company_phone" if "company" in values else "phone"
            values[name] = [*values.get(name, []), *lines]
    elif len(given) == len(found) and "phone" not in values:
        _share(values, "mobile", [one.phones for one in found])
    elif len(given) == len(found) and "mobile" not in values:
        _share(values, "phone", [one.phones for one in found])
    else:
        _at_the_first(draft, found, _known_owners(values, found, owners))


def _known_owners(values: dict[str, Any], found: list[Named], owners: Directory | None) -> list[str]:
    """Give those of the row's numbers to their people that one of them alone has elsewhere; the numbers that are left."""
    left = []
    for name in ("mobile", "phone"):
        for number in list(values.get(name, ())):
            entries = owners.reached(filter(None, [normal.phone(number)])) if owners else []
            mine = [one for one in found if any(may_be_called(one.name, entry.person) for entry in entries)]
            if len(mine) != 1:
                left.append(number)
            elif mine[0] is not found[0]:
                mine[0].phones.append(number)
                values[name] = [other for other in values[name] if other != number]
        if not values.get(name, True):
            del values[name]
    return left


def _at_the_first(draft: Draft, found: list[Named], left: list[str]) -> None:
    if len(left) > 1:
        draft.remarks.append(f"{BY_NAME['phone'].label}: {' · '.join(left)}")
    for number in left:
        if _is_mobile(number) or number in draft.values.get("mobile", ()):
            text = _(
                "%(number)s stands beside %(count)d people, and nothing says whose it is; “%(name)s” has it."
            )
            said = {"number": number[:50], "count": len(found), "name": found[0].name[:60]}
            draft.warn("mobile", text % said)


def _share_addresses(values: dict[str, Any], found: list[Named]) -> None:
    theirs = shared_out(values.pop("email", ()), [one.name for one in found])
    if "company" in values and sum(map(len, theirs)) > 1:
        # Beside somebody's own address the one of the office is the company's.
        general = [address for address in theirs[0] if is_general(address)]
        theirs[0] = [address for address in theirs[0] if address not in general]
        notes = [values.get(FIRMS_NOTES), *(f"{BY_NAME['email'].label}: {address}" for address in general)]
        if general:
            values[FIRMS_NOTES] = "\n".join(filter(None, notes))
    write_to(values, theirs[0])
    for one, addresses in zip(found[1:], theirs[1:], strict=True):
        one.emails += addresses


def _leave_addresses_of_others(draft: Draft, found: list[Named]) -> None:
    """Those of people who stand in the notes stand there, too."""
    first, *others = shared_out(draft.values.pop("email", ()), [one.name for one in found])
    write_to(draft.values, first)
    if rest := [address for addresses in others for address in addresses]:
        draft.remarks.append(f"{BY_NAME['email'].label}: {' · '.join(rest)}")


def leave_no_number(draft: Draft, kind: str) -> None:
    """Numbers of a deal that names a company and no person are the company's; of a company with one phone already, and of
    nobody at all, they stand in the notes."""
    values = draft.values
    named = bool({"contact", "contact_ref", "first_name", "last_name"} & set(values))
    if kind == "deals" and not named:
        numbers = [*values.pop("phone", []), *values.pop("mobile", [])]
        if numbers and {"company", "company_ref"} & set(values):
            values["company_phone"] = [*values.get("company_phone", []), *numbers]
        elif numbers:
            draft.remarks.append(f"{BY_NAME['phone'].label}: {' · '.join(numbers)}")
    if (kind == "deals" or named) and (more := values.get("company_phone", [])[1:]):
        draft.remarks.append(f"{BY_NAME['company_phone'].label}: {' · '.join(more)}")


def _share(values: dict[str, Any], name: str, theirs: list[list[str]]) -> None:
    """As many numbers, or addresses, as people in a column of their own: to each the one of the same place. The first
    of `theirs` is the row's person, whose stays in the column."""
    given = values.get(name, [])
    if len(given) == len(theirs):
        values[name] = given[:1]
        for kept, one in zip(theirs[1:], given[1:], strict=True):
            kept.append(one)
