"""Rows of deals, people and companies, when all their cells are read: what the values mean together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.reading.cells import mailboxes
from kariz.reading.cells import values as v
from kariz.reading.columns import post_codes
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.rows import of_persons
from kariz.reading.rows.work_rows import WORK_FINISH, say_next

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

NUMBERED = frozenset({"id", "external_id"})
NOTED = frozenset({"deals", "contacts", "companies", "activities"})
"""Kinds that keep what could not be read as a note."""
LENIENT = frozenset({"phone", "company_phone", "mobile", "email", "size", "expected_close", "currency"})
"""What may be wrong in the export of a known product without the row being refused."""
LIGHT = LENIENT - {"currency", "expected_close"}
"""What nobody loses a row for, whatever file it stands in: as most fields of the company's own, it says something
beside."""
NAMES = frozenset({"company", "contact", "first_name", "last_name", "title"})
FIRMS = ("company_phone", "city", "industry", "size", "website", "national_id", "economic_code", "address")
"""What a list of people or deals says of the company that its rows name."""


def may_be_left(kind: str, name: str) -> bool:
    """Is the row worth something without this field? Not without what it is called, or what it refers to."""
    return kind in NOTED and name not in NUMBERED | NAMES and not name.endswith("_ref")


def _join_name(values: dict[str, Any]) -> None:
    parts = [values.pop("first_name", ""), values.pop("last_name", "")]
    if "contact" not in values and any(parts):
        values["contact"] = " ".join(filter(None, parts))[:200]


def reached_by(values: dict[str, Any]) -> str:
    """How a person without a name is called: mailing tools know many by their address alone."""
    ways = [*values.get("email", []), *values.get("mobile", []), *values.get("phone", [])]
    return ways[0][:200] if ways else ""


def _of_a_person(values: dict[str, Any]) -> bool:
    """A mobile is somebody's; a landline may be the company's."""
    return any(map(_is_mobile, [*values.get("mobile", ()), *values.get("phone", ())]))


def _is_mobile(number: str) -> bool:
    return normal.is_mobile(normal.phone(number) or "")


def _finish_contact(draft: Draft, today: date) -> None:
    values = draft.values
    _join_name(values)
    post_codes.join(values)
    of_persons.of_firm(values)
    nobody = (
        "only_company" not in values
        and "contact" not in values
        and not draft.errors
        and not NUMBERED & set(values)
    )
    if nobody and "company" in values:
        mailboxes.part(values)
    if (
        nobody
        and "company" in values
        and not {"email", "position"} & set(values)
        and not _of_a_person(values)
    ):
        values["only_company"] = True
    elif nobody and not reached_by(values):
        draft.refuse("contact", _("The row has no name of a person."))
    _notes_of_nobody(values)
    if "only_company" not in values and (addresses := values.pop(mailboxes.COMPANY_EMAIL, [])):
        draft.remarks.append(", ".join(addresses))
    _facts_of_nobody(draft)
    of_persons.finish(draft, named="only_company" not in values)
    _know_channel(draft)


def _notes_of_nobody(values: dict[str, Any]) -> None:
    """Notes on a company are those of the row where that is all it names, or does not name it."""
    if FIRMS_NOTES in values and ("only_company" in values or not {"company", "company_ref"} & set(values)):
        said = values.pop(FIRMS_NOTES)
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), said]))


def _facts_of_nobody(draft: Draft) -> None:
    """Facts of a company that the row does not name stand in its notes; of several phones of one, the first is its own."""
    values = draft.values
    named = bool({"company", "company_ref"} & set(values))
    for name in FIRMS:
        if name not in values:
            continue
        said = values[name] if isinstance(values[name], list) else [str(values[name])]
        rest = said[1:] if named else said
        # What a company has more than one of may be noted already.
        if rest and not any(all(one in remark for one in rest) for remark in draft.remarks):
            draft.remarks.append(f"{BY_NAME[name].label}: {', '.join(rest)}")
        if not named:
            del values[name]


def _finish_company(draft: Draft, today: date) -> None:
    post_codes.join(draft.values)
    if more := draft.values.get("phone", [])[1:]:
        # A company has one number of its own; a mobile beside it is somebody's there, whom the row does not name.
        for name in ("phone", "mobile"):
            if said := [number for number in more if _is_mobile(number) == (name == "mobile")]:
                draft.remarks.append(f"{BY_NAME[name].label}: {', '.join(said)}")
    if "company" not in draft.values and not draft.errors and not NUMBERED & set(draft.values):
        draft.refuse("company", _("The row has no company name."))
    _know_channel(draft)


def _finish_deal(draft: Draft, today: date) -> None:
    values = draft.values
    _join_name(values)
    if "title" not in values and "id" not in values:
        parts = [values.get("product"), values.get("company") or values.get("contact")]
        title = " – ".join(part for part in parts if part) or values.get("external_id", "")
        if title:
            values["title"] = title[:300]
        elif not draft.errors:
            draft.refuse("title", _("The row names no deal, company or person."))
    say_next(values)
    post_codes.join(values)
    _facts_of_nobody(draft)
    of_persons.finish(draft, named=bool({"contact", "contact_ref"} & set(values)))
    _order_dates(draft, today)
    _know_channel(draft)


def _order_dates(draft: Draft, today: date) -> None:
    values = draft.values
    created, closed = values.get("created_at"), values.get("closed_at")
    if created and created > today:
        draft.refuse(
            "created_at",
            _("The day of creation is in the future. Does the column mean the expected close date?"),
        )
    if created and closed and closed < created:
        values["created_at"] = closed
        draft.warn("created_at", _("It was closed before it was created; the earlier day is used for both."))


def closing_day(draft: Draft, today: date, begun: date | None = None, due: date | None = None) -> date | None:
    """The day on which a deal was won or lost: as the row says, or the expected one where that has passed, or the day
    of its creation: old deals must not all be won today. None where the row has no day; it says what is taken.
    `begun`, `due`: of a deal that was here before, the day of its creation and the expected one: it ended on none of
    these, but since."""
    values = draft.values
    closed, expected = values.get("closed_at"), values.get("expected_close")
    if closed and closed > today:
        draft.warn("closed_at", _("The closing day is in the future; today is used instead."))
        return today
    spoken = values.get("spoken_on")
    if (
        closed is None
        and spoken
        and max(values.get("created_at", spoken), begun or spoken) <= spoken <= today
    ):
        draft.warn(
            "closed_at",
            _("The row has no closing day; that of the last contact is used instead."),
            often=True,
        )
        return spoken
    if (
        closed is None
        and expected
        and expected != due
        and values.get("created_at", expected) <= expected <= today
    ):
        draft.warn(
            "closed_at", _("The row has no closing day; the expected one is used instead."), often=True
        )
        return expected
    if closed is None and begun is None and (created := values.get("created_at")):
        text = _("The row has no closing day; the day of creation is used instead.")
        if draft.left_days:
            said = {"column": draft.left_days}
            text = (
                _("The column “%(column)s” is left out; the day of creation is used as the closing day.")
                % said
            )
        draft.warn("closed_at", text, often=True)
        return created
    if closed is None:
        draft.warn("closed_at", _("The row has no closing day; today is used instead."))
    return closed


def _know_channel(draft: Draft) -> None:
    if word := draft.values.pop("channel", ""):
        draft.values["channel"] = v.channel_of(word) or "other"
        if draft.values["channel"] == "other" and v.channel_of(word) != "other":
            draft.remarks.append(_("Source: %(word)s") % {"word": word})


FINISH: dict[str, Callable[[Any, date], None]] = WORK_FINISH | {
    "deals": _finish_deal,
    "contacts": _finish_contact,
    "companies": _finish_company,
}
