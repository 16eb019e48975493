"""A title is laid out in the direction of most of its words, whatever letter it begins with."""

from __future__ import annotations

import re

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import Client
from django.utils.safestring import mark_safe

from kariz.access.models import User
from kariz.localisation.digits import to_latin
from kariz.localisation.text import reads_from_right
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.records import markup
from kariz.web.directions import directed

MIXED = "BMS کل برج"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (MIXED, True),
        ("VRF سه طبقه", True),
        ("BMS برج", True),
        ("iPhone 15 برای مدیر", True),
        ("VRF", False),
        ("Siemens AG Industrial (آلمان)", False),
        ("Contract with نسیم for supply", False),
        ("سیستم BMS", False),
        ("۲۲ عدد فن کویل", False),
        ("", False),
        ("1405/09/12", False),
    ],
)
def test_only_a_persian_text_that_begins_with_latin_letters_is_told_to_the_browser(
    text: str, right: bool
) -> None:
    assert reads_from_right(text) is right


def shown(source: str, text: str) -> str:
    return engines["django"].from_string(directed(source)).render({"a": {"text": text}})


def test_a_template_only_says_that_a_text_is_somebodys_own() -> None:
    assert shown("<bdi>{{ a.text }}</bdi>", MIXED) == f'<bdi dir="rtl">{MIXED}</bdi>'
    assert shown('<bdi class="b">{{ a.text }}</bdi>', MIXED) == f'<bdi class="b" dir="rtl">{MIXED}</bdi>'
    assert shown("<bdi>{{ a.text }}</bdi>", "Acme") == "<bdi>Acme</bdi>"
    assert shown('<bdi dir="ltr">{{ a.text }}</bdi>', MIXED) == f'<bdi dir="ltr">{MIXED}</bdi>'
    assert shown('<p dir="auto" id="i">{{ a.text|linebreaks }}', MIXED).startswith('<p dir="rtl" id="i">')
    assert shown('<p dir="auto">{{ a.text }}', "Acme") == '<p dir="auto">Acme'
    assert shown("<bdi>{{ a.text|default:'-' }}</bdi>", "<b>") == "<bdi>&lt;b&gt;</bdi>"


def test_templates_are_loaded_so() -> None:
    assert "|direction" in get_template("records/_search.html").template.source


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "en"])
def test_ali_reads_a_mixed_title_rightly_wherever_it_stands(ali: User, deal: Deal, language: str) -> None:
    deals.change(deal=deal, by=ali, title=MIXED)
    client = Client(headers={"Accept-Language": language})
    client.force_login(ali)
    for address in (
        "/deals/",
        f"/board/{deal.pipeline_id}/",
        "/calendar/",
        f"/deals/{deal.pk}/",
        "/search/?q=BMS",
    ):
        page = client.get(address).content.decode()
        tags = re.findall(rf"<(?:bdi|h1)([^>]*)>{MIXED}<", page)
        assert tags and all('dir="rtl"' in tag for tag in tags), (address, tags)


CALL = "قیمت +98 912 345 6789 را بفرستد"


def test_the_parts_of_a_phone_number_keep_their_order_in_a_persian_line() -> None:
    assert shown("<bdi>{{ a.text }}</bdi>", "+98 21 8877 6655") == '<bdi dir="ltr">+98 21 8877 6655</bdi>'
    told = shown('<p dir="auto">{{ a.text|linebreaks }}', CALL)
    assert '<bdi dir="ltr">+98 912 345 6789</bdi>' in told
    assert '<bdi dir="ltr">+98 912 345 6789</bdi>' in markup.html(CALL)
    assert shown('<p dir="auto">{{ a.text }}', "<b> 1405/09/10") == '<p dir="auto">&lt;b&gt; 1405/09/10'


def test_a_number_in_an_attribute_of_markup_stays_what_it_is() -> None:
    dialled = mark_safe('<a href="tel:+98 912 345 6789" title="021 8877 6655">Sara</a>')
    assert shown('<p dir="auto">{{ a.text }}', dialled).endswith(f">{dialled}")
    said = shown('{% load kariz %}<p dir="auto">{{ a.text|sentence }}', f"«{CALL}»")
    assert '<bdi dir="ltr">+98 912 345 6789</bdi>' in to_latin(said)
    told = shown('<p dir="auto">{{ a.text|linebreaksbr }}', f"<b>\n{CALL}")
    assert "&lt;b&gt;<br>" in told and '<bdi dir="ltr">+98 912 345 6789</bdi>' in told
