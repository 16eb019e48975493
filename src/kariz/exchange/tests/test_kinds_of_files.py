"""Files on records lie in the archive of a whole export: no other list can be said to hold them."""

import pytest
from django.core.files.base import File
from django.test import Client

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_packed_files import export  # noqa: F401 -- a fixture
from kariz.exchange.tests.test_whole_round_trip import found_firm
from kariz.pipeline.actions import pipelines
from kariz.pipeline.default_design import default_design
from kariz.web.errors import FieldErrors

SHEET = "شرکت,عنوان,فایل\nپارس,پمپ,offer.pdf\n"
FILES = '<option value="files"'


def _page(one, by):
    client = Client()
    client.force_login(by)
    return client.get(f"/imports/{one.pk}/").content.decode()


def test_ali_cannot_say_that_an_ordinary_sheet_holds_files(ali, pipeline, upload):
    one = upload(SHEET, ali)
    assert FILES not in _page(one, ali)
    with pytest.raises(FieldErrors) as refused:
        imports.change(one=one, by=ali, kind="files")
    assert set(refused.value.errors) == {"kind"}
    with pytest.raises(FieldErrors) as refused:
        upload(SHEET, ali, kind="files")
    assert set(refused.value.errors) == {"kind"}


def test_a_sheet_with_the_columns_of_such_a_list_has_its_rows_refused(ali, pipeline, upload):
    columns = ("id", "stored", "name", "deal_id", "author", "created_at")
    header = ",".join(f"records_file.{column}" for column in columns)
    one = upload(f"{header}\n7,{'a' * 32},offer.pdf,5,Ali,2026-01-02\n", ali)
    assert one.kind == "files"
    done = finish(imports.start(one=one, by=ali))
    assert (done.phase, done.refused_count) == ("done", 1)


def test_the_list_of_files_of_a_whole_export_may_be_said_to_hold_them_again(export):  # noqa: F811
    path = export(1)
    mina = found_firm("Pars Yazd")
    pipelines.create(design=default_design(), by=mina)
    with path.open("rb") as file:
        parts = parts_of(sets.upload(files=[File(file, "kariz.zip")], by=mina))
    files = next(part for part in parts if part.kind == "files")
    firms = next(part for part in parts if part.kind == "companies")
    assert FILES in _page(files, mina) and FILES not in _page(firms, mina)
    files = imports.change(one=files, by=mina, kind="notes")
    assert imports.change(one=files, by=mina, kind="files").kind == "files"
