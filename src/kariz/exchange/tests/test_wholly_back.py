"""An import that is taken back leaves no names and no fields behind, and counts no slip that was undone."""

from datetime import timedelta

import pytest

from kariz.access.models import User
from kariz.config import housekeeping
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField

COLOURS = "title,Colour\nPump,red\nPipe,blue\n"


@pytest.fixture
def colours(admin, pipeline, upload):
    """A file of which Mina made a column a field, come in."""
    one = imports.change(
        one=upload(COLOURS, admin), by=admin, mapping={"title": "title", "Colour": "new:text"}
    )
    return finish(imports.start(one=one, by=admin))


def back(one, by, **how):
    return finish(imports.take_back(one=Import.objects.get(pk=one.pk), by=by, **how))


def told(one):
    return {(row["kind"], row["name"]): row["why"] for row in one.stays}


def test_a_field_that_only_this_file_made_goes_with_it_and_mina_may_restore_it(admin, colours):
    field = CustomField.objects.get()
    done = back(colours, admin)
    assert (done.kept_count, done.stayed) == (0, [])
    field.refresh_from_db()
    assert field.removed_at is not None
    custom_fields.restore(field=field, by=admin)


def test_a_field_in_which_sara_wrote_since_stays_and_the_page_says_so(admin, sara, colours, pipeline, client):
    field = CustomField.objects.get()
    deals.create(new=deals.NewDeal(title="Own", pipeline=pipeline, custom={field.key: "green"}), by=sara)
    done = back(colours, admin)
    assert list(told(done)) == [("field", "Colour")]
    assert CustomField.objects.get().removed_at is None
    client.force_login(admin)
    page = client.get(f"/imports/{colours.pk}/").content.decode()
    assert 'href="/settings/fields/"' in page and "Colour" in page


def test_a_field_that_mina_renamed_or_that_another_file_waits_to_fill_stays(admin, colours, upload):
    field = CustomField.objects.get()
    waiting = upload("title,Colour\nHose,green\n", admin)
    assert field.name in waiting.mapping.values()
    assert ("field", "Colour") in told(back(colours, admin))
    imports.delete(one=waiting, by=admin)
    other = imports.change(
        one=upload("title,Size\nNut,9\n", admin), by=admin, mapping={"title": "title", "Size": "new:number"}
    )
    other = finish(imports.start(one=other, by=admin))
    custom_fields.change(field=CustomField.objects.get(label="Size"), by=admin, label="Breadth")
    assert ("field", "Breadth") in told(back(other, admin))


def test_a_seller_named_by_the_file_leaves_the_lists_and_goes_with_the_bin(admin, pipeline, bring):
    one = bring("title,company,owner\nPump,Nikan,Navid\n", admin)
    done = back(one, admin)
    navid = User.objects.get(name="Navid")
    assert (navid.is_active, done.kept_count) == (False, 0)
    assert list(told(done)) == [("user", "Navid")]
    housekeeping.named_back.forget()
    assert User.objects.filter(pk=navid.pk).exists()
    for model in (Deal, Company, Contact):
        for record in model.objects.exclude(deleted_at=None):
            model.objects.filter(pk=record.pk).update(deleted_at=record.deleted_at - timedelta(days=31))
    housekeeping.empty_bin()
    assert housekeeping.named_back.forget() == 1
    assert not User.objects.filter(pk=navid.pk).exists()


def test_a_file_that_was_taken_back_and_comes_again_finds_its_sellers_again(admin, pipeline, bring):
    back(bring("title,company,owner\nPump,Nikan,مریم کاظمی\n", admin), admin)
    gone = User.objects.get(name="مریم کاظمی")
    again = bring("title,company,owner\nPump,Nikan,مريم كاظمي\nPipe,Nikan,مريم كاظمي\n", admin)
    maryam = User.objects.get(name="مریم کاظمی")
    assert maryam.pk == gone.pk and maryam.is_active
    assert set(Deal.objects.filter(deleted_at=None).values_list("owner", flat=True)) == {maryam.pk}
    back(again, admin)
    maryam.refresh_from_db()
    assert not maryam.is_active


def test_a_namesake_who_left_with_an_account_is_not_let_in_by_a_file(admin, ali, pipeline, bring):
    User.objects.filter(pk=ali.pk).update(is_active=False)
    bring(f"title,owner\nPump,{ali.name}\n", admin, people={ali.name: "new"})
    ali.refresh_from_db()
    assert not ali.is_active
    assert User.objects.active().get(name=ali.name).email is None


def test_a_seller_whom_mina_deactivated_herself_is_never_forgotten(admin, ali):
    User.objects.filter(pk=ali.pk).update(is_active=False)
    assert housekeeping.named_back.forget() == 0
    assert User.objects.filter(pk=ali.pk).exists()


def test_a_change_that_ali_undid_is_no_change(admin, ali, pipeline, bring):
    one = bring("title,company,contact,owner\nPump,Nikan,Reza Kia,Ali\n", admin)
    deal = deals.change(deal=Deal.objects.get(), by=ali, amount=5)
    company = companies.change(company=Company.objects.get(), by=admin, city="Yazd")
    contacts.change(contact=Contact.objects.get(), by=admin, position="CEO")
    assert changed_since(one).count == 1
    for verb in ("deal.changed", "company.changed", "contact.changed"):
        undo(event=Event.objects.get(verb=verb), by=admin)
    assert changed_since(one).count == 0
    done = back(one, admin)
    assert done.kept_count == 0
    deal.refresh_from_db()
    company.refresh_from_db()
    assert deal.deleted_at and company.deleted_at


def test_what_another_file_brought_and_mina_undid_is_no_change_either(admin, pipeline, bring):
    one = bring("title,stage\nPump,Proposal\n", admin)
    lines = bring("deal,product,quantity,price\nPump,Bolt,2,5\n", admin, kind="lines")
    event = Event.objects.filter(batch=lines.batch, subject_kind="deal").order_by("-id").first()
    undo(event=event, by=admin)
    assert changed_since(one).count == 0
    deals.change(deal=Deal.objects.get(), by=admin, amount=5)
    assert changed_since(one).count == 1


def test_the_same_file_makes_its_field_again_after_it_was_taken_back_and_the_page_says_so(
    admin, colours, upload, client
):
    back(colours, admin)
    again = upload(COLOURS, admin)
    assert again.mapping == {"title": "title", "Colour": "new:text"}
    client.force_login(admin)
    page = client.get(f"/imports/{again.pk}/").content.decode()
    assert '<option value="new:text" selected>' in page and "دوباره ساخته می‌شوند" in page
    done = finish(imports.start(one=again, by=admin))
    assert done.created_count == 2
    field = CustomField.objects.get(removed_at=None)
    assert [deal.custom[field.key] for deal in Deal.objects.filter(deleted_at=None)] == ["red", "blue"]
    assert back(done, admin).kept_count == 0 and not CustomField.objects.filter(removed_at=None).exists()


def test_a_set_makes_its_fields_again_and_who_may_not_make_fields_leaves_the_columns_out(
    admin, sara, pipeline, client
):
    files = {"deals.csv": COLOURS, "people.csv": "name,mobile\nAli,09121110002\n"}
    whole = sets.upload(files=uploads(files), by=admin)
    part = next(part for part in parts_of(whole) if part.kind == "deals")
    imports.change(one=part, by=admin, mapping={"title": "title", "Colour": "new:text"})
    set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    runs.work_all()
    set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    runs.work_all()
    assert not CustomField.objects.filter(removed_at=None).exists()
    again = sets.upload(files=uploads(files), by=admin)
    client.force_login(admin)
    assert "دوباره ساخته می‌شوند" in client.get(f"/imports/together/{again.pk}/").content.decode()
    hers = sets.upload(files=uploads(files), by=sara)
    assert not sara.can("custom_field.manage")
    assert "Colour" not in next(part for part in parts_of(hers) if part.kind == "deals").mapping
    set_runs.start(whole=again, by=admin)
    runs.work_all()
    field = CustomField.objects.get(removed_at=None)
    assert {deal.custom[field.key] for deal in Deal.objects.filter(deleted_at=None)} == {"red", "blue"}


def test_a_company_that_one_file_gave_a_person_of_another_goes_with_both(admin, pipeline):
    files = {
        "people.csv": "name,mobile,city\nSaeed Maleki,09121110987,Karaj\nArash Bahmani,09125550101,Tehran\n",
        "leads.csv": "name,company,mobile,owner\nSaeed Maleki,Arman,09121110987,Navid\n"
        "Mina Taghavi,Khat,09121500002,Navid\n",
    }
    whole = sets.upload(files=uploads(files), by=admin)
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    assert Contact.objects.get(name="Saeed Maleki").company.name == "Arman"
    companies.change(company=Company.objects.get(name="Khat"), by=admin, city="Shiraz")
    set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    runs.work_all()
    assert list(Company.objects.filter(deleted_at=None).values_list("name", flat=True)) == ["Khat"]
    assert not Contact.objects.filter(deleted_at=None).exists()
    told_ = [(row["kind"], row["name"]) for part in parts_of(whole) for row in part.stayed]
    assert sorted(told_) == [("company", "Khat"), ("user", "Navid")]
    assert sum(part.kept_count for part in parts_of(whole)) == len(told_)
