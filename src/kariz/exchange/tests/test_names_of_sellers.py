"""Sellers whom a list only names in short: their full name is typed where the list comes in."""

from kariz.access.actions import named
from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

ROWS = (
    "عنوان,شرکت,مبلغ,مسئول\nپمپ,پارس,50000000,سمیه\nشیر,مهر,60000000,خ دهقان\nلوله,مهر,60000000,دهقان\n"
    "کولر,مهر,70000000,ک.شفیعی\n"
)


def owners_on(client, one):
    return {said["text"]: said for said in client.get(f"/imports/{one.pk}/").context["owners"]}


def test_mina_types_the_full_name_of_a_seller_and_others_are_the_same(admin, pipeline, upload, client):
    one = upload(ROWS, admin)
    client.force_login(admin)
    assert 'name="owner_name"' in client.get(f"/imports/{one.pk}/").content.decode()
    words = {
        "owner_text": ["سمیه", "خ دهقان", "دهقان", "ک.شفیعی"],
        "owner_meaning": ["new", "as:سمیه", "as:خ دهقان", "new"],
        "owner_name": ["سمیه  دهقان", "", "سمیه دهقان", "ک.شفیعی"],
    }
    said = {"kind": "deals", "header": "1", "version": one.version}
    assert client.post(f"/imports/{one.pk}/mapping/", said | words).status_code == 302
    one = Import.objects.get(pk=one.pk)
    assert one.options["people"]["سمیه"] == "as:سمیه دهقان" and one.options["people"]["ک.شفیعی"] == "new"
    choices = dict(owners_on(client, one)["خ دهقان"]["choices"])
    assert "as:سمیه دهقان" in choices
    finish(imports.start(one=one, by=admin))
    owners = dict(Deal.objects.values_list("title", "owner__name"))
    assert owners == {"پمپ": "سمیه دهقان", "شیر": "سمیه دهقان", "لوله": "سمیه دهقان", "کولر": "ک.شفیعی"}
    assert not User.objects.filter(name="سمیه").exists()


def test_what_is_chosen_and_what_stands_below_it_say_the_same_of_a_seller_of_two_names(
    admin, pipeline, upload, client
):
    one = upload(ROWS, admin)
    client.force_login(admin)
    told = owners_on(client, one)
    joined = [said for said in told.values() if said["together"]]
    assert joined and all(said["meaning"] == f"as:{said['together']}" for said in joined)
    assert all(not said["likely"] for said in joined)


def test_the_full_name_of_somebody_who_is_here_by_the_first_name_alone_is_proposed_to_be_him(
    admin, pipeline, upload, client
):
    behnam = named.name_seller(by=admin, name="بهنام")
    one = upload(ROWS.replace("سمیه", "بهنام زارعی"), admin)
    client.force_login(admin)
    assert owners_on(client, one)["بهنام زارعی"]["likely"] == str(behnam.pk)


def test_so_it_is_in_english(admin, pipeline, upload, client):
    jo = named.name_seller(by=admin, name="Jo")
    one = upload("Deal,Company,Value,Owner\nPump,Parks,5000000000,Jo Marsh\n", admin)
    client.force_login(admin)
    assert owners_on(client, one)["Jo Marsh"]["likely"] == str(jo.pk)


def test_nobody_is_asked_whether_a_seller_is_another_name_of_the_one_he_is_taken_for(
    admin, pipeline, upload, client
):
    names = ("رستگار", "م.رستگار", "آقای رستگار", "مهدی رستگار", "مهدی")
    rows = "".join(f"پمپ {at},پارس,50000000,{name}\n" for at, name in enumerate(names))
    one = upload("عنوان,شرکت,مبلغ,مسئول\n" + rows, admin)
    client.force_login(admin)
    told = owners_on(client, one)
    assert {said["together"] for said in told.values()} == {"", "مهدی رستگار"}
    assert not any(said["likely"] for said in told.values())
