"""What the export of a known product looks like: by which headers its files are known, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kariz.localisation.text import squash

MANY = ("mobile", "phone", "email", "notes", "participants", "closed_at")
"""Fields that several columns of one file may fill."""


def _key(header: str) -> str:
    """A header to be told by: "Deal - Title" is one product's word, "Deal title" is anybody's."""
    return "-".join(map(squash, header.split(" - ")))


@dataclass(frozen=True)
class Part:
    """One file of the export. `signs` are headers that must all be there, `not_signs` ones that must not;
    `fields` says by which headers ("a|b") each field is known, in the order in which they are preferred."""

    kind: str
    signs: Sequence[str]
    fields: Mapping[str, str]
    not_signs: Sequence[str] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _signs(self) -> frozenset[str]:
        return frozenset(map(_key, self.signs))

    @cached_property
    def _not_signs(self) -> frozenset[str]:
        return frozenset(map(_key, self.not_signs))

    @cached_property
    def _headers(self) -> dict[str, list[str]]:
        return {name: [squash(word) for word in words.split("|")] for name, words in self.fields.items()}

    def fits(self, columns: Sequence[str]) -> bool:
        keys = set(map(_key, columns))
        return self._signs <= keys and not self._not_signs & keys

    def mapping(self, columns: Sequence[str]) -> dict[str, str]:
        """{column: field}; each column once, and each field once unless several columns may fill it."""
        by_key: dict[str, str] = {}
        for column in columns:
            by_key.setdefault(squash(column), column)
        found: dict[str, str] = {}
        for name, keys in self._headers.items():
            for key in keys:
                if key in by_key and by_key[key] not in found:
                    found[by_key[key]] = name
                    if name not in MANY:
                        break
        return {column: found[column] for column in columns if column in found}


@dataclass(frozen=True)
class Shape:
    """A product, its files, and how its exports are read."""

    name: str
    label: Any
    parts: Sequence[Part]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was recognised."""

    shape: Shape
    part: Part
    mapping: dict[str, str]

    @property
    def options(self) -> dict[str, Any]:
        return {**self.shape.options, **self.part.options, "source": self.shape.name}
