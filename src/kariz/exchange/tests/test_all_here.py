"""What is here already is said so, with what a list says otherwise of it: Neda brings her files again each week."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from kariz.access.actions import tokens
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.sets import parts_of, worth_a_look
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.actions import moves
from kariz.pipeline.models import Criterion, Deal

HEAD = "شماره قرارداد,عنوان,شرکت,مبلغ (ریال),وضعیت\n"
FIRST = "1,پمپ,نیکان,100,باز\n2,لوله,پارس,200,باز\n3,شیر,مهر,300,باز\n"
LATER = FIRST.replace("پمپ,نیکان,100,باز", "پمپ,نیکان,150,باز")
PEOPLE = "نام شرکت,شهر\nنیکان,تهران\nپارس,کرج\n"


def both(by, deals=FIRST, head=HEAD):
    files = [ContentFile((head + deals).encode(), "deals.csv"), ContentFile(PEOPLE.encode(), "firms.csv")]
    return sets.upload(files=files, by=by)


@pytest.fixture(params=["en", "fa"])
def neda(request, admin):
    """She reads that language."""
    admin.language = request.param
    admin.save()
    return admin


SAYS = {
    "en": (
        "All of this is in Kariz already",
        "5 rows are here already",
        "1 of them says otherwise",
        "what is new",
    ),
    "fa": ("همهٔ این‌ها همین حالا در کاریز هست", "۵ ردیف", "۱ تای آن‌ها", "هر چه تازه است"),
}


def test_files_that_are_here_say_so_with_numbers_instead_of_a_button_that_is_gone(neda, pipeline, client):
    work(set_runs.start(whole=both(neda), by=neda))
    whole = both(neda)
    client.force_login(neda)
    before = client.get(reverse("exchange:set", args=[whole.pk])).content.decode()
    # Of the very same files it is known before they are looked through.
    assert SAYS[neda.language][3] in before.split('name="start"')[1].split("</button>")[0]
    work(set_runs.check(whole=whole, by=neda))
    page = client.get(reverse("exchange:set", args=[whole.pk])).content.decode()
    title, rows, *_more = SAYS[neda.language]
    assert title in page and rows in page and 'name="start"' not in page


@pytest.mark.parametrize("policy", ["fill", "skip"])
def test_a_row_that_says_otherwise_is_counted_and_listed_with_its_deal(
    neda, pipeline, bring, upload, client, policy
):
    bring(HEAD + FIRST, neda)
    one = imports.change(one=upload(HEAD + LATER, neda), by=neda, options={"existing": policy})
    one = finish(imports.check(one=one, by=neda))
    client.force_login(neda)
    page = client.get(f"/imports/{one.pk}/?group=skipped&odd").content.decode()
    assert SAYS[neda.language][0] in page and SAYS[neda.language][2] in page
    listed = page.split('id="rows"')[1].split("<table")[1].split("</table>")[0]
    assert "نیکان" in listed and "پارس" not in listed
    done = finish(imports.start(one=one, by=neda))
    shown = client.get(f"/imports/{done.pk}/").content.decode().split('id="kept"')[1].split("</section>")[0]
    assert f"/deals/{Deal.objects.get(title='پمپ').pk}/" in shown
    assert "شیر" not in shown


def test_what_a_list_says_of_a_deal_that_neda_moved_is_told_where_it_is_to_be_written(
    admin, pipeline, client
):
    def own(deals):
        # A list without numbers.
        return both(admin, deals.replace("1,", "", 1).replace("\n2,", "\n").replace("\n3,", "\n"), HEAD[14:])

    work(set_runs.start(whole=own(FIRST), by=admin))
    Criterion.objects.all().delete()
    deal = Deal.objects.get(title="پمپ")
    moves.move(deal=deal, to=deal.pipeline.stages.get(position=1), by=admin, reason="Asked for a sample")
    whole = sets.change(
        whole=own(FIRST.replace("100,باز", "100,برنده")), by=admin, options={"existing": "update"}
    )
    done = work(set_runs.start(whole=whole, by=admin))
    part = next(one for one in parts_of(done) if one.kind == "deals")
    assert worth_a_look([part])[part.pk]["kept"] == 1
    client.force_login(admin)
    assert (
        f"/imports/{part.pk}/#kept" in client.get(reverse("exchange:set", args=[whole.pk])).content.decode()
    )


def test_a_program_reads_what_is_here_and_what_stays(admin, pipeline, bring, upload, client):
    bring(HEAD + FIRST, admin)
    one = finish(imports.check(one=upload(HEAD + LATER, admin), by=admin))
    secret = tokens.create(by=admin, name="script", scope="write").secret
    api = {"headers": {"Authorization": f"Bearer {secret}"}}
    outcome = client.get(f"/api/v1/imports/{one.pk}", **api).json()["outcome"]
    assert (outcome["here"], outcome["kept"], outcome["binned"]) == (3, 1, 0)
    done = finish(imports.start(one=one, by=admin))
    rows = client.get(f"/api/v1/imports/{done.pk}/rows?kept=true", **api).json()["items"]
    assert [row["number"] for row in rows] == [2]


def test_what_lies_in_the_bin_is_not_said_to_be_here(admin, pipeline, bring, upload, client):
    bring(HEAD + FIRST, admin)
    deal_actions.delete(deal=Deal.objects.get(title="پمپ"), by=admin)
    one = finish(imports.check(one=upload(HEAD + LATER, admin), by=admin))
    assert (one.outcome["here"], one.outcome["binned"]) == (2, 1)
    client.force_login(admin)
    assert "data-all-here" in client.get(f"/imports/{one.pk}/").content.decode()


def test_where_one_row_is_new_the_button_is_there(admin, pipeline, bring, upload, client):
    bring(HEAD + FIRST, admin)
    one = finish(imports.check(one=upload(HEAD + FIRST + "4,فن,آوا,5,باز\n", admin), by=admin))
    client.force_login(admin)
    assert "data-all-here" not in client.get(f"/imports/{one.pk}/").content.decode()
