"""Files that come in together, by page, by API and by command."""

import argparse
import csv
import json
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.access.actions import tokens
from kariz.exchange.actions.at_work import runs
from kariz.exchange.cli import importing
from kariz.exchange.models import ImportSet
from kariz.exchange.tests import didar
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, StageVisit
from kariz.records.models import Comment

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
COMPANIES = """\
Record ID,Company name,Company Domain Name,Company owner,Industry,Create Date
9001,Bluebay Ltd,bluebay.example,Sam Sales,Gaming,2024-02-01 09:30
9002,Harbour Ltd,,Someone Else,,
"""
CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company IDs
8001,Priya,Example,priya@bluebay.example,,Sam Sales,9001
8002,,,tom@harbour.example,,Sam Sales,9002;9999
"""
DEALS = """\
Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date,Associated Company IDs,Associated Contact IDs
7001,"Bluebay, big",contractsent,"$15,000",Sam Sales,2026-12-01,2026-01-10 09:30,9001,8001;8002
7002,Harbour,closedwon,2500,Sam Sales,2026-02-01,2026-01-02 08:00,9002,8002
"""
HISTORY = """\
Record ID,Deal Stage,Date entered stage
7001,contractsent,2026-03-01 10:00
7001,appointmentscheduled,2026-01-10 09:30
7001,qualifiedtobuy,2026-02-01 12:00
7002,appointmentscheduled,2026-01-02 08:00
7002,closedwon,2026-02-01 00:00
"""
TASKS = """\
Record ID,Task title,Task body,Task type,Task status,Due date,Completed at,Assigned to,Associated Contact IDs,\
Associated Deal IDs
6001,Call Priya,About <b>price</b>,Call,COMPLETED,2026-02-02 10:00,2026-02-02 11:15,Sam Sales,8001,7001
6002,Send offer,,To-do,NOT_STARTED,2027-01-05,,Sam Sales,8001,7001
"""
NOTES = """\
Record ID,Title,Body,Activity date,Activity assigned to,Associated Contact IDs,Associated Company IDs,\
Associated Deal IDs
5001,,<p>Likes <a href='https://x.example'>the demo</a></p>,2026-02-03 09:00,Sam Sales,8001,9001,7001
"""
HUBSPOT = {
    "companies.csv": COMPANIES,
    "contacts.csv": CONTACTS,
    "deals.csv": DEALS,
    "history.csv": HISTORY,
    "tasks.csv": TASKS,
    "notes.csv": NOTES,
}


def uploads(files):
    return [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
        for name, content in files.items()
    ]


def test_a_program_brings_a_whole_hubspot_account_by_the_api(admin, pipeline, client):
    secret = tokens.create(by=admin, name="move", scope="admin").secret
    headers = {"authorization": f"Bearer {secret}"}
    sent = client.post("/api/v1/import-sets", {"file": uploads(HUBSPOT)}, headers=headers)
    assert sent.status_code == 201, sent.content
    told = sent.json()
    assert (told["shape"], [part["kind"] for part in told["parts"]]) == (
        "hubspot", ["companies", "contacts", "deals", "activities", "notes", "history"],
    )  # fmt: skip
    assert all(part["complete"] for part in told["parts"])
    url = f"/api/v1/import-sets/{told['id']}"
    patch = {"options": {"currency": "USD", "rate": "900000"}, "version": told["version"]}
    told = client.patch(url, json.dumps(patch), content_type="application/json", headers=headers).json()
    assert (
        client.post(f"{url}/runs", "{}", content_type="application/json", headers=headers).status_code == 202
    )
    runs.work_all()
    told = client.get(url, headers=headers).json()
    assert (
        told["state"],
        [(part["kind"], part["refused"]) for part in told["parts"] if part["refused"]],
    ) == ("done", [])
    deal = Deal.objects.select_related("company", "contact", "owner", "stage").get(external_id="7001")
    assert (deal.company.name, deal.contact.name, deal.owner.name) == (
        "Bluebay Ltd",
        "Priya Example",
        "Sam Sales",
    )
    assert (deal.amount, deal.currency, deal.outcome) == (1_500_000, "USD", "open")
    way = (
        StageVisit.objects.filter(deal=deal).order_by("entered_at").values_list("stage__template", "left_at")
    )
    assert [stage for stage, _left in way] == ["prospecting", "qualification", "signing"]
    assert [left is None for _stage, left in way] == [False, False, True]
    assert Deal.objects.get(external_id="7002").outcome == "won"
    assert Contact.objects.get(name="tom@harbour.example").company.name == "Harbour Ltd"
    call = Activity.objects.get(name="Call Priya")
    assert (call.kind, call.result, call.done_at.isoformat()[:16], call.notes) == (
        "call",
        "done",
        "2026-02-02T07:45",
        "About price",
    )
    assert Activity.objects.get(name="Send offer").done_at is None
    assert Comment.objects.get().body == "Likes the demo (https://x.example)"
    assert (
        client.post(f"{url}/taking-back", content_type="application/json", headers=headers).status_code == 202
    )
    runs.work_all()
    assert client.get(url, headers=headers).json()["state"] == "taken_back"
    assert not Deal.objects.filter(deleted_at=None).exists()


def test_nima_the_viewer_may_not_bring_files_by_the_api(viewer, pipeline, client):
    secret = tokens.create(by=viewer, name="look", scope="write").secret
    sent = client.post(
        "/api/v1/import-sets", {"file": uploads(HUBSPOT)}, headers={"authorization": f"Bearer {secret}"}
    )
    assert sent.status_code == 403
    assert not ImportSet.objects.exists()


def test_reza_of_another_team_neither_sees_nor_starts_the_set_of_ali(ali, reza, pipeline, client):
    client.force_login(ali)
    client.post("/imports/", {"file": uploads(HUBSPOT)})
    whole = ImportSet.objects.get()
    client.force_login(reza)
    assert client.get(f"/imports/together/{whole.pk}/").status_code == 404
    assert client.post(f"/imports/together/{whole.pk}/options/", {"start": "1"}).status_code == 404
    assert client.post(f"/imports/together/{whole.pk}/delete/").status_code == 404
    whole.refresh_from_db()
    assert whole.phase == "mapped"


def test_mina_drops_the_files_of_didar_on_the_page_and_starts(admin, pipeline, client):
    client.force_login(admin)
    admin.language = "en"
    admin.save()
    made = didar.make(companies=9)
    sent = client.post("/imports/", {"file": uploads(made.files)})
    whole = ImportSet.objects.get()
    assert sent["Location"] == f"/imports/together/{whole.pk}/"
    page = client.get(sent["Location"]).content.decode()
    assert "These files are an export of Didar" in page
    assert "ارتباط مشتری" in page
    part = whole.parts.get(kind="contacts")
    assert "Save and go back" in client.get(f"/imports/{part.pk}/").content.decode()
    form = {
        "version": whole.version,
        "pipeline": pipeline.pk,
        "unit": "rial",
        "owner": "me",
        "existing": "update",
        "start": "1",
    }
    assert client.post(f"/imports/together/{whole.pk}/options/", form).status_code == 302
    assert client.get(f"/imports/together/{whole.pk}/progress/").status_code == 200
    runs.work_all()
    assert client.get(f"/imports/together/{whole.pk}/progress/")["HX-Refresh"] == "true"
    assert "Take all of it back" in client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert client.get(f"/imports/{part.pk}/").status_code == 200
    assert Deal.objects.count() == made.deals
    assert client.post(f"/imports/{part.pk}/taking-back/").status_code == 409
    assert client.post(f"/imports/together/{whole.pk}/taking-back/").status_code == 302
    assert "/imports/together/" in client.get("/imports/").content.decode()


def test_mina_leaves_one_file_out_and_removes_the_others(admin, pipeline, client):
    client.force_login(admin)
    client.post("/imports/", {"file": uploads(HUBSPOT)})
    whole = ImportSet.objects.get()
    assert client.post(f"/imports/{whole.parts.get(kind='notes').pk}/leaving-out/").status_code == 302
    assert whole.parts.count() == 5
    assert client.post(f"/imports/together/{whole.pk}/delete/").status_code == 302
    assert not ImportSet.objects.exists()


def test_a_broken_file_among_good_ones_is_named_and_nothing_is_kept(admin, pipeline, client, settings):
    client.force_login(admin)
    sent = client.post("/imports/", {"file": uploads({**HUBSPOT, "broken.xlsx": b"PK\x03\x04rubbish"})})
    assert sent.status_code == 422
    assert "broken.xlsx" in sent.content.decode()
    assert not ImportSet.objects.exists()
    assert not [place for place in Path(settings.MEDIA_ROOT).rglob("*") if place.is_file()]


def salesforce(name):
    file = DATA / "sf_shape" / f"sf_{name}_data.csv"
    if not file.exists():
        pytest.skip(f"no sample of Salesforce at {DATA}")
    return file


def test_mina_brings_the_tables_of_salesforce_by_the_command(admin, pipeline, tmp_path, capsys):

    paths = [
        salesforce(name)
        for name in ("user", "account", "contact", "opportunity", "opportunity_history", "task", "event")
    ]
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    importing.run(parser.parse_args([str(path) for path in paths]))
    told, wrong = capsys.readouterr()
    assert told.startswith("salesforce: 7 parts"), wrong
    assert ImportSet.objects.get().phase == "done", told
    rows = {
        name: sum(1 for _row in csv.DictReader(salesforce(name).open()))
        for name in ("account", "opportunity", "task")
    }
    assert Deal.objects.count() == rows["opportunity"]
    assert Company.objects.filter(name="Seinfeld").exists() or Company.objects.count() > 0
    assert Activity.objects.filter(source=None).count() >= rows["task"]


def test_the_command_takes_every_sheet_of_a_workbook_and_says_when_it_takes_one(
    admin, pipeline, tmp_path, capsys
):
    path = tmp_path / "firm.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {
            "A": [["company"], ["Nikan"]],
            "B": [["name", "company", "mobile"], ["Ali", "Nikan", "09121234567"]],
        }.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    importing.run(parser.parse_args([str(path)]))
    assert (Company.objects.get().name, Contact.objects.get().company.name) == ("Nikan", "Nikan")
    importing.run(parser.parse_args([str(path), "--kind", "companies"]))
    assert "only its first sheet is read" in capsys.readouterr().err


def test_a_program_that_sends_a_workbook_as_one_table_is_told(client, admin, pipeline, tmp_path):
    path = tmp_path / "firm.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("A", "B"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["company", "city"])
            sheet.write_row(1, 0, ["Nikan", "Yazd"])
    client.force_login(admin)

    def sent(**more):
        file = SimpleUploadedFile("firm.xlsx", path.read_bytes())
        return client.post("/api/v1/imports", {"file": file, **more})

    assert (sent().status_code, list(sent().json()["errors"])) == (422, ["file"])
    assert sent(kind="companies").status_code == 201
