"""Notes and files hang on a call or meeting as on a deal or a customer, and go where it goes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.config import housekeeping
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.localisation.text import fold
from kariz.people.actions import companies, contacts, erasing
from kariz.people.models import Contact
from kariz.people.words import STRUCK
from kariz.pipeline.actions import activities, closures, deals, doubled_deals, moves
from kariz.pipeline.models import Activity, Deal, LostReason
from kariz.pipeline.queries.deal_story import story_of
from kariz.pipeline.tests.helpers import meet_all
from kariz.pipeline.work_in_search import texts_of
from kariz.records import storage
from kariz.records.actions import bin, comments, files
from kariz.records.models import Comment, File, Notification, SearchEntry
from kariz.records.search import index
from kariz.web.errors import NotFound

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


@pytest.fixture
def call(ali: User, deal: Deal) -> Activity:
    return activities.log_done(by=ali, deal=deal, kind="call", name="تماس با مدیر خرید")


@pytest.fixture
def page(client: Client, ali: User) -> Client:
    client.force_login(ali)
    return client


def picture(name: str = "نقشه.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def noted(call: Activity, by: User, body: str = "گارانتی دوساله") -> Comment:
    return comments.create(subject=("activity", call.pk), body=body, by=by)


def filed(call: Activity, by: User, name: str = "نقشه.png") -> File:
    return files.create(subject=("activity", call.pk), upload=picture(name), by=by)


def test_ali_writes_a_pinned_note_that_tells_sara_and_leads_her_to_the_call(
    page: Client, ali: User, sara: User, call: Activity
) -> None:
    answer = page.post(f"/comments/activity/{call.pk}/", {"body": f"**مهم** @{sara.name}"}, headers=HTMX)
    assert "<strong>مهم</strong>" in answer.content.decode()
    note = Comment.objects.get()
    assert (note.deal_id, note.author) == (call.deal_id, ali)
    told = Notification.objects.get(user=sara)
    assert told.url == f"{call.get_absolute_url()}#comment-{note.pk}"
    page.post(f"/comments/{note.pk}/pin/", {"on": "1"}, headers=HTMX)
    noted(call, ali, "دیگر")
    shown = page.get(f"/comments/activity/{call.pk}/", headers=HTMX).content.decode()
    assert shown.index("مهم") < shown.index("دیگر")


def test_a_colleague_who_may_not_see_the_call_is_not_told(ali: User, admin: User, deal: Deal) -> None:
    hers = activities.log_done(by=admin, deal=deal, kind="call", name="تماس مدیر")
    note = noted(hers, admin, f"@{ali.name}")
    assert not Notification.objects.filter(user=ali).exists()
    assert [one.pk for one in comments.untold(note)] == [ali.pk]
    for write in (lambda: noted(hers, ali), lambda: filed(hers, ali)):
        with pytest.raises(NotFound):
            write()


def test_a_picture_is_put_on_the_call_looked_at_and_served_safely(page: Client, call: Activity) -> None:
    page.post(f"/files/activity/{call.pk}/", {"file": picture()}, headers=HTMX)
    file = File.objects.get()
    assert (file.subject_kind, file.deal_id) == ("activity", call.deal_id)
    assert "<img" in page.get(f"/files/{file.pk}/preview/", headers=HTMX).content.decode()
    sent = page.get(f"/files/{file.pk}/")
    assert sent["X-Content-Type-Options"] == "nosniff" and b"".join(sent.streaming_content) == PNG


def test_who_may_not_see_the_call_sees_neither_its_notes_nor_its_files(
    page: Client, admin: User, deal: Deal
) -> None:
    hers = activities.log_done(by=admin, deal=deal, kind="call", name="تماس مدیر")
    note, file = noted(hers, admin), filed(hers, admin)
    for address in (f"/comments/activity/{hers.pk}/", f"/files/activity/{hers.pk}/", f"/files/{file.pk}/"):
        assert page.get(address).status_code == 404
    subject = f"subject_kind=activity&subject_id={hers.pk}"
    for address in (f"comments?{subject}", f"files?{subject}", f"files/{file.pk}/content"):
        assert page.get(f"/api/v1/{address}").status_code == 404
    assert page.delete(f"/api/v1/comments/{note.pk}").status_code == 404


def test_a_program_writes_and_reads_them_in_the_shape_of_the_others(page: Client, call: Activity) -> None:
    subject = {"subject_kind": "activity", "subject_id": call.pk}
    made = page.post(
        "/api/v1/comments", subject | {"body": "**دو** سال", "pinned": True}, content_type="application/json"
    )
    assert made.status_code == 201
    assert (made.json()["deal_id"], made.json()["pinned"]) == (call.deal_id, True)
    assert page.get("/api/v1/comments", subject).json()[0]["html"] == made.json()["html"]
    file = page.post("/api/v1/files", subject | {"file": picture()})
    assert file.status_code == 201
    assert [one["id"] for one in page.get("/api/v1/files", subject).json()] == [file.json()["id"]]
    told = page.get(f"/api/v1/activities/{call.pk}/events").json()["items"]
    assert {"activity.done", "comment.created", "comment.pinned", "file.created"} == {
        one["verb"] for one in told
    }
    event = next(one["id"] for one in told if one["verb"] == "file.created")
    taken = page.post(f"/api/v1/activities/{call.pk}/events/{event}/undo", content_type="application/json")
    assert taken.status_code == 201 and page.get("/api/v1/files", subject).json() == []


def test_the_timeline_of_the_deal_tells_of_the_note_and_leads_to_the_call(
    page: Client, ali: User, admin: User, deal: Deal, call: Activity
) -> None:
    noted(call, ali)
    told = page.get(f"/deals/{deal.pk}/timeline/").content.decode()
    assert "گارانتی دوساله" in told and told.count(f'href="{call.get_absolute_url()}"') == 2
    hers = activities.log_done(by=admin, deal=deal, kind="call", name="تماس مدیر")
    assert f'href="{hers.get_absolute_url()}"' not in page.get(f"/deals/{deal.pk}/timeline/").content.decode()
    assert next(line.on for line in story_of(deal.pk, ali)) is None


def test_where_the_call_is_listed_it_shows_that_something_hangs_on_it(
    page: Client, ali: User, deal: Deal, bahram: Contact
) -> None:
    due = timezone.now() + timedelta(hours=1)
    task = activities.plan(by=ali, deal=deal, kind="task", name="کاری", contact=bahram, due_at=due)
    Contact.objects.filter(pk=bahram.pk).update(owner=ali)
    addresses = (f"/deals/{deal.pk}/", "/activities/", bahram.get_absolute_url())

    def marks() -> list[tuple[int, int]]:
        bodies = [page.get(address).content.decode() for address in addresses]
        titles = ('class="text-muted" title="یادداشت‌ها"', 'class="text-muted" title="فایل‌ها"')
        return [(body.count(titles[0]), body.count(titles[1])) for body in bodies]

    assert marks() == [(0, 0)] * 3
    noted(task, ali)
    filed(task, ali)
    assert marks() == [(1, 1)] * 3


def test_they_go_to_another_deal_with_the_call_and_come_back(
    ali: User, deal: Deal, pipeline, call: Activity
) -> None:
    note, file = noted(call, ali), filed(call, ali)
    [other] = deals.create_many(
        news=[deals.NewDeal(title="پمپ", pipeline=pipeline, owner=ali, amount=1)], by=ali
    )
    activities.change(activity=call, by=ali, deal=other)
    assert {Comment.objects.get(pk=note.pk).deal_id, File.objects.get(pk=file.pk).deal_id} == {other.pk}
    undo(event=Event.objects.filter(verb="activity.changed").latest("id"), by=ali)
    assert {Comment.objects.get(pk=note.pk).deal_id, File.objects.get(pk=file.pk).deal_id} == {deal.pk}


def test_deals_that_are_joined_keep_them(ali: User, deal: Deal, pipeline, call: Activity) -> None:
    note = noted(call, ali)
    Deal.objects.filter(pk=deal.pk).update(company=companies.create(by=ali, name="پارس").pk)
    fresh = Deal.objects.get(pk=deal.pk)
    new = deals.NewDeal(title="پمپ", pipeline=pipeline, owner=ali, amount=1, company=fresh.company)
    other = deals.create(new=new, by=ali)
    doubled_deals.merge(deal=other, other=fresh, by=ali)
    assert Comment.objects.get(pk=note.pk).deal_id == other.pk
    assert Activity.objects.get(pk=call.pk).deal_id == other.pk


def moved_on(deal: Deal, by: User) -> None:
    stage = deal.pipeline.stages.order_by("position")[1]
    moves.move(deal=deal, to=stage, by=by)


def test_a_step_that_carries_a_note_or_a_file_stays_when_the_deal_leaves_its_stage(
    ali: User, deal: Deal
) -> None:
    written, put, bare = Activity.objects.filter(deal=deal, done_at=None, deleted_at=None).order_by("pk")[:3]
    noted(written, ali)
    filed(put, ali)
    meet_all(deal, ali)
    moved_on(Deal.objects.get(pk=deal.pk), ali)
    left = set(Activity.objects.filter(deal=deal, deleted_at=None, done_at=None).values_list("pk", flat=True))
    assert {written.pk, put.pk} <= left and bare.pk not in left


def test_what_ali_wrote_on_a_step_waits_for_nobody_once_the_deal_is_lost_is_read_there_and_comes_back(
    page: Client, ali: User, deal: Deal
) -> None:
    step, bare = Activity.objects.filter(deal=deal, done_at=None, deleted_at=None).order_by("pk")[:2]
    noted(step, ali)
    fresh = Deal.objects.get(pk=deal.pk)
    closures.lose(deal=fresh, by=ali, lost_reason=LostReason.objects.filter(retired_at=None).first())
    assert Deal.objects.get(pk=deal.pk).next_step_id is None
    assert not Activity.objects.filter(deal=deal, done_at=None, deleted_at=None).exists()
    assert not page.get("/api/v1/activities?done=false").json()["items"]
    shown = page.get(step.get_absolute_url()).content.decode()
    assert "با پایان معامله کنار گذاشته شد" in shown and f"/activities/{step.pk}/edit/" not in shown
    assert "گارانتی دوساله" in page.get(f"/comments/activity/{step.pk}/", headers=HTMX).content.decode()
    assert step.pk in {line.on.pk for line in story_of(deal.pk, ali) if line.on}
    assert "گارانتی دوساله" in str(texts_of("deal", [deal.pk]))
    assert page.get(bare.get_absolute_url()).status_code == 404
    assert page.get(f"/activities/{step.pk}/result/").status_code == 404
    closures.reopen(deal=Deal.objects.get(pk=deal.pk), by=ali)
    assert Activity.objects.get(pk=step.pk).deleted_at is None
    assert Activity.objects.filter(deal=deal, source=step.source, deleted_at=None).count() == 1


def test_a_step_that_ali_removed_himself_is_not_read_though_the_deal_ended_since(
    page: Client, ali: User, deal: Deal
) -> None:
    step = activities.plan(by=ali, deal=deal, kind="call", name="تماس")
    noted(step, ali)
    activities.remove(activity=step, by=ali)
    fresh = Deal.objects.get(pk=deal.pk)
    closures.lose(deal=fresh, by=ali, lost_reason=LostReason.objects.filter(retired_at=None).first())
    assert page.get(step.get_absolute_url()).status_code in (302, 404)


def test_with_a_deal_that_leaves_the_bin_for_good_go_the_notes_and_files_of_its_calls(
    ali: User, deal: Deal, call: Activity, django_capture_on_commit_callbacks
) -> None:
    noted(call, ali)
    stored = storage.path_of(filed(call, ali).stored)
    deals.delete(deal=Deal.objects.get(pk=deal.pk), by=ali)
    Deal.objects.filter(pk=deal.pk).update(deleted_at=timezone.now() - bin.KEPT - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert housekeeping.empty_bin() == 1
    assert not Comment.objects.exists() and not File.objects.exists() and not stored.exists()


@pytest.fixture
def bahram(admin: User) -> Contact:
    firm = companies.create(by=admin, name="نیکان")
    return contacts.create(by=admin, name="بهرام نوری‌زاده", company=firm)


@pytest.fixture
def his_call(admin: User, bahram: Contact) -> Activity:
    made = activities.log_done(
        by=admin, kind="call", name="تماس بهرام نوری‌زاده", contact=bahram, company=bahram.company
    )
    noted(made, admin, "بهرام نوری‌زاده گفت نه")
    filed(made, admin, "بهرام نوری‌زاده.png")
    return made


def test_what_is_kept_about_a_person_names_what_hangs_on_their_calls(
    client: Client, admin: User, bahram: Contact, his_call: Activity
) -> None:
    client.force_login(admin)
    body = client.get(f"/contacts/{bahram.pk}/personal/").content.decode()
    assert "بهرام نوری‌زاده گفت نه" in body and "بهرام نوری‌زاده.png" in body
    sent = b"".join(client.get(f"/contacts/{bahram.pk}/personal.zip").streaming_content)
    packed = zipfile.ZipFile(io.BytesIO(sent))
    assert any(name.startswith("files/") and name.endswith(".png") for name in packed.namelist())
    assert "گفت نه" in json.dumps(json.loads(packed.read("person.json")), ensure_ascii=False)


def test_erasing_a_person_takes_what_hangs_on_their_calls_and_strikes_their_name_elsewhere(
    admin: User, sara: User, deal: Deal, bahram: Contact, his_call: Activity
) -> None:
    met = activities.log_done(by=admin, deal=deal, kind="meeting", name="جلسه", participants=[bahram])
    note = noted(met, admin, f"بهرام نوری‌زاده آمد @{sara.name}")
    kept = filed(met, admin, "بهرام نوری‌زاده.png")
    index.put("company", [bahram.company])
    assert SearchEntry.objects.filter(kind="company", folded__contains=fold("بهرام")).exists()
    erasing.erase(contact=Contact.objects.get(pk=bahram.pk), by=admin, confirm="بهرام نوری‌زاده")
    assert list(Comment.objects.values_list("pk", flat=True)) == [note.pk]
    assert Comment.objects.get().body.startswith(STRUCK)
    assert (File.objects.get().pk, File.objects.get().name) == (kept.pk, f"{STRUCK}.png")
    assert Notification.objects.get(user=sara).data["text"].startswith(STRUCK)
    told = json.dumps(list(Event.objects.values_list("data", flat=True)), ensure_ascii=False)
    assert "بهرام" not in told
    assert not SearchEntry.objects.filter(folded__contains=fold("بهرام")).exists()
