"""The shape of the words and figures that a sample is told with, one set for each language."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kariz.localisation.currencies import CURRENCIES

DOLLARS_WORTH = {"JPY": 150, "INR": 85, "TRY": 40, "RUB": 90, "IQD": 1300, "AFN": 70, "AMD": 400, "CNY": 7}
"""Roughly what a dollar costs, where it is far from one: the sample only has to look likely."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A product; prices in rial and in dollars, `usual` how many are sold at once, `weight` how often."""

    name: str
    code: str
    rials: int
    dollars: int
    usual: int
    weight: int

    def price(self, currency: str) -> int:
        """In minor units of `currency`."""
        if currency == "IRR":
            return self.rials
        return self.dollars * DOLLARS_WORTH.get(currency, 1) * CURRENCIES[currency].scale


@dataclass(frozen=True, slots=True)
class Strength:
    """A seller: strength by segment (generation, nurturing, closing), pace (1 = usual), share of the leads."""

    name: str
    strengths: tuple[float, float, float]
    pace: float
    share: float


@dataclass(frozen=True, slots=True)
class Words:
    """All that differs by language. Every # of a telephone number becomes a digit."""

    men: Sequence[str]
    women: Sequence[str]
    families: Sequence[str]
    company_words: Sequence[str]
    second_words: Sequence[str]
    industries: Sequence[str]
    cities: Sequence[str]
    positions: Mapping[str, Sequence[str]]
    products: Sequence[Sold]
    purposes: Sequence[str]
    hurdles: Sequence[tuple[str, str]]
    sellers: Sequence[Strength]
    company_form: str
    deal_form: str
    short_prefix: str
    landline: str
    mobile: str

    def company(self, first: str, second: str) -> str:
        return self.company_form.format(first=first, second=second)

    def deal(self, purpose: str, company: str) -> str:
        return self.deal_form.format(purpose=purpose, company=company.removeprefix(self.short_prefix))


def several(text: str) -> tuple[str, ...]:
    """Words written in a row, with bars between them."""
    return tuple(one.strip() for one in text.split("|"))


def number(pattern: str, rng: random.Random) -> str:
    return "".join(str(rng.randint(0, 9)) if mark == "#" else mark for mark in pattern)
