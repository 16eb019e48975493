"""A person asks what is kept about them, has it as a file, and has it erased."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from kariz.access.models import User
from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.people.actions import contacts, erasing, merging
from kariz.people.models import Contact, ContactPoint
from kariz.people.words import STRUCK, Words
from kariz.pipeline.actions import activities, committee, deals
from kariz.pipeline.models import Activity, Deal
from kariz.records import storage
from kariz.records.actions import comments, custom_fields, files
from kariz.records.models import Comment, File, SearchEntry
from kariz.web.errors import DomainError, FieldErrors, NotAllowed

NAME, MOBILE, EMAIL = "بهرام نوری‌زاده", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "bahram@nikan.ir"
POINTS = [{"kind": "mobile", "value": MOBILE}, {"kind": "email", "value": EMAIL}]
SECRETS = ("بهرام", "9121234567", "bahram@", "کارفرمای سخت", "مدیر خرید")


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="manager")


@pytest.fixture
def bahram(mina, company):
    admin = User.objects.create_user(name="ادمین", email="a@example.com", role="administrator")
    custom_fields.create(subject="contact", label="Hobby", type="text", by=admin)
    contact = contacts.create(
        by=mina,
        name=NAME,
        position="مدیر خرید",
        points=POINTS,
        notes="کارفرمای سخت",
        consent="given",
        consent_source="بهرام گفت",
        custom={"hobby": "کوه بهرام"},
    )
    contact = contacts.change(contact=contact, by=mina, position="مدیر خرید ارشد")
    comments.create(subject=("contact", contact.pk), body="با بهرام نوری زاده حرف زدم", by=mina)
    upload = SimpleUploadedFile("بهرام.txt", b"secret", "text/plain")
    files.create(subject=("contact", contact.pk), upload=upload, by=mina)
    return contact


@pytest.fixture
def his_deal(bahram, mina, pipeline):
    new = deals.NewDeal(
        title=f"پمپ برای {NAME}",
        pipeline=pipeline,
        contact=bahram,
        owner=mina,
        amount=5_000_000,
        notes=MOBILE,
    )
    deal = deals.create(new=new, by=mina)
    committee.put_member(deal=deal, contact=bahram, role="champion", by=mina)
    activities.plan(by=mina, deal=deal, contact=bahram, kind="call", name=f"تماس با {NAME}")
    comments.create(subject=("deal", deal.pk), body=f"ایمیلش {EMAIL} است", by=mina)
    return deal


def everything_in_the_database():
    texts = [json.dumps([one.changes, one.data], ensure_ascii=False) for one in Event.objects.all()]
    texts += [one.folded + one.title for one in SearchEntry.objects.all()]
    texts += list(Comment.objects.values_list("body", flat=True))
    texts += [str(row) for row in Contact.objects.values_list()]
    texts += [str(row) for row in ContactPoint.objects.values_list()]
    texts += [str(row) for row in Deal.objects.values_list()] + [
        str(row) for row in Activity.objects.values_list()
    ]
    return "\n".join(texts)


def test_nothing_personal_is_left_anywhere_and_the_deal_stays(his_deal, bahram, mina):
    stored = storage.path_of(File.objects.get().stored)
    erasing.erase(
        contact=Contact.objects.get(pk=bahram.pk), by=mina, confirm=NAME, reason="نامهٔ بهرام نوری‌زاده"
    )
    left = everything_in_the_database()
    assert [secret for secret in SECRETS if secret in left] == []
    deal = Deal.objects.get()
    assert (deal.title, deal.amount, deal.contact_id) == (f"پمپ برای {STRUCK}", 5_000_000, None)
    assert not File.objects.exists() and stored is not None
    assert Event.objects.filter(verb="contact.created", subject_id=bahram.pk).get().data == {"erased": True}
    assert Event.objects.get(verb="contact.erased").data["reason"] == f"نامهٔ {STRUCK}"


def test_nothing_brings_an_erased_person_back(client, bahram, mina):
    event = Event.objects.get(verb="contact.changed")
    erasing.erase(contact=bahram, by=mina, confirm=NAME)
    with pytest.raises(CannotUndo):
        undo(event=event.__class__.objects.get(pk=event.pk), by=mina)
    erased = Contact.objects.get()
    with pytest.raises(DomainError):
        contacts.restore(contact=erased, by=mina)
    assert not Contact.objects.binned_for(mina).exists() and not Contact.objects.visible_to(mina).exists()
    client.force_login(mina)
    for path in ("/contacts/{}/", "/contacts/{}/personal/", "/api/v1/contacts/{}"):
        answer = client.get(path.format(bahram.pk))
        assert answer.status_code == 410 and NAME not in answer.content.decode()


def test_who_erases_a_person_is_told_of_copies_also_in_the_bin(client, bahram, mina):
    twin = contacts.create(by=mina, name=NAME.replace("ی", "ي"))
    contacts.delete(contact=twin, by=mina)
    client.force_login(mina)
    shown = client.get(f"/contacts/{bahram.pk}/personal/")
    assert [one.pk for one in shown.context["copies"]] == [twin.pk]
    assert f'href="/contacts/{twin.pk}/personal/"' in shown.content.decode()


def test_records_that_were_merged_into_the_person_go_too(bahram, mina):
    other = contacts.create(by=mina, name="بهرام ن.", points=[{"kind": "mobile", "value": "09127654321"}])
    keep = merging.merge(survivor=Contact.objects.get(pk=bahram.pk), others=[other], by=mina)
    merged = Event.objects.get(verb="contact.merged")
    erasing.erase(contact=keep, by=mina, confirm=keep.name)
    assert "9127654321" not in everything_in_the_database()
    with pytest.raises(CannotUndo):
        undo(event=Event.objects.get(pk=merged.pk), by=mina)


def test_a_wrong_name_erases_nobody(bahram, mina):
    with pytest.raises(FieldErrors) as refused:
        erasing.erase(contact=bahram, by=mina, confirm="کس دیگر")
    assert list(refused.value.errors) == ["confirm"]
    assert Contact.objects.get().name == NAME


def test_a_seller_neither_reads_nor_erases(client, bahram, sara):
    with pytest.raises(NotAllowed):
        erasing.erase(contact=bahram, by=sara, confirm=NAME)
    client.force_login(sara)
    for path in (f"/contacts/{bahram.pk}/personal/", f"/contacts/{bahram.pk}/personal.zip"):
        assert client.get(path).status_code in (403, 404)
    assert client.get(f"/api/v1/contacts/{bahram.pk}/personal").status_code in (403, 404)
    assert client.post(f"/contacts/{bahram.pk}/erase/", {"confirm": NAME}).status_code in (403, 404)
    assert Contact.objects.get().name == NAME


def test_the_page_shows_everything_and_the_file_holds_it(client, his_deal, bahram, mina):
    client.force_login(mina)
    page = client.get(f"/contacts/{bahram.pk}/personal/").content.decode()
    for text in ("کارفرمای سخت", "bahram@nikan.ir", "پمپ برای", "بهرام.txt", "کوه بهرام"):
        assert text in page
    body = b"".join(client.get(f"/contacts/{bahram.pk}/personal.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        found = json.loads(archive.read("person.json"))
        assert archive.read(next(name for name in names if name.startswith("files/"))) == b"secret"
    assert found["name"] == NAME
    assert [part["name"] for part in found["parts"]] == [
        "facts",
        "attached",
        "events",
        "activity_notes",
        "deals",
        "imports",
    ]


def test_a_manager_erases_on_the_page_by_writing_the_name(client, bahram, mina):
    client.force_login(mina)
    url = f"/contacts/{bahram.pk}/erase/"
    refused = client.post(url, {"confirm": "x", "reason": "letter", "version": "2"})
    assert refused.status_code == 422 and "letter" in refused.content.decode()
    assert client.post(url, {"confirm": NAME, "version": "2"}).status_code == 302
    assert Contact.objects.get().erased_at is not None


def test_programs_read_and_erase(client, bahram, mina):
    client.force_login(mina)
    found = client.get(f"/api/v1/contacts/{bahram.pk}/personal").json()
    assert any(item["what"].endswith(EMAIL) for item in found["parts"][0]["items"])
    url = f"/api/v1/contacts/{bahram.pk}/erasure"
    wrong = client.post(url, {"confirm": "x"}, content_type="application/json")
    assert wrong.status_code == 422 and "confirm" in wrong.json()["errors"]
    done = client.post(url, {"confirm": NAME}, content_type="application/json")
    assert done.status_code == 201 and done.json()["erased"]["events"] > 0


@pytest.mark.parametrize(
    "text",
    [
        "بهرام نوری زاده",
        "بهرام نوريزاده",
        "09121234567",
        "+98 912 123 4567",
        "۰۹۱۲-۱۲۳-۴۵۶۷",
        "00989121234567",
        "BAHRAM@nikan.ir",
    ],
)
def test_the_person_is_found_in_every_spelling(text):
    words = Words(names=[NAME], points=[MOBILE, "+989121234567", EMAIL])
    assert words.strike(f"دیروز {text} آمد") == f"دیروز {STRUCK} آمد"


def test_others_of_a_like_name_keep_theirs():
    words = Words(names=["علی"], points=["02112345678"])
    assert words.strike("عالی بود، علیرضا 021123456789 گفت") == "عالی بود، علیرضا 021123456789 گفت"


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_a_person_is_called_striking_ends_and_is_the_same_twice(name, text):
    words = Words(names=[name], points=[name])
    once = words.strike(text)
    assert words.strike(once) == once


def events_left():
    return "\n".join(
        json.dumps([one.changes, one.data], ensure_ascii=False) for one in Event.objects.order_by("pk")
    )


def test_a_seat_that_bahram_gave_up_does_not_name_him_after_erasing(his_deal, bahram, mina, pipeline):
    new = deals.NewDeal(title="شیر", pipeline=pipeline, owner=mina)
    other = deals.create(new=new, by=mina)
    committee.put_member(deal=other, contact=bahram, role="champion", by=mina)
    committee.remove_member(deal=other, contact=bahram, by=mina)
    erasing.erase(contact=Contact.objects.get(pk=bahram.pk), by=mina, confirm=NAME)
    assert "بهرام" not in events_left()


def test_a_deal_that_has_another_contact_since_does_not_name_bahram_after_erasing(bahram, mina, pipeline):
    new = deals.NewDeal(title=f"پمپ {NAME}", pipeline=pipeline, contact=bahram, owner=mina, notes=MOBILE)
    deal = deals.create(new=new, by=mina)
    lale = contacts.create(by=mina, name="لاله")
    deals.change(deal=deal, by=mina, contact=lale)
    erasing.erase(contact=Contact.objects.get(pk=bahram.pk), by=mina, confirm=NAME)
    deal.refresh_from_db()
    assert (deal.title, deal.notes, deal.contact_id) == (f"پمپ {STRUCK}", STRUCK, lale.pk)
    assert "بهرام" not in events_left()


def test_an_undone_merge_with_another_does_not_tell_of_bahram_after_erasing(bahram, mina):
    lale = contacts.create(by=mina, name="لاله", notes="خوب")
    merging.merge(survivor=lale, others=[Contact.objects.get(pk=bahram.pk)], by=mina)
    undo(event=Event.objects.get(verb="contact.merged"), by=mina)
    erasing.erase(contact=Contact.objects.get(pk=bahram.pk), by=mina, confirm=NAME)
    left = events_left()
    assert [secret for secret in SECRETS if secret in left] == []
    assert Contact.objects.get(pk=lale.pk).notes == "خوب"


def test_the_answer_that_they_are_not_the_same_does_not_name_bahram_after_erasing(bahram, mina):
    lale = contacts.create(by=mina, name="لاله")
    Event.objects.create(
        verb="contact.duplicate_dismissed",
        subject_kind="contact",
        subject_id=lale.pk,
        data={"pair": 1, "other": bahram.pk, "name": NAME},
        via="web",
    )
    erasing.erase(contact=Contact.objects.get(pk=bahram.pk), by=mina, confirm=NAME)
    assert "بهرام" not in events_left()
