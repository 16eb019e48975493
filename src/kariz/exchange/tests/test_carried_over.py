"""A row that says that it goes on in another list stays out only where it really comes there: in a list of a later year,
in a row of its own."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload

HEAD = ["تاریخ", "شرکت", "محصول", "مبلغ", "وضعیت"]
BESIDE = [["1404/07/13", "کاوش", "شیر", 200, "باز"], ["1404/07/14", "آوین", "شیر", 200, "باز"]]
AFTER = [["1405/01/13", "سپند", "شیر", 300, "باز"], ["1405/01/15", "مهر", "شیر", 300, "باز"]]


def row(day, status, company="نیکان صنعت", product="پمپ", amount=100):
    return [day, company, product, amount, status]


def books(by, last, this, names=("فروش ۱۴۰۴", "فروش ۱۴۰۵")):
    return upload(by, **{names[0]: [HEAD, *last, *BESIDE], names[1]: [HEAD, *this, *AFTER]})


def out(whole, sheet):
    return sorted(int(number) for number in part(whole, sheet).layout.get("asides", {}))


def of(company):
    return alive().filter(company__name__startswith=company)


def test_of_two_lists_that_name_each_other_the_deal_comes_with_the_later_one(admin, pipeline):
    whole = books(admin, [row("1404/07/12", "رفت به ۱۴۰۵")], [row("1405/01/12", "← ۱۴۰۴")])
    assert (out(whole, "فروش ۱۴۰۴"), out(whole, "فروش ۱۴۰۵")) == ([2], [])
    run(whole, admin)
    assert of("نیکان").count() == 1 and alive().count() == 5


def test_what_goes_on_after_the_last_list_comes_with_it(admin, pipeline):
    last, this = row("1404/07/12", "باخت", product="شیر"), row("1405/01/12", "انتقال به سال بعد", amount=900)
    whole = books(admin, [last], [this])
    assert out(whole, "فروش ۱۴۰۵") == []
    run(whole, admin)
    assert sorted(of("نیکان").values_list("amount", flat=True)) == [1000, 9000]


def test_without_names_of_years_the_days_of_the_lists_say_which_is_later(admin, pipeline):
    whole = books(
        admin, [row("1404/07/12", "انتقال به سال بعد")], [row("1405/01/12", "مذاکره")], ("الف", "ب")
    )
    assert (out(whole, "الف"), out(whole, "ب")) == ([2], [])


def test_lists_of_which_nobody_knows_the_year_keep_all_their_rows(admin, pipeline):
    head = HEAD[1:]
    first = [
        head,
        ["نیکان صنعت", "پمپ", 100, "رفت به ۱۴۰۵"],
        ["کاوش", "شیر", 200, "باز"],
        ["آوین", "لوله", 200, "باز"],
    ]
    second = [
        head,
        ["نیکان صنعت", "پمپ", 100, "مذاکره"],
        ["سپند", "شیر", 300, "باز"],
        ["مهر", "لوله", 300, "باز"],
    ]
    whole = upload(admin, الف=first, ب=second)
    assert (out(whole, "الف"), out(whole, "ب")) == ([], [])


def test_each_row_goes_on_in_a_row_of_its_own_about_the_same_thing(admin, pipeline):
    last = [row("1404/07/12", "رفت به ۱۴۰۵", product=product) for product in ("کمپرسور", "پمپ", "پمپ آب")]
    whole = books(admin, last, [row("1405/01/12", "مذاکره")])
    assert out(whole, "فروش ۱۴۰۴") == [3]


def test_a_deal_that_goes_on_from_year_to_year_comes_with_the_last(admin, pipeline):
    years = {
        "1403": [HEAD, row("1403/05/01", "رفت به ۱۴۰۴"), *BESIDE],
        "1404": [HEAD, row("1404/05/01", "انتقال به سال بعد"), *BESIDE],
        "1405": [HEAD, row("1405/05/01", "مذاکره"), *AFTER],
    }
    whole = upload(admin, **years)
    assert [out(whole, year) for year in years] == [[2], [2], []]


def test_once_a_person_leaves_out_the_row_in_which_it_goes_on_it_comes_where_it_began(admin, pipeline):
    whole = books(admin, [row("1404/07/12", "رفت به ۱۴۰۵")], [row("1405/01/12", "مذاکره")])
    imports.change(one=part(whole, "فروش ۱۴۰۵"), by=admin, options={"rows": {"2": "skip"}})
    assert out(whole, "فروش ۱۴۰۴") == [] and "رفت به ۱۴۰۵" in part(whole, "فروش ۱۴۰۴").options["stages"]
    run(whole, admin)
    assert of("نیکان").count() == 1


def test_a_customer_whose_name_is_shortened_in_one_list_is_known_by_what_the_deal_is_about(admin, pipeline):
    last = [
        row("1404/07/12", "رفت به ۱۴۰۵", "طراوت"),
        row("1404/07/12", "رفت به ۱۴۰۵", "آرین (لبنیات)", "چسب"),
    ]
    this = [
        row("1405/01/12", "مذاکره", "شیرینی و شکلات طراوت"),
        row("1405/01/12", "باز", "ش. لبنیات آرین", "چسب"),
    ]
    whole = books(admin, last, [*this, row("1405/02/12", "باز", "لبنیات رامک", "چسب")])
    assert out(whole, "فروش ۱۴۰۴") == [2, 3]
