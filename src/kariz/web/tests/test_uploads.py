"""Nobody fills the disk with what will be refused anyway."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db


def upload(size):
    return {"file": SimpleUploadedFile("a.bin", b"x" * size)}


def test_a_strangers_file_is_refused_before_it_is_read(company, settings, monkeypatch):
    from django.http.multipartparser import MultiPartParser

    monkeypatch.setattr(MultiPartParser, "parse", lambda self: pytest.fail("the body was read"))
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/login/", upload(400_000)).status_code == 413


def test_alis_upload_above_the_limit_is_refused_in_his_language(ali, deal, settings):
    settings.UPLOAD_LIMIT = 1000
    client = Client()
    client.force_login(ali)
    answer = client.post(f"/files/deal/{deal.pk}/", upload(2000))
    assert answer.status_code == 413 and "بزرگ" in answer.content.decode()
    assert client.post(f"/files/deal/{deal.pk}/", upload(10)).status_code == 200


def test_an_import_may_be_larger_than_other_uploads(sara, pipeline, settings):
    settings.UPLOAD_LIMIT = 1000
    client = Client()
    client.force_login(sara)
    sheet = SimpleUploadedFile("list.csv", ("عنوان,شرکت\n" + "پمپ,آبسان\n" * 200).encode())
    assert client.post("/imports/", {"file": sheet}).status_code == 302
