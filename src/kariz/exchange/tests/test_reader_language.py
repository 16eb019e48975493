"""Why a row was refused is said in the language of who reads it, not only of who imported it."""

from urllib.parse import quote

import pytest
from django.utils import translation

from kariz.exchange.actions.at_work import refused, runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages import imports as queries
from kariz.localisation.said import gettext, kept, ngettext, quoting, worded

TEXT = "full name,mobile,email\nReza,12,\nSara,,not an address\nLale,09121234567,\nLale,09121234567,\n"


def in_english(make):
    with translation.override("en"):
        return make()


def test_mina_imports_in_persian_and_bob_reads_the_reasons_in_english(admin, pipeline, upload, client):
    one = imports.change(one=upload(TEXT, admin), by=admin, options={"unreadable": "refuse"})
    imports.check(one=one, by=admin)
    runs.work_all()
    one = Import.objects.get(pk=one.pk)
    found = in_english(lambda: dict(queries.reasons_of(one, "refused")))
    assert found == {"This is not a phone number.": 1, "This is not an e-mail address.": 1}
    expected = one.expected.get(number=2)
    assert "این شمارهٔ تلفن درست نیست" in expected.notes[0]["text"]
    assert in_english(lambda: expected.told) == ["This is not a phone number. (“12”)"]
    imports.start(one=one, by=admin)
    runs.work_all()
    rows = {row.number: row for row in Import.objects.get(pk=one.pk).rows.all()}
    assert in_english(lambda: rows[2].why) == ["This is not a phone number. (“12”)"]
    assert in_english(lambda: rows[5].told) == ["Row 4 is the same."]
    sheet = in_english(lambda: b"".join(refused.export(one=one, ending="csv", by=admin)).decode())
    assert "This is not an e-mail address." in sheet
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    assert "This is not a phone number." in client.get(f"/imports/{one.pk}/").content.decode()
    told = client.get(f"/api/v1/imports/{one.pk}/rows?action=refused").json()
    assert told["items"][0]["errors"][0]["text"] == "This is not a phone number. (“12”)"


def test_texts_that_count_quote_or_are_of_older_imports_are_worded_too():
    with translation.override("fa"):
        many = kept(ngettext("%(count)s row is decided.", "%(count)s rows are decided.", 2) % {"count": 2})
        cell = kept(quoting(gettext("This is not a date."), "x"))
    with translation.override("en"):
        assert worded(many) == "2 rows are decided."
        assert worded(cell) == "This is not a date. (“x”)"
    assert worded({"field": "", "text": "as it was"}) == "as it was"
    assert worded(kept("plain")) == "plain"


@pytest.mark.parametrize(
    ("language", "called"), [("fa", "ردیف‌های نپذیرفته – مشتری‌ها.csv"), ("en", "Refused rows – مشتری‌ها.csv")]
)
def test_the_file_of_refused_rows_is_called_so_in_the_language_of_who_takes_it(
    language, called, sara, pipeline, bring, client
):
    sara.language = language
    sara.save()
    one = bring("نام شرکت,شهر\n,یزد\n", sara, name="مشتری‌ها.csv", kind="companies")
    client.force_login(sara)
    sent = client.get(f"/imports/{one.pk}/refused.csv")
    assert f"filename*=utf-8''{quote(called)}" in sent["Content-Disposition"]
