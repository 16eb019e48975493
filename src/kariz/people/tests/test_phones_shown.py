"""Phones are shown in groups, whatever way they were typed; what was typed stays."""

import pytest
from django.test import Client

from kariz.exchange.queries.known.custom import exported
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import organisation, refresh
from kariz.people import normal
from kariz.people.actions import companies, contacts
from kariz.people.queries.matching import match_phones
from kariz.records.actions import custom_fields


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("09121234567", "0912 123 4567"),
        ("+98 912 1234567", "0912 123 4567"),
        ("۰۲۱۸۸۷۷۶۶۵۵", "021 8877 6655"),
        ("+49 30 123456", "+49 30 123456"),
        ("ask Mina", "ask Mina"),
    ],
)
def test_a_number_reads_in_groups(typed: str, shown: str) -> None:
    assert normal.readable(typed) == shown


@pytest.mark.django_db
def test_sara_reads_the_number_in_her_digits_and_the_typed_one_is_kept(sara) -> None:
    given = [{"kind": "mobile", "value": "09121234567"}]
    zahra = contacts.create(by=sara, name="زهرا یزدانی", points=given)
    kavir = companies.create(by=sara, name="کویر", phone="02188776655")
    client = Client()
    client.force_login(sara)
    assert "۰۹۱۲ ۱۲۳ ۴۵۶۷" in client.get(f"/contacts/{zahra.pk}/").content.decode()
    assert "۰۲۱ ۸۸۷۷ ۶۶۵۵" in client.get(f"/companies/{kavir.pk}/").content.decode()
    assert zahra.points.get().value == "09121234567"


@pytest.mark.django_db
def test_a_phone_in_a_field_of_the_companys_own_reads_as_any_other(admin, sara) -> None:
    field = custom_fields.create(subject="company", label="Factory", type="phone", by=admin)
    kavir = companies.create(by=sara, name="کویر", custom={field.key: "02188776655"})
    client = Client()
    client.force_login(sara)
    assert "۰۲۱ ۸۸۷۷ ۶۶۵۵" in client.get(f"/companies/{kavir.pk}/").content.decode()
    assert kavir.custom[field.key] == "02188776655"
    assert exported(field, kavir.custom[field.key]) == "02188776655"


@pytest.fixture
def in_york(company) -> None:
    """A firm in Britain."""
    Organisation.objects.update(country="GB")
    refresh()
    organisation()


@pytest.mark.django_db
def test_a_british_firm_reads_and_finds_its_numbers_as_people_dial_them_there(in_york, sara) -> None:
    assert normal.readable("01632960344") == "01632 960344"
    assert normal.phone("01632 960 344") == normal.phone("+44 1632 960344") == "+441632960344"
    assert normal.national("+447400123456") == "07400123456"
    assert normal.is_mobile("+447400123456") and not normal.is_mobile("+441632960344")
    helen = contacts.create(by=sara, name="Helen Pryce", points=[{"kind": "phone", "value": "01632 960344"}])
    assert match_phones(["+44 1632 960344"], by=sara)["+44 1632 960344"] == [helen.pk]
    assert normal.phone("+98 912 123 4567") == "+989121234567"
    assert normal.readable("+989121234567") == "+98 912 123 4567"


@pytest.mark.django_db
def test_a_number_that_is_none_of_iran_is_shown_as_it_was_typed(company) -> None:
    assert normal.readable("01632 960344") == "01632 960344"
    assert normal.readable("02188776655") == "021 8877 6655"
