"""Markup that is kept: never another person's, another language's, or another request's token."""

from typing import Any

import pytest
from django.template import Context, Template, VariableDoesNotExist
from django.utils import translation

from kariz.localisation import preferences
from kariz.web.kept import Kept

NAMES: list[str] = []


class Person:
    def __init__(self, name: str) -> None:
        self.plain = name

    @property
    def name(self) -> str:
        NAMES.append(self.plain)
        return self.plain


def _drawn(source: str, **values: Any) -> str:
    return Template("{% load kept kariz %}" + source).render(Context(values))


def test_the_same_key_is_drawn_once_and_another_anew() -> None:
    one = Template("{% load kept %}{% kept key %}{{ who.name }}{% endkept %}")
    NAMES.clear()
    shown = [
        one.render(Context({"key": key, "who": Person(name)})) for key, name in ((1, "S"), (1, "A"), (2, "R"))
    ]
    assert shown == ["S", "S", "R"]
    assert NAMES == ["S", "R"]


def test_a_language_and_other_digits_have_markup_of_their_own() -> None:
    one = Template("{% load kept kariz %}{% kept n %}{{ n|num }}{% trans 'Close' %}{% endkept %}")
    shown = set()
    for language, digits in (("fa", "persian"), ("fa", "latin"), ("en", "latin")):
        with translation.override(language), preferences.using(language=language, digits=digits):
            shown.add(one.render(Context({"n": 12})))
    assert len(shown) == 3


def test_what_comes_late_is_each_ones_own_and_escaped() -> None:
    one = Template("{% load kept %}{% kept late csrf_token here=at %}{% csrf_token %}{{ here }}{% endkept %}")
    first = one.render(Context({"csrf_token": "one", "at": "/?q=<b>"}))
    second = one.render(Context({"csrf_token": "two", "at": "/deals/"}))
    assert 'value="one"' in first and first.endswith("/?q=&lt;b&gt;")
    assert 'value="two"' in second and second.endswith("/deals/")


def test_a_name_that_is_not_there_is_an_error_and_no_silent_key() -> None:
    with pytest.raises(VariableDoesNotExist):
        _drawn("{% kept typo %}x{% endkept %}")


def test_the_store_stays_within_its_bound() -> None:
    store = Kept(largest=10)
    for number in range(8):
        store.put(number, "x" * 3, 3)
    store.put("large", "x" * 11, 11)
    assert [number for number in range(8) if store.get(number)] == [5, 6, 7]
    assert store.get("large") is None
