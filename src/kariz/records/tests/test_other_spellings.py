"""Words meant otherwise: how many known words stand near changes neither what is found nor how it is asked for."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.people.actions import companies, contacts
from kariz.records.search import words
from kariz.records.search.finder import find


def titles(user, q):
    return [entry.title for entry in find(user, q)]


@pytest.fixture
def many_alike(sara):
    """Seven hundred names that two slips in a long word lead to."""
    ends = map("".join, product("بپتجدرزسشفقکگلمنوهیخحطظعغصض", repeat=2))
    rows = [{"name": f"فرماند{end}"} for end in ends][:700]
    for part in (rows[:350], rows[350:]):
        contacts.create_many(rows=part, by=sara)


def test_seven_hundred_names_near_one_word_do_not_hide_what_another_stands_for(sara, many_alike):
    contacts.create(by=sara, name="فرماندار کریمی")
    assert "فرماندار کریمی" in titles(sara, "فرماندارث کریمن")
    assert "فرماندار کریمی" in titles(sara, "فرماندارث karimi")


def test_the_nearest_of_seven_hundred_is_among_the_few_that_a_word_stands_for(sara, many_alike):
    contacts.create(by=sara, name="فرمانداری")
    near = words.near(["فرماندارث"])["فرماندارث"]
    assert near[0] == "فرمانداری" and len(near) == words.NEAREST


def test_one_statement_asks_what_four_words_stand_for_and_goes_by_the_index(sara, many_alike):
    with CaptureQueriesContext(connection) as asked:
        found = words.near(["فرماندارث", "پریسا", "کاظمی", "nvdsh"])
    assert "فرماندار" not in found and len(asked) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            steps = [step for *_at, step in cursor.fetchall() if "records_searchspelling" in step]
        assert len(steps) == 8 and all(step.startswith("SEARCH") for step in steps)


def test_names_of_one_person_only_do_not_fit_a_name_with_a_word_that_nobody_has(sara):
    contacts.create(by=sara, name="Mohammad Amini")
    assert titles(sara, "محمد") == ["Mohammad Amini"]
    assert titles(sara, "محمد قخحچ") == []


def test_a_known_word_in_another_spelling_begins_a_word_of_titles_and_notes(sara):
    companies.create(by=sara, name="شیمی کریمیان")
    contacts.create(by=sara, name="نیما کریمی")
    assert set(titles(sara, "کریمن")) == {"نیما کریمی", "شیمی کریمیان"}
    assert titles(sara, "شیمن کریمن") == ["شیمی کریمیان"]


@pytest.mark.parametrize("q", ["پیلو پک", "پی لو پک", "ایلو پک"])
def test_a_word_whose_parts_are_written_apart_is_found_inside_another(sara, q):
    companies.create(by=sara, name="ماپیلوپکان" if q[0] == "پ" else "ایلوپکان")
    assert len(titles(sara, q)) == 1


@pytest.mark.parametrize("q", ["- شیزین", "شیزین &", "شیزین ش", "۷ شیزین"])
def test_a_sign_or_a_digit_beside_a_misspelt_word_is_no_fault(sara, q):
    contacts.create(by=sara, name="شیرین شاد")
    assert titles(sara, q) == (["شیرین شاد"] if q == "شیزین ش" else [])


@pytest.fixture
def eight_hundred_newer(sara):
    contacts.create(by=sara, name="شیرین کوهکن")
    for _part in range(2):
        contacts.create_many(rows=[{"name": f"فاطمه {number}"} for number in range(400)], by=sara)


def test_of_many_in_another_spelling_the_newest_come_first(sara, eight_hundred_newer):
    contacts.create(by=sara, name="فاطمه آخر")
    assert titles(sara, "فاتمه")[0] == "فاطمه آخر"


@pytest.mark.parametrize("q", ["شیزین", "شیزین کوهکن", "shirin kuhkn", "شیزین کوه"])
def test_one_in_another_spelling_is_found_behind_eight_hundred_newer_ones(sara, eight_hundred_newer, q):
    assert titles(sara, q) == ["شیرین کوهکن"]
