"""Words for why deals were lost that are none of the company's reasons: counted, and given a meaning."""

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.pipeline.models import Deal, LostReason
from kariz.reading.deals.lost_reasons import template_of
from kariz.reading.deals.whys_beside import reason_beside
from kariz.web.errors import FieldErrors

HEAD = "عنوان,شرکت,نتیجه,علت باخت\n"
ROWS = (
    HEAD + "پمپ,پارس,باخت,مدیر عوض شد\nشیر,مهر,باخت,مدیر عوض شد\nلوله,پارس,باخت,به دلیل تحریم\n"
    "کولر,پارس,باخت,قیمت\nفن,پارس,برد,\n"
)


@pytest.fixture
def price(pipeline):
    return LostReason.objects.get(template="lost_price")


def other():
    return LostReason.objects.get(template=LostReason.OTHER).pk


def found():
    return dict(Deal.objects.filter(outcome="lost").values_list("title", "lost_reason"))


def test_mina_sees_how_many_rows_say_a_reason_that_is_none_of_hers(admin, price, upload, client):
    one = upload(ROWS, admin)
    assert one.layout["lost_words"] == {"مدیر عوض شد": 2, "به دلیل تحریم": 1}
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "مدیر عوض شد" in page and 'name="reason_meaning"' in page and "دلیل تازه" in page


def test_she_gives_one_word_a_reason_and_another_becomes_one(admin, price, upload, client):
    one = upload(ROWS, admin)
    client.force_login(admin)
    words = {"reason_text": ["مدیر عوض شد", "به دلیل تحریم"], "reason_meaning": [str(price.pk), "new"]}
    said = {"kind": "deals", "header": "1", "version": one.version, "start": "1"} | words
    assert client.post(f"/imports/{one.pk}/mapping/", said).status_code == 302
    finish(one)
    made = LostReason.objects.get(name="به دلیل تحریم")
    assert found()["پمپ"] == found()["شیر"] == price.pk and found()["لوله"] == made.pk
    assert "مدیر عوض شد" in Deal.objects.get(title="پمپ").notes
    # The next list is understood.
    again = upload(ROWS.replace("پمپ", "باسکول"), admin)
    assert again.options["reasons"]["مدیر عوض شد"] == str(price.pk)
    assert "به دلیل تحریم" not in again.layout.get("lost_words", {})


def test_a_rehearsal_makes_no_reason(admin, price, upload):
    one = imports.change(one=upload(ROWS, admin), by=admin, options={"reasons": {"به دلیل تحریم": "new"}})
    before = LostReason.objects.count()
    assert finish(imports.check(one=one, by=admin)).outcome["counts"]["created"] == 5
    assert LostReason.objects.count() == before


def test_a_reason_that_came_with_an_import_goes_with_it_and_comes_again(admin, price, upload):
    one = imports.change(one=upload(ROWS, admin), by=admin, options={"reasons": {"به دلیل تحریم": "new"}})
    one = finish(imports.start(one=one, by=admin))
    finish(imports.take_back(one=one, by=admin))
    assert LostReason.objects.get(name="به دلیل تحریم").retired_at is not None
    again = upload(ROWS, admin)
    assert again.layout["lost_words"]["به دلیل تحریم"] == 1
    again = finish(imports.start(one=again, by=admin))
    assert LostReason.objects.get(name="به دلیل تحریم").retired_at is None
    assert set(found().values()) - {None}
    finish(imports.take_back(one=again, by=admin))
    assert LostReason.objects.get(name="به دلیل تحریم").retired_at is not None


def test_reza_who_may_make_no_reasons_maps_to_those_that_are_there(reza, price, upload, client):
    one = upload(ROWS, reza)
    client.force_login(reza)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'name="reason_meaning"' in page and "دلیل تازه" not in page
    with pytest.raises(FieldErrors):
        imports.change(one=one, by=reza, options={"reasons": {"مدیر عوض شد": "new"}})
    with pytest.raises(FieldErrors):
        imports.change(one=one, by=reza, options={"reasons": {"مدیر عوض شد": "999999"}})
    said = {"reasons": {"مدیر عوض شد": str(price.pk)}}
    finish(imports.start(one=imports.change(one=one, by=reza, options=said), by=reza))
    assert found()["پمپ"] == price.pk and found()["لوله"] == other()


def test_the_api_says_the_words_and_takes_their_meaning(admin, price, upload, client):
    one = upload(ROWS, admin)
    client.force_login(admin)
    coming = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]
    assert coming["lost_words"]["مدیر عوض شد"] == 2
    said = {"options": {"reasons": {"مدیر عوض شد": str(price.pk)}}, "version": one.version}
    answer = client.patch(f"/api/v1/imports/{one.pk}", said, content_type="application/json")
    assert answer.status_code == 200 and answer.json()["options"]["reasons"]["مدیر عوض شد"] == str(price.pk)


def test_a_word_that_two_files_say_is_answered_for_both_at_once(admin, price, client):
    rows = (
        ROWS.replace("پمپ", "باسکول")
        .replace("عنوان,", "عنوان,مبلغ,")
        .replace(",پارس", ",5,پارس")
        .replace(",مهر", ",6,مهر")
    )
    whole = upload_all({"a.csv": ROWS.encode(), "b.csv": rows.encode()}, admin)
    client.force_login(admin)
    assert 'name="reason_meaning"' in client.get(f"/imports/together/{whole.pk}/").content.decode()
    whole = sets.change(whole=whole, by=admin, options={"reasons": {"مدیر عوض شد": str(price.pk)}})
    assert run(ImportSet.objects.get(pk=whole.pk), admin).phase == "done"
    assert found()["پمپ"] == found()["باسکول"] == price.pk
    assert Import.objects.count() == 2


def test_a_reason_of_which_nobody_said_what_it_means_is_another_one_and_its_words_are_kept(
    admin, price, bring
):
    bring(ROWS, admin)
    assert found() == {"پمپ": other(), "شیر": other(), "لوله": other(), "کولر": price.pk}
    assert "مدیر عوض شد" in Deal.objects.get(title="پمپ").notes


def test_where_the_company_has_no_other_reason_the_words_are_only_a_note(admin, price, bring, upload, client):
    LostReason.objects.filter(template=LostReason.OTHER).update(retired_at=timezone.now())
    one = upload(ROWS, admin)
    client.force_login(admin)
    assert client.get(f"/imports/{one.pk}/").context["why"]["other"] is False
    bring(ROWS, admin)
    assert found()["پمپ"] is None and "مدیر عوض شد" in Deal.objects.get(title="پمپ").notes


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("قیمت بالا بود", "lost_price"),
        ("خیلی گرون بود", "lost_price"),
        ("رفت سراغ رقیب", "lost_competitor"),
        ("از شرکت مهر خریدند", "lost_competitor"),
        ("بودجه نداشت", "lost_no_budget"),
        ("جواب نداد", "lost_no_answer"),
        ("پاسخ نمی‌دهد", "lost_no_answer"),
        ("زمان تحویل طولانی بود", "lost_timing"),
        ("دیگر نیازی ندارند", "lost_no_need"),
        ("پروژه‌شان متوقف شد", "lost_no_need"),
        ("شرایط لازم نداشت", "lost_unqualified"),
        ("رقیب ارزان‌تر داد", "lost_competitor"),
        ("قیمت ندادیم", ""),
        ("از ما نخرید", ""),
        ("گارانتی نداشتیم", ""),
        ("مدیر عوض شد", ""),
    ],
)
def test_a_reason_in_persian_is_told_by_its_words(said, template):
    assert template_of(said) == template


def test_a_reason_that_is_only_guessed_is_proposed_and_what_mina_says_of_it_counts(
    admin, price, upload, client
):
    rows = "عنوان,شرکت,نتیجه\nپمپ,پارس,لغو - پروژه متوقف شد\nشیر,مهر,باخت - قیمت\nلوله,پارس,برد\n"
    one = upload(rows, admin)
    assert one.layout["guessed_words"] == {"پروژه متوقف شد": 1}
    no_need = LostReason.objects.get(template="lost_no_need")
    client.force_login(admin)
    [word] = client.get(f"/imports/{one.pk}/").context["why"]["words"]
    assert (word["text"], word["meaning"], word["guess"]) == ("پروژه متوقف شد", str(no_need.pk), True)
    said = {"kind": "deals", "header": "1", "version": one.version, "start": "1"}
    words = {"reason_text": ["پروژه متوقف شد"], "reason_meaning": ["new"]}
    assert client.post(f"/imports/{one.pk}/mapping/", said | words).status_code == 302
    finish(one)
    assert found() == {"پمپ": LostReason.objects.get(name="پروژه متوقف شد").pk, "شیر": price.pk}


def test_what_mina_leaves_to_a_note_gets_no_guessed_reason(admin, price, upload):
    rows = HEAD + "پمپ,پارس,باخت,گران بود و گران\n"
    one = upload(rows, admin)
    assert list(one.layout["guessed_words"]) == ["گران بود و گران"]
    one = imports.change(one=one, by=admin, options={"reasons": {"گران بود و گران": ""}})
    finish(imports.start(one=one, by=admin))
    assert found() == {"پمپ": other()}


def test_words_of_won_rows_are_no_reasons_and_stand_in_their_notes(admin, price, upload):
    rows = HEAD + "پمپ,پارس,شد,چک دو ماهه\nشیر,مهر,نشد,مدیر عوض شد\nفن,مهر,در جریان,نقدی\n"
    one = upload(rows, admin)
    assert one.layout["lost_words"] == {"مدیر عوض شد": 1}
    finish(imports.start(one=one, by=admin))
    assert "چک دو ماهه" in Deal.objects.get(title="پمپ").notes


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("لغو - رقیب (محک توزین)", "رقیب (محک توزین)"),
        ("لغو (قیمت بالا)", "قیمت بالا"),
        ("Lost - competitor (Acme)", "competitor (Acme)"),
        ("Lost (price)", "price"),
        ("Lost [no budget]", "no budget"),
    ],
)
def test_why_a_deal_was_lost_keeps_its_own_brackets(status, why):
    assert reason_beside(status) == why


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            "Title,Company,Status\nPump,Pars,LOST - no decision\nPipe,Pars,Lost - 4/17/2026\nBolt,Mehr,Won\n",
            "no decision",
        ),
        ("عنوان,شرکت,نتیجه\nپمپ,پارس,لغو - مدیر عوض شد\nلوله,پارس,برد\n", "مدیر عوض شد"),
    ],
)
def test_words_behind_a_status_that_mean_no_reason_may_become_one(admin, price, upload, client, rows, why):
    one = upload(rows, admin)
    client.force_login(admin)
    [word] = client.get(f"/imports/{one.pk}/").context["why"]["words"]
    assert (word["text"], word["meaning"], word["guess"], word["noted"]) == (why, "", False, True)
    one = imports.change(one=one, by=admin, options={"reasons": {why: "new"}})
    finish(imports.start(one=one, by=admin))
    assert LostReason.objects.get(name=why).pk in found().values()
