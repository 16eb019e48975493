"""Behnam's book comes again with a column that is called otherwise, or without one: its deals are those that are here."""

import pytest

from kariz.exchange.queries.pages.coming import coming
from kariz.pipeline.models import Deal
from kariz.reading.deals.changed import CHANGED
from kariz.reading.deals.here import HERE

FA = (
    "شرکت,موضوع,تاریخ شروع,مبلغ (ریال),مسئول,توضیحات\nپارس,دوربین اورژانس,1405/03/01,680,نگار فیروزی,فوری\n"
    "مهر,اعلام حریق,1405/03/02,600,نگار فیروزی,\nالبرز,دوربین,1405/03/04,700,مهدی دهقان,\n"
)
EN = (
    "Company,Job,Created,Amount,Owner,Notes\nAcme,Camera ward,2026-03-01,680,Nell Firth,urgent\n"
    "Birch,Fire alarm,2026-03-02,600,Nell Firth,\nCedar,Camera,2026-03-04,700,Mo Dean,\n"
)
RENAMED = [
    (FA, "مسئول", "کارشناس فروش"),
    (FA, "موضوع", "شرح پروژه"),
    (EN, "Owner", "Salesman"),
    (EN, "Job", "Deal title"),
]


def amounts():
    return sorted(Deal.objects.values_list("amount", flat=True))


def signs(one):
    return {mark.sign: mark.count for mark in coming([one]).control.marked if mark.count}


@pytest.mark.parametrize(("book", "name", "new"), RENAMED)
def test_a_column_that_is_called_otherwise_makes_no_deal_new(admin, pipeline, bring, upload, book, name, new):
    bring(book, admin)
    before = amounts()
    again = book.replace(f",{name},", f",{new},", 1).replace(",680,", ",720,")
    assert new in again
    told = signs(upload(again, admin))
    assert (told.get(CHANGED), told.get(HERE)) == (1, None)
    done = bring(again, admin, existing="update")
    assert (done.created_count, done.updated_count) == (0, 1)
    assert len(amounts()) == 3 and amounts() != before
    done = bring(again, admin, existing="update")
    assert (done.created_count, done.updated_count) == (0, 0)


@pytest.mark.parametrize("book", [FA, EN])
def test_a_book_that_lacks_a_column_is_the_same_book(admin, pipeline, bring, book):
    bring(book, admin)
    lines = [line.split(",")[:-1] for line in book.replace(",680,", ",720,").splitlines()]
    done = bring("\n".join(map(",".join, lines)) + "\n", admin, existing="update")
    assert (done.created_count, done.updated_count) == (0, 1) and len(amounts()) == 3


@pytest.mark.parametrize("book", [FA, EN])
def test_columns_that_only_stand_elsewhere_say_nothing_new(admin, pipeline, bring, upload, book):
    bring(book, admin)
    turned = "\n".join(",".join(reversed(line.split(","))) for line in book.splitlines()) + "\n"
    assert CHANGED not in signs(upload(turned, admin))


def test_a_list_with_one_column_of_that_name_and_another_meaning_is_another_list(admin, pipeline, bring):
    bring(EN, admin)
    other = "Company,Product,Won on,Price\nAcme,Camera ward,2026-03-01,680\n"
    done = bring(other, admin)
    assert done.created_count == 1
