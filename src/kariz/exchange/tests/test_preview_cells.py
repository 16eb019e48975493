"""The preview shows what cells become, as people write it."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.views.preview import rows


def test_a_cell_that_became_several_values_shows_them_one_after_another(admin, pipeline, upload, client):
    client.force_login(admin)
    text = "تاریخ تماس,شماره تماس گرفته شده,چی گفت\n1405/07/01,09122744215 - 09121112233,قیمت خواست\n"
    one = imports.change(
        one=upload(text, admin),
        by=admin,
        kind="activities",
        mapping={"تاریخ تماس": "done_at", "شماره تماس گرفته شده": "called", "چی گفت": "said"},
    )
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "[&#x27;" not in page and "['" not in page
    [shown] = [cell for row in rows(one, preview(one, admin).first) for cell in row["cells"][1:2]]
    assert "، " in shown.text and shown.typed.startswith("0912")


def test_so_do_addresses(admin, pipeline, upload):
    one = upload("نام و نام خانوادگی,ایمیل\nعلی رضایی,a@x.ir b@x.ir\n", admin, kind="contacts")
    assert rows(one, preview(one, admin).first)[0]["cells"][1].text == "a@x.ir، b@x.ir"
