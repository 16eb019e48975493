"""What is said of one sheet holds for that sheet, fills in what others leave open, and is known when the set comes again."""

import io
from html.parser import HTMLParser

import pytest
import xlsxwriter

from kariz.access.actions import users
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal, LostReason, Stage

SPRING = [
    ["Title", "Amount", "Owner", "Stage"],
    ["Pump", "a lot", "Rezaei", "Warm"],
    ["Pipe", "12", "Navid", "Proposal"],
]
SUMMER = [
    ["Title", "Amount", "Owner", "Stage"],
    ["Hose", "many", "Rezaei", "Warm"],
    ["Bolt", "7", "Navid", "Proposal"],
]
PEOPLE = [["Name", "Mobile", "Owner"], ["Ali Sadr", "09121110001", "Rezaei"]]


def workbook(**sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return out.getvalue()


def bring(by, **sheets):
    book = workbook(**(sheets or {"Spring": SPRING, "Summer": SUMMER, "People": PEOPLE}))
    return sets.upload(files=uploads({"book.xlsx": book}), by=by)


def sheet(whole, name):
    return next(part for part in parts_of(whole) if part.sheet == name)


def say(whole, name, by, **options):
    return imports.change(one=sheet(whole, name), by=by, options=options)


class Fields(HTMLParser):
    """What a browser would send of the form of the set."""

    def __init__(self, page):
        super().__init__()
        self.sent, self._select, self._first, self._chosen, self._inside = {}, "", None, None, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._inside = self._inside or given.get("id") == "set"
        if not self._inside:
            return
        if tag == "input" and given.get("type") != "checkbox" and given.get("name"):
            self.sent.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "select":
            self._select, self._first, self._chosen = given["name"], None, None
        elif tag == "option":
            self._first = given["value"] if self._first is None else self._first
            self._chosen = given["value"] if "selected" in given else self._chosen

    def handle_endtag(self, tag):
        if tag == "select" and self._inside:
            value = self._chosen if self._chosen is not None else self._first
            self.sent.setdefault(self._select, []).append(value)
        self._inside = self._inside and tag != "form"


def press(client, whole, **others):
    """Look at the page of the set and send its form as it stands, with these changes."""
    url = f"/imports/together/{whole.pk}/"
    fields = Fields(client.get(url).content.decode()).sent
    answer = client.post(f"{url}options/", fields | others)
    assert answer.status_code == 302, answer.content.decode()
    return fields


def test_what_mina_said_of_one_sheet_stays_when_she_sends_the_page_of_all(admin, pipeline, client):
    sara = users.create(by=admin, name="Sara Rezaei", role="seller", email="sara@nikan.example")
    ali = users.create(by=admin, name="Ali Karimi", role="seller", email="ali@nikan.example")
    whole = bring(admin)
    say(whole, "Spring", admin, unreadable="leave", several="note", people={"Rezaei": str(ali.pk)})
    client.force_login(admin)
    sent = press(client, whole)
    assert (sent["unreadable"], sent["several"], sent["existing"]) == (["each"], ["each"], ["fill"])
    spring, summer = sheet(whole, "Spring"), sheet(whole, "Summer")
    assert (spring.options["unreadable"], summer.options["unreadable"]) == ("leave", "weighed")
    assert (spring.options["several"], summer.options["several"]) == ("note", "split")
    assert spring.options["people"]["Rezaei"] == str(ali.pk)
    assert summer.options["people"]["Rezaei"] == str(sara.pk)


def test_what_mina_says_of_all_sheets_holds_for_all_of_them(admin, pipeline, client):
    whole = bring(admin)
    say(whole, "Spring", admin, unreadable="leave")
    client.force_login(admin)
    press(client, whole, unreadable="leave", existing="update")
    assert {part.options["unreadable"] for part in parts_of(whole)} == {"leave"}
    assert {part.options["existing"] for part in parts_of(whole)} == {"update"}


def test_a_word_that_mina_explains_in_one_sheet_is_filled_in_where_others_leave_it_open(admin, pipeline):
    for name in ("Sara Rezaei", "Ali Rezaei"):
        users.create(by=admin, name=name, role="seller", email=f"{name[:3].lower()}@nikan.example")
    sara = users.create(by=admin, name="Sara Karimi", role="seller", email="karimi@nikan.example")
    whole = bring(admin)
    assert {part.options["people"]["Rezaei"] for part in parts_of(whole)} == {"ask"}
    stage = str(Stage.objects.get(pipeline=pipeline, template="proposal").pk)
    assert sheet(whole, "Summer").options["stages"]["Warm"] == ""
    spring = sheet(whole, "Spring")
    stages = spring.options["stages"] | {"Warm": stage}
    say(whole, "Spring", admin, people=spring.options["people"] | {"Rezaei": str(sara.pk)}, stages=stages)
    for name in ("Summer", "People"):
        assert sheet(whole, name).options["people"]["Rezaei"] == str(sara.pk)
    assert sheet(whole, "Summer").options["stages"]["Warm"] == stage
    say(whole, "Summer", admin, people=sheet(whole, "Summer").options["people"] | {"Rezaei": ""})
    assert sheet(whole, "Spring").options["people"]["Rezaei"] == str(sara.pk)


def test_what_mina_said_of_each_sheet_is_known_when_the_next_workbook_comes(admin, pipeline, client):
    sara = users.create(by=admin, name="Sara Karimi", role="seller", email="sara@nikan.example")
    whole = bring(admin)
    say(whole, "Spring", admin, unreadable="leave", people={"Rezaei": str(sara.pk), "Navid": ""})
    say(whole, "Summer", admin, people={"Rezaei": "", "Navid": str(sara.pk)})
    whole = sets.change(whole=ImportSet.objects.get(pk=whole.pk), by=admin, options={"existing": "update"})
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    assert Deal.objects.get(title="Pump").owner == sara
    again = bring(admin, Summer=[*SUMMER, ["Nut", "9", "Navid", "Warm"]], Spring=SPRING, People=PEOPLE)
    spring, summer, people = (sheet(again, name) for name in ("Spring", "Summer", "People"))
    assert (spring.options["unreadable"], summer.options["unreadable"]) == ("leave", "weighed")
    assert spring.options["people"] == {"Rezaei": str(sara.pk), "Navid": ""}
    assert summer.options["people"] == {"Rezaei": "", "Navid": str(sara.pk)}
    assert {one.options["existing"] for one in (spring, summer, people)} == {"update"}
    User = type(admin)
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    assert "Set as Mina last did" in client.get(f"/imports/together/{again.pk}/").content.decode()


def test_what_was_chosen_for_a_file_alone_does_not_put_rows_of_a_set_aside(admin, sara, pipeline, bring):
    bring("Name,Mobile,Owner\nAli Sadr,09121110001,\n", admin, kind="contacts", existing="ask", alike="ask")
    both = {"people.csv": "Name,Mobile,Owner\nAli,09121110002,\n", "deals.csv": "Title,Amount\nPump,1\n"}
    whole = sets.upload(files=uploads(both), by=admin)
    assert {part.options["existing"] for part in parts_of(whole)} == {"fill"}
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    theirs = sets.upload(files=uploads(both), by=sara)
    assert {part.options["existing"] for part in parts_of(theirs)} == {"fill"}


LOST = [["Title", "Amount", "Status", "Why lost"], ["Pump", 5, "Lost", "project cancelled"]]
BESIDE = [["Title", "Amount", "Status"], ["Hose", 6, "LOST - project cancelled"], ["Bolt", 7, "Won"]]
PERSIAN = [
    [["عنوان", "مبلغ", "نتیجه", "علت باخت"], ["پمپ", 5, "باخت", "پروژه متوقف شد"]],
    [["عنوان", "مبلغ", "نتیجه"], ["شیلنگ", 6, "لغو - پروژه متوقف شد"], ["پیچ", 7, "برد"]],
]


NOTED = [
    PERSIAN[0],
    [
        ["عنوان", "مبلغ", "نتیجه", "شرح"],
        ["شیلنگ", 6, "باخت", "رفت - پروژه متوقف شد - 1405/8/16"],
        ["پیچ", 7, "برد", ""],
    ],
]


@pytest.mark.parametrize("lists", [[LOST, BESIDE], PERSIAN, NOTED])
@pytest.mark.parametrize("of_one", [True, False], ids=["on its page", "after it was guessed on its page"])
def test_a_new_reason_holds_for_every_sheet_with_its_words(admin, pipeline, lists, of_one):
    whole = bring(admin, New=lists[1], Old=lists[0])
    (word,) = sheet(whole, "Old").layout["guessed_words"]
    if of_one:
        say(whole, "Old", admin, reasons={word: "new"})
    else:
        guess = LostReason.objects.get(template="lost_no_need").pk
        own = sheet(whole, "Old")
        own.options["reasons"] = {word: str(guess)}
        own.save()
        sets.change(whole=ImportSet.objects.get(pk=whole.pk), by=admin, options={"reasons": {word: "new"}})
    set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    runs.work_all()
    assert list(Deal.objects.filter(outcome="lost").values_list("lost_reason__name", flat=True)) == [word] * 2
