"""Addresses that are a company's, not somebody's: whoever sits there reads what comes to info@."""

from __future__ import annotations

import re
from typing import Any

COMPANY_EMAIL = "company_email"
"""Mailboxes of the company that a row names. A company has no address of its own, so they stand in its notes."""
_NAMES = (
    "info information accounts account accounting sales office hello hi admin administration contact contactus enquiries "
    "enquiry inquiries inquiry reception mail email post support help helpdesk service services orders order booking "
    "bookings reservations purchasing procurement purchase buying finance invoices invoice billing marketing hr jobs "
    "careers press media team general shop store events manager management webmaster noreply export commercial "
    "frontdesk"
)
_GENERAL = frozenset(_NAMES.split())
_WORDS = re.compile(r"[a-z]+")


def is_general(address: str) -> bool:
    """«info@», "accounts.ie@", "sales2@"."""
    words = _WORDS.findall(address.partition("@")[0].lower())
    return bool(words) and words[0] in _GENERAL and all(word in _GENERAL or len(word) < 3 for word in words)


def keep(values: dict[str, Any]) -> None:
    """All addresses of a row about a company are the company's."""
    if addresses := values.pop("email", []):
        values[COMPANY_EMAIL] = addresses


def part(values: dict[str, Any]) -> None:
    """Those of a row that names a company and nobody are the company's."""
    addresses = values.get("email", [])
    general = [address for address in addresses if is_general(address)]
    if not general:
        return
    values[COMPANY_EMAIL] = general
    values["email"] = [address for address in addresses if address not in general]
    if not values["email"]:
        del values["email"]
