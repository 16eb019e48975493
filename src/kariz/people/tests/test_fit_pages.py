"""Ideal customers and personas, by page."""

import re

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.people.actions import companies, contacts, fit, profiles
from kariz.people.models import Company, Profile

LARGE = {"name": "", "weight": "must", "rule": {"field": "size", "op": ">=", "value": 50}}
TEHRAN = {"name": "", "weight": "important", "rule": {"field": "city", "op": "=", "value": "تهران"}}
SETTINGS = "/settings/profiles/"


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="Mina", email="mina@example.com", role="manager", language="en")


@pytest.fixture
def page(mina):
    return signed_in(mina)


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def sent(*parts, **more):
    rows = {f"part_{name}": [one[name] for one in parts] for name in ("name", "weight", "rule")}
    return {"name": "Factories", **rows, **more}


SIZE_50 = {"name": "", "weight": "must", "rule": '{"field": "size", "op": ">=", "value": 50}'}


def test_the_empty_settings_teach_what_an_ideal_customer_is(page):
    shown = page.get(SETTINGS).content.decode()
    assert "Who is your ideal customer?" in shown and "Whom do you talk to?" in shown


def test_mina_sees_what_would_change_before_she_keeps_it(page, sara):
    companies.create_many(by=sara, rows=[{"name": "Nikan", "size": 80}, {"name": "Small", "size": 5}])
    address = f"{SETTINGS}new/company/"
    looked = page.post(address, sent(SIZE_50, do="preview")).content.decode()
    assert "2 of 2 would move." in looked and "Nikan" in looked
    assert not Profile.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', looked).group(1)
    assert page.post(address, sent(SIZE_50, do="keep", seen=seen)).status_code == 302
    assert Profile.objects.get().parts[0]["rule"] == {"field": "size", "op": ">=", "value": 50}


def test_what_was_changed_after_the_look_is_shown_again_instead_of_kept(page):
    answer = page.post(f"{SETTINGS}new/company/", sent(SIZE_50, do="keep", seen="something else"))
    assert "You changed something since you looked" in answer.content.decode()
    assert not Profile.objects.exists()


def test_a_part_without_a_condition_is_told_at_that_part_and_what_was_typed_stays(page):
    blank = {"name": "By hand", "weight": "nice", "rule": "{}"}
    answer = page.post(f"{SETTINGS}new/company/", sent(SIZE_50, blank, do="preview"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Add a condition" in shown and "By hand" in shown and "Factories" in shown


def test_parts_come_and_go_without_a_check(page):
    more = page.post(f"{SETTINGS}new/company/", sent(SIZE_50, do="add")).content.decode()
    assert more.count("data-part>") == 2
    less = page.post(f"{SETTINGS}new/company/", sent(SIZE_50, SIZE_50, do="remove:0")).content.decode()
    assert less.count("data-part>") == 1


def test_an_unreadable_rule_is_a_mistake_of_the_form(page):
    broken = SIZE_50 | {"rule": '{"field": "password", "op": "=", "value": 1}'}
    assert page.post(f"{SETTINGS}new/company/", sent(broken, do="preview")).status_code == 422
    assert (
        page.post(f"{SETTINGS}new/company/", sent(SIZE_50 | {"rule": "{"}, do="preview")).status_code == 422
    )


def test_the_second_of_two_managers_is_told(page, mina):
    ideal = profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE])
    looked = page.post(f"{SETTINGS}{ideal.pk}/", sent(SIZE_50, do="preview", version=1)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', looked).group(1)
    profiles.change(profile=ideal, by=mina, name="Plants")
    answer = page.post(f"{SETTINGS}{ideal.pk}/", sent(SIZE_50, do="keep", seen=seen, version=1))
    assert answer.status_code == 409
    assert Profile.objects.get().name == "Plants"


def test_a_retired_profile_comes_back_by_undo(page, mina):
    ideal = profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE])
    page.post(f"{SETTINGS}{ideal.pk}/retire/", {"retired": "yes"})
    assert Profile.objects.get().retired_at
    toast = re.search(r"/undo/\d+/|/events/\d+/undo/", page.get(SETTINGS).content.decode())
    assert toast
    page.post(toast.group())
    assert not Profile.objects.get().retired_at


def test_sara_who_sells_reads_the_profiles_and_changes_none(sara, mina):
    ideal = profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE])
    browser = signed_in(sara)
    assert browser.get(SETTINGS).status_code == 200
    assert browser.get(f"{SETTINGS}{ideal.pk}/").status_code == 403
    assert browser.post(f"{SETTINGS}{ideal.pk}/retire/", {"retired": "yes"}).status_code == 403
    assert browser.get(f"{SETTINGS}new/company/").status_code == 403
    assert not Profile.objects.get().retired_at


def test_four_answers_become_a_draft(page):
    answers = {"from": "answers", "industries": "دارو، غذا", "least": 20, "most": 300}
    shown = page.get(f"{SETTINGS}new/company/", answers).content.decode()
    assert shown.count("data-part>") == 3 and "غذا" in shown
    assert not Profile.objects.exists()


def test_the_lesson_is_honest_when_nothing_was_won(page, sara):
    companies.create(by=sara, name="Nikan")
    assert "too few to learn from" in page.get(f"{SETTINGS}wins/company/").content.decode()


def test_the_page_of_a_company_says_how_well_it_matches_and_why(page, mina, sara):
    profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE, TEHRAN])
    nikan = companies.create(by=sara, name="Nikan", size=80)
    shown = page.get(f"/companies/{nikan.pk}/").content.decode()
    assert 'data-state="met"' in shown and 'data-state="unknown"' in shown
    assert "It can still reach 100%" in shown
    assert "66%" in page.get(f"/companies/{nikan.pk}/fit/").content.decode()


def test_a_persona_tells_what_to_say(page, mina, sara):
    rule = {"field": "position", "op": "contains", "value": "Engineer"}
    profiles.create(
        by=mina,
        kind="contact",
        name="Engineer",
        pitch="Less downtime",
        parts=[{"weight": "must", "rule": rule}],
    )
    ali = contacts.create(by=sara, name="Ali", position="Chief engineer")
    assert "Less downtime" in page.get(f"/contacts/{ali.pk}/").content.decode()


def test_sara_fills_a_gap_in_place_and_sees_the_match_rise(mina, sara):
    profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE, TEHRAN])
    nikan = companies.create(by=sara, name="Nikan", city="تهران")
    fit.work_all()
    User.objects.filter(pk=sara.pk).update(language="en", digits="latin")
    browser = signed_in(User.objects.get(pk=sara.pk))
    shown = browser.get("/companies/gaps/").content.decode()
    assert "Nikan" in shown and "can reach 100%" in shown
    filled = {f"r{nikan.pk}-size-size": "120", "version": nikan.version}
    answer = browser.post(f"/companies/{nikan.pk}/gaps/size/", filled, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "up by 67 points" in answer.content.decode()
    assert Company.objects.get().fit == 100


def test_a_wrong_answer_stands_at_its_field(mina, sara):
    profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE])
    nikan = companies.create(by=sara, name="Nikan")
    answer = signed_in(sara).post(
        f"/companies/{nikan.pk}/gaps/size/", {f"r{nikan.pk}-size-size": "many", "version": 1}
    )
    assert answer.status_code == 422 and "field-error" in answer.content.decode()
    assert Company.objects.get().size is None


def test_nobody_fills_what_they_may_not_change(mina, sara, vida):
    profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE])
    nikan = companies.create(by=sara, name="Nikan")
    data = {f"r{nikan.pk}-size-size": "120", "version": 1}
    assert signed_in(vida).post(f"/companies/{nikan.pk}/gaps/size/", data).status_code in (403, 404)
    assert Company.objects.get().size is None


def test_the_list_of_gaps_takes_as_many_queries_for_two_as_for_twenty(page, mina, sara):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    profiles.create(by=mina, kind="company", name="Factories", parts=[LARGE, TEHRAN])

    def asked():
        fit.work_all()
        fit.begin("company")
        fit.work_all()
        with CaptureQueriesContext(connection) as seen:
            page.get("/companies/gaps/")
        return len(seen)

    companies.create_many(by=sara, rows=[{"name": f"Firm {n}"} for n in range(2)])
    page.get("/companies/gaps/")
    few = asked()
    companies.create_many(by=sara, rows=[{"name": f"More {n}"} for n in range(18)])
    assert asked() == few
