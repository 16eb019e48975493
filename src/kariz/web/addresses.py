"""Addresses of records by the thousand: `reverse` looks a name up in all URLs each time."""

from __future__ import annotations

from functools import cache

from django.urls import get_script_prefix, reverse

_NUMBER = 918273645


def numbered(name: str, pk: int | None) -> str:
    """`reverse(name, args=[pk])`. The address must hold the number once."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{pk}{after}"


@cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
