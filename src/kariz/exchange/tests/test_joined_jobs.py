"""Who is named in two rows with two jobs has both, wherever a chunk of rows ends."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import pace
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.models import Contact

PEOPLE = (
    "نام,شرکت,موبایل,سمت\nرضا کیانی,مهر,09111920034,مدیر خرید\nرضا کیانی,مهر,09111920034,عضو هیئت مدیره\n"
)
DEALS = (
    "عنوان,شرکت,نام رابط,موبایل,سمت\nپمپ,مهر,رضا کیانی,09111920034,مدیر خرید\n"
    "لوله,مهر,رضا کیانی,09111920034,عضو هیئت مدیره\n"
)
BOTH = "مدیر خرید، عضو هیئت مدیره"
REZA = "نام,شرکت,موبایل{}\nرضا کیانی,مهر,09111920034{}\n"


@pytest.fixture(params=[1, 200], ids=["a chunk each", "one chunk"])
def chunk(request, monkeypatch):
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pace, name, request.param)


def jobs():
    return list(Contact.objects.filter(deleted_at=None).values_list("position", flat=True))


@pytest.mark.parametrize("policy", ["fill", "update"])
def test_reza_has_both_jobs_of_a_list_of_people(admin, pipeline, bring, chunk, policy):
    bring(PEOPLE, admin, kind="contacts", existing=policy)
    assert jobs() == [BOTH]


@pytest.mark.parametrize("policy", ["skip", "fill", "update"])
def test_reza_has_both_jobs_of_a_list_of_deals(admin, pipeline, bring, chunk, policy):
    bring(DEALS, admin, kind="deals", existing_contact=policy)
    assert jobs() == [BOTH]


@pytest.mark.parametrize("policy", ["fill", "update"])
def test_reza_who_is_here_without_a_job_gets_both(admin, pipeline, bring, chunk, policy):
    bring(REZA.format("", ""), admin, kind="contacts")
    bring(PEOPLE, admin, kind="contacts", existing=policy)
    assert jobs() == [BOTH]


@pytest.mark.parametrize(("policy", "job"), [("skip", "مدیرعامل"), ("fill", "مدیرعامل"), ("update", BOTH)])
def test_a_job_that_reza_has_here_is_what_the_policy_makes_of_it(admin, pipeline, bring, chunk, policy, job):
    bring(REZA.format(",سمت", ",مدیرعامل"), admin, kind="contacts")
    bring(DEALS, admin, kind="deals", existing_contact=policy)
    assert jobs() == [job]


def test_the_same_list_again_takes_no_job_away(admin, pipeline, bring, chunk):
    numbered = "\n".join(
        f"{key},{row}" for key, row in zip(("contact id", 7, 7), PEOPLE.splitlines(), strict=True)
    )
    for _time in range(2):
        bring(numbered, admin, kind="contacts", existing="update")
        assert jobs() == [BOTH]


def test_in_a_set_each_list_stands_for_itself(admin, pipeline):
    people = [["شرکت", "نام رابط", "موبایل", "سمت"], ["مهر", "رضا کیانی", "09111920034", "مدیر خرید"]]
    sales = [
        ["مشتری", "رابط", "تلفن", "سمت", "موضوع", "مبلغ", "وضعیت"],
        ["مهر", "رضا کیانی", "09111920034", "عضو هیئت مدیره", "پمپ", 500, "باز"],
    ]
    run(upload(admin, customers=people, sales=sales), admin)
    assert jobs() == ["مدیر خرید"]


@pytest.mark.parametrize("kind", ["contacts", "deals"])
@pytest.mark.parametrize("numbered", [True, False])
def test_jobs_are_asked_for_once_a_chunk(admin, pipeline, bring, kind, numbered):
    head = "external id,عنوان,contact id,شرکت,نام رابط,موبایل,سمت\n"
    for job in ("مدیر خرید", "مدیر فروش"):
        rows = [f"d{n},پمپ {n},c{n},مهر,نفر {n},0911192{n:04},{job}".split(",") for n in range(20)]
        columns = [3, 4, 5, 6] if kind == "contacts" else [0, 1, 3, 4, 5, 6]
        columns = sorted([*columns, 2] if numbered else columns)
        lines = [",".join(row[place] for place in columns) for row in [head.strip().split(","), *rows]]
        rule = {"existing": "update"} | ({"existing_contact": "fill"} if kind == "deals" else {})
        with CaptureQueriesContext(connection) as asked:
            one = bring("\n".join(lines), admin, kind=kind, **rule)
        assert one.refused_count == 0
    told = [one["sql"] for one in asked if "contact.changed" in str(one["sql"]) and "SELECT" in one["sql"]]
    assert len(told) == 1
