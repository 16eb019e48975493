"""Columns that tell whether a person agreed to be contacted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.text import squash
from kariz.people.models import Consent
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import BadValue, read_text
from kariz.reading.columns.settling import day_of
from kariz.reading.columns.target import Target

CONSENT = ("consent", "consent_source", "consent_on")
CONSENT_TARGETS = (
    Target(
        "consent",
        _("Consent"),
        "consent|gdpr consent|marketing consent|opt in|opt-in|رضایت|رضایت دارد|اجازه تماس|موافقت|رضایت‌نامه",
        60,
        "contacts",
    ),
    Target(
        "consent_source",
        _("Consent obtained by"),
        "consent came by|consent source|source of consent|منبع رضایت|راه گرفتن رضایت",
        200,
        "contacts",
    ),
    Target(
        "consent_on",
        _("Consent since"),
        "consent since|consent date|date of consent|opt-in date|تاریخ رضایت|رضایت از",
        64,
        "contacts",
    ),
)
_WORDS = {
    Consent.GIVEN: "given|yes|true|1|granted|opted in|subscribed|بله|بلی|دارد|داده|موافق|داده شده|داده‌شده",
    Consent.REFUSED: "refused|no|false|0|denied|نه|خیر|ندارد|نداده|مخالف|رد کرده|رد شده|ردشده",
    Consent.WITHDRAWN: "withdrawn|opted out|unsubscribed|revoked|پس گرفته|پس گرفته شده|پس‌گرفته|لغو",
    Consent.UNKNOWN: "unknown|not asked|نامعلوم|نامشخص|پرسیده نشده|پرسیده‌نشده",
}
_KEYS = {squash(word): consent for consent, words in _WORDS.items() for word in words.split("|")}


class Since(str):
    """A consent of which the cell says the day alone: "2025-03-01 09:12"."""

    day: date


def day_says_it(values: dict[str, Any], fields: Collection[str]) -> None:
    """Of whom a list says when they agreed, and has no column for whether they did, it says that they did."""
    if isinstance(said := values.get("consent"), Since):
        values["consent"] = str(said)
        values.setdefault("consent_on", said.day)
    elif "consent_on" in values and "consent" not in fields:
        values["consent"] = Consent.GIVEN.value


def read_consent(cell: Cell) -> str:
    """One of Consent; of a day, that it was given then. Raises BadValue for what says neither yes nor no."""
    text = read_text(cell)
    found = _KEYS.get(squash(text))
    if found is None and (day := day_of(cell)):
        since = Since(Consent.GIVEN.value)
        since.day = day
        return since
    if found is None:
        raise BadValue(_("Say given, refused, withdrawn or unknown."))
    return found.value
