"""The bin is emptied of what nobody restored for 30 days, and of nothing else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kariz.config import housekeeping
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.records import storage
from kariz.records.actions import comments, files
from kariz.records.models import Comment, File

pytestmark = pytest.mark.django_db


def put_away(record, days):
    type(record).objects.filter(pk=record.pk).update(deleted_at=timezone.now() - timedelta(days=days))


def test_a_deal_is_gone_for_good_after_thirty_days_in_the_bin_with_its_files(
    sara, pipeline, django_capture_on_commit_callbacks
):
    old = deals.create(new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara), by=sara)
    young = deals.create(new=deals.NewDeal(title="لوله", pipeline=pipeline, owner=sara), by=sara)
    comments.create(subject=("deal", old.pk), body="چه شد؟", by=sara)
    file = files.create(subject=("deal", old.pk), upload=SimpleUploadedFile("a.txt", b"text"), by=sara)
    put_away(old, 31)
    put_away(young, 29)
    with django_capture_on_commit_callbacks(execute=True):
        assert housekeeping.empty_bin() == 1
    assert list(Deal.objects.values_list("pk", flat=True)) == [young.pk]
    assert not Comment.objects.exists() and not File.objects.exists()
    assert not storage.path_of(file.stored).exists()
    event = Event.objects.get(verb="deal.purged")
    assert (event.subject_id, event.actor_id) == (old.pk, None)


def test_a_company_and_its_contact_are_gone_but_the_deal_stays(sara, pipeline):
    company = companies.create(name="نیکان", by=sara)
    contact = contacts.create(name="رضا", company=company.pk, by=sara)
    deal = deals.create(
        new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara, company=company, contact=contact),
        by=sara,
    )
    put_away(company, 40)
    put_away(contact, 40)
    assert housekeeping.empty_bin() == 2
    deal.refresh_from_db()
    assert (deal.company, deal.contact) == (None, None)
    assert not Company.objects.exists() and not Contact.objects.exists()


def test_nothing_is_removed_that_was_not_deleted(sara, pipeline):
    deals.create(new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara), by=sara)
    assert housekeeping.empty_bin() == 0


def test_the_file_of_an_old_import_goes_and_what_it_brought_stays(admin, pipeline):
    sheet = SimpleUploadedFile("list.csv", "عنوان,شرکت\nپمپ,آبسان\n".encode())
    one = imports.upload(file=sheet, by=admin)
    one = imports.start(one=one, by=admin)
    runs.work_all()
    path = storage.path_of(one.stored)
    assert imports.forget_files(before=timezone.now() - timedelta(days=30)) == 0 and path.exists()
    assert imports.forget_files(before=timezone.now() + timedelta(days=1)) == 1 and not path.exists()
    assert Deal.objects.count() == 1
    assert [event.verb for event in Event.objects.filter(subject_kind="import").order_by("id")] == [
        "import.uploaded",
        "import.started",
    ]
