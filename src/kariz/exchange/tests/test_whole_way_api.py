"""A program alone takes a list all the way: from the file to its records, and back again."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kariz.access.actions import tokens
from kariz.access.models import ApiToken
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.installation import whole_runs
from kariz.exchange.models import WholeExport
from kariz.people.models import Company
from kariz.pipeline.models import Activity, Deal

pytestmark = pytest.mark.django_db
API = "/api/v1"
LIST = (
    "Deal,Firm,Stage,Price,Seller,Zorg\n"
    "Pump,Toos,Talks,5,Kian,a\n"
    "Pipe,Nikan,Talks,seven,Kian,b\n"
    ",,,,,\n"
    "Valve,Nikan,,7,Sara,c\n"
)


def client_of(user):
    secret = tokens.create(name="program", scope=ApiToken.Scope.ADMIN, by=user).secret
    return Client(headers={"authorization": f"Bearer {secret}"})


def call(client, method, path, data=None):
    answer = client.generic(
        method, f"{API}{path}", data=json.dumps(data or {}), content_type="application/json"
    )
    assert answer.status_code < 300, answer.content
    return answer.json() if answer.content else None


def brought(client, text, name="deals.csv", **more):
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(f"{API}/imports", {"file": file, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_minas_program_takes_a_list_from_its_file_to_its_records_and_back(admin, pipeline):
    client = client_of(admin)
    one = brought(client, LIST)
    path = f"/imports/{one['id']}"

    seen = call(client, "GET", f"{path}/columns")
    columns = {column["name"]: column for column in seen["columns"]}
    assert columns["Firm"]["samples"] == ["Toos", "Nikan", "Nikan"] and columns["Zorg"]["field"] == ""
    fields = {field["name"] for field in seen["fields"]}
    assert {"title", "company", "amount", "stage", "owner", "notes"} <= fields
    assert "new:text" in {field["name"] for field in seen["new"]}

    mapping = {"Deal": "title", "Firm": "company", "Stage": "stage", "Price": "amount", "Seller": "owner"}
    one = call(client, "PATCH", path, {"mapping": mapping | {"Zorg": "notes"}, "version": one["version"]})
    assert one["mapping"]["Zorg"] == "notes"
    third = pipeline.stages.order_by("position")[2]
    asked = call(client, "GET", f"{path}/preview")
    assert [word["text"] for word in asked["words"]] and {"Kian", "Sara"} == {
        p["text"] for p in asked["people"]
    }
    word = asked["words"][0]["text"]
    answers = {"stages": {word: str(third.pk)}, "people": {"Kian": "new"}}
    call(client, "PATCH", path, {"options": answers})

    call(client, "POST", f"{path}/rehearsals")
    runs.work_all()
    looked = call(client, "GET", path)
    assert looked["outcome"]["fresh"] and looked["outcome"]["counts"]["refused"] == 1
    (bad,) = call(client, "GET", f"{path}/expected-rows?group=refused")["items"]
    assert bad["cells"][0] == "Pipe" and not Deal.objects.exists()

    call(client, "POST", f"{path}/runs")
    runs.work_all()
    done = call(client, "GET", path)
    assert (done["state"], done["created"], done["refused"]) == ("done", 2, 1)
    pump = Deal.objects.get(title="Pump")
    assert pump.stage_id == third.pk and pump.owner.name == "Kian" and pump.company.name == "Toos"
    refused = client.get(f"{API}{path}/refused.csv").getvalue().decode("utf-8-sig")
    assert "Pipe" in refused and "Pump" not in refused
    assert [row["number"] for row in call(client, "GET", f"{path}/rows?action=refused")["items"]] == [
        bad["number"]
    ]
    answer = client.get(f"{API}{path}/columns")
    assert answer.status_code == 409

    assert call(client, "GET", f"{path}/changed")["going"]["deal"] == 2
    call(client, "POST", f"{path}/taking-back")
    runs.work_all()
    assert call(client, "GET", path)["state"] == "taken_back"
    assert not Deal.objects.filter(deleted_at=None).exists()
    assert not Company.objects.filter(deleted_at=None).exists()


def test_calls_that_name_nobody_are_listed_and_given_to_somebody(admin, pipeline):
    client = client_of(admin)
    text = "Subject,Type,Date,Company\nRing somebody,Call,2026-11-20,\nRing Toos,Call,2026-11-21,Toos\n"
    call(client, "POST", "/companies", {"name": "Toos"})
    one = brought(client, text, "calls.csv", kind="activities")
    call(client, "POST", f"/imports/{one['id']}/runs")
    runs.work_all()
    listed = call(client, "GET", f"/imports/{one['id']}/loose-activities")["items"]
    assert [call["name"] for call in listed] == ["Ring somebody"]
    toos = Company.objects.get(name="Toos")
    call(client, "PATCH", f"/activities/{listed[0]['id']}", {"company": toos.pk})
    assert call(client, "GET", f"/imports/{one['id']}/loose-activities")["items"] == []
    assert Activity.objects.filter(company=toos).count() == 2


def test_exports_of_everything_are_listed_and_removed_with_their_files(admin, ali, pipeline):
    client = client_of(admin)
    made = call(client, "POST", "/exports/whole")
    whole_runs.work_all()
    (listed,) = call(client, "GET", "/exports/whole")["items"]
    assert (listed["id"], listed["state"]) == (made["id"], "done") and listed["size"]
    assert client_of(ali).get(f"{API}/exports/whole").status_code == 403
    assert client_of(ali).delete(f"{API}/exports/whole/{made['id']}").status_code == 403
    call(client, "DELETE", f"/exports/whole/{made['id']}")
    assert not WholeExport.objects.exists() and call(client, "GET", "/exports/whole")["items"] == []
    assert client.get(f"{API}/exports/whole/{made['id']}").status_code == 404
