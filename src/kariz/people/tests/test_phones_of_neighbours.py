"""A number that a neighbour's customer gave as it is dialled there is that neighbour's, wherever it is read."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from kariz.localisation import phones
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import organisation, refresh
from kariz.people import normal
from kariz.people.actions import contacts
from kariz.people.asked import phones_asked
from kariz.people.models import PhoneRun
from kariz.people.queries.matching import match_phones
from kariz.records.custom.reading import e164

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm_in(company):
    def settle(country: str) -> None:
        Organisation.objects.update(country=country)
        refresh()
        organisation()

    return settle


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        ("GB", "087 628 0824", "+353876280824"),
        ("IE", "07400 123456", "+447400123456"),
        ("IE", "07911 123456", "+447911123456"),
        ("IR", "۰۵۰ ۱۲۳ ۴۵۶۷", "+971501234567"),
        ("IR", "0532 123 4567", "+905321234567"),
        ("IR", "0700 123 456", "+93700123456"),
        ("CH", "0664 1234567", "+436641234567"),
        ("AT", "079 123 45 67", "+41791234567"),
    ],
)
def test_a_number_that_only_the_neighbour_has_is_the_neighbours(firm_in, country, typed, number) -> None:
    firm_in(country)
    assert normal.phone(typed) == number
    assert e164(typed) == number
    assert phones.readable(typed).startswith(number[:3])


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        # Of the country itself.
        ("GB", "07911 123456", "+447911123456"),
        ("IR", "0212 345 6789", "+982123456789"),
        ("IR", "09121234567", "+989121234567"),
        # One digit too few or too many of an own number.
        ("IR", "0912 123 456", "+980912123456"),
        ("IR", "054 332 2123", "+980543322123"),
        ("IE", "087 1234567 8", "+3538712345678"),
        ("GB", "0113 673997", "+44113673997"),
        ("GB", "0113 380825", "+44113380825"),
        # A landline of some neighbour, as nearly any digits are.
        ("GB", "021 427 1234", "+44214271234"),
        ("IR", "040 123 4567", "+980401234567"),
        # Nobody has it; and what names its country.
        ("GB", "01632 960344", "+441632960344"),
        ("GB", "+44 87 628 0824", "+44876280824"),
        # Without the 0 before it, it is any row of digits.
        ("GB", "87 628 0824", "+44876280824"),
    ],
)
def test_any_other_number_stays_the_companys_own(firm_in, country, typed, number) -> None:
    firm_in(country)
    assert normal.phone(typed) == number


def test_a_number_with_a_digit_missing_is_shown_as_it_was_typed(firm_in) -> None:
    firm_in("GB")
    assert [normal.readable(typed) for typed in ("0113 673997", "0113 380825", "01274 61610")] == [
        "0113 673997",
        "0113 380825",
        "01274 61610",
    ]
    assert [
        typed for typed in ("0113 673997", "0113 267 2345", "087 628 0824") if phones.is_mistyped(typed)
    ] == ["0113 673997"]
    firm_in("IR")
    assert phones.is_mistyped("0912 123 456") and not phones.is_mistyped("0912 123 4567")
    assert not phones.is_mistyped("88776655")


def test_the_irish_customer_of_a_british_firm_is_found_shown_and_called_in_ireland(firm_in, sara) -> None:
    firm_in("GB")
    james = contacts.create(
        by=sara, name="James Tierney", points=[{"kind": "mobile", "value": "087 628 0824"}]
    )
    assert match_phones(["+353 87 628 0824"], by=sara)["+353 87 628 0824"] == [james.pk]
    assert normal.readable("087 628 0824") == "+353 87 628 0824"
    assert normal.national("+353876280824") == "0876280824"
    assert "+353876280824" in phones_asked("087 628 0824")
    client = Client()
    client.force_login(sara)
    page = client.get(f"/contacts/{james.pk}/").content.decode()
    assert "tel:+353876280824" in page
    assert "+۳۵۳ ۸۷ ۶۲۸ ۰۸۲۴" in page
    assert [one["id"] for one in client.get("/api/v1/contacts?q=087628").json()["items"]] == [james.pk]


def test_numbers_kept_from_before_are_read_again_where_a_country_has_such_neighbours(firm_in, sara) -> None:
    firm_in("GB")
    migration = import_module("kariz.people.migrations.0024_phones_of_neighbours")
    migration.forwards(apps, None)
    assert not PhoneRun.objects.exists()
    contacts.create(by=sara, name="James Tierney", points=[{"kind": "mobile", "value": "087 628 0824"}])
    migration.forwards(apps, None)
    assert list(PhoneRun.objects.values_list("kind", "state")) == [("contact", "waiting")]
    Organisation.objects.update(country="US")
    PhoneRun.objects.all().delete()
    migration.forwards(apps, None)
    assert not PhoneRun.objects.exists()
