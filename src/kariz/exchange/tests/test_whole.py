"""The whole installation as files that describe themselves."""

import csv
import hashlib
import io
import json
import os
import re
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kariz.access.actions import tokens
from kariz.exchange.actions.installation import whole, whole_runs
from kariz.exchange.models import WholeExport
from kariz.exchange.queries.exports.whole import LEFT_OUT, SECRET, exported_fields, exported_models
from kariz.jobs.leases import Work
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact


@pytest.fixture
def firm(admin, pipeline):
    nikan = companies.create(by=admin, name="=نیکان", notes="دو\nسطر, با «ویرگول»")
    contacts.create(by=admin, name="رضا", company=nikan, points=[{"kind": "email", "value": "reza@nikan.ir"}])
    tokens.create(by=admin, name="Sync", scope="write")
    return admin


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_table_is_there_with_its_type_link_and_hash(firm, tmp_path):
    tables = whole.write_folder(tmp_path / "out")
    about = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert {one["name"] for one in about["resources"]} == {table.name for table in tables}
    for one in about["resources"]:
        path = tmp_path / "out" / one["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one["hash"].removeprefix("sha256:")
        rows = read(path)
        assert len(rows) == one["rows"]
        if rows:
            assert list(rows[0]) == [field["name"] for field in one["schema"]["fields"]]
    contact = next(one for one in about["resources"] if one["name"] == "people_contact")
    links = {link["fields"]: link["reference"]["resource"] for link in contact["schema"]["foreignKeys"]}
    assert (links["company_id"], links["owner_id"]) == ("people_company", "access_user")
    assert contact["rows"] == Contact.objects.count()
    (company,) = read(tmp_path / "out" / "people_company.csv")
    assert (company["name"], company["notes"]) == ("'=نیکان", "دو\nسطر, با «ویرگول»")
    said = (tmp_path / "out" / "README.md").read_text()
    assert "people_contact" in said and "are in rials" in said and about["currency"] == "IRR"


def test_no_password_token_or_key_is_in_it(firm, tmp_path, settings):
    firm.password = make_password("Qanat-1405-water")
    firm.save()
    whole.write_folder(tmp_path)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*"))
    assert firm.password not in text and "argon2" not in text and settings.SECRET_KEY not in text
    named = re.compile(r"password|secret|token|(^|_)hash|private|recovery")
    for model in exported_models():
        for field in exported_fields(model):
            assert not named.search(field.name), f"{model._meta.label_lower}.{field.name}"


def test_what_is_left_out_is_there_to_be_left_out():
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert known >= LEFT_OUT
    assert known >= {name.rpartition(".")[0] for name in SECRET}


def test_mina_exports_everything_on_the_page_and_sara_may_not(client, firm, sara):
    client.force_login(sara)
    assert client.get("/settings/export/").status_code == 403
    assert client.post("/api/v1/exports/whole").status_code == 403
    client.force_login(firm)
    client.post("/settings/export/")
    one = WholeExport.objects.get()
    assert "progressbar" in client.get("/settings/export/").content.decode()
    assert client.post("/api/v1/exports/whole").json()["id"] == one.pk
    whole_runs.work_all()
    one.refresh_from_db()
    assert (one.state, one.error, one.done) == (Work.State.DONE, "", one.total)
    packed = client.get(f"/settings/export/{one.pk}/kariz.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.streaming_content))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:2] == ["README.md", "datapackage.json"]
    client.post(f"/settings/export/{one.pk}/delete/")
    assert not WholeExport.objects.exists()


def test_what_a_killed_worker_left_of_an_export_goes_after_a_day_and_that_of_the_same_export_at_once(
    firm, settings
):
    one = whole_runs.request(by=firm)
    root = Path(settings.MEDIA_ROOT)
    same, old, young = (root / f".export-{name}" for name in (f"{one.pk}-x", "0-y", "0-z"))
    for folder in (same, old, young):
        (folder / "whole").mkdir(parents=True)
        (folder / "whole" / "contacts.csv").write_text("Reza")
    part = root / "ab" / ("ab" * 16 + ".part")
    part.parent.mkdir(exist_ok=True)
    part.write_text("half")
    past = time.time() - 2 * 86_400
    for path in (part, *old.rglob("*"), old):
        os.utime(path, (past, past))
    whole_runs.work_all()
    assert (same.exists(), old.exists()) == (False, True)
    assert whole_runs.forget_leftovers(before=timezone.now() - timedelta(days=1)) == 2
    assert (part.exists(), old.exists(), young.exists()) == (False, False, True)
