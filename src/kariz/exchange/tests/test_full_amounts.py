"""Numbers that were typed in full in a list that counts in millions."""

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.organisation.actions import organisation
from kariz.pipeline.models import Deal
from kariz.reading.cells.full_amounts import InFull, read

MILLION = 10**7
"""A million toman in rial."""
USUAL = 180 * MILLION
READ = {"currency": "IRR", "unit": "million toman", "usual": USUAL}


def rows(header, *odd):
    amounts = [*(str(90 + 15 * place) for place in range(14)), *odd]
    return f"پروژه,{header}\n" + "".join(f"برج {place},{amount}\n" for place, amount in enumerate(amounts))


@pytest.mark.parametrize(
    ("cell", "toman"),
    [
        (147000000, 147_000_000),
        (147000000.0, 147_000_000),
        ("10000000", 10_000_000),
        ("۳٬۰۱۲٬۰۰۰٬۰۰۰", 3_012_000_000),
        ("147,000,000", 147_000_000),
        (900000, 900_000),
    ],
)
def test_a_number_in_full_among_millions_is_taken_as_it_stands(cell, toman):
    found = read(cell, **READ)
    assert isinstance(found, InFull) and found == toman * 10


@pytest.mark.parametrize(
    ("cell", "millions"),
    [(147, 147), ("3539", 3539), (90_000, 90_000), ("۲۹۶ میلیون", 296), ("۱۲ میلیارد", 12_000), (0.5, 0.5)],
)
def test_what_may_well_be_millions_stays_so(cell, millions):
    found = read(cell, **READ)
    assert not isinstance(found, InFull) and found == millions * MILLION


def test_without_others_to_compare_with_nothing_is_guessed():
    assert read(10_000_000, **READ | {"usual": 0}) == 10_000_000 * MILLION
    with pytest.raises(ValueError):
        read(147_000_000, **READ | {"usual": 0})


def test_mahsas_full_toman_come_in_with_a_word_on_their_rows(admin, pipeline, bring):
    one = bring(rows("قیمت م.ت", "10000000", "147000000", "3012000000"), admin)
    assert (one.created_count, one.refused_count) == (17, 0)
    amounts = list(Deal.objects.order_by("id").values_list("amount", flat=True))[14:]
    assert amounts == [10 * MILLION, 147 * MILLION, 3012 * MILLION]
    told = {row.number: row.warnings for row in one.rows.order_by("number") if row.warnings}
    assert set(told) == {16, 17, 18}
    assert all(note["field"] == "amount" for notes in told.values() for note in notes)


def test_below_a_title_that_says_millions_of_rial_it_is_plain_rial(admin, pipeline, bring):
    bring("مبالغ به میلیون ریال,\n" + rows("مبلغ", "147000000"), admin)
    assert Deal.objects.order_by("-id")[0].amount == 147_000_000


def test_the_preview_counts_it_as_it_will_come(admin, pipeline, upload):
    seen = preview(upload(rows("قیمت م.ت", "147000000"), admin), admin)
    assert (seen.bad_count, seen.control.deals) == (0, 15)
    assert not [one for one in seen.control.marked if one.sign in ("tiny", "outlier")]


def marks(control):
    return [(one.count, one.rows, dict(one.sums), one.file) for one in control.marked if one.sign == "full"]


def test_the_card_of_sums_says_which_amounts_mahsa_should_check(admin, pipeline, upload, client):
    one = upload(rows("قیمت م.ت", "147000000", "3012000000", "95"), admin)
    found = [(2, [16, 17], {"IRR": 3159 * MILLION}, "")]
    assert marks(preview(one, admin).control) == found
    client.force_login(admin)
    assert 'data-control-mark="full"' in client.get(f"/imports/{one.pk}/").content.decode()
    answer = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["marked"]
    assert [(mark["rows"], mark["sums"]) for mark in answer] == [([16, 17], {"IRR": 3159 * MILLION})]
    one = finish(imports.check(one=one, by=admin))
    assert marks(coming([one]).control) == found


def test_so_does_that_of_a_set_with_the_file_of_each(admin, pipeline, client):
    texts = {"آ": rows("قیمت م.ت", "147000000"), "ب": rows("قیمت م.ت").replace("برج", "سد")}
    files = [ContentFile(text.encode(), f"{name}.csv") for name, text in texts.items()]
    whole = sets.upload(files=files, by=admin)
    assert marks(coming(list(whole.parts.order_by("pk"))).control) == [
        (1, [16], {"IRR": 147 * MILLION}, "آ.csv")
    ]
    client.force_login(admin)
    assert 'data-control-mark="full"' in client.get(f"/imports/together/{whole.pk}/").content.decode()


def test_what_counts_in_another_column_is_not_marked(admin, pipeline, upload):
    text = (
        rows("قیمت م.ت", "100")
        .replace("\n", ",\n")
        .replace("م.ت,", "م.ت,مبلغ م.ت")
        .replace("100,", "100,147000000")
    )
    means = {"پروژه": "title", "قیمت م.ت": "amount", "مبلغ م.ت": "amount"}
    one = imports.change(one=upload(text, admin), by=admin, mapping=means)
    assert marks(preview(one, admin).control) == []


def test_toms_pounds_in_full_among_thousands_are_pounds(admin, pipeline, upload):
    organisation.change(by=admin, currency="GBP")
    one = upload(rows("Value (£m)", "147000000"), admin)
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.order_by("-id")[0].amount == 147_000_000_00


def test_a_list_that_is_wholly_in_full_below_a_header_of_millions_is_not_touched(admin, pipeline, upload):
    text = "پروژه,قیمت م.ت\n" + "".join(f"برج {place},{10_000_000 + place}\n" for place in range(14))
    seen = preview(upload(text, admin), admin)
    assert {draft.values["amount"] for draft in seen.first if "amount" in draft.values} <= {
        (10_000_000 + place) * MILLION for place in range(14)
    }


def short_list(*odd):
    amounts = ["85", "۱۲/۵", "۳۹۰ م", "۱۱۰ میلیون تومن", *odd]
    return "مشتری,مبلغ (م.ت)\n" + "".join(
        f"کلینیک {name},{amount}\n" for name, amount in zip("ابپتثجچ", amounts, strict=False)
    )


def test_of_nazilas_five_deals_the_one_with_all_its_zeros_is_64_million_and_is_told(admin, pipeline, upload):
    one = upload(short_list("۶۴۰۰۰۰۰۰"), admin)
    assert marks(preview(one, admin).control) == [(1, [6], {"IRR": 64 * MILLION}, "")]
    finish(imports.start(one=one, by=admin))
    assert [int(deal.amount) for deal in Deal.objects.order_by("id")][-1] == 64 * MILLION


def test_a_big_order_among_nazilas_few_stays_millions(admin, pipeline, upload):
    one = upload(short_list("90000"), admin)
    seen = preview(one, admin)
    assert marks(seen.control) == [] and not seen.control.marked
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.order_by("-id")[0].amount == 90_000 * MILLION


def test_what_fits_none_of_nazilas_few_is_asked_about_before_the_import(admin, pipeline, upload):
    amounts = ("850000", "390000", "450000", "1100000", "640000000000")
    text = "مشتری,مبلغ (تومان)\n" + "".join(
        f"کلینیک {place},{amount}\n" for place, amount in enumerate(amounts)
    )
    seen = preview(upload(text, admin), admin)
    assert [(one.sign, one.rows) for one in seen.control.marked if one.sign == "outlier"] == [
        ("outlier", [6])
    ]
