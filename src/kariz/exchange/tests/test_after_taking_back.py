"""The page of a set that was taken back says what is so now, and brings the same files again."""

from django.test import Client

from kariz.access.models import User
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.models import Deal

SHEET = [
    ["Company", "Title", "Amount", "Owner"],
    ["Alpha", "Canopy", 100, "Tom"],
    ["Beta", "Fan", 200, "Priya"],
]
OTHER = [["Company", "Title", "Amount"], ["Gamma", "Duct", 300]]


def taken_back(whole, by):
    set_runs.take_back(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def test_the_same_files_come_again_by_one_button(admin, pipeline):
    whole = taken_back(run(upload(admin, deals=SHEET, more=OTHER), admin), admin)
    assert not Deal.objects.filter(deleted_at=None).exists()
    client = Client()
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert f"/imports/together/{whole.pk}/again/" in page
    answer = client.post(f"/imports/together/{whole.pk}/again/")
    fresh = ImportSet.objects.latest("pk")
    assert fresh.pk != whole.pk and answer.url.endswith(f"/{fresh.pk}/")
    run(fresh, admin)
    assert sorted(Deal.objects.filter(deleted_at=None).values_list("title", flat=True)) == [
        "Canopy",
        "Duct",
        "Fan",
    ]


def test_a_set_that_stands_offers_no_second_time(admin, pipeline):
    whole = run(upload(admin, deals=SHEET, more=OTHER), admin)
    client = Client()
    client.force_login(admin)
    assert "/again/" not in client.get(f"/imports/together/{whole.pk}/").content.decode()


def test_sellers_of_an_earlier_import_are_not_told_of_a_later_one(admin, pipeline):
    first = run(upload(admin, deals=SHEET, more=OTHER), admin)
    tom = User.objects.get(name="Tom")
    deal = Deal.objects.create(
        title="Own",
        pipeline=pipeline,
        stage=pipeline.stages.order_by("position").first(),
        owner=tom,
        currency=Deal.objects.first().currency,
    )
    first = taken_back(first, admin)
    assert tom.pk in [one["id"] for part in first.parts.all() for one in part.stays if one["kind"] == "user"]
    later = taken_back(run(upload(admin, more=OTHER), admin), admin)
    assert not [one for part in later.parts.all() for one in part.stays]
    assert deal.owner == tom
