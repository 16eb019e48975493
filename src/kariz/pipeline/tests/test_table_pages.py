"""The pages of the tables: groups, remembered columns, pasted blocks, kept views."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from kariz.access.actions import users
from kariz.access.models import User
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, Pipeline
from kariz.records.actions import custom_fields, table_layouts
from kariz.records.models import BulkChange, SavedView, TableLayout
from kariz.records.tables import table_of

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def firms(sara: User) -> list[Company]:
    rows = [{"name": f"Firm {at}", "city": "Shiraz" if at % 2 else "Yazd", "owner": sara} for at in range(4)]
    return companies.create_many(by=sara, rows=rows)


@pytest.fixture
def pumps(sara: User, pipeline: Pipeline) -> list[Deal]:
    news = [deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, owner=sara, amount=at) for at in range(3)]
    return deals.create_many(by=sara, news=news)


def test_groups_stand_on_the_page_with_their_counts_and_load_their_rows(
    sara: User, firms: list[Company]
) -> None:
    page = signed_in(sara).get("/companies/?group=city")
    bodies = page.context["bodies"]
    assert [(one["label"], one["part"].count) for one in bodies] == [("Shiraz", 2), ("Yazd", 2)]
    assert "Firm 1" in bodies[0]["rows"] and not bodies[1]["rows"]
    rest = signed_in(sara).get("/companies/?" + bodies[1]["more"], headers=HTMX).content.decode()
    assert "Firm 0" in rest and "Firm 2" in rest and "Firm 1" not in rest


def test_after_a_cell_was_changed_the_sums_below_and_above_the_groups_are_asked_for_anew(
    sara: User, ali: User, pumps: list[Deal]
) -> None:
    shown = "columns=title,owner,amount"
    page = signed_in(sara).get(f"/deals/?{shown}&group=owner").content.decode()
    deals.change(deal=pumps[0], by=sara, amount=7_000_010)
    deals.change(deal=pumps[1], by=sara, owner=ali)
    totals = signed_in(sara).get(f"/tables/deals/totals/?{shown}&group=owner").content.decode()
    foot = totals[totals.index("<tfoot>") :]
    assert "<b>۳ معامله</b>" in foot and "۷۰۰٬۰۰۱٫۳ تومان" in foot and "۷۰۰٬۰۰۱٫۳ تومان" not in page
    assert totals.count("grid-part") == 2 and "<tr data-id" not in totals


@pytest.mark.parametrize(
    ("language", "short", "whole"),
    [("fa", "۷ میلیارد تومان", "۷٬۰۰۰٬۱۲۳٬۴۵۶٫۷ تومان"), ("en", "7B toman", "7,000,123,456.7 toman")],
)
def test_sara_reads_the_exact_sum_below_the_table_and_above_each_group(
    sara: User, pumps: list[Deal], language: str, short: str, whole: str
) -> None:
    users.change_preferences(
        user=sara, by=sara, language=language, digits="persian" if language == "fa" else "latin"
    )
    deals.change(deal=pumps[0], by=sara, amount=70_001_234_564)
    page = signed_in(sara).get("/deals/?columns=title,owner,amount&group=owner").content.decode()
    assert page.count(f'title="{whole}"><span class="sum-short" aria-hidden="true">{short}</span>') == 2
    assert page.count(f'<span class="sum-whole">{whole}</span>') == 2 and 'class="sum" tabindex="0"' in page
    wide = signed_in(sara).get("/deals/?columns=title,owner,amount:300").content.decode()
    assert "sum-short" not in wide and whole in wide[wide.index("<tfoot>") :]


def test_emma_reads_a_day_as_people_write_it_and_types_it_either_way(sara: User, pumps: list[Deal]) -> None:
    users.change_preferences(user=sara, by=sara, language="en", digits="latin", calendar="gregorian")
    client, pump = signed_in(sara), pumps[0]
    for typed, day, shown in (
        ("14 Dec 2026", "2026-12-14", ">14 Dec 2026<"),
        ("2027-03-01", "2027-03-01", ">\u20071 Mar 2027<"),
    ):
        pump.refresh_from_db()
        url = f"/tables/deals/{pump.pk}/expected_close/"
        row = client.post(url, {"value": typed, "version": pump.version}, headers=HTMX).json()["row"]
        assert shown in row and f'data-typed="{day}"' in row
        copied = block((Deal.objects.get(pk=pump.pk), {"expected_close": day})) | {"apply": "1"}
        client.post("/tables/deals/paste/", copied, headers=HTMX)
        assert str(Deal.objects.get(pk=pump.pk).expected_close) == day


def test_saras_columns_are_remembered_for_her_alone(sara: User, ali: User, firms: list[Company]) -> None:
    given = {"columns": "name,city:240,size"}
    assert signed_in(sara).post("/tables/companies/layout/", given).json()["columns"] == "name,city:240,size"
    assert signed_in(sara).get("/companies/").context["columns"] == "name,city:240,size"
    assert signed_in(ali).get("/companies/").context["columns"] != "name,city:240,size"
    signed_in(sara).post("/tables/companies/layout/", {"columns": ""})
    assert not TableLayout.objects.exists()


def test_a_cell_of_a_contact_changes_its_phone_company_and_owner(sara: User, ali: User) -> None:
    person = contacts.create(by=sara, name="Nima", points=[{"kind": "mobile", "value": "09121234567"}])
    client = signed_in(sara)
    for name, value in (("phone", "09351112233"), ("company", "Zagros"), ("role", "champion")):
        person.refresh_from_db()
        answer = client.post(
            f"/tables/contacts/{person.pk}/{name}/", {"value": value, "version": person.version}
        )
        assert answer.status_code == 200, answer.content
    person = Contact.objects.get(pk=person.pk)
    assert (person.company.name, person.role) == ("Zagros", "champion")
    assert [point.value for point in person.points.all()] == ["09351112233"]


def block(*rows: tuple[Deal, dict[str, str]]) -> dict[str, str]:
    made = [{"pk": deal.pk, "version": deal.version, "texts": texts} for deal, texts in rows]
    return {"block": json.dumps(made)}


def test_a_pasted_block_is_shown_first_then_written_and_taken_back_in_one_go(
    sara: User, pumps: list[Deal]
) -> None:
    client = signed_in(sara)
    given = block(*[(deal, {"title": f"Crane {at}", "amount": "5000"}) for at, deal in enumerate(pumps)])
    shown = client.post("/tables/deals/paste/", given, headers=HTMX)
    assert shown.context["done"] == 3 and Deal.objects.filter(title__startswith="Pump").count() == 3
    done = client.post("/tables/deals/paste/", given | {"apply": "1"}, headers=HTMX)
    assert done.status_code == 204 and Deal.objects.filter(title__startswith="Crane").count() == 3
    client.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    assert Deal.objects.filter(title__startswith="Pump").count() == 3


def test_of_a_pasted_block_only_the_rows_count_that_say_something_else_then(
    sara: User, pumps: list[Deal]
) -> None:
    client = signed_in(sara)
    firms = [companies.create(by=sara, name=f"Pars {at}", owner=sara) for at in range(3)]
    for deal, firm in zip(pumps, firms, strict=True):
        deals.change(deal=deal, by=sara, expected_close=date(2026, 12, 1), company=firm)
    fresh = list(Deal.objects.order_by("pk"))
    days = ["2026-12-01", "2026-12-01", "2026-12-05"]
    given = block(*[(deal, {"expected_close": day}) for deal, day in zip(fresh, days, strict=True)])
    shown = client.post("/tables/deals/paste/", given, headers=HTMX)
    assert (shown.context["done"], shown.context["same"]) == (1, 2)
    told = json.loads(client.post("/tables/deals/paste/", given | {"apply": "1"}, headers=HTMX)["HX-Trigger"])
    assert told["grid:changed"]["ids"] == [fresh[2].pk] and "۱ ردیف" in told["toast"]["message"]
    # The stage does not stand in a column of the deal: each row goes through a move of its own.
    stages = [(deal, {"stage": deal.stage.title}) for deal in Deal.objects.order_by("pk")]
    assert client.post("/tables/deals/paste/", block(*stages), headers=HTMX).context["done"] == 0
    again = client.post("/tables/deals/paste/", block(*stages) | {"apply": "1"}, headers=HTMX)
    assert json.loads(again["HX-Trigger"]) == {"dialog:close": {}}


def test_a_wrong_cell_of_a_block_says_why_and_the_others_go_through(sara: User, pumps: list[Deal]) -> None:
    given = block((pumps[0], {"amount": "a lot", "title": "Crane"}), (pumps[1], {"amount": "70"}))
    done = signed_in(sara).post("/tables/deals/paste/", given | {"apply": "1"}, headers=HTMX)
    [(result, [(_label, [text])])] = done.context["wrong"]
    assert result.pk == pumps[0].pk and text
    assert Deal.objects.get(pk=pumps[0].pk).title == "Crane"
    assert Deal.objects.get(pk=pumps[1].pk).amount == 700


def test_a_block_does_not_write_over_what_somebody_changed_meanwhile(
    sara: User, ali: User, pumps: list[Deal]
) -> None:
    deals.change(deal=pumps[0], by=sara, title="Mine now")
    done = signed_in(ali).post(
        "/tables/deals/paste/", block((pumps[0], {"title": "Crane"})) | {"apply": "1"}, headers=HTMX
    )
    assert done.context["wrong_rows"] == 1
    assert Deal.objects.get(pk=pumps[0].pk).title == "Mine now"


def test_vida_who_only_looks_changes_no_cell_and_no_block(
    viewer: User, sara: User, pumps: list[Deal]
) -> None:
    client = signed_in(viewer)
    one = client.post(f"/tables/deals/{pumps[0].pk}/title/", {"value": "X", "version": 1}, headers=HTMX)
    many = client.post(
        "/tables/deals/paste/", block((pumps[0], {"title": "X"})) | {"apply": "1"}, headers=HTMX
    )
    assert one.status_code in (403, 404) and many.status_code == 403
    assert not Deal.objects.filter(title="X").exists()


def test_a_view_keeps_conditions_order_groups_and_the_columns_as_they_are_seen(
    sara: User, firms: list[Company]
) -> None:
    table_layouts.keep(table=table_of("companies"), columns="name,city:300", by=sara)
    given = {"name": "Shiraz", "keep": "1", "sort": "-size", "group": "city", "city": "Shiraz"}
    given |= {"f": json.dumps({"field": "city", "op": "=", "value": "Shiraz"})}
    answer = signed_in(sara).post("/tables/companies/filter/", given, headers=HTMX)
    view = SavedView.objects.get()
    assert "columns=name%2Ccity%3A300" in view.query and "group=city" in view.query
    page = signed_in(sara).get(answer["HX-Redirect"])
    assert page.context["total"].count == 2 and page.context["columns"] == "name,city:300"
    again = {"view": str(view.pk), "update": "1", "sort": "name"}
    signed_in(sara).post("/tables/companies/filter/", again, headers=HTMX)
    view.refresh_from_db()
    assert view.name == "Shiraz" and "sort=name" in view.query


def test_a_company_is_searched_for_in_its_cell_and_chosen_among_two_of_one_name(
    ali: User, reza: User
) -> None:
    hidden = companies.create(by=reza, name="Nikan Oil")
    one, other = (companies.create(by=ali, name="Nikan") for _ in range(2))
    mina = contacts.create(by=ali, name="Mina")
    client = signed_in(ali)
    listed = client.get("/tables/contacts/options/company/?q=nikan").content.decode()
    assert f'data-value="#{one.pk}"' in listed and f'data-value="#{other.pk}"' in listed
    assert f'data-value="#{hidden.pk}"' not in listed
    asked = client.get("/tables/contacts/options/company/?q=Toos").content.decode()
    assert 'data-value="Toos"' in asked
    url = f"/tables/contacts/{mina.pk}/company/"
    told = client.post(url, {"value": f"#{other.pk}", "version": 1}, headers=HTMX).json()
    assert Contact.objects.get(pk=mina.pk).company == other
    assert "Nikan" in told["toast"]["message"] and told["toast"]["undo_url"]
    refused = client.post(url, {"value": f"#{hidden.pk}", "version": 2}, headers=HTMX)
    assert refused.status_code == 422 and Contact.objects.get(pk=mina.pk).company == other


def test_the_toast_of_a_cell_names_the_field_and_both_values(sara: User, firms: list[Company]) -> None:
    url = f"/tables/companies/{firms[0].pk}/city/"
    told = signed_in(sara).post(url, {"value": "Tabriz", "version": 1}, headers=HTMX).json()
    message = told["toast"]["message"]
    assert "Yazd" in message and "Tabriz" in message


def test_phone_and_address_of_one_person_are_pasted_together(sara: User) -> None:
    mina = contacts.create(by=sara, name="Mina")
    texts = {"phone": "0912 111 2233", "email": "mina@pars.example"}
    block = json.dumps([{"pk": mina.pk, "version": 1, "texts": texts}])
    done = signed_in(sara).post("/tables/contacts/paste/", {"block": block, "apply": "1"}, headers=HTMX)
    assert done.status_code == 204
    assert set(mina.points.values_list("kind", flat=True)) == {"mobile", "email"}


def test_the_rows_that_ali_ticked_are_exported_alone_and_only_what_he_sees(ali: User, reza: User) -> None:
    rows = [{"name": f"Firm {at}", "owner": ali} for at in range(4)]
    firms = companies.create_many(by=ali, rows=rows)
    hidden = companies.create(by=reza, name="Hidden")
    ids = f"{firms[1].pk},{firms[2].pk},{hidden.pk},x"
    client = signed_in(ali)
    answer = client.post("/exports/companies.csv", {"shown": "1", "ids": ids, "sort": "-name"})
    text = b"".join(answer.streaming_content).decode()
    assert text.index("Firm 2") < text.index("Firm 1")
    assert "Firm 0" not in text and "Hidden" not in text
    answer = client.get(f"/api/v1/exports/companies.csv?ids={firms[3].pk},{hidden.pk}")
    text = b"".join(answer.streaming_content).decode()
    assert "Firm 3" in text and "Firm 1" not in text and "Hidden" not in text


def test_several_choices_are_ticked_for_many_at_once(sara: User, admin: User, firms: list[Company]) -> None:
    custom_fields.create(
        subject="company", label="Products", type="choices", options=["Pump", "Valve", "Tank"], by=admin
    )
    client = signed_in(sara)
    asked = client.post(
        "/tables/companies/bulk/", {"action": "set", "ids": str(firms[0].pk), "column": "custom.products"}
    )
    assert asked.content.decode().count('type="checkbox"') == 3
    given = {"action": "set", "column": "custom.products", "value": ["pump", "tank"]}
    ids = ",".join(str(one.pk) for one in firms)
    client.post("/tables/companies/bulk/begin/", {**given, "ids": ids}, headers=HTMX)
    client.post(f"/bulk-changes/{BulkChange.objects.get().pk}/run/", headers=HTMX)
    assert {tuple(one.custom["products"]) for one in Company.objects.all()} == {("pump", "tank")}


def test_an_empty_column_has_no_sum(sara: User) -> None:
    companies.create(by=sara, name="Pars")
    page = signed_in(sara).get("/companies/?columns=name,size").content.decode()
    assert '<td class="num"></td>' in page[page.index("<tfoot>") :]


def test_a_deal_added_in_passing_is_asked_what_every_deal_must_have(
    sara: User, admin: User, pipeline: Pipeline
) -> None:
    custom_fields.create(subject="deal", label="Region", type="text", required=True, by=admin)
    custom_fields.create(subject="deal", label="Colour", type="text", by=admin)
    client, url = signed_in(sara), f"/board/{pipeline.pk}/deals/"
    stage = pipeline.stages.order_by("position").first().pk
    asked = client.get(f"{url}?stage={stage}").content.decode()
    must, may = asked.split("<details")
    assert "custom.region" in must and "custom.colour" not in must and "custom.colour" in may
    refused = client.post(url, {"stage": stage, "title": "Crane"}, headers=HTMX)
    assert refused.status_code == 422 and not Deal.objects.exists() and "Crane" in refused.content.decode()
    client.post(url, {"stage": stage, "title": "Crane", "custom.region": "South"}, headers=HTMX)
    assert Deal.objects.get().custom == {"region": "South"}
    more = {"custom.region": "North", "custom.colour": "Red", "channel": "event", "notes": "Met at the fair"}
    wrong = {"stage": stage, "title": "Hoist", "expected_close": "soon-ish", **more}
    told = client.post(url, wrong, headers=HTMX)
    assert told.status_code == 422 and "<details open>" in told.content.decode()
    client.post(url, {**wrong, "expected_close": "2027-03-01"}, headers=HTMX)
    hoist = Deal.objects.get(title="Hoist")
    assert hoist.custom == {"region": "North", "colour": "Red"} and hoist.channel == "event"
    assert (hoist.notes, str(hoist.expected_close)) == ("Met at the fair", "2027-03-01")


def test_dutch_of_ohio_types_a_day_as_in_his_country_and_emma_of_london_as_in_hers(
    sara: User, pumps: list[Deal]
) -> None:
    users.change_preferences(user=sara, by=sara, language="en", digits="latin", calendar="gregorian")
    for country, typed, day in (
        ("US", "12/05/2026", "2026-12-05"),
        ("GB", "12/05/2026", "2026-05-12"),
        ("US", "12/23/26", "2026-12-23"),
    ):
        Organisation.objects.update(country=country)
        refresh()
        pump = Deal.objects.get(pk=pumps[0].pk)
        url = f"/tables/deals/{pump.pk}/expected_close/"
        answer = signed_in(sara).post(url, {"value": typed, "version": pump.version}, headers=HTMX)
        assert answer.status_code == 200
        assert str(Deal.objects.get(pk=pump.pk).expected_close) == day
