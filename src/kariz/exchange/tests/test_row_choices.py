"""Single rows that somebody leaves out of an import, or takes all the same."""

from __future__ import annotations

import pytest
from django.test import Client

from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import expected_rows
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.web.errors import FieldErrors, NotAllowed

pytestmark = pytest.mark.django_db

LIST = (
    "عنوان,شرکت,مبلغ (ریال)\nفروش ۱,پارس,100\nفروش ۲,مهر,250\nسرجمع شعبه,آوا,350\nفروش ۳,آوا,40\nجمع,,390\n"
)
WORDS = ("رفت", "1405", "۱۴۰۴/۱۰/۰۸", "مهر", "هیچ")


@pytest.fixture
def looked_at(admin, pipeline, upload):
    """A list that mina has had looked through."""
    return finish(imports.check(one=upload(LIST, admin), by=admin))


def test_a_row_that_mina_leaves_out_does_not_come_and_is_not_counted(admin, looked_at):
    assert coming([looked_at]).control.sums == {"IRR": 740}
    one = finish(row_choices.choose(one=looked_at, by=admin, how="skip", numbers=[4]))
    assert one.outcome["counts"]["created"] == 3 and coming([one]).control.sums == {"IRR": 390}
    done = finish(imports.start(one=one, by=admin))
    assert sorted(Deal.objects.values_list("amount", flat=True)) == [40, 100, 250]
    assert (done.created_count, done.left_out) == (3, 2)


def test_she_takes_it_again_and_a_line_that_was_held_for_a_total_too(admin, looked_at):
    one = finish(row_choices.choose(one=looked_at, by=admin, how="skip", numbers=[2, 4]))
    one = finish(row_choices.choose(one=one, by=admin, how="take", numbers=[4, 6]))
    assert one.options["rows"] == {"2": "skip", "6": "take"} and one.lines_left_out == [2]
    one = finish(row_choices.choose(one=one, by=admin, how="skip", numbers=[6]))
    assert one.options["rows"] == {"2": "skip"} and one.lines_left_out == [2, 6]


def test_on_the_page_she_ticks_the_row_and_sees_the_new_counts(admin, looked_at):
    client = Client()
    client.force_login(admin)
    page = client.get(f"/imports/{looked_at.pk}/?group=created").content.decode()
    assert 'form="choose" name="row" value="4"' in page
    client.post(f"/imports/{looked_at.pk}/rows/", {"row": ["4"], "how": "skip"})
    one = finish(Import.objects.get(pk=looked_at.pk))
    left = client.get(f"/imports/{one.pk}/?group=skipped").content.decode()
    assert 'form="choose" name="row" value="4"' in left and 'value="6"' in left
    nothing = client.post(f"/imports/{one.pk}/rows/", {"how": "skip"}, follow=True).content.decode()
    assert "حداقل یک ردیف" in nothing or "Choose at least one row." in nothing


def test_the_api_says_it_as_an_option_and_a_wrong_one_is_told(admin, pipeline, upload):
    one = upload(LIST, admin)
    one = imports.change(one=one, by=admin, options={"rows": {"4": "skip"}})
    assert coming([one]).control.sums == {"IRR": 390}
    for wrong in ([4], {"four": "skip"}, {"4": "perhaps"}, {str(at): "skip" for at in range(501)}):
        with pytest.raises(FieldErrors) as told:
            imports.change(one=one, by=admin, options={"rows": wrong})
        assert "rows" in told.value.errors


def test_rows_of_one_file_say_nothing_of_other_rows_of_the_next(admin, looked_at, upload):
    one = finish(row_choices.choose(one=looked_at, by=admin, how="skip", numbers=[4]))
    finish(imports.start(one=one, by=admin))
    assert upload(LIST.replace("آوا", "نوا"), admin).options["rows"] == {}


def test_who_may_not_import_may_not_choose(viewer, looked_at):
    with pytest.raises(NotAllowed):
        row_choices.choose(one=looked_at, by=viewer, how="skip", numbers=[4])
    assert Import.objects.get(pk=looked_at.pk).version == looked_at.version


def test_the_search_of_rows_looks_into_every_cell_whatever_its_digits(admin, pipeline, upload):
    text = "عنوان,شرکت,مبلغ,کد رهگیری\nفروش ۱,پارس,100,رفت ۱۴۰۵\nفروش ۲,مهر,250,1404/10/08\n"
    one = finish(imports.check(one=upload(text, admin), by=admin))
    found = {said: [row.number for row in expected_rows(one, "created", said)] for said in WORDS}
    assert found == {"رفت": [2], "1405": [2], "۱۴۰۴/۱۰/۰۸": [3], "مهر": [3], "هیچ": []}


def test_a_second_row_is_left_out_while_the_first_is_still_looked_through(admin, looked_at):
    client = Client()
    client.force_login(admin)
    for number in ("2", "4"):
        back = client.post(
            f"/imports/{looked_at.pk}/rows/", {"row": [number], "how": "skip", "group": "created"}
        )
        assert back.status_code == 302 and back["Location"] == f"/imports/{looked_at.pk}/?group=created"
    one = finish(Import.objects.get(pk=looked_at.pk))
    assert one.lines_left_out == [2, 4, 6] and one.outcome["counts"]["created"] == 2


def test_a_program_says_it_while_the_rows_are_looked_through_unless_it_saw_another_version(admin, looked_at):
    client = Client()
    client.force_login(admin)
    one = imports.check(one=looked_at, by=admin)
    url, said = f"/api/v1/imports/{one.pk}", {"options": {"rows": {"4": "skip"}}}
    old = client.patch(url, said | {"version": one.version - 1}, content_type="application/json")
    assert (old.status_code, old.json()["code"]) == (409, "stale")
    assert client.patch(url, said, content_type="application/json").json()["state"] == "checking"
    assert finish(one).outcome["counts"]["created"] == 3
