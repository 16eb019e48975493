"""What an uploaded file is called."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.exchange.models import Import
from kariz.web.file_names import Parser


def named(name):
    return Parser.sanitize_file_name(object.__new__(Parser), name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("پیش\u200cفاکتور.xlsx", "پیش\u200cفاکتور.xlsx"),
        ("../../پیش\u200cفاکتور.xlsx", "پیش\u200cفاکتور.xlsx"),
        ("c:\\می\u200cروم\\نامه\u200cها.csv", "نامه\u200cها.csv"),
        ("می\u202e\u200cروم\x00\x07.csv", "می\u200cروم.csv"),
        ("\u200c../.\u200c.", None),
        ("\u200c\u200c", None),
        ("list\u202exslx.csv", "listxslx.csv"),
    ],
)
def test_half_spaces_stay_and_nothing_else_that_cannot_be_seen(given, kept):
    assert named(given) == kept


def test_mina_finds_her_file_called_as_she_called_it(admin, pipeline, client):
    client.force_login(admin)
    file = SimpleUploadedFile("پیش\u200cفاکتور.csv", "عنوان معامله\nپمپ\n".encode())
    client.post("/imports/", {"file": file})
    assert Import.objects.get().name == "پیش\u200cفاکتور.csv"
