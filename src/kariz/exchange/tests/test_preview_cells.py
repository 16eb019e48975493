"""The preview shows what cells become, as people write it."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.exchange.views.preview import rows
from kariz.people.models import ContactPoint


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


def test_of_several_people_in_a_cell_each_address_stands_beside_whose_it_becomes(admin, pipeline, upload):
    text = (
        "Company,Contact person(s),Direct / cell,E-mail\n"
        "Brookdale Meadows,Bill Novak; Angela Reyes,7205552206 / 7205552207,areyes@brookdale.example\n"
        "Canyon View,Steve Lindqvist,3035552208,steve@canyon.example\n"
    )
    one = upload(text, admin, kind="contacts")
    both, alone = ([cell.text for cell in row["cells"]] for row in rows(one, preview(one, admin).first))
    assert both[1] in ("Bill Novak، Angela Reyes", "Bill Novak, Angela Reyes")
    assert both[3] == "Angela Reyes: areyes@brookdale.example"
    assert both[2].startswith("Bill Novak: ") and "; Angela Reyes: " in both[2]
    assert alone[1] == "Steve Lindqvist" and alone[3] == "steve@canyon.example"
    finish(imports.start(one=one, by=admin))
    held = dict(ContactPoint.objects.filter(kind="email").values_list("contact__name", "value"))
    assert held == {"Angela Reyes": "areyes@brookdale.example", "Steve Lindqvist": "steve@canyon.example"}
