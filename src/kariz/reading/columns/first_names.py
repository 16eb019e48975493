"""Columns of names that stand alone: what «نام» means without «نام خانوادگی», and beside it."""

from __future__ import annotations

from collections.abc import Collection

from kariz.localisation.text import squash


def first_name_is_all(mapping: dict[str, str]) -> dict[str, str]:
    """«نام» without «نام خانوادگی» is the whole name."""
    if "contact" in mapping.values():
        return mapping
    return {column: "contact" if name == "first_name" else name for column, name in mapping.items()}


def name_is_first_name(mapping: dict[str, str], headers: Collection[str]) -> dict[str, str]:
    """«نام», or another of these headers, beside «نام خانوادگی» is the first name."""
    short = set(map(squash, headers))
    return {
        column: "first_name" if name == "contact" and squash(column) in short else name
        for column, name in mapping.items()
    }
