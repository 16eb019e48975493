"""Files that come in together: a company leaves its old system in one go, and may take it back."""

from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db.models import Count, Sum
from django.utils import timezone

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ExternalRef, Import, ImportSet
from kariz.exchange.queries.pages.sets import complete
from kariz.exchange.tests import didar
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, DealLine, Product
from kariz.records.models import Comment


def upload(files, by):
    return sets.upload(files=[ContentFile(content, name) for name, content in files.items()], by=by)


def run(whole, by):
    runs_to_end = set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=runs_to_end.pk)


def counts(whole):
    return {
        (part.kind, part.name): (
            part.created_count,
            part.updated_count,
            part.skipped_count,
            part.refused_count,
        )
        for part in whole.parts.all()
    }


def test_mina_leaves_didar_without_saying_what_a_single_column_means(admin, pipeline):
    made = didar.make(companies=60)
    whole = upload(made.files, admin)
    assert whole.shape == "didar"
    kinds = {part.name: part.kind for part in whole.parts.all() if complete(part)}
    assert kinds == {
        "شرکت ها.xlsx": "companies", "اشخاص.xlsx": "contacts", "محصولات.xlsx": "products",
        "معاملات.xlsx": "deals", "فعالیت ها .xlsx": "activities", "یاداشت ها.xlsx": "notes",
        "کارت ها.xlsx": "activities",
    }  # fmt: skip
    whole = run(whole, admin)
    assert whole.phase == "done", [(part.name, part.phase, part.error) for part in whole.parts.all()]
    assert all(refused == 0 for *_rest, refused in counts(whole).values()), counts(whole)
    deals = Deal.objects.filter(deleted_at=None)
    assert deals.count() == made.deals
    assert deals.aggregate(all=Sum("amount"))["all"] == made.total
    won = deals.filter(outcome="won").aggregate(all=Sum("base_amount"), count=Count("pk"))
    assert (won["count"], won["all"]) == (made.won, made.won_sum)
    assert DealLine.objects.count() == made.lines
    assert Product.objects.count() == made.products
    assert Contact.objects.count() == made.people
    # The one that was deleted in Didar, while its deals go on naming it.
    assert Company.objects.count() == made.companies + 1
    assert ExternalRef.objects.filter(kind="company").count() == made.companies + 1
    brought = Activity.objects.filter(source=None)
    assert brought.count() == made.activities
    assert brought.filter(done_at=None).count() == made.open_activities
    assert Comment.objects.count() == made.notes


def test_what_comes_from_didar_is_linked_dated_owned_and_clean(admin, pipeline):
    whole = run(upload(didar.make(companies=30).files, admin), admin)
    assert whole.phase == "done"
    deal = Deal.objects.select_related("owner", "company", "contact").get(external_id="1001")
    assert (deal.outcome, deal.owner.name) == ("lost", "علی رضایی")
    assert deal.lost_reason is not None or "قیمت" in deal.notes
    assert "گران‌تر بود" in deal.notes
    assert deal.company.name == deal.company.name.strip()
    assert timezone.localtime(deal.created_at, ZoneInfo("Asia/Tehran")).isoformat()[:16] == "2025-04-30T00:00"
    person = Contact.objects.get(pk=ExternalRef.objects.get(kind="contact", key="50001").record_id)
    assert person.company.pk == ExternalRef.objects.get(kind="company", key="9001").record_id
    alone = Contact.objects.get(pk=ExternalRef.objects.get(kind="contact", key="50000").record_id)
    assert alone.company is None
    assert "نمی‌دهد" in alone.notes
    note = Comment.objects.order_by("pk").first()
    assert "script" not in note.body and "alert" not in note.body
    assert "• نخست" in note.body
    talk = Activity.objects.select_related("owner", "deal").get(name="تماس 1")
    assert (talk.kind in ("call", "meeting", "message"), talk.result, talk.notes) == (
        True,
        "done",
        "گفتگو شد 1",
    )
    assert (talk.deal.external_id, talk.owner.name) == ("1001", "علی رضایی")


def test_the_same_export_again_changes_nothing_and_a_newer_one_only_what_is_new(admin, pipeline):
    made = didar.make(companies=20)
    run(upload(made.files, admin), admin)
    before = {
        model: model.objects.count()
        for model in (Company, Contact, Deal, DealLine, Activity, Comment, Product)
    }
    versions = dict(Deal.objects.values_list("pk", "version"))
    again = run(upload(made.files, admin), admin)
    assert again.phase == "done"
    assert all(
        created == updated == refused == 0 for created, updated, _s, refused in counts(again).values()
    ), counts(again)
    assert {model: model.objects.count() for model in before} == before
    assert dict(Deal.objects.values_list("pk", "version")) == versions
    newer = didar.make(companies=21)
    last = run(upload(newer.files, admin), admin)
    assert last.phase == "done"
    assert Deal.objects.count() == newer.deals


def test_mina_takes_the_whole_of_didar_back_with_one_button(admin, pipeline):
    whole = run(upload(didar.make(companies=20).files, admin), admin)
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    whole.refresh_from_db()
    assert whole.phase == "taken_back"
    assert not Deal.objects.filter(deleted_at=None).exists()
    assert not Company.objects.filter(deleted_at=None).exists()
    assert not Contact.objects.filter(deleted_at=None).exists()
    assert not Comment.objects.filter(deleted_at=None).exists()
    assert not Activity.objects.filter(source=None, deleted_at=None).exists()
    assert not ExternalRef.objects.exclude(kind__in=["product", "user"]).exists()
    assert run(upload(didar.make(companies=20).files, admin), admin).phase == "done"
    assert Import.objects.filter(name="معاملات.xlsx").order_by("-pk").first().created_count == 40
