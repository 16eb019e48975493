"""A company is known by its name, however its words are joined, and those of before as well."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from kariz.people import normal
from kariz.people.actions import companies
from kariz.people.models import Company, DuplicateSearch
from kariz.people.queries.matching import match_companies

pytestmark = pytest.mark.django_db
Z = "\u200c"


def renew():
    import_module("kariz.people.migrations.0020_company_keys_again").forwards(apps, None)


@pytest.mark.parametrize(
    "name",
    [
        f"داده{Z}ورزی سداد",
        f"ایران{Z}وب",
        f"بهره{Z}وری ملی",
        f"پیشه{Z}وران",
        f"نوین{Z}ورق",
        f"پارس{Z}ویستا",
        f"نیم{Z}وزن",
    ],
)
def test_a_word_that_begins_with_the_letter_of_and_stays_whole(name):
    for written in (name.replace(Z, " "), name.replace(Z, "")):
        assert normal.company_key(name) == normal.company_key(written)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (f"کشت{Z}وصنعت نیشکر", "کشت و صنعت نیشکر"),
        (f"كشت{Z}وصنعت نیشکر", "کشت وصنعت نیشکر"),
        (f"شرکت حمل{Z}ونقل پارس", "حمل و نقل پارس"),
        (f"نصب{Z}وراه{Z}اندازی آرمان", f"نصب و راه{Z}اندازی آرمان"),
        (f"صنعتي{Z}وبازرگاني کاوه", "صنعتی و بازرگانی کاوه"),
        (f"پارس{Z}و{Z}کاوه", "پارس و کاوه"),
    ],
)
def test_and_within_a_joined_pair_is_the_word(name, other):
    assert normal.company_key(name) == normal.company_key(other)


def test_web_of_iran_is_not_b_of_iran():
    assert normal.company_key(f"ایران{Z}وب") != normal.company_key("ایران ب")


def test_an_import_finds_the_data_company_that_sara_wrote_with_a_half_space(sara):
    made = companies.create(by=sara, name=f"داده{Z}ورزی سداد")
    assert match_companies(["داده ورزی سداد"]) == {"داده ورزی سداد": made.pk}


@pytest.mark.parametrize(
    "name",
    [
        "آبفایِ تهران",
        "آبفا\u0649 تهران",
        "آبفاي تهران",
        "آبفای تهران",
        f"آبفا\u06cc{Z} تهران",
        "آبفائ تهران",
        "آبفای\u00a0تهران",
        "Delta Gulf L.L.C",
        "Calder AND Finch",
    ],
)
def test_a_company_of_before_is_known_by_its_own_name(sara, name):
    made = companies.create(by=sara, name=name)
    Company.objects.filter(pk=made.pk).update(match_key="before", deleted_at=timezone.now())
    renew()
    Company.objects.filter(pk=made.pk).update(deleted_at=None)
    assert match_companies([name]) == {name: made.pk}


def test_only_companies_whose_key_changed_are_written_and_the_next_search_looks_at_all(
    sara, django_assert_num_queries
):
    delta = companies.create(by=sara, name="Delta Gulf L.L.C")
    studio = companies.create(by=sara, name="v2.0 Studio")
    Company.objects.filter(pk=delta.pk).update(match_key="deltagulfllc")
    search = DuplicateSearch.objects.create(
        kind="company", changed_since=timezone.now(), begun_at=timezone.now(), state="running", tries=2
    )
    other = DuplicateSearch.objects.create(kind="contact", changed_since=timezone.now())
    renew()
    for row in (delta, studio, search, other):
        row.refresh_from_db()
    assert (delta.match_key, studio.match_key) == ("deltagulf", "v20studio")
    assert (search.changed_since, search.begun_at, search.state, search.tries) == (None, None, "waiting", 0)
    assert other.changed_since
    DuplicateSearch.objects.filter(kind="company").update(changed_since=timezone.now())
    with django_assert_num_queries(2):  # a part and the end: nothing is left to write
        renew()
    search.refresh_from_db()
    assert search.changed_since


def test_of_two_companies_with_one_key_each_is_found_by_its_own_name(sara):
    older = companies.create(by=sara, name="آوای پارس")
    other = companies.create(by=sara, name="آوا پارس")
    names = ["آوا پارس", "آواي پارس", "شرکت آوا پارس"]
    assert match_companies(names) == dict(zip(names, (other.pk, older.pk, older.pk), strict=True))
