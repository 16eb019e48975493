"""Phones are shown in groups, whatever way they were typed; what was typed stays."""

import pytest
from django.test import Client

from kariz.exchange.queries.custom import exported
from kariz.people import normal
from kariz.people.actions import companies, contacts
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
