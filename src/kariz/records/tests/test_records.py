import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.access.models import RoleScope
from kariz.people.actions import companies, contacts
from kariz.records import storage
from kariz.records.actions import comments, files, saved_views
from kariz.records.models import Comment, File, Notification
from kariz.records.search.finder import find
from kariz.web.errors import FieldErrors, NotAllowed, NotFound


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def apart(db):
    RoleScope.objects.create(role="seller", sees="own", changes="own")


@pytest.fixture
def contact(sara):
    points = [{"kind": "mobile", "value": "۰۹۱۲۱۲۳۴۵۶۷"}]
    return contacts.create(
        by=sara, name="علي كريمي می‌شود", position="مدیر", company_name="نیکان", points=points
    )


@pytest.mark.parametrize(
    "q",
    ["علی کریمی", "علي", "ك", "کر", "میشود", "می شود", "می‌شود", "0912123", "۰۹۱۲۱۲۳", "١٢٣٤", "نيكان", "مد"],
)
def test_every_spelling_finds_the_contact(sara, contact, q):
    assert contact.pk in [entry.object_id for entry in find(sara, q) if entry.kind == "contact"]


@pytest.mark.parametrize("q", ["", " ", '"', "*", "a" * 5000, "' OR 1=1 --", "کریمی نیست", "%", "NEAR("])
def test_odd_queries_find_nothing_and_break_nothing(sara, contact, q):
    assert find(sara, q) == []


def test_reza_does_not_find_what_he_may_not_see(apart, sara, reza, contact):
    assert find(sara, "کریمی") and not find(reza, "کریمی")


def test_search_follows_changes_and_the_bin(sara, contact):
    contacts.change(contact=contact, by=sara, name="حسن")
    assert not find(sara, "کریمی") and find(sara, "حسن")
    contacts.delete(contact=contact, by=sara)
    assert not find(sara, "حسن")


def test_titles_that_begin_with_the_words_come_first(sara):
    for name in ("بازرگانی نور", "نور", "شرکت نور"):
        companies.create(by=sara, name=name)
    assert find(sara, "نور")[0].title == "نور"


def test_a_mention_tells_reza(sara, reza, contact):
    reza.role = "manager"
    reza.save()
    comments.create(subject=("contact", contact.pk), body="@رضا لطفاً ببین", by=sara)
    assert Notification.objects.get().user == reza


def test_who_cannot_see_the_record_is_not_told_and_cannot_comment(apart, sara, reza, contact):
    comments.create(subject=("contact", contact.pk), body="@رضا ببین", by=sara)
    assert not Notification.objects.exists()
    with pytest.raises(NotFound):
        comments.create(subject=("contact", contact.pk), body="سلام", by=reza)
    assert Comment.objects.count() == 1


def test_vida_who_only_views_cannot_comment(vida, contact):
    with pytest.raises(NotAllowed):
        comments.create(subject=("contact", contact.pk), body="سلام", by=vida)


def test_a_comment_with_a_script_is_shown_as_text(client, sara, contact):
    client.force_login(sara)
    body = '<script>x</script><a hx-get="/" style="x">'
    page = client.post(f"/comments/contact/{contact.pk}/", {"body": body}).content.decode()
    assert "&lt;script&gt;" in page and "<script>" not in page and '<a hx-get="/"' not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b"<svg onload=alert(1)>"),
        ("x.png", b"<html><script>alert(1)</script>"),
        ("../../etc/x.html", b"<html>"),
        ("x.pHaR", b"GIF89a<?php"),
        ("a\x00b.pdf", b"not a pdf"),
    ],
)
def test_uploads_that_could_run_are_only_saved(client, sara, contact, name, content, tmp_path):
    client.force_login(sara)
    file = files.create(subject=("contact", contact.pk), upload=SimpleUploadedFile("x", content), by=sara)
    File.objects.filter(pk=file.pk).update(name=storage.safe_name(name))
    answer = client.get(f"/files/{file.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == storage.UNKNOWN
    assert "/" not in storage.safe_name(name) and "\x00" not in storage.safe_name(name)
    assert storage.path_of(file.stored).is_relative_to(tmp_path)


def test_reza_cannot_read_a_file_of_a_record_he_does_not_see(apart, client, sara, reza, contact):
    file = files.create(subject=("contact", contact.pk), upload=SimpleUploadedFile("a", b"x"), by=sara)
    client.force_login(reza)
    assert client.get(f"/files/{file.pk}/").status_code == 404


def test_too_large_and_empty_files_are_refused(sara, contact):
    upload = SimpleUploadedFile("a", b"x")
    upload.size = storage.LARGEST + 1
    with pytest.raises(files.TooLarge):
        files.create(subject=("contact", contact.pk), upload=upload, by=sara)
    with pytest.raises(FieldErrors):
        files.create(subject=("contact", contact.pk), upload=SimpleUploadedFile("a", b""), by=sara)
    assert not File.objects.exists()


def test_two_views_of_one_name_are_refused(sara):
    saved_views.create(kind="deals", name="امروز", query="?owner=me", by=sara)
    with pytest.raises(FieldErrors):
        saved_views.create(kind="deals", name="امروز", query="", by=sara)


def test_the_pages_open(client, sara, contact):
    client.force_login(sara)
    paths = ("/search/?q=علی", "/notifications/", "/views/deals/", f"/files/contact/{contact.pk}/")
    for path in (*paths, f"/events/contact/{contact.pk}/"):
        assert client.get(path).status_code == 200


def test_sara_is_warned_when_she_names_somebody_who_may_not_see_the_record(
    apart, sara, reza, contact, client
):
    client.force_login(sara)
    listed = client.get(f"/comments/contact/{contact.pk}/people/?q=رضا").content.decode()
    assert "این پرونده را نمی‌بیند" in listed
    answer = client.post(f"/comments/contact/{contact.pk}/", {"body": "@رضا ببین"})
    assert "رضا" in json.loads(answer.headers["HX-Trigger"])["toast"]["message"]
