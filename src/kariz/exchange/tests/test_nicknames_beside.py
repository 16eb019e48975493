"""A list may name a seller only by a nickname whose whole name was said of another list beside it."""

import pytest

from kariz.access.models import User
from kariz.exchange.actions.setup import sets
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload

HEAD = ["Customer", "Job", "Amount", "Rep"]
KARL = ("KH", "Karl", "Karl Huber")
SAEED = ("س م", "سعیدی", "سعید مرادی")


def rows(*names):
    return [
        HEAD,
        *([f"Firm {at} {name}", f"Job {at} {name}", 100 + at, name] for at, name in enumerate(names)),
    ]


def said(admin, short, nick, whole):
    lists = upload(admin, board=rows(short, nick), resting=rows(nick, nick))
    people = {short: f"as:{whole}", nick: f"as:{short}"}
    return sets.change(whole=lists, by=admin, options={"people": people})


@pytest.mark.parametrize(("short", "nick", "whole"), [KARL, SAEED])
def test_a_sheet_that_has_only_the_nickname_makes_no_second_seller(admin, pipeline, short, nick, whole):
    run(said(admin, short, nick, whole), admin)
    assert set(alive().values_list("owner__name", flat=True)) == {whole}
    assert not User.objects.filter(name__in=[short, nick]).exists()


@pytest.mark.parametrize(("short", "nick", "whole"), [KARL, SAEED])
def test_next_weeks_list_knows_the_nickname_alone(admin, pipeline, short, nick, whole):
    run(said(admin, short, nick, whole), admin)
    later = upload(admin, resting=[*rows(nick), ["New firm", "New job", 7, nick]])
    [one] = parts_of(later)
    assert one.options["people"] == {nick: str(User.objects.get(name=whole).pk)}
    run(later, admin)
    assert not User.objects.filter(name__in=[short, nick]).exists()


@pytest.mark.parametrize(("short", "nick", "whole"), [KARL, SAEED])
def test_a_book_asks_only_about_the_sellers_whom_it_names(admin, pipeline, short, nick, whole):
    run(upload(admin, deals=rows(short, whole, "Bo Wirth", "Mags")), admin)
    run(upload(admin, deals=[HEAD, ["New firm", "New job", 7, whole]]), admin)
    [one] = parts_of(upload(admin, deals=[HEAD, ["Other firm", "Other job", 8, nick], ["A", "B", 9, "Mags"]]))
    assert set(one.options["people"]) == {nick, "Mags"}
    assert one.options["people"]["Mags"] == str(User.objects.get(name="Mags").pk)


def test_two_lists_that_say_otherwise_of_the_same_letters_tell_a_third_nothing(admin, pipeline):
    lists = upload(admin, one=rows("KH", "Karl"), two=rows("KH", "Bo"), resting=rows("Karl"))
    for sheet, whole in (("one", "Karl Huber"), ("two", "Kim Holt")):
        own = part(lists, sheet)
        own.options["people"] |= {"KH": f"as:{whole}"}
        own.save()
    own = part(lists, "resting")
    own.options["people"] = {"Karl": "as:KH"}
    own.save()
    run(lists, admin)
    assert alive().get(title="Job 0 Karl").owner.name == "KH"
