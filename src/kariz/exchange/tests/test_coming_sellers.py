"""Who is invited and has not come yet, and sellers whom the files bring, may own what rows say nobody has."""

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from kariz.access.actions import invitations
from kariz.access.models import Invitation, User
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.didar import book
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.exchange.views.choices import owners_of
from kariz.pipeline.models import Deal

NAMED = "Deal,Amount,Owner\nSign,5,{owner}\nDesk,6,\n"


def invite(by, name="Priya Nair", email="priya@harlow.example"):
    return invitations.invite(email=email, name=name, role="seller", by=by)


def owner_of(title):
    return Deal.objects.get(title=title).owner


def test_initials_are_proposed_to_be_whom_mina_invited_and_her_deals_wait_for_her(
    admin, pipeline, upload, client
):
    invited = invite(admin)
    one = upload(NAMED.format(owner="PN"), admin, "live.csv")
    assert one.options["people"] == {"PN": "as:Priya Nair"}
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'value="as:Priya Nair" selected' in page
    finish(imports.start(one=one, by=admin))
    priya = owner_of("Sign")
    assert (priya.name, priya.email, priya.has_usable_password()) == (
        "Priya Nair",
        "priya@harlow.example",
        False,
    )
    secret = invited.link.rstrip("/").rpartition("/")[2]
    came = invitations.accept(secret=secret, name="Priya Nair", password="a long word 4711")
    assert came.pk == priya.pk and owner_of("Sign") == came
    assert User.objects.filter(name="Priya Nair").count() == 1


def test_the_invited_who_is_called_just_so_gets_no_twin(admin, pipeline, upload):
    invite(admin)
    finish(imports.start(one=upload(NAMED.format(owner="Priya Nair"), admin), by=admin))
    assert owner_of("Sign").email == "priya@harlow.example"


def test_who_says_that_a_name_is_whom_mina_invited_by_just_that_name_loses_no_answer(admin, pipeline, upload):
    invite(admin)
    one = upload(NAMED.format(owner="Priya Nair"), admin, "live.csv")
    one = imports.change(one=one, by=admin, options={"people": {"Priya Nair": "as:Priya Nair"}})
    finish(imports.start(one=one, by=admin))
    assert owner_of("Sign").email == "priya@harlow.example"


@pytest.mark.parametrize(
    ("name", "header"),
    [("Priya Nair", "Deal,Amount,Owner"), ("کاوه راد", "عنوان,مبلغ,مسئول")],
)
def test_who_is_invited_by_just_that_name_is_shown_as_invited_and_once(
    admin, pipeline, upload, client, name, header
):
    invite(admin, name=name)
    one = upload(f"{header}\nSign,5,{name}\n", admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    shown = page[page.index('name="owner_meaning"') :].partition("</select>")[0]
    called = _("%(name)s (invited)") % {"name": name}
    assert f'value="new" selected>{called}<' in shown and shown.count(name) == 1
    finish(imports.start(one=one, by=admin))
    assert owner_of("Sign").email == "priya@harlow.example"
    [again] = owners_of(upload(f"{header}\nDesk,5,{name}\n", admin).options, admin)
    assert dict(again["choices"])[again["meaning"]] == name


def test_rows_without_an_owner_are_given_to_whom_mina_invited(admin, pipeline, upload, client):
    invite(admin)
    one = upload("Deal,Amount\nSign,5\n", admin)
    client.force_login(admin)
    assert 'value="as:Priya Nair"' in client.get(f"/imports/{one.pk}/").content.decode()
    one = imports.change(one=one, by=admin, options={"owner": "as:Priya Nair"})
    finish(imports.start(one=one, by=admin))
    assert owner_of("Sign").name == "Priya Nair"


def test_a_seller_whom_one_file_names_gets_the_sheet_of_another(admin, pipeline, client):
    texts = {"live.csv": NAMED.format(owner="Saeed Moradi"), "his.csv": "Deal,Amount\nLamp,7\n"}
    whole = sets.upload(files=[ContentFile(text.encode(), name) for name, text in texts.items()], by=admin)
    his = next(part for part in parts_of(whole) if part.name == "his.csv")
    client.force_login(admin)
    assert 'value="as:Saeed Moradi"' in client.get(f"/imports/{his.pk}/").content.decode()
    assert 'value="as:Saeed Moradi"' in client.get(f"/imports/together/{whole.pk}/").content.decode()
    imports.change(one=Import.objects.get(pk=his.pk), by=admin, options={"owner": "as:Saeed Moradi"})
    set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    work(ImportSet.objects.get(pk=whole.pk))
    assert owner_of("Lamp") == owner_of("Sign") and owner_of("Lamp").name == "Saeed Moradi"


def test_a_sheet_that_is_called_after_a_seller_of_another_is_hers(admin, pipeline):
    deals = [["2026", 5, "Jen Ames"], ["Desk", 6, "Bo Wirth"]]
    head = ["Deal", "Amount", "Owner"]
    file = book(head, deals, **{"Jen - service agreements": (head[:2], [["Tower", 7], ["Pump", 8]])})
    whole = sets.upload(files=[ContentFile(file, name="sales.xlsx")], by=admin)
    (hers,) = [part for part in parts_of(whole) if part.own_sheet.startswith("Jen")]
    assert hers.options["owner"] == "as:Jen Ames"
    set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    work(ImportSet.objects.get(pk=whole.pk))
    assert {owner_of(title).name for title in ("Tower", "Pump")} == {"Jen Ames"}


def test_whose_invitation_was_revoked_is_offered_no_more(admin, pipeline, upload, client):
    invite(admin)
    invitations.revoke(invitation=Invitation.objects.get(), by=admin)
    one = upload(NAMED.format(owner="PN"), admin)
    assert one.options["people"] == {"PN": "new"}
    client.force_login(admin)
    assert "as:Priya Nair" not in client.get(f"/imports/{one.pk}/").content.decode()


def test_who_is_invited_stays_when_the_import_is_taken_back_and_the_page_says_so(admin, pipeline, upload):
    invite(admin)
    one = finish(imports.start(one=upload(NAMED.format(owner="PN"), admin), by=admin))
    done = finish(imports.take_back(one=one, by=admin))
    assert [(told["kind"], told["name"], told["why"]) for told in done.stayed] == [
        ("user", "Priya Nair", str(_("They are invited.")))
    ]
    assert not Deal.objects.filter(deleted_at=None).exists()
