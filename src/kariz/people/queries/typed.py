"""A person or a company as one line of typing: «علی رضایی ۰۹۱۲ ۱۲۳ ۴۵۶۷»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kariz.access.models import User

from .. import normal
from ..models import PointKind
from .duplicates import Lookalike, of_company, of_contact

_PHONE = re.compile(r"[+\d][\d\s()\-]{6,}$")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """The name, and the ways to reach that were typed after it; what has no name is named by how it is reached."""

    name: str
    points: list[dict[str, str]] = field(default_factory=list)

    @property
    def phone(self) -> str:
        return next((row["value"] for row in self.points if row["kind"] != PointKind.EMAIL), "")


def read(text: str) -> Typed:
    """Parts a line into name, e-mail and phone."""
    line = normal.one_line(text)[:LONGEST]
    emails = [word for word in line.split() if normal.email(word)]
    rest = " ".join(word for word in line.split() if word not in emails)
    points = [{"kind": PointKind.EMAIL.value, "value": word} for word in emails]
    if (found := _PHONE.search(rest)) and (number := normal.phone(found.group())):
        kind = PointKind.MOBILE if normal.is_mobile(number) else PointKind.PHONE
        points.append({"kind": kind.value, "value": found.group().strip()})
        rest = rest[: found.start()].strip(" ،,-")
    return Typed(rest or line, points)


def alike(kind: str, text: str, by: User) -> list[Lookalike]:
    """Records of the same name, phone or e-mail as the line that is typed."""
    typed = read(text)
    if kind == "company":
        return of_company(by=by, name=typed.name, phone=typed.phone)
    return of_contact(by=by, name=typed.name, points=typed.points)


def values(kind: str, text: str) -> dict[str, Any]:
    """What `actions.contacts.create` or `actions.companies.create` take for that line."""
    typed = read(text)
    if kind == "company":
        return {"name": typed.name, "phone": typed.phone}
    return {"name": typed.name, "points": typed.points}
