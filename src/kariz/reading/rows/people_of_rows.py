"""The people whom a row names, each in its place."""

from __future__ import annotations

from kariz.localisation.said import gettext as _
from kariz.reading.names import reached_firms
from kariz.reading.names.names import without_its_person
from kariz.reading.rows.drafts import Draft


def part(draft: Draft, kind: str) -> None:
    """The first of several people is the contact; the others take part: in the activity, or in the deal."""
    values = draft.values
    reached_firms.part(values, kind)
    if "company" in values:
        values["company"] = without_its_person(values["company"], values.get("contact", ""))
    if not isinstance(refs := values.get("contact_ref"), list):
        return
    values["contact_ref"], others = refs[0], refs[1:]
    if others and kind == "deals":
        values["further"] = others
    elif others and kind == "activities":
        values["participants"] = [*values.get("participants", []), *others]
    elif others:
        text = _("Of several people only the first is taken: %(keys)s are left out.")
        draft.warn("contact_ref", text % {"keys": ", ".join(others)[:200]})
