"""Whoever writes down a call in haste spells the company anew: its person is known by their name, where it is one alone."""

import pytest

from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.models import Activity
from kariz.reading.names.alike import are_alike_in_haste

BOOKS = {
    "en": (
        ["Company", "Contact", "Title", "Amount"],
        ["Dragon Garden Restaurant", "Wei Chen", "Canopy", 100],
        ["Date", "Customer", "Spoke to", "What was said"],
        ["2025-07-07", "Dragon Gdn", "Wei Chen", "Needs the canopy by Easter"],
    ),
    "fa": (
        ["شرکت", "رابط", "عنوان", "مبلغ"],
        ["رستوران باغ اژدها", "سارا قاسمی", "هود", 100],
        ["تاریخ", "مشتری", "با کی صحبت شد", "شرح تماس"],
        ["1404/04/07", "ب. اژدها", "سارا قاسمی", "تا عید هود لازم دارند"],
    ),
}


@pytest.mark.parametrize("language", BOOKS)
def test_weis_call_keeps_its_person_and_says_so(admin, pipeline, language):
    of_deals, deal, of_calls, call = BOOKS[language]
    whole = upload(admin, deals=[of_deals, deal], calls=[of_calls, call])
    run(whole, admin)
    spoken = Activity.objects.get(done_at__isnull=False)
    assert spoken.contact.name == deal[1]
    told = [note for part in whole.parts.all() for row in part.rows.all() for note in row.warnings]
    assert any(note["field"] == "contact" for note in told)


def test_a_company_that_another_list_of_the_set_spells_so_is_new_too(admin, pipeline):
    of_deals, deal, of_calls, call = BOOKS["en"]
    hasty = ["Dragon Gdn", "", "Fan", 200]
    run(upload(admin, deals=[of_deals, deal], more=[of_deals, hasty], calls=[of_calls, call]), admin)
    spoken = Activity.objects.get(done_at__isnull=False)
    assert spoken.contact is not None and spoken.contact.name == deal[1]


def test_of_two_people_of_one_name_nobody_is_taken(admin, pipeline):
    of_deals, deal, of_calls, call = BOOKS["en"]
    other = ["Harbour Noodles", deal[1], "Fan", 200]
    run(upload(admin, deals=[of_deals, deal, other], calls=[of_calls, call]), admin)
    spoken = Activity.objects.get(done_at__isnull=False)
    assert spoken.contact is None or spoken.contact.company == spoken.company


def test_at_a_company_that_was_known_before_a_namesake_of_elsewhere_is_nobody(admin, pipeline):
    of_deals, deal, of_calls, call = BOOKS["en"]
    known = ["Harbour Noodles", "Linh Tran", "Fan", 200]
    run(upload(admin, deals=[of_deals, deal, known]), admin)
    run(upload(admin, calls=[of_calls, [call[0], "Harbour Noodles", deal[1], call[3]]]), admin)
    spoken = Activity.objects.get(done_at__isnull=False)
    assert spoken.contact is None or spoken.contact.company.name == "Harbour Noodles"


NAMESAKES = {
    "en": ("Ali Ahmadi", "Dragon Garden Restaurant", ("Harbour Noodles", "Silverline Paints")),
    "fa": ("علی احمدی", "فولاد کویر", ("پخش نوین", "رنگ‌سازی سپهر")),
}


@pytest.mark.parametrize("language", NAMESAKES)
def test_calls_with_other_companies_are_not_put_on_ali_of_a_company_that_none_of_them_is_like(
    admin, pipeline, language
):
    name, theirs, others = NAMESAKES[language]
    of_deals, deal, of_calls, call = BOOKS[language]
    calls = [[call[0], company, name, call[3]] for company in others]
    whole = upload(admin, deals=[of_deals, [theirs, name, *deal[2:]]], calls=[of_calls, *calls])
    run(whole, admin)
    spoken = Activity.objects.filter(done_at__isnull=False)
    assert {one.company.name for one in spoken} == set(others)
    assert all(one.contact is None and name in one.notes for one in spoken)
    told = [note["text"] for part in whole.parts.all() for row in part.rows.all() for note in row.warnings]
    assert sum(theirs in text for text in told) == len(others), told


@pytest.mark.parametrize(
    ("hasty", "full", "same"),
    [
        ("Dragon Gdn", "Dragon Garden Restaurant", True),
        ("Garden Rest", "Dragon Garden Restaurant", True),
        ("DGR", "Dragon Garden Restaurant", True),
        ("ب. اژدها", "رستوران باغ اژدها", True),
        ("فولاد کو", "فولاد کویر", True),
        ("Dragon Noodles", "Dragon Garden Restaurant", False),
        ("Harbour", "Dragon Garden", False),
        ("پخش نوین", "فولاد کویر", False),
        ("رنگ‌سازی سپهر", "فولاد کویر", False),
    ],
)
def test_what_the_names_of_companies_have_in_common_in_haste(hasty, full, same):
    assert are_alike_in_haste(hasty, full) is are_alike_in_haste(full, hasty) is same
