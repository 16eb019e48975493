"""The page of one deal and its parts, as people use them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.models import Contact
from kariz.pipeline.actions import activities, closures, committee, deals, lines, obstacles
from kariz.pipeline.models import Activity, CommitteeMember, Deal, DealLine, LostReason, Obstacle
from kariz.pipeline.tests.helpers import counts, person

HTMX = {"headers": {"HX-Request": "true"}}
MOST_QUERIES = 18
"""15 of the page and those of the session, the user and the bell."""


@pytest.fixture
def page(client: Client, ali: User) -> Client:
    client.force_login(ali)
    return client


def test_the_page_says_what_is_missing_and_what_is_next(page: Client, deal: Deal) -> None:
    body = page.get(f"/deals/{deal.pk}/").content.decode()
    assert "Pump station" in body
    assert body.count('data-met="false"') == 2
    assert "data-checks" in body and 'aria-current="step"' in body


def test_of_a_lost_deal_nothing_is_asked_any_more_and_what_was_asked_is_folded_away(
    page: Client, deal: Deal, ali: User
) -> None:
    closures.lose(deal=deal, by=ali, lost_reason=LostReason.objects.get(template="lost_price"))
    body = page.get(f"/deals/{deal.pk}/").content.decode()
    assert "data-checks" not in body and body.count('data-met="false"') == 2
    stage = body[body.index('id="stage-title"') : body.index("</section>", body.index('id="stage-title"'))]
    assert (
        "<details>" in stage
        and "برای گذر" not in stage
        and "hx-get" not in stage[: stage.index("</details>")]
    )
    table = page.get("/deals/?outcome=lost&columns=title,missing").content.decode()
    cell = table[table.index('<td tabindex="-1" data-c="missing"') :]
    assert cell[: cell.index("</td>")].endswith(">")
    closures.reopen(deal=Deal.objects.get(pk=deal.pk), by=ali)
    assert "data-checks" in page.get(f"/deals/{deal.pk}/").content.decode()


def test_the_number_of_queries_does_not_grow(page: Client, deal: Deal, ali: User) -> None:
    page.get(f"/deals/{deal.pk}/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page.get(f"/deals/{deal.pk}/")
    for number in range(12):
        who = person(f"Person {number}", ali)
        committee.put_member(deal=deal, contact=who, by=ali, role="user")
        activities.log_done(by=ali, deal=deal, kind="call", participants=[who])
        activities.plan(by=ali, deal=deal, kind="task", name=f"Task {number}")
        obstacles.open_obstacle(deal=deal, by=ali, text=f"Obstacle {number}")
    lines.set_lines(deal=deal, by=ali, lines=[lines.NewLine(f"Pump {number}", 10) for number in range(12)])
    with CaptureQueriesContext(connection) as many:
        page.get(f"/deals/{deal.pk}/")
    assert len(many) <= len(few) + 1
    assert len(many) <= MOST_QUERIES


def test_ali_ticks_a_box_and_takes_it_back(page: Client, deal: Deal) -> None:
    box = deal.stage.criteria.get(kind="box")
    answer = page.post(f"/deals/{deal.pk}/ticks/{box.pk}/", {"ticked": "yes"}, **HTMX)
    assert answer.headers["HX-Retarget"] == "#deal" and "/undo/" in answer.headers["HX-Trigger"]
    assert "matches_icp" in Deal.objects.get(pk=deal.pk).ticks
    page.post(f"/deals/{deal.pk}/undo/", **HTMX)
    assert Deal.objects.get(pk=deal.pk).ticks == {}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("title", "New name", "New name"),
        ("amount", "۲٫۵ میلیارد تومان", 25_000_000_000),
        ("amount", "1,000 rial", 1_000),
        ("amount", "", None),
        ("notes", "Calls back", "Calls back"),
    ],
)
def test_a_fact_is_changed_in_place(page: Client, deal: Deal, name: str, typed: str, kept: Any) -> None:
    page.post(f"/deals/{deal.pk}/fields/{name}/", {name: typed, "version": deal.version}, **HTMX)
    assert getattr(Deal.objects.get(pk=deal.pk), name) == kept


def test_a_wrong_amount_is_told_beside_the_field_and_stays_typed(page: Client, deal: Deal) -> None:
    answer = page.post(
        f"/deals/{deal.pk}/fields/amount/", {"amount": "a lot", "version": deal.version}, **HTMX
    )
    assert answer.status_code == 422
    assert "a lot" in answer.content.decode() and "fact_amount_error" in answer.content.decode()


def test_a_second_tab_sees_the_difference_and_may_insist(page: Client, deal: Deal, sara: User) -> None:
    deals.change(deal=deal, by=sara, title="Sara's name")
    answer = page.post(
        f"/deals/{deal.pk}/fields/title/", {"title": "Ali's name", "version": deal.version}, **HTMX
    )
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Sara" in body and "Ali&#x27;s name" in body
    fresh = Deal.objects.get(pk=deal.pk)
    assert fresh.title == "Sara's name"
    page.post(f"/deals/{deal.pk}/fields/title/", {"title": "Ali's name", "version": fresh.version}, **HTMX)
    assert Deal.objects.get(pk=deal.pk).title == "Ali's name"


def test_hidden_fields_are_ignored(page: Client, deal: Deal, sara: User) -> None:
    page.post(
        f"/deals/{deal.pk}/fields/title/",
        {"title": "Pump", "owner": sara.pk, "outcome": "won", "version": deal.version},
        **HTMX,
    )
    fresh = Deal.objects.get(pk=deal.pk)
    assert (fresh.title, fresh.owner_id, fresh.outcome) == ("Pump", deal.owner_id, "open")
    assert page.get(f"/deals/{deal.pk}/fields/outcome/").status_code == 404


def test_a_call_is_logged_by_its_result(page: Client, deal: Deal, ali: User) -> None:
    who = person("Maryam", ali)
    committee.put_member(deal=deal, contact=who, by=ali, role="decision_maker")
    assert "Maryam" in page.get(f"/deals/{deal.pk}/activities/log/?kind=call", **HTMX).content.decode()
    page.post(
        f"/deals/{deal.pk}/activities/log/",
        {"kind": "call", "result": "positive", "participants": [who.pk], "name": "", "notes": ""},
        **HTMX,
    )
    done = Activity.objects.get(deal=deal, result="positive")
    assert list(done.participants.all()) == [who]


def test_a_next_step_is_planned_in_one_line(page: Client, deal: Deal) -> None:
    answer = page.post(
        f"/deals/{deal.pk}/activities/",
        {"kind": "meeting", "name": "Visit the plant", "due_at": "فردا"},
        **HTMX,
    )
    assert answer.status_code == 200
    planned = Activity.objects.get(name="Visit the plant")
    assert planned.due_at is not None and planned.all_day
    refused = page.post(
        f"/deals/{deal.pk}/activities/", {"kind": "call", "name": "", "due_at": "never"}, **HTMX
    )
    assert refused.status_code == 422 and "never" in refused.content.decode()


def test_products_on_a_deal_make_its_amount(page: Client, deal: Deal) -> None:
    rows = {
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        "lines-0-title": "Pump",
        "lines-0-quantity": "۲",
        "lines-0-unit_price": "1000 rial",
        "lines-0-discount": "10",
        "version": deal.version,
    }
    answer = page.post(f"/deals/{deal.pk}/lines/", rows, **HTMX)
    form = page.get(f"/deals/{deal.pk}/lines/", **HTMX).content.decode()
    assert 'value="۲"' in form and 'value="۱۰"' in form
    assert answer.status_code == 200
    assert DealLine.objects.get().total == Deal.objects.get(pk=deal.pk).amount == 1800


def test_an_obstacle_is_recorded_and_cleared(page: Client, deal: Deal) -> None:
    page.post(f"/deals/{deal.pk}/obstacles/", {"text": "No budget before spring", "kind": "budget"}, **HTMX)
    obstacle = Obstacle.objects.get()
    way = {"resolution": "New budget", "version": obstacle.version}
    page.post(f"/deals/{deal.pk}/obstacles/{obstacle.pk}/clear/", way, **HTMX)
    assert Obstacle.objects.get().resolution == "New budget"


def test_the_timeline_tells_before_and_after(page: Client, deal: Deal, ali: User) -> None:
    deals.change(deal=deal, by=ali, title="Pump station II")
    body = page.get(f"/deals/{deal.pk}/timeline/").content.decode()
    assert "Ali" in body and "Pump station" in body and "Pump station II" in body
    assert "/undo/" in body


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("fields/title/", {"title": "Mine"}),
        ("activities/", {"kind": "call", "name": "Call"}),
        ("activities/log/", {"kind": "call", "result": "done"}),
        ("obstacles/", {"text": "None", "kind": "other"}),
        ("committee/", {"contact": "1", "role": "user", "stance": "unknown"}),
        ("lines/", {"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}),
        ("moves/", {"stage": "2"}),
        ("closure/", {"outcome": "won", "reason": "x"}),
        ("rest/", {"until": "tomorrow"}),
        ("delete/", {}),
        ("undo/", {}),
        ("handover/", {}),
    ],
)
@pytest.mark.parametrize("who", ["viewer", "reza"])
def test_who_may_not_write_changes_nothing(
    client: Client, request: pytest.FixtureRequest, deal: Deal, who: str, path: str, given: dict[str, str]
) -> None:
    client.force_login(request.getfixturevalue(who))
    before, state = counts(), Deal.objects.filter(pk=deal.pk).values().get()
    answer = client.post(f"/deals/{deal.pk}/{path}", {**given, "version": deal.version}, **HTMX)
    assert answer.status_code in (403, 404)
    assert counts() == before and Deal.objects.filter(pk=deal.pk).values().get() == state


def test_the_viewer_reads_without_buttons(client: Client, viewer: User, deal: Deal) -> None:
    client.force_login(viewer)
    body = client.get(f"/deals/{deal.pk}/").content.decode()
    assert "/activities/log/" not in body and "/fields/" not in body and "/moves/" not in body


def test_reza_cannot_see_a_deal_of_another_team(client: Client, reza: User, deal: Deal) -> None:
    client.force_login(reza)
    for path in ("", "timeline/", "fields/title/", "lines/"):
        assert client.get(f"/deals/{deal.pk}/{path}").status_code == 404


def test_script_payloads_are_shown_as_text(page: Client, deal: Deal, ali: User) -> None:
    payload = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    deals.change(deal=deal, by=ali, title=payload, notes=payload)
    committee.put_member(deal=deal, contact=person(payload, ali), by=ali, role=CommitteeMember.Role.USER)
    activities.plan(by=ali, deal=deal, kind="call", name=payload, notes=payload)
    obstacles.open_obstacle(deal=deal, by=ali, text=payload)
    for path in ("", "timeline/", "lines/", "activities/log/", "fields/title/", "fields/notes/"):
        body = page.get(f"/deals/{deal.pk}/{path}").content.decode()
        assert "<script>alert" not in body and "<img src=x" not in body


def test_a_deal_goes_to_the_bin_and_comes_back(page: Client, deal: Deal) -> None:
    assert page.post(f"/deals/{deal.pk}/delete/").headers["Location"] == "/deals/bin/"
    assert "Pump station" in page.get("/deals/bin/").content.decode()
    page.post(f"/deals/{deal.pk}/restore/")
    fresh = Deal.objects.get(pk=deal.pk)
    assert fresh.deleted_at is None and fresh.on_board


def test_the_newest_own_change_is_undone_first(page: Client, deal: Deal, ali: User) -> None:
    deals.change(deal=deal, by=ali, title="Second")
    deals.change(deal=deal, by=ali, title="Third")
    for expected in ("Second", "Pump station"):
        page.post(f"/deals/{deal.pk}/undo/", **HTMX)
        assert Deal.objects.get(pk=deal.pk).title == expected
    assert Event.objects.filter(deal_id=deal.pk, verb="deal.changed.undone").count() == 2


def test_writes_are_no_gets(page: Client, deal: Deal) -> None:
    for path in ("delete/", "restore/", "undo/", "moves/", "handover/"):
        assert page.get(f"/deals/{deal.pk}/{path}").status_code == 405


def test_choices_are_what_the_user_may_see(page: Client, deal: Deal, ali: User, reza: User) -> None:
    person("Hidden Person", reza)
    person("Seen Person", ali)
    body = page.get("/deals/options/contact/?q=Person").content.decode()
    assert "Seen Person" in body and "Hidden Person" not in body
    assert page.get("/deals/options/password/").status_code == 404
    hidden = Contact.objects.get(name="Hidden Person")
    answer = page.post(
        f"/deals/{deal.pk}/committee/", {"contact": hidden.pk, "role": "user", "stance": "neutral"}, **HTMX
    )
    assert answer.status_code == 422 and not CommitteeMember.objects.exists()
