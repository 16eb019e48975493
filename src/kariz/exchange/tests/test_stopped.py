"""A row says a stage to which the deal's own does not let it go: all else of it comes, and it says what is missing."""

import io
from contextlib import redirect_stdout

import pytest
from django.utils import translation

from kariz.config.command import main
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import kept_rows, warned_rows
from kariz.exchange.queries.pages.stopped import list_of, stopped_rows
from kariz.exchange.tests.conftest import finish
from kariz.localisation.digits import format_number
from kariz.pipeline.actions import moves
from kariz.pipeline.models import Activity, Criterion, Deal
from kariz.pipeline.tests.helpers import consistent
from kariz.rules.schema import schema
from kariz.rules.sentence import sentence

HEAD = "external id,title,amount,stage,contact,next step,notes\n"
FIRST = HEAD + "x1,Pump,5,Prospecting,,,\nx2,Pipe,5,Proposal,,,\n"
LATER = (
    HEAD + "x1,Pump,7,Proposal,Reza Karimi,Call Reza,He asked for a date\nx2,Pipe,9,Proposal,,,Second order\n"
)
STAGE = "مرحله: Proposal"


@pytest.fixture
def blocked(admin, pipeline, bring):
    Criterion.objects.update(policy="block")
    bring_and_move_back(admin, bring)


def bring_and_move_back(admin, bring):
    """What somebody moved here does not stand where lists say, but where people move it."""
    bring(FIRST.replace("Prospecting", "Negotiation"), admin)
    moves.move(deal=deal(), to=deal().pipeline.stages.earliest("position"), by=admin)


def deal(number="x1"):
    return Deal.objects.select_related("stage", "contact").get(external_id=number, deleted_at=None)


def row_of(one, number=2):
    return one.rows.get(number=number)


def in_english(make):
    with translation.override("en"):
        return make()


def test_all_that_the_row_says_comes_and_only_the_stage_stays(blocked, admin, bring):
    done = bring(LATER, admin, existing="update")
    now = deal()
    assert (done.updated_count, done.refused_count, stopped_rows(done).count()) == (2, 0, 1)
    assert (now.amount, now.stage.position, now.contact.name) == (70, 0, "Reza Karimi")
    assert Activity.objects.filter(deal=now, name="Call Reza", deleted_at=None).exists()
    assert now.notes.splitlines() == ["He asked for a date", STAGE]
    consistent(now)


def test_the_row_names_the_stage_of_the_list_and_what_is_missing_in_the_words_of_who_reads_it(
    blocked, admin, bring
):
    row = row_of(bring(LATER, admin, existing="update"))
    [told] = in_english(lambda: [said for said in row.told if "stays in" in said])
    assert told.startswith("The deal stays in “Prospecting”; the list says “Proposal”. What is missing: ")
    assert "A positive reply is recorded, " in told
    assert told.endswith(" Open the deal, see to that and move it.")
    assert any("پیشنهاد" in said and "، " in said for said in row.told)
    assert all(ord(letter) < 0x600 or letter in "“”" for letter in told)


def test_the_same_file_again_changes_nothing_and_a_later_one_notes_the_stage_only_once(blocked, admin, bring):
    bring(LATER, admin, existing="update")
    was, events = deal().version, Event.objects.count()
    again = bring(LATER, admin, existing="update")
    assert (again.updated_count, again.skipped_count, deal().version) == (0, 2, was)
    assert Event.objects.exclude(verb__startswith="import").count() <= events
    third = bring(LATER.replace(",7,", ",8,"), admin, existing="update")
    assert (third.updated_count, deal().amount) == (1, 80)
    assert deal().notes.splitlines() == ["He asked for a date", STAGE]
    changed = Event.objects.filter(deal_id=deal().pk, batch=third.batch, verb="deal.changed")
    assert [set(event.changes) for event in changed] == [{"amount"}]


def test_a_row_with_nothing_new_but_the_stage_is_skipped_and_still_told(blocked, admin, bring):
    text = f"id,title,stage\n{deal().pk},Pump,Proposal\n"
    mapping = {"id": "id", "title": "title", "stage": "stage"}
    assert bring(text, admin, mapping=mapping, existing="update").updated_count == 1
    again = bring(text, admin, mapping=mapping, existing="update")
    assert (again.skipped_count, stopped_rows(again).count(), kept_rows(again).count()) == (1, 1, 0)
    assert row_of(again).warnings[0]["stopped"] and len(row_of(again).warnings) == 1


def test_a_deal_that_is_won_by_hand_only_where_nothing_is_missing_stays_open(blocked, admin, bring):
    Deal.objects.update(title="Changed here")
    Event.objects.create(verb="deal.changed", subject_kind="deal", subject_id=deal().pk, deal_id=deal().pk)
    done = bring("external id,amount,stage\nx1,7,won\n", admin, existing="update")
    assert (deal().amount, deal().is_open, stopped_rows(done).count()) == (70, True, 1)
    assert in_english(lambda: row_of(done).told[0]).startswith(
        "The deal stays in “Prospecting”; the list says “Won”. What is missing: "
    )


def test_what_was_missing_in_a_stage_that_asks_for_a_reason_is_named_too(admin, pipeline, bring):
    Criterion.objects.update(policy="reason")
    bring_and_move_back(admin, bring)
    done = bring(LATER, admin, existing="update")
    assert "What is missing: " in in_english(lambda: row_of(done).told[0])
    assert deal().amount == 70


def test_before_it_comes_in_the_page_tells_of_it_and_lists_the_row(blocked, admin, upload, client):
    one = imports.change(one=upload(LATER, admin), by=admin, options={"existing": "update"})
    one = finish(imports.check(one=one, by=admin))
    assert (one.outcome["counts"]["updated"], one.outcome["counts"]["refused"]) == (2, 0)
    assert (one.outcome["stopped"], one.outcome["odd"], one.outcome["kept"]) == (1, 0, 0)
    client.force_login(admin)
    assert 'href="?stopped"' in client.get(f"/imports/{one.pk}/").content.decode()
    page = client.get(f"/imports/{one.pk}/?stopped")
    assert [row.number for row in page.context["rows"]] == [2]
    assert "پیشنهاد" in page.content.decode()
    told = client.get(f"/api/v1/imports/{one.pk}").json()["outcome"]
    assert told["stopped"] == 1
    [row] = client.get(f"/api/v1/imports/{one.pk}/expected-rows?stopped=true").json()["items"]
    assert (row["number"], row["notes"][0]["stopped"]) == (2, True)
    assert deal().amount == 50


def test_the_page_of_the_run_counts_them_apart_and_leads_to_the_deals(blocked, admin, bring, client):
    done = bring(LATER, admin, existing="update")
    client.force_login(admin)
    page = client.get(f"/imports/{done.pk}/")
    assert (page.context["stopped_count"], list(page.context["warned"])) == (1, [])
    html = page.content.decode()
    assert 'id="stopped"' in html and f"/deals/{deal().pk}/" in html
    assert f"/deals/?stopped_by={done.pk}&amp;outcome__in=" in html
    table = client.get(list_of(done)).content.decode()
    assert f"/deals/{deal().pk}/" in table and f"/deals/{deal('x2').pk}/" not in table
    [row] = client.get(f"/api/v1/imports/{done.pk}/rows?stopped=true").json()["items"]
    assert (row["number"], row["result_id"]) == (2, deal().pk)
    admin.language = "en"
    admin.save()
    english = client.get(f"/imports/{done.pk}/").content.decode()
    assert "1 row leaves its deal in its stage" in english and "What is missing: " in english


def test_files_that_come_together_count_them_as_well(blocked, admin, client):
    client.force_login(admin)
    files = [io.BytesIO(text.encode()) for text in (LATER, "company name,city\nNikan,Yazd\nKavosh,Tabriz\n")]
    for file, name in zip(files, ("deals.csv", "firms.csv"), strict=True):
        file.name = name
    whole = client.post("/api/v1/import-sets", {"file": files}).json()["id"]
    for way in (f"{whole}", f"{whole}/rehearsals", f"{whole}/runs"):
        address = f"/api/v1/import-sets/{way}"
        if way == f"{whole}":
            body = {"options": {"existing": "update"}}
            assert client.patch(address, body, content_type="application/json").status_code == 200
            continue
        assert client.post(address, {}, content_type="application/json").status_code == 202
        while (waiting := Import.objects.filter(part_of=whole, state="waiting").first()) is not None:
            finish(waiting)
        told = client.get(f"/api/v1/import-sets/{whole}/preview").json()["files"]
        assert sorted(file["stopped"] for file in told) == [0, 1]
        assert "data-stopped" in client.get(f"/imports/together/{whole}/").content.decode()


def test_all_or_nothing_is_not_stopped_by_such_a_row(blocked, admin, bring):
    done = bring(LATER, admin, existing="update", all_or_nothing=True)
    assert (done.phase, done.updated_count, deal().amount) == ("done", 2, 70)


def test_taken_back_the_deal_is_as_it_was(blocked, admin, bring):
    done = bring(LATER.replace("Reza Karimi", ""), admin, existing="update")
    back = finish(imports.take_back(one=done, by=admin))
    now = deal()
    assert (back.kept_count, now.amount, now.notes, now.stage.position) == (0, 50, "", 0)
    assert not Activity.objects.filter(deal=now, name="Call Reza", deleted_at=None).exists()
    assert stopped_rows(back).count() == 0
    consistent(now)


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_of_them_and_ends_well(blocked, admin, tmp_path):
    path = tmp_path / "later.csv"
    path.write_text(LATER)
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["import", str(path), "--existing", "update", "--dry-run"]) == 0
        assert main(["import", str(path), "--existing", "update"]) == 0
    assert "1 of them would leave their deal in its stage" in out.getvalue()
    assert "1 of them left their deal in its stage" in out.getvalue()


def test_why_a_value_is_refused_is_worded_for_who_reads_it_too(blocked, admin, bring):
    Deal.objects.update(rate=10**9)
    done = bring("external id,amount\nx1,1000000000\n", admin, existing="update")
    assert done.refused_count == 1
    assert in_english(lambda: row_of(done).why) == ["The amount is too large."]
    assert warned_rows(done).count() == 0


def test_who_may_not_see_the_import_reads_its_number_and_nowhere_the_name_of_its_file(
    blocked, admin, ali, bring, client
):
    done = bring(LATER, admin, name="secret-firings.csv", existing="update")
    Deal.objects.filter(pk=deal().pk).update(owner=ali)
    client.force_login(ali)
    assert client.get(f"/api/v1/imports/{done.pk}").status_code in (403, 404)
    with translation.override("en"):
        assert "secret-firings" not in str(schema("deal"))
        asked = {"field": "stopped_by", "op": "=", "value": done.pk}
        assert (
            sentence(asked, subject="deal")
            == f"Import at which it stayed in its stage is number {format_number(done.pk)}"
        )
    page = client.get(list_of(done)).content.decode()
    assert "secret-firings" not in page and f"/deals/{deal().pk}/" in page


def test_an_import_that_did_not_end_or_never_was_is_asked_for_as_well_and_shows_own_deals_alone(
    blocked, admin, ali, bring, client
):
    done = bring(LATER, admin, existing="update")
    Import.objects.filter(pk=done.pk).update(phase=Import.Phase.FAILED)
    Deal.objects.update(owner=admin)
    for user, number, found in ((admin, done.pk, [deal().pk]), (admin, 99_999, []), (ali, done.pk, [])):
        client.force_login(user)
        answer = client.get(f"/api/v1/deals?stopped_by={number}")
        assert answer.status_code == 200
        assert [one["id"] for one in answer.json()["items"]] == found
