"""Consent comes in with a file and goes out with it."""

import csv
import io
from datetime import date

import pytest

from kariz.people.actions import contacts
from kariz.people.models import Contact

FILE = """نام,موبایل,رضایت,منبع رضایت,تاریخ رضایت
علی رضایی,09121234567,بله,نمایشگاه,۱۴۰۳/۰۱/۰۵
مینا راد,09127654321,شاید,,
"""


def test_a_file_says_who_agreed_and_for_a_word_that_says_neither_nobody_is_lost(sara, pipeline, bring):
    one = bring(FILE, sara)
    assert (one.created_count, one.refused_count) == (2, 0)
    mina = Contact.objects.get(name="مینا راد")
    assert (mina.consent, "شاید" in mina.notes) == ("unknown", True)
    assert one.rows.get(number=3).warnings
    contact = Contact.objects.exclude(pk=mina.pk).get()
    assert (contact.consent, contact.consent_source) == ("given", "نمایشگاه")
    assert contact.consent_on == date(2024, 3, 24)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_was_exported_comes_back_unchanged(client, sara, pipeline, bring, language):
    sara.language = language
    sara.save()
    client.force_login(sara)
    contacts.create(by=sara, name="علی", consent="withdrawn", consent_on=date(2024, 3, 24))
    out = client.get("/exports/contacts.csv").getvalue().decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(out)))
    assert len(row) == len(set(row))
    one = bring(out, sara, existing="update")
    assert one.refused_count == 0
    contact = Contact.objects.get()
    assert (contact.consent, contact.consent_on) == ("withdrawn", date(2024, 3, 24))
