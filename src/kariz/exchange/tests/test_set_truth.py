"""What the page of several files says of them is true: before they come in, and after."""

import re

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.test_set_doors import uploads
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact

COMPANIES = "Company,City\nNikan,Yazd\nKavosh,Tabriz\nNikan,Yazd\n,Rasht\n"
PEOPLE = "Name,Mobile,Company\nAli Sadr,09121110001,Nikan\nMina Pars,12,Nikan\nSam Kia,13,\nReza Kia,09121110003,\n"
BOOK = {"companies.csv": COMPANIES, "people.csv": PEOPLE}


def bring(by, files=BOOK, **options):
    whole = sets.upload(files=uploads(files), by=by)
    return sets.change(whole=whole, by=by, options=options) if options else whole


def work(whole):
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def in_english(person, client):
    person.language = "en"
    person.save()
    client.force_login(person)


def figures(page, kind):
    """The numbers of that kind of file: rows, created, updated, merged, waiting, skipped, refused."""
    [row] = re.findall(rf'<tr data-part="{kind}".*?</tr>', page, re.S)
    return [int(number) for number in re.findall(r'<td class="num[^>]*>(\d+)<', row)]


def test_the_button_of_mina_promises_the_rows_that_come_and_says_how_many_are_refused(
    admin, pipeline, client
):
    in_english(admin, client)
    whole = bring(admin, unreadable="refuse")
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "Import 5 rows" in page
    assert page.count("2 rows cannot be imported") == 1
    assert page.count("1 row cannot be imported") == 1 and "3 rows cannot be imported" in page
    whole = work(set_runs.start(whole=whole, by=admin))
    came = queries.came(queries.parts_of(whole))["counts"]
    assert (came["created"] + came["updated"] + came["merged"] + came["skipped"], came["refused"]) == (5, 3)
    assert (Company.objects.count(), Contact.objects.count()) == (2, 2)


def test_after_all_rows_were_checked_the_button_of_mina_counts_what_is_written(admin, pipeline, client):
    in_english(admin, client)
    whole = work(set_runs.check(whole=bring(admin, unreadable="refuse"), by=admin))
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "Import 4 rows" in page
    whole = work(set_runs.start(whole=whole, by=admin))
    came = queries.came(queries.parts_of(whole))["counts"]
    assert sum(came[name] for name in ("created", "updated", "merged")) == 4


def test_the_page_of_a_set_of_which_all_is_here_promises_nothing_new(admin, pipeline, client):
    in_english(admin, client)
    good = {
        "companies.csv": "Company,City\nNikan,Yazd\nKavosh,Tabriz\n",
        "people.csv": "Name,Mobile\nAli,09121110001\n",
    }
    work(set_runs.start(whole=bring(admin, good), by=admin))
    again = work(set_runs.check(whole=bring(admin, good), by=admin))
    page = client.get(f"/imports/together/{again.pk}/").content.decode()
    assert 'name="start"' not in page


def test_what_reading_promises_holds_for_files_longer_than_it_reads(admin, pipeline, monkeypatch):
    monkeypatch.setattr("kariz.exchange.queries.pages.coming.LOOKED_AT", 5)
    found = coming(queries.parts_of(bring(admin)))
    assert (found.looked_at, found.all, found.rows + found.bad) == (5, False, 8)


def test_what_came_is_told_once_by_file_and_each_row_counts_once(admin, pipeline, client):
    in_english(admin, client)
    contacts.create(by=admin, name="Ali Sadr", points=[{"kind": "phone", "value": "09121110001"}])
    whole = work(set_runs.start(whole=bring(admin, unreadable="refuse"), by=admin))
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "data-total=" not in page
    assert figures(page, "companies") == [4, 2, 0, 0, 0, 1, 1]
    assert figures(page, "contacts") == [4, 1, 0, 1, 0, 0, 2]
    people = whole.parts.get(kind="contacts")
    alone = client.get(f"/imports/{people.pk}/").content.decode()
    told = re.findall(r'figure-label">([^<]+)<.*?figure-value[^>]*>(\d+)', alone, re.S)
    assert dict(told) == {
        "Created": "1",
        "Updated": "0",
        "Merged into a record": "1",
        "Skipped": "0",
        "Refused": "2",
    }


ODD = {
    "a.csv": "title,amount,expected close\nPump,5,2027-05\nPipe,6,2027-05-01\nHose,x5y,2027-05-02\n",
    "b.csv": "title,amount,expected close\nNut,7,2027-05-03\n",
}


def test_the_page_of_all_files_tells_mina_of_which_one_rows_are_worth_a_look(admin, pipeline, client):
    in_english(admin, client)
    whole = bring(admin, ODD, unreadable="leave")
    page = f"/imports/together/{whole.pk}/"
    assert "worth a look" not in client.get(page).content.decode()
    whole = work(set_runs.check(whole=whole, by=admin))
    text = client.get(page).content.decode()
    assert text.count("1 row is worth a look") == 1
    assert text.count("1 row comes without a cell that cannot be read") == 1
    link = re.search(r'href="(/imports/\d+/\?group=created&amp;odd)"', text)[1].replace("&amp;", "&")
    rows = client.get(link).content.decode()
    assert "Pump" in rows and "Hose" in rows and "2027-05-01" not in rows
    work(set_runs.start(whole=whole, by=admin))
    text = client.get(page).content.decode()
    assert text.count("1 row is worth a look") == 1 and "1 row came without a cell" in text
    part = re.search(r'href="(/imports/\d+/)#odd"', text)[1]
    assert 'id="odd"' in client.get(part).content.decode()
