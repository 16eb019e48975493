"""Files on a record: sent, shown safely, renamed, removed and put back, within limits that are told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.people.actions import contacts
from kariz.records import storage
from kariz.records.actions import files
from kariz.records.models import File
from kariz.records.search.finder import find
from kariz.web.errors import NotAllowed, NotFound, Stale

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 60
PDF = b"%PDF-1.7\n"


@pytest.fixture
def contact(sara):
    return contacts.create(by=sara, name="نازنین پارسا")


def attach(sara, contact, name="نقشه.png", content=PNG):
    return files.create(subject=("contact", contact.pk), upload=SimpleUploadedFile(name, content), by=sara)


def test_a_script_sends_several_and_is_told_what_went_wrong(client, sara, contact):
    client.force_login(sara)
    address, accept = f"/files/contact/{contact.pk}/", {"Accept": "application/json"}
    sent = client.post(address, {"file": SimpleUploadedFile("a.png", PNG)}, headers=accept)
    assert (sent.status_code, sent.json()["name"]) == (201, "a.png")
    empty = client.post(address, {"file": SimpleUploadedFile("b.png", b"")}, headers=accept)
    assert empty.status_code == 422 and empty.json()["error"]


def test_pictures_and_pdf_are_shown_in_a_window_and_nothing_else_is(client, sara, contact):
    client.force_login(sara)
    picture, paper = attach(sara, contact), attach(sara, contact, "قرارداد.pdf", PDF)
    script = attach(sara, contact, "x.svg", b"<svg onload=alert(1)>")
    assert "<img" in client.get(f"/files/{picture.pk}/preview/").content.decode()
    assert "<iframe" in client.get(f"/files/{paper.pk}/preview/").content.decode()
    shown = client.get(f"/files/{script.pk}/preview/").content.decode()
    assert "<img" not in shown and "<iframe" not in shown


def test_only_our_own_pages_frame_a_pdf_and_nothing_is_sniffed(client, sara, contact):
    client.force_login(sara)
    picture, paper = attach(sara, contact), attach(sara, contact, "a.pdf", PDF)
    answer = client.get(f"/files/{paper.pk}/")
    assert (
        answer["X-Frame-Options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in client.get(f"/files/{picture.pk}/")["Content-Security-Policy"]
    saved = client.get(f"/files/{paper.pk}/?save")
    assert saved["Content-Disposition"].startswith("attachment") and saved["X-Frame-Options"] == "DENY"


def test_sara_renames_a_file_and_takes_it_back(client, sara, contact):
    client.force_login(sara)
    file = attach(sara, contact)
    answer = client.post(f"/files/{file.pk}/rename/", {"name": "../../نقشهٔ نهایی.png", "version": "1"})
    assert answer.status_code == 204 and "files:changed" in answer["HX-Trigger"]
    file.refresh_from_db()
    assert file.name == "نقشهٔ نهایی.png" and find(sara, "نهایی")
    assert client.post(f"/files/{file.pk}/rename/", {"name": "x", "version": "1"}).status_code == 409
    assert client.post(f"/files/{file.pk}/rename/", {"name": " ", "version": "2"}).status_code == 422
    renamed = Event.objects.get(verb="file.renamed")
    undo(event=renamed, by=sara)
    file.refresh_from_db()
    assert file.name == "نقشه.png"


def test_a_rename_over_which_another_stands_stays(sara, contact):
    file = attach(sara, contact)
    files.rename(file=file, name="ب.png", by=sara)
    first = Event.objects.get(verb="file.renamed")
    files.rename(file=file, name="پ.png", by=sara)
    with pytest.raises(CannotUndo):
        undo(event=first, by=sara)
    with pytest.raises(Stale):
        files.rename(file=file, name="ت.png", by=sara, version=1)


def test_a_removed_file_comes_back_and_is_found_by_its_name(client, sara, contact):
    client.force_login(sara)
    file = attach(sara, contact, "پیشنهادنامه.pdf", PDF)
    assert find(sara, "پیشنهادنامه")
    assert "undo" in client.post(f"/files/{file.pk}/delete/").headers["HX-Trigger"]
    assert client.get(f"/files/{file.pk}/").status_code == 404 and not find(sara, "پیشنهادنامه")
    undo(event=Event.objects.get(verb="file.deleted"), by=sara)
    assert client.get(f"/files/{file.pk}/").status_code == 200


def test_a_full_record_takes_no_more(monkeypatch, sara, contact):
    attach(sara, contact)
    monkeypatch.setattr(storage, "MOST_ON_RECORD", 100)
    with pytest.raises(files.TooLarge) as refused:
        attach(sara, contact)
    assert refused.value.status == 413 and File.objects.count() == 1


def test_reza_renames_nothing_of_saras(sara, reza, vida, contact):
    file = attach(sara, contact)
    for person in (reza, vida):
        with pytest.raises((NotAllowed, NotFound)):
            files.rename(file=file, name="x", by=person)
    assert File.objects.get().name == "نقشه.png"


def test_the_limits_are_told_before_anything_is_sent(client, sara, contact):
    client.force_login(sara)
    page = client.get(f"/files/contact/{contact.pk}/").content.decode()
    assert f'data-files-largest-value="{storage.LARGEST}"' in page and "multiple" in page
