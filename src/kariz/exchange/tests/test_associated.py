"""HubSpot's words for nobody, and the numbers behind its names."""

import pytest

from kariz.access.models import User
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.names import owners
from kariz.reading.rows import associated

HEAD = "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Associated Company,Associated Contact\n"


@pytest.mark.parametrize("word", ["(No owner)", "No owner", "Unassigned", "-", "N/A", "بدون مسئول"])
def test_a_word_for_nobody_makes_no_seller(admin, pipeline, bring, word):
    before = User.objects.count()
    bring(HEAD + f"1,Autoclave,Appointment Scheduled,5,{word},Otley Brewery (5501),Nina Hart (7701)\n", admin)
    assert Deal.objects.get().owner is None
    assert (User.objects.count(), owners.match(word, {}, admin)) == (before, "")


def test_otley_brewery_is_called_so_without_its_number(admin, pipeline, bring):
    rows = [
        "1,Autoclave,Appointment Scheduled,5,,Otley Brewery (5501),Nina Hart (7701)",
        "2,Bench,Appointment Scheduled,5,,Otley Brewery Ltd. (5501),Nina Hart (7701);Paul Reeve (7702)",
        "3,Mill,Appointment Scheduled,5,,Wetherby Labs (UK),",
    ]
    bring(HEAD + "\n".join(rows) + "\n", admin)
    assert {one.name for one in Company.objects.all()} == {"Otley Brewery", "Wetherby Labs (UK)"}
    assert {one.name for one in Contact.objects.all()} == {"Nina Hart", "Paul Reeve"}
    first, second, _third = Deal.objects.order_by("id")
    assert first.company == second.company and first.contact == second.contact


def test_other_files_keep_what_stands_in_brackets():
    values = {"company": "Labs (5501); Mill"}
    associated.part(values, "deals", {})
    assert values == {"company": "Labs (5501); Mill"}


def test_a_year_in_a_name_is_no_number_of_a_record(admin, pipeline, bring):
    rows = [
        "1,Autoclave,Appointment Scheduled,5,,Otley Brewery (1998),",
        "2,Bench,Appointment Scheduled,5,,Mill,",
    ]
    bring(HEAD + "\n".join(rows) + "\n", admin)
    assert {one.name for one in Company.objects.all()} == {"Otley Brewery (1998)", "Mill"}


def test_where_every_name_has_its_number_one_that_looks_like_a_year_is_one_too(admin, pipeline, bring):
    rows = [
        "1,Autoclave,Appointment Scheduled,5,,Otley Brewery (1998),",
        "2,Bench,Appointment Scheduled,5,,Mill (77),",
    ]
    bring(HEAD + "\n".join(rows).replace("(77)", "(7712)") + "\n", admin)
    assert {one.name for one in Company.objects.all()} == {"Otley Brewery", "Mill"}


def test_the_list_of_companies_of_the_set_tells_which_numbers_are_theirs(admin, pipeline):
    deals = [
        "1,Autoclave,Appointment Scheduled,5,,Otley Brewery (1998),",
        "2,Bench,Appointment Scheduled,5,,Leeds Labs (2004),",
        "3,Mill,Appointment Scheduled,5,,Wetherby Labs,",
    ]
    files = {
        "companies.csv": b"Record ID,Company name,Industry\n2004,Leeds Labs,Science\n2005,Otley Brewery (1998),Beer\n",
        "deals.csv": (HEAD + "\n".join(deals) + "\n").encode(),
    }
    run(upload_all(files, admin), admin)
    assert {one.name for one in Company.objects.all()} == {
        "Otley Brewery (1998)",
        "Leeds Labs",
        "Wetherby Labs",
    }
