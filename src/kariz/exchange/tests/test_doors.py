"""Import and export by page, API and command."""

import csv
import io
import json

import pytest
import python_calamine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.access.actions import tokens
from kariz.exchange.actions.exports import export
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

FILE = b"title,amount,stage\nPump,5,Proposal\nPipe,x,Nowhere\n"


def sheet(content=FILE, name="list.csv"):
    return SimpleUploadedFile(name, content, "text/csv")


def test_sara_uploads_maps_runs_and_takes_back_on_the_pages(sara, pipeline, client):
    client.force_login(sara)
    assert client.get("/imports/").status_code == 200
    sent = client.post("/imports/", {"file": sheet()})
    one = Import.objects.get()
    assert sent["Location"] == f"/imports/{one.pk}/"
    page = client.get(sent["Location"]).content.decode()
    assert "Nowhere" in page
    fields = ["title", "amount", "stage"]
    form = {
        "version": one.version,
        "kind": "deals",
        "header": "on",
        "field": fields,
        "pipeline": pipeline.pk,
        "start": "1",
    }
    assert client.post(f"/imports/{one.pk}/mapping/", form).status_code == 302
    assert client.get(f"/imports/{one.pk}/progress/").status_code == 200
    assert client.get(f"/imports/{one.pk}/").status_code == 200
    one = finish(one)
    assert (one.created_count, one.refused_count) == (1, 1)
    assert client.get(f"/imports/{one.pk}/progress/")["HX-Refresh"] == "true"
    assert client.get(f"/imports/{one.pk}/").status_code == 200
    assert "Pipe,x,Nowhere,3" in client.get(f"/imports/{one.pk}/refused.csv").getvalue().decode()
    assert client.post(f"/imports/{one.pk}/taking-back/").status_code == 302
    assert finish(one).phase == "taken_back"
    assert client.get(f"/imports/{one.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\n\n ,\n", "blank.csv"),
        (b"PK\x03\x04rubbish", "broken.xlsx"),
        (b"\xd0\xcf\x11\xe0old", "old.xls"),
        ("نام\nسارا".encode()[:-1], "cut.csv"),
        (bytes(range(128, 256)) * 20, "noise.csv"),
        (b"a\x00b\x01\x00,,\x00", "binary.csv"),
        (",".join(f"c{n}" for n in range(5000)).encode(), "wide.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(sara, pipeline, client, content, name):
    client.force_login(sara)
    answer = client.post("/imports/", {"file": sheet(content, name)})
    assert answer.status_code == 422
    assert "file_error" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_name_of_ten_thousand_letters_and_a_single_column_end_in_errors_of_rows(sara, pipeline, bring):
    one = bring("title\n" + "x" * 10_001 + "\nPump\n" + "y" * 400 + "\n", sara)
    assert (one.created_count, one.refused_count) == (1, 2)


def test_a_list_without_a_header_is_seen_as_one(sara, pipeline, upload):
    one = upload("Pump,09121234567,reza@nikan.ir\nPipe,09121234568,lale@nikan.ir\n", sara)
    assert (one.total, one.layout["header"]) == (2, False)
    assert set(one.mapping.values()) == {"mobile", "email"}


def test_reza_does_not_see_the_import_of_sara(sara, reza, pipeline, client, upload):
    one = upload("title\nPump\n", sara)
    client.force_login(reza)
    assert client.get(f"/imports/{one.pk}/").status_code == 404
    assert client.post(f"/imports/{one.pk}/delete/").status_code == 404
    assert Import.objects.exists()


def test_nima_the_viewer_is_kept_from_imports_but_may_export(viewer, pipeline, client):
    client.force_login(viewer)
    assert client.get("/imports/").status_code == 403
    assert client.get("/exports/deals.csv").status_code == 200


@pytest.fixture
def api(admin, client):
    text = tokens.create(by=admin, name="test", scope="admin").secret
    return {"HTTP_AUTHORIZATION": f"Bearer {text}"}


def test_a_program_imports_by_the_api(admin, pipeline, client, api):
    made = client.post("/api/v1/imports", {"file": sheet()}, **api)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert made.json()["mapping"] == {"title": "title", "amount": "amount", "stage": "stage"}
    patch = json.dumps({"options": {"unit": "rial"}, "version": made.json()["version"]})
    assert client.patch(f"/api/v1/imports/{pk}", patch, "application/json", **api).status_code == 200
    wrong = client.patch(
        f"/api/v1/imports/{pk}", json.dumps({"mapping": {"title": "x"}}), "application/json", **api
    )
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["mapping.title"])
    assert client.post(f"/api/v1/imports/{pk}/runs", "{}", "application/json", **api).status_code == 202
    finish(Import.objects.get(pk=pk))
    state = client.get(f"/api/v1/imports/{pk}", **api).json()
    assert (state["state"], state["created"], state["refused"], state["percent"]) == ("done", 1, 1, 100)
    rows = client.get(f"/api/v1/imports/{pk}/rows?action=refused", **api).json()
    assert rows["items"][0]["number"] == 3
    assert Deal.objects.get().amount == 5
    assert client.post(f"/api/v1/imports/{pk}/taking-back", **api).status_code == 202
    assert client.get("/api/v1/imports", **api).json()["items"][0]["state"] == "taking_back"
    assert client.get("/api/v1/exports/deals.csv", **api).status_code == 200


def test_an_export_imported_again_changes_nothing(admin, pipeline, bring):
    for title in ("=1+1", "+98", "-5", "@sum", "'=quoted", "پمپ"):
        deals.create(new=deals.NewDeal(title=title, pipeline=pipeline, owner=admin, amount=5_000), by=admin)
    before = list(Deal.objects.order_by("id").values_list("title", "amount", "version"))
    for ending in ("csv", "xlsx"):
        content = b"".join(export(kind="deals", ending=ending, by=admin))
        one = bring(content, admin, name=f"deals.{ending}", existing="update")
        assert (one.kind, one.skipped_count, one.updated_count, one.refused_count) == ("deals", 6, 0, 0), (
            one.error
        )
    assert list(Deal.objects.order_by("id").values_list("title", "amount", "version")) == before


def test_formulas_are_inert_in_both_formats(admin, pipeline):
    deals.create(new=deals.NewDeal(title="=1+1", pipeline=pipeline), by=admin)
    text = b"".join(export(kind="deals", ending="csv", by=admin)).decode("utf-8-sig")
    assert "'=1+1" in list(csv.reader(io.StringIO(text)))[1]
    content = b"".join(export(kind="deals", ending="xlsx", by=admin))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert "=1+1" in book.get_sheet_by_index(0).to_python()[1]


def test_reza_exports_only_what_he_sees(reza, ali, pipeline, deal):
    assert b"Pump station" in b"".join(export(kind="deals", ending="csv", by=ali))
    assert b"Pump station" not in b"".join(export(kind="deals", ending="csv", by=reza))


@pytest.mark.django_db(transaction=True)
def test_the_commands_import_and_export(admin, pipeline, tmp_path, capsys):
    from kariz.config.command import main

    path = tmp_path / "list.csv"
    path.write_bytes(b"what,amount\nPump,5\nPipe,7\n")
    assert main(["import", str(path), "--dry-run", "--map", "what=title", "--kind", "deals"]) == 0
    assert "2 would be created" in capsys.readouterr().out
    assert not Deal.objects.exists()
    assert main(["import", str(path), "--map", "what=title", "--kind", "deals", "--as", admin.email]) == 0
    assert "2 created" in capsys.readouterr().out
    assert main(["export", "deals", str(tmp_path / "out.xlsx")]) == 0
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


def test_a_list_is_exported_as_it_is_shown(ali, reza, pipeline, deal, client):
    client.force_login(ali)
    deals.create(new=deals.NewDeal("Valve", pipeline, owner=ali, amount=10), by=ali)
    address = "/exports/deals.csv?shown=1&q=pump&columns=title,amount,in_stage&sort=title&view=all"
    head, *rows = client.get(address).getvalue().decode("utf-8-sig").splitlines()
    assert len(head.split(",")) == 5 and len(rows) == 1 and "Pump station" in rows[0]
    assert len(client.get("/exports/deals.csv?shown=1").getvalue().decode().splitlines()) == 3
    contacts.create(by=ali, name="Nima", role="champion")
    contacts.create(by=ali, name="Omid", role="blocker")
    text = client.get("/exports/contacts.csv?shown=1&role=champion").getvalue().decode()
    assert "Nima" in text and "Omid" not in text
    assert client.get("/exports/nothing.csv?shown=1").status_code == 404


def test_sara_sees_the_groups_and_starts_from_there_and_a_program_does_the_same(
    client, sara, pipeline, upload
):
    one = upload("title,amount\nPump,5\nPipe,x\n", sara)
    client.force_login(sara)
    client.post(f"/imports/{one.pk}/mapping/", {"check": "1", "field": ["title", "amount"], "header": "on"})
    assert "progressbar" in client.get(f"/imports/{one.pk}/").content.decode()
    one = finish(one)
    page = client.get(f"/imports/{one.pk}/?group=refused").content.decode()
    assert "Pipe" in page and "Pump" not in page
    assert "<select" in client.get(f"/imports/{one.pk}/?mapping").content.decode()
    shown = client.get(f"/api/v1/imports/{one.pk}").json()["outcome"]
    assert (shown["fresh"], shown["counts"]["created"], shown["counts"]["refused"]) == (True, 1, 1)
    rows = client.get(f"/api/v1/imports/{one.pk}/expected-rows?group=created").json()["items"]
    assert [row["title"] for row in rows] == ["Pump"]
    client.post(f"/imports/{one.pk}/run/", {"version": one.version})
    assert finish(one).created_count == 1


def test_refused_rows_come_back_mended_and_the_rest_is_not_there_twice(client, sara, pipeline, bring, upload):
    one = bring("title,amount\nPump,5\nPipe,x\n=Sum,y\n", sara)
    client.force_login(sara)
    text = client.get(f"/imports/{one.pk}/refused.csv").getvalue().decode("utf-8-sig")
    assert text.count("\n") == 3
    mended = text.replace(",x,", ",7,").replace(",y,", ",8,")
    again = bring(mended, sara, name="mended.csv")
    assert (again.created_count, again.refused_count) == (2, 0), again.rows.values_list("errors")
    assert set(Deal.objects.values_list("title", flat=True)) == {"Pump", "Pipe", "=Sum"}
    sheet = b"".join(client.get(f"/imports/{one.pk}/refused.xlsx").streaming_content)
    assert imports.upload(file=ContentFile(sheet, "r.xlsx"), by=sara).total == 2


def test_mina_is_asked_about_what_was_changed_before_the_import_goes(client, admin, pipeline, bring):
    one = bring("title\nPump\nPipe\n", admin)
    client.force_login(admin)
    deals.change(deal=Deal.objects.get(title="Pump"), by=admin, title="Pump 2")
    assert f'href="/imports/{one.pk}/taking-back/"' in client.get(f"/imports/{one.pk}/").content.decode()
    assert "Pump 2" in client.get(f"/imports/{one.pk}/taking-back/").content.decode()
    assert client.get(f"/api/v1/imports/{one.pk}/changed").json()["rows"][0]["name"] == "Pump 2"
    client.post(f"/imports/{one.pk}/taking-back/", {"changed": "keep"})
    assert finish(one).kept_count == 1
    assert Deal.objects.get(deleted_at=None).title == "Pump 2"


def test_rows_that_wait_are_settled_on_the_page(client, admin, pipeline, bring):
    contacts.create(by=admin, name="Reza", points=[{"kind": "email", "value": "reza@nikan.ir"}])
    one = bring("name,email,job title\nReza,reza@nikan.ir,Director\n", admin, existing="ask")
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'name="how" value="fill"' in page
    client.post(f"/imports/{one.pk}/decisions/", {"row": ["2"], "how": "fill"})
    assert Contact.objects.get().position == "Director"


def test_another_kind_of_file_guesses_the_columns_anew_and_keeps_what_mina_set(
    admin, pipeline, upload, client
):
    one = upload("شرکت,نام کالا,قیمت,برچسب,چیز\nنیکان,پمپ,5,A1,7\n", admin, kind="deals")
    assert one.mapping == {"شرکت": "company", "نام کالا": "product", "قیمت": "amount"}
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'data-autosubmit-only-value="kind"' in page
    fields = ["company", "product", "amount", "product_code", "new:text"]
    form = {"version": one.version, "kind": "products", "header": "on", "field": fields}
    assert client.post(f"/imports/{one.pk}/mapping/", form).status_code == 302
    one.refresh_from_db()
    assert one.kind == "products"
    assert one.mapping == {"نام کالا": "product", "قیمت": "unit_price", "برچسب": "product_code"}


def test_a_refused_form_shows_what_mina_had_chosen_beside_the_error(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload("عنوان,شرکت,شهر,مبلغ\nالف,پارس,قم,5\n", admin)
    form = {
        "field": ["title", "company", "company", ""],
        "kind": "deals",
        "header": "on",
        "currency": "USD",
        "rate": "چند",
        "existing": "update",
        "unreadable": "leave",
        "owner": "nobody",
        "version": str(one.version),
    }
    answer = client.post(f"/imports/{one.pk}/mapping/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    for chosen in ("company", "USD", "update", "leave", "nobody"):
        assert f'value="{chosen}" selected' in page
    assert page.count('value="company" selected') == 2
    assert 'value="چند"' in page
    one.refresh_from_db()
    assert (one.options["currency"], one.mapping["شهر"]) == ("IRR", "city")
