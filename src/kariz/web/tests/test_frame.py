"""The frame: who sees which places, how forms are drawn, and one-click language and theme."""

from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from kariz.web import navigation, preferences, toasts
from kariz.web.context_processors import Shell
from kariz.web.errors import DomainError, FieldErrors
from kariz.web.forms import Renderer, show_error
from kariz.web.navigation import Command, Place

pytestmark = pytest.mark.urls("kariz.web.tests.addresses")


class Sara:
    is_authenticated = True
    theme = "dark"

    def __init__(self, *capabilities: str) -> None:
        self.capabilities = capabilities

    def can(self, capability: str, record: object | None = None) -> bool:
        return capability in self.capabilities


class Lead(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Work address.")
    agree = forms.BooleanField(label="Agreed")


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_places", {})
    monkeypatch.setattr(navigation, "_commands", {})
    monkeypatch.setattr(navigation, "reverse", lambda name: f"/{name}/")
    navigation.address.cache_clear()


def test_sara_sees_only_the_places_she_may_go_to() -> None:
    navigation.register(
        Place(key="board", label="Board", icon="columns-3", url_name="board", capability="deal.view"),
        Place(
            key="settings",
            label="Settings",
            icon="settings",
            url_name="settings",
            capability="settings.change",
        ),
    )
    assert [place.key for place in navigation.places(Sara("deal.view"), "/board/")] == ["board"]


def test_the_longest_address_marks_the_place_one_is_in() -> None:
    navigation.register(
        Place(key="deals", label="Deals", icon="handshake", url_name="deals", prefixes=("/d/",)),
        Place(key="deeper", label="Calendar", icon="calendar", url_name="deals/calendar"),
    )
    current = {p.key for p in navigation.places(Sara(), "/deals/calendar/1405/") if p.current}
    assert current == {"deeper"}
    assert {p.key for p in navigation.places(Sara(), "/d/7/") if p.current} == {"deals"}


def test_commands_come_in_order_and_creations_fill_the_plus_menu() -> None:
    navigation.register(
        Command(key="call", label="Log a call", icon="phone", url_name="call", order=2, create=True),
        Command(key="help", label="Help", icon="info", url_name="help", order=1),
    )
    request = RequestFactory().get("/")
    request.user = Sara()  # type: ignore[assignment]
    shell = Shell(request)
    assert [c.key for c in shell.commands] == ["help", "call"]
    assert [c.key for c in shell.creations] == ["call"]


def test_the_users_own_theme_goes_before_the_browsers() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[preferences.THEME_COOKIE] = "light"
    request.user = Sara()  # type: ignore[assignment]
    assert Shell(request).data_theme == "kariz-dark"
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    assert Shell(request).data_theme == "kariz"


@pytest.mark.django_db
def test_a_visitor_changes_language_and_stays_on_the_page(client: Client) -> None:
    answer = client.post(
        "/preferences/", {"language": "en", "theme": "dark", "next": "/account/login/?next=/x/"}
    )
    assert answer["Location"] == "/account/login/?next=/x/"
    assert answer.cookies["django_language"].value == "en"
    assert answer.cookies[preferences.THEME_COOKIE].value == "dark"


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leaves_the_house(client: Client, target: str) -> None:
    assert client.post("/preferences/", {"theme": "dark", "next": target})["Location"] == "/"


def test_an_error_stands_beside_its_field_and_is_tied_to_it() -> None:
    html = str(Lead({"email": "sara@"}, renderer=Renderer())["email"].as_field_group())
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert "id_email_helptext" in html.split("aria-describedby=")[1].split(">")[0]
    assert 'dir="ltr"' in html


def test_what_an_action_refuses_is_shown_where_it_belongs() -> None:
    form = Lead({"email": "sara@example.com", "agree": "on"}, renderer=Renderer())
    show_error(form, FieldErrors({"email": ["taken"], "unknown": ["general"]}))
    assert form.errors["email"] == ["taken"]
    assert form.non_field_errors() == ["general"]


def test_an_error_of_no_field_stands_above_the_form() -> None:
    form = Lead({"email": "sara@example.com", "agree": "on"}, renderer=Renderer())
    show_error(form, DomainError("busy", field="stage"))
    assert form.non_field_errors() == ["busy"]


def test_a_toast_keeps_the_events_that_the_answer_already_sends() -> None:
    answer = HttpResponse(headers={"HX-Trigger": '{"board:changed": {}}'})
    toasts.add(answer, "جابه‌جا شد", undo_url="/events/5/undo/")
    assert answer["HX-Trigger"].isascii()
    assert '"board:changed"' in answer["HX-Trigger"]
    assert '"undo_url": "/events/5/undo/"' in answer["HX-Trigger"]


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_component_is_drawn_in_both_languages(language: str) -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    with translation.override(language):
        html = engines["django"].get_template("web/styleguide.html").render({"errors": ["no"]}, request)
    assert f'<html lang="{language}" dir="{"rtl" if language == "fa" else "ltr"}"' in html
    assert "<c-" not in html


def test_a_name_cannot_bring_markup_into_a_component() -> None:
    html = render('<c-avatar name="{{ name }}" /><c-badge>{{ name }}</c-badge>', name="<script>x</script>")
    assert "<script>" not in html


def test_initials_of_a_persian_name_do_not_join() -> None:
    assert render("{% load web %}{{ name|initials }}", name="سارا محمدی") == "س\u200cم"


def test_arrows_turn_with_the_direction_and_other_icons_do_not() -> None:
    assert "icon-flip" in render('{% load web %}{% icon "arrow-right" %}')
    assert "icon-flip" not in render('{% load web %}{% icon "phone" %}')
