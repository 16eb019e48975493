"""Whom an import took for one seller by initials and short names is the same the next time, without a word."""

from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import RememberedMapping
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.pipeline.models import Deal

BOOK = (
    "Ref,Customer,Deal,Value,Who\nC1,Salty Dog,Oven,5,NW\nC2,Supermax,Range,6,nw\nC3,Cafe Rua,Fryer,7,Niamh\n"
)
NEXT = BOOK + "C4,Salty Dog,Hood,8,NW\n"
OTHER = (
    "Deal ID,Title,Organization,Deal owner\n1,Canopy,Supermax,Niamh Walsh\n2,Hood,Little Acorns,Aoife Burke\n"
)


def niamh():
    return str(User.objects.get(name="Niamh Walsh").pk)


def test_next_weeks_book_alone_knows_niamh_by_her_initials(admin, pipeline, upload):
    run(upload_all({"book.csv": BOOK.encode(), "other.csv": OTHER.encode()}, admin), admin)
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {"Niamh Walsh", "Aoife Burke"}
    one = upload(NEXT, admin, "book.csv")
    assert one.layout.get("remembered") == admin.name
    assert one.options["people"] == dict.fromkeys(("NW", "Niamh"), niamh())
    before = User.objects.count()
    finish(imports.start(one=one, by=admin))
    assert User.objects.count() == before


def test_they_are_remembered_under_her_name(admin, pipeline, upload):
    run(upload_all({"book.csv": BOOK.encode(), "other.csv": OTHER.encode()}, admin), admin)
    kept = [one.options["people"] for one in RememberedMapping.objects.all()]
    assert {"NW": "as:Niamh Walsh", "Niamh": "as:Niamh Walsh"} in kept


def test_a_name_that_is_nobodys_stays_that_of_a_new_seller(admin, pipeline, upload):
    upload(BOOK, admin)
    one = upload(BOOK.replace("Niamh", "Zed"), admin)
    finish(imports.start(one=one, by=admin))
    assert sorted(set(Deal.objects.values_list("owner__name", flat=True))) == ["NW", "Zed"]


def test_who_was_said_to_be_a_new_seller_is_niamh_where_she_came_by_another_list(
    admin, pipeline, upload, bring
):
    one = upload(BOOK, admin)
    imports.start(one=one, by=admin)
    bring(OTHER, admin)
    assert upload(NEXT, admin).options["people"] == dict.fromkeys(("NW", "Niamh"), niamh())
