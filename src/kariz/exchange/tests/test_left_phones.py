"""A list whose phone numbers are left out says so, instead of only that all is well."""

import pytest

from kariz.exchange.rules.left_phones import left_phones


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_page_of_mairas_list_tells_of_the_numbers_that_stay_behind(
    admin, pipeline, upload, client, language
):
    text = "Full name,E-mail,Zone\nMáire McLoughlin,maire@x.example,021 88776655\nAnn Daly,ann@x.example,021 88776644\n"
    one = upload(text, admin)
    assert "Zone" not in one.mapping
    admin.language = language
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    said = {
        "en": "Phone numbers stand in columns that are left out:",
        "fa": "در ستون‌های کنارمانده شمارهٔ تلفن هست:",
    }
    assert said[language] in page
    assert client.get(f"/api/v1/imports/{one.pk}/preview").json()["phones_left"] == ["Zone"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["۰۲۱ ۸۸۷۷۶۶۵۵", "", "02188776644 / 09121234567"], True),
        (["021 88776655", "later", "no"], False),
        (["1403/05/02", "1404/01/02"], False),
        (["12500000", "98000000"], False),
        (["", ""], False),
    ],
)
def test_only_numbers_that_are_dialled_are_phones(cells, found):
    rows = [["Ann Daly", cell] for cell in cells]
    assert left_phones("contacts", ["name", "x"], {"name": "contact"}, rows) == (["x"] if found else [])
    assert left_phones("products", ["name", "x"], {"name": "product"}, rows) == []
