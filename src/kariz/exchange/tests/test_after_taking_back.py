"""The page of a set that was taken back says what is so now, and brings the same files again."""

from django.test import Client

from kariz.access.models import User
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import readings, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.test_two_sheets import alive, run, upload
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
    assert not alive().exists()
    client = Client()
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert f"/imports/together/{whole.pk}/again/" in page
    answer = client.post(f"/imports/together/{whole.pk}/again/")
    fresh = ImportSet.objects.latest("pk")
    assert fresh.pk != whole.pk and answer.url.endswith(f"/{fresh.pk}/")
    assert [part.sheet for part in fresh.parts.order_by("pk")] == ["deals", "more"]
    found = coming(list(fresh.parts.all()))
    assert (found.rows, found.control.deals, list(dict(found.control.sums).values())) == (3, 3, [6000])
    run(fresh, admin)
    assert sorted(alive().values_list("title", "amount")) == [("Canopy", 1000), ("Duct", 3000), ("Fan", 2000)]


def test_tables_beside_each_other_come_again_as_they_were_told_apart(admin, pipeline):
    beside = [[*row, "", *other] for row, other in zip(SHEET[:2], OTHER, strict=True)]
    whole = upload(admin, both=[*beside, SHEET[2]], more=[*OTHER, ["Delta", "Hood", 50]])
    readings.read_as(one=whole.parts.order_by("pk")[0], by=admin, reading="apart")
    marks = sorted(part.mark_of_sheet for part in whole.parts.all())
    assert len(marks) == 3
    whole = taken_back(run(ImportSet.objects.get(pk=whole.pk), admin), admin)
    fresh = sets.again(whole=whole, by=admin)
    assert sorted(part.mark_of_sheet for part in fresh.parts.all()) == marks
    assert len({part.stored for part in fresh.parts.all()}) == 3


def test_a_set_that_stands_comes_no_second_time(admin, pipeline):
    whole = run(upload(admin, deals=SHEET, more=OTHER), admin)
    client = Client()
    client.force_login(admin)
    assert "/again/" not in client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert client.post(f"/imports/together/{whole.pk}/again/").status_code == 409
    assert ImportSet.objects.get() == whole


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
