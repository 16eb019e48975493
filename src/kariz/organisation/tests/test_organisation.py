import pytest
from django.db import IntegrityError

from kariz.events.actor import SYSTEM
from kariz.events.models import Event
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
