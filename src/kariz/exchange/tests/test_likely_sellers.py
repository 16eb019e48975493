"""A name of nobody that may well be somebody's: proposed on the page, never taken without a word."""

import pytest
from django.core.files.base import ContentFile

from kariz.access.actions import users
from kariz.access.models import User
from kariz.events.actor import SYSTEM
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.exchange.tests.test_two_sheets import part as part_of
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.pipeline.models import Deal
from kariz.reading.names.owners import likely

ROWS = "عنوان,شرکت,مبلغ,مسئول\nپمپ,پارس,5,م. رضایی\nشیر,مهر,6,م. رضایی\n"


@pytest.fixture
def maryam(admin):
    return users.create(by=SYSTEM, name="مریم رضایی", role="seller", email="maryam@firm.example")


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("م. رضایی", ["مریم رضایی", "علی کاظمی"], "مریم رضایی"),
        ("خانم م رضایی", ["مریم رضایی"], "مریم رضایی"),
        ("م. رضایی", ["مریم رضایی", "محمد رضایی"], ""),
        ("مریم رضایئ", ["علی رضایی"], ""),
        ("ع. رضایی", ["مریم رضایی"], ""),
        ("م. ر", ["مریم رضایی"], ""),
        ("Sara Whitfeild", ["Sara Whitfield"], "Sara Whitfield"),
        ("Mike Byrne", ["Michael Byrne"], "Michael Byrne"),
        ("HL", ["Hannah", "Tom"], "Hannah"),
        ("H. L.", ["Hannah", "Tom Hale"], "Hannah"),
        ("HL", ["Hannah", "Harry"], ""),
        ("Al", ["Alice"], ""),
        ("سمیرا", ["س. توکلی", "خ توکلی", "یزدانی"], "س. توکلی"),
        ("س. توکلی", ["سمیرا", "یزدانی"], "سمیرا"),
        ("سمیرا", ["س. توکلی", "س. یزدانی"], ""),
        ("سمیرا", ["خ توکلی", "یزدانی"], ""),
        ("Samira", ["S. Tavakoli", "B. Yazdani"], "S. Tavakoli"),
        ("Samira", ["S. Tavakoli", "S. Yazdani"], ""),
    ],
)
def test_who_is_likely_meant(text, names, found):
    assert likely(text, {name: name for name in names}) == found


def test_mina_is_shown_who_it_may_be_and_nothing_is_taken_without_her_word(
    admin, maryam, pipeline, upload, client
):
    one = upload(ROWS, admin)
    assert one.options["people"] == {"م. رضایی": "new"}
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "شاید «مریم رضایی» باشد" in page
    (told,) = client.get(f"/api/v1/imports/{one.pk}/preview").json()["people"]
    assert (told["likely"], told["likely_name"]) == (str(maryam.pk), maryam.name)
    finish(imports.start(one=one, by=admin))
    assert {deal.owner.name for deal in Deal.objects.all()} == {"م. رضایی"}


def test_whom_she_chooses_gets_the_deals_and_is_known_next_time(admin, maryam, pipeline, upload, client):
    one = upload(ROWS, admin)
    client.force_login(admin)
    said = {"kind": "deals", "header": "1", "version": one.version, "start": "1"}
    words = {"owner_text": ["م. رضایی"], "owner_meaning": [str(maryam.pk)]}
    assert client.post(f"/imports/{one.pk}/mapping/", said | words).status_code == 302
    finish(one)
    assert {deal.owner for deal in Deal.objects.all()} == {maryam}
    assert upload(ROWS.replace("پمپ", "فن"), admin).options["people"] == {"م. رضایی": str(maryam.pk)}


def test_two_spellings_of_a_new_seller_on_two_sheets_become_one_if_she_says_so(admin, pipeline, client):
    other = "عنوان,شرکت,مبلغ,مسئول,مرحله\nلوله,پارس,5,مریم رضایی,\n"
    whole = upload_all({"a.csv": ROWS.encode(), "b.csv": other.encode()}, admin)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'value="as:مریم رضایی"' in page
    said = {"people": {"م. رضایی": "as:مریم رضایی", "مریم رضایی": "new"}}
    whole = sets.change(whole=whole, by=admin, options=said)
    before = User.objects.count()
    assert run(ImportSet.objects.get(pk=whole.pk), admin).phase == "done"
    assert {deal.owner.name for deal in Deal.objects.all()} == {"مریم رضایی"}
    assert User.objects.count() == before + 1


def test_two_names_that_stand_for_each_other_end_in_one_and_for_oneself_is_a_new_seller(
    admin, pipeline, upload
):
    rows = ROWS + "لوله,پارس,5,مریم رضایی\n"
    ring = {"م. رضایی": "as:مریم رضایی", "مریم رضایی": "as:م. رضایی"}
    one = imports.change(one=upload(rows, admin), by=admin, options={"people": ring})
    one = finish(imports.start(one=one, by=admin))
    assert one.phase == "done" and not Deal.objects.filter(owner=None).exists()
    alone = imports.change(one=upload(rows + "x,y,1,z\n", admin), by=admin, options={"people": {"z": "as:z"}})
    assert alone.options["people"]["z"] == "new"


def test_a_nickname_is_said_to_be_another_new_seller_of_the_file(admin, pipeline, upload, client):
    rows = "عنوان,شرکت,مبلغ,مسئول\nپمپ,نور,5,نازی\nشیر,پارس,6,نازنین کریمی\nلوله,کاوه,7,سعید\n"
    one = upload(rows, admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert page.count('value="as:نازنین کریمی"') == 3 and 'value="as:نازی"' in page
    said = {"people": {"نازی": "as:نازنین کریمی", "نازنین کریمی": "new", "سعید": "new"}}
    one = imports.change(one=one, by=admin, options=said)
    finish(imports.start(one=one, by=admin))
    assert sorted(deal.owner.name for deal in Deal.objects.all()) == ["سعید", "نازنین کریمی", "نازنین کریمی"]


@pytest.mark.parametrize(
    ("sheet", "given", "short"),
    [("1404 سمیرا", "سمیرا", "س. توکلی"), ("Samira 2025", "Samira", "S. Tavakoli")],
    ids=["fa", "en"],
)
def test_a_given_name_beside_its_letter_is_proposed_as_one_and_so_is_the_sheet_that_is_called_so(
    admin, pipeline, client, sheet, given, short
):
    heads = ["Title", "Company", "Amount", "Owner"]
    lists = {
        "All": [heads, ["Pump", "Nova", 5, short], ["Valve", "Beta", 6, "یزدانی"], ["Fan", "Acme", 7, short]],
        sheet: [heads[:3], ["Pipe", "Zeta", 8], ["Duct", "Eta", 9]],
    }
    whole = upload_book(admin, **lists)
    assert part_of(whole, sheet).options["owner"] == f"as:{short}"
    rows = f"Title,Company,Amount,Owner\nPump,Nova,5,{short}\nValve,Beta,6,{given}\n"
    one = imports.upload(file=ContentFile(rows.encode(), "list.csv"), by=admin)
    client.force_login(admin)
    told = {row["text"]: row for row in client.get(f"/api/v1/imports/{one.pk}/preview").json()["people"]}
    assert told[given]["likely_name"] == short


def test_a_sheet_is_nobodys_where_two_sellers_have_the_letter(admin, pipeline):
    heads = ["Title", "Company", "Amount", "Owner"]
    lists = {
        "All": [heads, ["Pump", "Nova", 5, "س. توکلی"], ["Valve", "Beta", 6, "س. یزدانی"]],
        "1404 سمیرا": [heads[:3], ["Pipe", "Zeta", 8], ["Duct", "Eta", 9]],
    }
    assert not part_of(upload_book(admin, **lists), "1404 سمیرا").options["owner"].startswith("as:")
