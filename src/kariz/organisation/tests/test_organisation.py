from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client

from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.localisation import home
from kariz.organisation.actions import organisation as actions
from kariz.organisation.models import Organisation
from kariz.organisation.queries import current
from kariz.web.errors import FieldErrors, Stale


def test_before_set_up_the_defaults_are_irans(db):
    company = current.organisation()
    assert (company.currency, company.money_unit, company.timezone) == ("IRR", "toman", "Asia/Tehran")
    assert company.working_days == [5, 6, 0, 1, 2]
    assert not current.is_set_up()


def test_the_company_is_set_up_once(db):
    actions.create(by=SYSTEM, name="Qanat Co")
    assert current.is_set_up()
    with pytest.raises(actions.AlreadySetUp):
        actions.create(by=SYSTEM, name="Other")
    assert Event.objects.filter(verb="organisation.created").count() == 1


def test_the_database_holds_one_row(db):
    with pytest.raises(IntegrityError):
        Organisation.objects.create(id=2, name="Second")


def test_a_request_reads_the_row_once_and_sees_a_change(db, django_assert_num_queries):
    actions.create(by=SYSTEM, name="Qanat Co")
    token = current.remember()
    try:
        with django_assert_num_queries(1):
            current.organisation()
            current.organisation()
        actions.change(by=SYSTEM, name="Kariz Co")
        assert current.organisation().name == "Kariz Co"
    finally:
        current.forget(token)


def test_a_dollar_company_has_no_toman_and_gets_it_back_with_rial(db):
    actions.create(by=SYSTEM, name="Qanat Co", currency="USD")
    assert Organisation.objects.get().money_unit == ""
    actions.change(by=SYSTEM, currency="IRR")
    assert Organisation.objects.get().money_unit == "toman"


def test_an_old_version_is_told(db):
    actions.create(by=SYSTEM, name="Qanat Co")
    actions.change(by=SYSTEM, name="Kariz Co", version=1)
    with pytest.raises(Stale):
        actions.change(by=SYSTEM, name="Other", version=1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "a\nb"), ("currency", "XXX"), ("money_unit", "dinar"), ("timezone", "Mars/Base"),
        ("working_days", []), ("working_days", [7]), ("working_days", [1, 1]), ("language", "de"), ("calendar", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(db, field, value):
    actions.create(by=SYSTEM, name="Qanat Co")
    with pytest.raises(FieldErrors) as refused:
        actions.change(by=SYSTEM, **{field: value})
    assert field in refused.value.errors


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ({}, "IR"),
        ({"timezone": "Europe/London", "currency": "EUR", "language": "en"}, "GB"),
        ({"timezone": "UTC", "currency": "EUR", "language": "en"}, "IR"),
        ({"timezone": "UTC", "currency": "EUR", "language": "en", "country": "DE"}, "DE"),
    ],
)
def test_the_country_is_the_one_that_is_said_or_that_the_rest_speaks_of(db, said, country):
    assert actions.create(by=SYSTEM, name="Qanat Co", **said).country == country


def test_the_country_stays_when_the_company_moves_its_clock(db):
    actions.create(by=SYSTEM, name="Qanat Co", country="DE")
    actions.change(by=SYSTEM, timezone="Asia/Dubai")
    assert current.organisation().country == "DE" and home.region() == "DE"
    with pytest.raises(FieldErrors) as refused:
        actions.change(by=SYSTEM, country="EU")
    assert set(refused.value.errors) == {"country"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("zone", "currency", "language", "country"),
    [("Europe/London", "GBP", "en", "GB"), ("UTC", "EUR", "en", "IR"), ("Asia/Tehran", "IRR", "fa", "IR")],
)
def test_a_company_from_before_gets_the_country_its_settings_spoke_of(zone, currency, language, country):
    forwards = import_module("kariz.organisation.migrations.0003_country").forwards
    unit = "toman" if currency == "IRR" else ""
    Organisation.objects.create(
        name="Qanat Co", timezone=zone, currency=currency, money_unit=unit, language=language
    )
    forwards(apps, None)
    assert Organisation.objects.get().country == country


def test_the_settings_and_the_api_show_and_change_the_country(admin, company):
    browser = Client()
    browser.force_login(admin)
    page = browser.get("/settings/organisation/").content.decode()
    assert '<option value="IR" selected>ایران</option>' in page
    answer = browser.patch("/api/v1/organisation", {"country": "GB"}, content_type="application/json")
    assert answer.status_code == 200 and answer.json()["country"] == "GB"
    assert browser.get("/api/v1/organisation").json()["country"] == "GB"
