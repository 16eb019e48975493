""" "me" on a sheet that is called after a seller is that seller; on one of nobody's it is whoever brings it."""

import pytest

from kariz.access.actions import users
from kariz.access.models import User
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.pipeline.models import Deal

BOOKS = {
    "en": ("me", "2024 Travis", "Travis Boudreaux", ["Client", "Deal", "Amount", "Rep"]),
    "fa": ("خودم", "۱۴۰۳ سمیرا", "سمیرا توکلی", ["مشتری", "عنوان", "مبلغ", "کارشناس"]),
}


@pytest.fixture(params=BOOKS)
def book(request):
    me, sheet, name, header = BOOKS[request.param]
    return {
        "me": me,
        "name": name,
        "sheet": sheet,
        "theirs": [
            header,
            ["Otley Park", "Planters", 7800, me],
            ["Acme Mills", "Entrance", 11900, "Gail Ross"],
        ],
        "all": [header, ["Elmo Church", "Beds", 4000, name], ["Hutto Park", "Dock", 9000, "Gail Ross"]],
    }


def owner_of(title):
    return Deal.objects.get(title=title).owner


def test_it_is_the_new_seller_of_whom_the_sheet_speaks(admin, pipeline, book):
    run(upload(admin, Open=book["all"], **{book["sheet"]: book["theirs"]}), admin)
    assert owner_of("Planters").name == book["name"]
    assert owner_of("Planters") == owner_of("Beds")


def test_it_is_the_seller_who_is_here(admin, pipeline, book):
    travis = users.create(by=admin, name=book["name"], role="seller", email="travis@nikan.example")
    run(upload(admin, **{book["sheet"]: book["theirs"], "Open": book["all"]}), admin)
    assert owner_of("Planters") == travis


def test_on_a_sheet_of_nobody_it_is_who_brings_it_and_the_page_says_so(admin, pipeline, book, client):
    whole = upload(admin, Open=book["all"], Other=book["theirs"])
    other = part(whole, "Other")
    assert other.options["people"][book["me"]] == str(admin.pk)
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    assert "Whoever wrote this list" in client.get(f"/imports/{other.pk}/").content.decode()
