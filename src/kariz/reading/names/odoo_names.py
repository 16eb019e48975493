"""Odoo says a person of a company in one cell: "Otley Brewery, Una Park"; a customer alone may be either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kariz.localisation.text import squash
from kariz.people.normal import company_key
from kariz.reading.cells.mailboxes import is_general
from kariz.reading.names.legal_forms import ends_in_form
from kariz.reading.names.names import reads_as_person

SOURCE = "odoo"


def part(values: dict[str, Any], kind: str) -> None:
    """Tell the company and the person of a row apart."""
    if kind == "contacts":
        _of_person(values)
    elif kind == "deals" and isinstance(values.get("company"), str):
        _of_customer(values)


def _of_customer(values: dict[str, Any]) -> None:
    firm, person = _apart(values["company"])
    if firm:
        values["company"] = firm
        values.setdefault("contact", person)
    elif _has_form(values["company"]):
        return
    elif "contact" not in values and _is_person(values["company"], values.get("email", [])):
        values["contact"] = values.pop("company")


def _of_person(values: dict[str, Any]) -> None:
    firm, person = _apart(str(values.get("contact", "")))
    said = values.get("company", "")
    if firm and (not said or company_key(said) == company_key(firm)):
        values["company"], values["contact"] = said or firm, person
    elif not said and (
        _has_form(values.get("contact", ""))
        or (values.get("email") and all(map(is_general, values["email"])))
    ):
        # Nobody is called as the firm that reads what comes to info@, nor "Acme, Inc.".
        values.setdefault("is_firm", "company")


def _is_person(name: str, addresses: Sequence[str]) -> bool:
    """By a given name, or a word of it that begins the address."""
    words = {squash(word) for word in name.split() if len(word) > 1}
    return reads_as_person(name) or any(
        words & set(map(squash, re.split(r"[._+\-\d]+", address.partition("@")[0]))) for address in addresses
    )


def _has_form(name: Any) -> bool:
    """Does a legal form stand behind the name?"""
    return ends_in_form(str(name).rpartition(", ")[2])


def _apart(text: str) -> tuple[str, str]:
    """A firm may have a comma in its own name, a person hardly: "Acme, Inc." and "Müller, Söhne GmbH & Co. KG" are one
    firm and nobody."""
    firm, _comma, person = (part.strip() for part in text.rpartition(", "))
    return (firm, person) if firm and person and not ends_in_form(person) else ("", "")
