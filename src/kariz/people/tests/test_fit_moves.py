"""What a change of profiles would do, what won customers teach, what is missing of the best candidates."""

import pytest

from kariz.access.models import User
from kariz.people import registry
from kariz.people.actions import companies, contacts, fit, profiles
from kariz.people.models import Company
from kariz.people.queries.fit_moves import preview
from kariz.people.queries.gaps import gaps
from kariz.people.queries.learning import learn

LARGE = {"name": "", "weight": "must", "rule": {"field": "size", "op": ">=", "value": 50}}
TEHRAN = {"name": "", "weight": "must", "rule": {"field": "city", "op": "=", "value": "تهران"}}


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="manager")


@pytest.fixture
def firms(sara):
    rows = [{"name": f"شرکت {n}", "size": n * 20, "city": "تهران" if n % 2 else ""} for n in range(1, 7)]
    return companies.create_many(by=sara, rows=rows)


def moves(found):
    return {(one.before, one.after): one.count for one in found.moves}


def test_the_first_profile_shows_how_many_it_would_judge(mina, firms):
    found = preview(by=mina, kind="company", parts=[LARGE])
    assert found.total == 6 and found.moved == 6
    assert moves(found) == {("", "strong"): 4, ("", "weak"): 2}
    assert {name: count for name, _label, count in found.bands}["strong"] == 4
    assert not Company.objects.exclude(fit=None).exists()


def test_a_change_shows_who_moves_with_examples_and_keeps_nothing(mina, firms):
    ideal = profiles.create(by=mina, kind="company", name="بزرگ‌ها", parts=[LARGE])
    fit.work_all()
    found = preview(by=mina, kind="company", parts=[LARGE, TEHRAN], profile_id=ideal.pk)
    assert moves(found) == {("strong", "partial"): 2}
    assert {one.name for one in found.moves[0].examples} == {"شرکت 4", "شرکت 6"} and not found.moves[0].up
    assert Company.objects.filter(fit_band="strong").count() == 4
    profiles.change(profile=ideal, by=mina, parts=[LARGE, TEHRAN])
    fit.work_all()
    assert Company.objects.filter(fit_band="partial").count() == 2


def test_another_profile_may_still_hold_a_record_up(mina, firms):
    ideal = profiles.create(by=mina, kind="company", name="بزرگ‌ها", parts=[LARGE])
    profiles.create(by=mina, kind="company", name="تهرانی‌ها", parts=[TEHRAN])
    fit.work_all()
    found = preview(by=mina, kind="company", parts=None, profile_id=ideal.pk)
    assert moves(found) == {("strong", "unknown"): 2}


def test_the_preview_takes_as_many_queries_for_six_as_for_sixty(
    mina, sara, firms, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        preview(by=mina, kind="company", parts=[LARGE])
    companies.create_many(by=sara, rows=[{"name": f"تازه {n}", "size": 60} for n in range(54)])
    with django_assert_max_num_queries(6):
        assert preview(by=mina, kind="company", parts=[LARGE]).total == 60


def test_two_customers_teach_nothing_and_the_counts_say_so(mina, sara, firms, monkeypatch):
    won = [firms[0].pk, firms[1].pk]
    monkeypatch.setitem(
        registry._customers, "company", lambda: Company.objects.filter(pk__in=won).values("pk")
    )
    lesson = learn("company", by=mina)
    assert (lesson.won, lesson.total, lesson.enough, lesson.parts) == (2, 6, False, [])


def test_what_won_customers_share_more_than_others_is_proposed(mina, sara, monkeypatch):
    rows = [{"name": f"دارو {n}", "industry": "دارو", "city": "تهران", "size": 100 + n} for n in range(12)]
    rows += [{"name": f"غذا {n}", "industry": "غذا", "city": "تهران", "size": 10 + n} for n in range(28)]
    made = companies.create_many(by=sara, rows=rows)
    won = [one.pk for one in made[:10]]
    monkeypatch.setitem(
        registry._customers, "company", lambda: Company.objects.filter(pk__in=won).values("pk")
    )
    lesson = learn("company", by=mina)
    assert lesson.enough
    by_field = {part["rule"]["field"]: part for part in lesson.parts}
    assert by_field["industry"]["rule"] == {"field": "industry", "op": "in", "value": ["دارو"]}
    assert by_field["industry"]["weight"] == "important"
    assert by_field["size"]["rule"]["value"] == [101, 108]
    assert "city" not in by_field  # everybody is in Tehran: it tells nothing
    profiles.create(by=mina, kind="company", name="از بردها", parts=lesson.parts)


def test_the_best_candidates_come_first_with_what_is_missing(mina, sara, firms):
    profiles.create(by=mina, kind="company", name="بزرگ‌های تهران", parts=[LARGE, TEHRAN])
    fit.work_all()
    found = gaps("company", by=sara)
    assert found.waiting == 2
    assert [one.record.name for one in found.candidates] == ["شرکت 4", "شرکت 6"]
    assert [gap.field for gap in found.candidates[0].gaps] == ["city"]
    assert found.counts[0][1] == 2


def test_a_personas_gap_may_lie_with_the_company(mina, sara):
    rule = {"field": "company.size", "op": ">", "value": 5}
    profiles.create(by=mina, kind="contact", name="مدیر", parts=[{"weight": "must", "rule": rule}])
    contacts.create(by=sara, name="علی", company=companies.create(by=sara, name="نیکان"))
    fit.work_all()
    (one,) = gaps("contact", by=sara).candidates
    assert [(gap.own_field, gap.of_company) for gap in one.gaps] == [("size", True)]
