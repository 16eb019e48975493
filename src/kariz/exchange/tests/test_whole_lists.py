"""The whole export of another installation comes in as lists, without a question; that of this one is here already."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile, File
from django.db.models import F
from django.utils import timezone, translation

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.installation import whole
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ExternalRef, ImportSet
from kariz.exchange.queries.pages.sets import complete, parts_of
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, CompanyValue, Contact, ContactValue, DuplicateKey
from kariz.pipeline.actions import activities, deals, products
from kariz.pipeline.models import Activity, Deal, DealState, Product, StageVisit
from kariz.reading.files.limits import FileRefused
from kariz.records.actions import comments
from kariz.records.models import Comment


@pytest.fixture
def filled(admin, pipeline):
    """A company, a person with two ways to reach them, a deal with a step and a note, a product; one merged, one binned."""
    nikan = companies.create(by=admin, name="=نیکان", city="یزد")
    other = companies.create(by=admin, name="نیکان صنعت")
    companies.delete(company=companies.create(by=admin, name="رفته"), by=admin)
    points = [{"kind": "email", "value": "reza@nikan.ir"}, {"kind": "mobile", "value": "09121234567"}]
    reza = contacts.create(by=admin, name="رضا یگانه", company=other, position="مدیر خرید", points=points)
    merge(survivor=nikan, others=[Company.objects.get(pk=other.pk)], by=admin, choices={"name": nikan.pk})
    new = deals.NewDeal(
        title="پمپ آب",
        company=Company.objects.get(pk=nikan.pk),
        contact=reza,
        pipeline=pipeline,
        amount=1_250_000,
    )
    deal = deals.create(new=new, by=admin)
    more = deals.NewDeal(
        title="شیر", pipeline=pipeline, amount=125_050, currency="USD", rate=Decimal(500_000)
    )
    deals.create(new=more, by=admin)
    due = datetime(2031, 2, 3, 9, tzinfo=UTC)
    activities.plan(by=admin, name="تماس با رضا", kind="call", deal=deal, due_at=due, all_day=False)
    activities.plan(
        by=admin, name="پیگیری", kind="task", contact=reza, due_at=due + timedelta(days=2), all_day=True
    )
    comments.create(subject=("deal", deal.pk), body="قیمت را پرسید", by=admin)
    products.create(by=admin, name="پمپ", code="P-1", price=1_000_000)
    return admin


@pytest.fixture
def packed(filled, tmp_path):
    whole.write_folder(tmp_path / "out")
    whole.pack(tmp_path / "out", tmp_path / "kariz.zip")
    return tmp_path / "kariz.zip"


def upload(path, by):
    with path.open("rb") as file:
        return sets.upload(files=[File(file, "kariz.zip")], by=by)


def come_in(path, by):
    whole_set = upload(path, by)
    assert all(map(complete, parts_of(whole_set)))
    set_runs.start(whole=whole_set, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole_set.pk)


def become_another():
    """As if nothing had ever been here but other people."""
    for model in (DealState, StageVisit, Comment, Activity, DuplicateKey, ContactValue, CompanyValue):
        model.objects.all().delete()
    for model in (Deal, Product, Contact, Company):
        model.objects.all().delete()
    Event.objects.all().delete()
    User.objects.update(created_at=F("created_at") - timedelta(days=9))


@pytest.mark.parametrize(("language", "words"), [("en", "here already"), ("fa", "همین‌جا هست")])
def test_what_mina_exported_here_is_here_already(filled, packed, language, words):
    with translation.override(language), pytest.raises(FileRefused) as refused:
        upload(packed, filled)
    assert refused.value.code == "whole_export" and words in str(refused.value)
    assert not ImportSet.objects.exists()


def test_a_second_installation_gets_all_of_it_with_its_links(filled, packed):
    become_another()
    whole_set = come_in(packed, filled)
    refused = [
        (part.name, row.errors) for part in parts_of(whole_set) for row in part.rows.filter(action="refused")
    ]
    assert not refused, refused
    assert whole_set.shape == "kariz"
    assert [(firm.name, firm.city) for firm in Company.objects.all()] == [("=نیکان", "یزد")]
    reza = Contact.objects.select_related("company").get()
    assert (reza.name, reza.position, reza.company.name) == ("رضا یگانه", "مدیر خرید", "=نیکان")
    assert {point.value for point in reza.points.all()} >= {"reza@nikan.ir"} and reza.points.count() == 2
    deal = Deal.objects.select_related("company", "contact", "stage").get(title="پمپ آب")
    assert (deal.title, deal.company.name, deal.contact, deal.amount) == ("پمپ آب", "=نیکان", reza, 1_250_000)
    dollars = Deal.objects.get(title="شیر")
    assert (dollars.amount, dollars.currency) == (125_050, "USD")
    call = Activity.objects.get(name="تماس با رضا")
    assert (call.kind, call.deal, call.owner) == ("call", deal, filled)
    assert (call.due_at, call.all_day) == (datetime(2031, 2, 3, 9, tzinfo=UTC), False)
    ask = Activity.objects.get(name="پیگیری")
    assert (ask.all_day, ask.contact, timezone.localdate(ask.due_at)) == (True, reza, date(2031, 2, 5))
    note = Comment.objects.get()
    assert (note.body, note.subject_kind, note.subject_id) == ("قیمت را پرسید", "deal", deal.pk)
    assert [(one.name, one.code, one.price) for one in Product.objects.all()] == [("پمپ", "P-1", 1_000_000)]


def test_a_second_time_nothing_is_made_again(filled, packed):
    become_another()
    come_in(packed, filled)
    counts = [model.objects.count() for model in (Company, Contact, Deal, Activity, Comment, Product)]
    again = come_in(packed, filled)
    assert [model.objects.count() for model in (Company, Contact, Deal, Activity, Comment, Product)] == counts
    assert sum(part.created_count for part in parts_of(again)) == 0


def test_the_numbers_of_two_installations_are_not_mixed_up(filled, packed, tmp_path):
    become_another()
    come_in(packed, filled)
    Company.objects.update(name="کاوش")
    whole.write_folder(tmp_path / "third")
    whole.pack(tmp_path / "third", tmp_path / "third.zip")
    User.objects.update(created_at=F("created_at") - timedelta(days=9))
    come_in(tmp_path / "third.zip", filled)
    assert len({row.key.partition("-")[0] for row in ExternalRef.objects.filter(kind="company")}) == 2


def test_the_unpacked_folder_comes_in_like_its_zip(filled, packed, tmp_path):
    become_another()
    paths = sorted(path for path in (tmp_path / "out").iterdir() if path.is_file())
    whole_set = sets.upload(files=[ContentFile(path.read_bytes(), path.name) for path in paths], by=filled)
    kinds = {part.kind for part in parts_of(whole_set)}
    assert kinds == {"companies", "contacts", "products", "deals", "activities", "notes", "history"}
    assert whole_set.shape == "kariz"


def test_a_list_that_lies_beside_an_unpacked_export_comes_in_too(filled, packed, tmp_path):
    become_another()
    paths = sorted(path for path in (tmp_path / "out").iterdir() if path.is_file())
    files = [ContentFile(path.read_bytes(), path.name) for path in paths]
    own = ContentFile(b"Deal,Company,Amount\nSign,Kelso,5\n", "leads.csv")
    whole_set = sets.upload(files=[*files, own], by=filled)
    assert "leads.csv" in {part.name for part in parts_of(whole_set)}
