"""Search entries that are written together: the last word of each record, and nothing of what was gone back on."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from kariz.people.actions import companies
from kariz.people.models import Company
from kariz.records.models import SearchEntry
from kariz.records.search import index
from kariz.records.search.finder import find
from kariz.web.behind import behind


def titles() -> list[str]:
    return sorted(SearchEntry.objects.filter(kind="company").values_list("title", flat=True))


def test_a_record_made_and_renamed_meanwhile_is_found_by_its_last_name_alone(sara):
    with transaction.atomic(), index.gathered():
        nikan = companies.create(by=sara, name="Nikan")
        companies.create(by=sara, name="Kavosh")
        # PostgreSQL may begin at once: its index costs the same at any time.
        assert titles() == ([] if connection.vendor == "sqlite" else ["Kavosh", "Nikan"])
        companies.change(company=nikan, by=sara, name="Nilgoon")
    assert titles() == ["Kavosh", "Nilgoon"]
    assert [entry.title for entry in find(sara, "nilgon")] == ["Nilgoon"]


def test_a_record_that_went_to_the_bin_meanwhile_is_not_found(sara):
    with transaction.atomic(), index.gathered():
        nikan = companies.create(by=sara, name="Nikan")
        companies.delete(company=nikan, by=sara)
    assert titles() == []


def test_what_a_savepoint_took_back_is_found_as_it_was(sara):
    with transaction.atomic(), index.gathered():
        nikan = companies.create(by=sara, name="Nikan")
        with pytest.raises(ValueError, match="lost"), transaction.atomic():
            companies.create(by=sara, name="Kavosh")
            companies.change(company=nikan, by=sara, name="Nilgoon")
            raise ValueError("lost")
        companies.create(by=sara, name="Arvand")
    assert titles() == ["Arvand", "Nikan"]


@pytest.mark.django_db(transaction=True)
def test_entries_that_are_written_behind_outlive_a_savepoint_that_is_gone_back_to(sara):
    firms = [Company(pk=at, name=f"Firm {at}") for at in range(1, 301)]
    with behind() as writer, transaction.atomic(), writer.transaction(), index.gathered():
        index.put("company", firms, new=True)
        with pytest.raises(ValueError, match="lost"), transaction.atomic():
            raise ValueError("lost")
    assert SearchEntry.objects.filter(kind="company").count() == 300
