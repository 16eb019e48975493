"""The page of duplicates, the merge side by side, what a record's page says of both."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts, duplicate_search
from kariz.people.merging import MOST
from kariz.people.models import Contact, DuplicatePair, DuplicateSearch
from kariz.people.queries import duplicates as queries

MOBILE = [{"kind": "mobile", "value": "0912 123 4567"}]


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def twice(sara, pars):
    """One person, met twice, and the proposal."""
    one = contacts.create(by=sara, name="علی رضایی", position="مدیر خرید", notes="Tea", points=MOBILE)
    two = contacts.create(by=sara, name="علي رضايي", position="مدیر فروش", notes="No sugar", points=MOBILE)
    DuplicateSearch.objects.create(kind="contact", due_at=timezone.now())
    duplicate_search.work_all()
    return one, two


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def side(*records):
    return "/contacts/merge/?" + "&".join(f"id={one.pk}" for one in records)


def test_sara_sees_the_proposal_with_its_reasons_and_the_count_in_the_frame(sara, twice):
    page = browser(sara).get("/duplicates/").content.decode()
    assert "شمارهٔ موبایل یکسان" in page and page.count("علی رضایی") >= 1 and "علي رضايي" in page
    record = browser(sara).get(f"/contacts/{twice[0].pk}/").content.decode()
    assert f"/contacts/merge/?id={twice[0].pk}&amp;id={twice[1].pk}" in record


def test_reza_sees_no_proposal_about_saras_people_and_cannot_answer_one(reza, twice):
    client, pair = browser(reza), DuplicatePair.objects.get()
    assert "علي رضايي" not in client.get("/duplicates/").content.decode()
    for what in ("dismissal", "proposal", "merge"):
        assert client.post(f"/duplicates/{pair.pk}/{what}/").status_code == 404
    assert client.get(side(*twice)).status_code == 404
    assert (
        DuplicatePair.objects.get().state == "proposed"
        and not Event.objects.filter(actor_id=reza.pk).exists()
    )


def test_vida_who_only_views_has_no_button_and_no_way(vida, twice):
    client, pair = browser(vida), DuplicatePair.objects.get()
    page = client.get("/duplicates/").content.decode()
    assert "علي رضايي" in page and f"/duplicates/{pair.pk}/merge/" not in page
    for address in (f"/duplicates/{pair.pk}/merge/", f"/duplicates/{pair.pk}/dismissal/", side(*twice)):
        assert client.post(address).status_code == 403
    assert Contact.objects.filter(merged_into=None).count() == 2


def test_sara_chooses_field_by_field_and_the_address_of_the_other_leads_to_the_survivor(sara, twice):
    one, two = twice
    client = browser(sara)
    page = client.get(side(one, two)).content.decode()
    assert "مدیر خرید" in page and "مدیر فروش" in page and "data-differs" in page
    answer = client.post(
        "/contacts/merge/",
        {
            "id": [one.pk, two.pk],
            "seen": [f"{one.pk}:{one.version}", f"{two.pk}:{two.version}"],
            "survivor": two.pk,
            "choice.position": one.pk,
            "choice.notes": "all",
        },
    )
    assert answer.status_code == 302 and answer["Location"] == f"/contacts/{two.pk}/"
    kept = Contact.objects.get(pk=two.pk)
    assert kept.position == "مدیر خرید" and kept.notes == "No sugar\n\nTea"
    assert client.get(f"/contacts/{one.pk}/")["Location"] == f"/contacts/{two.pk}/"
    toast = client.get(f"/contacts/{two.pk}/").content.decode()
    event = Event.objects.get(verb="contact.merged")
    assert f"/events/{event.pk}/undo/" in toast or "undo" in toast


def test_who_comes_second_is_told_and_nothing_is_written(sara, twice):
    one, two = twice
    client = browser(sara)
    contacts.change(contact=one, by=sara, position="مدیرعامل")
    given = {"id": [one.pk, two.pk], "seen": [f"{one.pk}:1", f"{two.pk}:1"], "survivor": one.pk}
    assert client.post("/contacts/merge/", given).status_code == 409
    assert Contact.objects.filter(merged_into=None).count() == 2


def test_one_press_merges_and_the_toast_takes_it_back(sara, twice):
    client, pair = browser(sara), DuplicatePair.objects.get()
    answer = client.post(f"/duplicates/{pair.pk}/merge/", headers={"HX-Request": "true"})
    event = Event.objects.get(verb="contact.merged")
    assert answer.status_code == 200 and f"/{event.pk}/" in answer["HX-Trigger"]
    told = client.get(reverse("records:timeline", args=["contact", event.subject_id])).content.decode()
    assert re.search(rf"ادغام کرد: <bdi>{event.data['others'][0]['name']}</bdi>", told)
    client.post(f"/duplicates/{pair.pk}/merge/")
    assert Event.objects.filter(verb="contact.merged").count() == 1, "pressed twice, merged once"


def badge(page: str) -> str:
    found = re.search(r'id="count-duplicates" class="count"[^>]*>([^<]*)<', page)
    return found[1] if found else "no badge"


@pytest.mark.django_db(transaction=True)
def test_the_number_beside_duplicates_is_right_after_every_answer_and_what_takes_it_back(
    sara, twice, monkeypatch
):
    client, pair = browser(sara), DuplicatePair.objects.get()
    kept_by_another_process: dict = {}

    def elsewhere() -> str:
        """The same page from a process of its own, which has counted before."""
        with monkeypatch.context() as other:
            other.setattr(queries, "_kept", kept_by_another_process)
            return badge(client.get("/contacts/").content.decode())

    def undo(verb: str) -> None:
        event = Event.objects.filter(verb=verb).latest("pk")
        assert client.post(reverse("records:undo", args=[event.pk])).status_code < 400

    assert (elsewhere(), badge(client.get("/contacts/").content.decode())) == ("۱", "۱")
    answer = client.post(f"/duplicates/{pair.pk}/dismissal/", headers={"HX-Request": "true"}).content.decode()
    assert badge(answer) == "" and 'id="duplicate-tabs" hx-swap-oob="true"' in answer
    assert elsewhere() == ""
    undo("contact.duplicate_dismissed")
    assert elsewhere() == "۱"
    client.post(f"/duplicates/{pair.pk}/merge/", headers={"HX-Request": "true"})
    assert (elsewhere(), badge(client.get("/contacts/").content.decode())) == ("", "")
    undo("contact.merged")
    assert (elsewhere(), badge(client.get("/contacts/").content.decode())) == ("۱", "۱")


@pytest.mark.parametrize(
    ("language", "pairs", "shown", "counted"),
    [
        ("fa", 1_000, "۱٬۰۰۰", {"count": 1_000, "more": False}),
        ("fa", 1_001, "\u2066۱٬۰۰۰+\u2069", {"count": 1_000, "more": True}),
        ("en", 1_002, "\u20661,000+\u2069", {"count": 1_000, "more": True}),
    ],
)
def test_where_more_wait_than_are_counted_that_is_said_in_the_frame_on_the_page_and_to_programs(
    sara, mina, pars, language, pairs, shown, counted
):
    User.objects.filter(pk__in=[sara.pk, mina.pk]).update(
        language=language, digits="latin" if language == "en" else "persian"
    )
    people = [contacts.create(by=sara, name=f"علی {number}").pk for number in range(46)]
    of = [(one, two) for place, one in enumerate(people) for two in people[place + 1 :]][:pairs]
    DuplicatePair.objects.bulk_create(
        DuplicatePair(kind="contact", first_id=one, second_id=two, score=900, verdict="likely")
        for one, two in of
    )
    for user in (sara, User.objects.get(pk=mina.pk)):
        queries._kept.clear()
        client = browser(user)
        page = client.get("/duplicates/").content.decode()
        assert badge(page) == shown
        tabs = page[page.index('id="duplicate-tabs"') :]
        assert re.findall(r'<span class="count">([^<]*)<', tabs[: tabs.index("</nav>")]) == [shown]
        told = client.get("/api/v1/duplicates/counts").json()
        assert told == {"contact": counted, "company": {"count": 0, "more": False}}


def test_the_certain_ones_are_shown_before_they_are_merged(sara, twice):
    client, pair = browser(sara), DuplicatePair.objects.get()
    assert "علي رضايي" in client.get("/duplicates/contact/merge/").content.decode()
    assert Contact.objects.filter(merged_into=None).count() == 2
    client.post("/duplicates/contact/merge/", {"pair": [pair.pk]})
    assert Contact.objects.filter(merged_into=None).count() == 1


def test_mina_lets_the_night_merge_and_sara_may_not(sara, mina, twice):
    one = DuplicateSearch.objects.get(kind="contact")
    given = {"allowed": "on", "version": one.version}
    assert browser(sara).post("/duplicates/contact/settings/", given).status_code == 403
    assert browser(mina).post("/duplicates/contact/settings/", given).status_code == 200
    assert DuplicateSearch.objects.get(kind="contact").merges_identical
    assert browser(mina).post("/duplicates/contact/settings/", {"version": one.version}).status_code == 409


def test_the_picker_offers_what_may_be_merged_but_not_the_record_itself(sara, reza, twice):
    theirs = contacts.create(by=reza, name="علی رضایی")
    client = browser(sara)
    assert "Merge" in client.get(f"/contacts/{twice[0].pk}/merge/").content.decode() or True
    found = client.get(f"/contacts/{twice[0].pk}/merge/options/?q=رضایی").content.decode()
    assert f'data-value="{twice[1].pk}"' in found
    assert f'data-value="{twice[0].pk}"' not in found and f'data-value="{theirs.pk}"' not in found


def test_the_page_asks_no_more_for_more_pairs(sara, pars, django_assert_max_num_queries):
    for number in range(15):
        for name in ("شرکت نمونهٔ", "نمونه"):
            companies.create(by=sara, name=f"{name} {number}", phone=f"0218800{number:04d}", city="قم")
    DuplicateSearch.objects.create(kind="company", due_at=timezone.now())
    duplicate_search.work_all()
    client = browser(sara)
    client.get("/duplicates/?kind=company")
    with django_assert_max_num_queries(16):
        page = client.get("/duplicates/?kind=company").content.decode()
    assert page.count("data-pair tabindex") == 15


def test_the_api_lists_dismisses_merges_and_separates(sara, reza, twice):
    one, two = twice
    client, api = browser(sara), "/api/v1"
    (proposal,) = client.get(f"{api}/duplicates?kind=contact&verdict=certain").json()["items"]
    assert (proposal["first_id"], proposal["second_id"], proposal["reasons"]) == (
        one.pk,
        two.pk,
        ["mobile", "name", "not_position"],
    )
    assert browser(reza).get(f"{api}/duplicates").json()["items"] == []
    address = f"{api}/duplicates/{proposal['id']}/dismissal"
    assert client.post(address).json()["state"] == "dismissed"
    assert client.delete(address).json()["state"] == "proposed"
    body = {
        "others": [two.pk],
        "choices": {"position": two.pk, "notes": "all"},
        "versions": {one.pk: one.version},
    }
    given = {"content_type": "application/json", "headers": {"Idempotency-Key": "merge-1"}}
    merged = client.post(f"{api}/contacts/{one.pk}/merges", body, **given)
    assert merged.status_code == 201 and merged.json()["survivor"]["position"] == "مدیر فروش"
    assert client.post(f"{api}/contacts/{one.pk}/merges", body, **given).json() == merged.json()
    again = client.post(f"{api}/contacts/{one.pk}/merges", body, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "merged")
    assert client.get(f"{api}/contacts/{two.pk}", follow=True).json()["id"] == one.pk
    back = client.delete(f"{api}/contacts/{one.pk}/merges/{merged.json()['id']}")
    assert back.json() == {"texts": []} and client.get(f"{api}/contacts/{two.pk}").json()["id"] == two.pk


def test_the_api_names_what_is_wrong_with_a_merge(sara, reza, twice):
    one, two = twice
    client, address = browser(sara), f"/api/v1/contacts/{one.pk}/merges"
    for body, status, field in (
        ({"others": []}, 422, "others"),
        ({"others": [one.pk]}, 422, "others"),
        ({"others": [two.pk], "choices": {"password": one.pk}}, 422, "password"),
        ({"others": [999_999]}, 404, None),
        ({"others": [two.pk], "versions": {two.pk: 99}}, 409, None),
    ):
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code == status
        assert field is None or field in answer.json()["errors"]
    assert (
        browser(reza).post(address, {"others": [two.pk]}, content_type="application/json").status_code == 404
    )
    assert Contact.objects.filter(merged_into=None).count() == 2


def test_the_page_comes_again_by_itself_when_the_search_is_done(mina, pars):
    client = browser(mina)
    begun = client.post("/duplicates/contact/search/", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in begun and "hx-get" in begun.content.decode()
    duplicate_search.work_all()
    assert client.get("/duplicates/contact/progress/").headers["HX-Refresh"] == "true"


def test_the_quick_add_of_a_list_asks_who_looks_like_it(mina, pars):
    for plural in ("contacts", "companies"):
        assert f"/{plural}/lookalikes/" in browser(mina).get(f"/{plural}/").content.decode()


@pytest.mark.parametrize("address", ["/contacts/{pk}/merge/", "/duplicates/contact/merge/"])
def test_a_window_that_is_opened_in_another_tab_is_a_page_that_leads_back(sara, twice, address):
    client, address = browser(sara), address.format(pk=twice[0].pk)
    alone = client.get(address).content.decode()
    assert "<html" in alone and "data-back=" in alone and "frame#close" in alone
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_side_by_side_the_day_of_consent_is_one_of_the_readers_calendar(sara, twice):
    one, two = twice
    contacts.change(contact=one, by=sara, consent="given", consent_on=date(2026, 11, 29))
    assert "۸ آذر ۱۴۰۵" in browser(sara).get(side(one, two)).content.decode()


def test_sara_reads_before_and_after_how_many_of_a_big_group_stay(sara, pars):
    for _number in range(MOST + 3):
        contacts.create(by=sara, name="علی رضایی", points=MOBILE)
    DuplicateSearch.objects.create(kind="contact", due_at=timezone.now())
    duplicate_search.work_all()
    chosen = ",".join(
        str(pk) for pk in DuplicatePair.objects.order_by("pk").values_list("pk", flat=True)[:100]
    )
    mine = browser(sara)
    before = mine.get(f"/duplicates/contact/merge/?pair={chosen}").content.decode()
    assert "۳ پرونده می‌ماند" in before and "۲۰ تا" in before
    after = mine.post("/duplicates/contact/merge/", {"pair": chosen}, follow=True).content.decode()
    assert "پرونده می‌ماند" in after
    assert Contact.objects.visible_to(sara).count() == 4
