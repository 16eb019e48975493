"""A list whose phone numbers are left out says so, instead of only that all is well."""

import pytest

from kariz.reading.layout.left_columns import left_days, left_phones


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


ROWS = """Job,Customer,Value,Created on,Closed on,Zone
Sign,Kestrel,100,1/3/2025,5/3/2025,13 March 2025
Menu,Tallow,200,2/3/2025,6/3/2025,17/3/2025
"""


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_page_of_a_list_of_deals_tells_of_days_that_stay_behind(
    admin, pipeline, upload, client, language
):
    one = upload(ROWS, admin)
    assert "Zone" not in one.mapping
    admin.language = language
    admin.save()
    client.force_login(admin)
    said = {"en": "Days stand in columns that are left out:", "fa": "در ستون‌های کنارمانده تاریخ هست:"}
    assert said[language] in client.get(f"/imports/{one.pk}/").content.decode()
    assert client.get(f"/api/v1/imports/{one.pk}/preview").json()["days_left"] == ["Zone"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1403/05/02", "", "۶ آذر"], True),
        (["23/01/2024", "28 Feb 2025"], True),
        (["120", "1403"], False),
        ([45000, 45010], False),
        (["asap", "ring"], False),
        (["1403/05/02"], False),
    ],
)
def test_only_columns_of_days_are_told(cells, found):
    rows = [["Sign", cell] for cell in cells]
    assert left_days("deals", ["title", "x"], {"title": "title"}, rows) == (["x"] if found else [])
    assert left_days("contacts", ["name", "x"], {"name": "contact"}, rows) == []
