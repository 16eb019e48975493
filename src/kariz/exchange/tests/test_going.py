"""What taking an import back takes is counted before anybody presses the button."""

from kariz.exchange.queries.pages.going import Going, going
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

DEALS = (
    "عنوان,شرکت,مخاطب,مبلغ,پیگیری بعدی,رنگ\nپمپ,پارس,سارا محمدی,5,1406/01/20,آبی\nلوله,پارس,رضا یگانه,6,,\n"
)


def test_mina_reads_how_much_goes_and_how_much_was_changed(admin, pipeline, bring, client):
    one = bring(DEALS, admin, mapping={"عنوان": "title", "شرکت": "company", "مخاطب": "contact", "مبلغ": "amount",
                                       "پیگیری بعدی": "next_step_on", "رنگ": "new:text"})  # fmt: skip
    assert going(one) == Going(
        deal=2, contact=2, company=1, activity=1, note=0, file=0, field=1, product=0, seller=0, updated=0
    )
    deals.change(deal=Deal.objects.get(title="لوله"), by=admin, title="لولهٔ نو")
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/taking-back/").content.decode()
    assert "data-going" in page and page.index("data-going") < page.index("btn-danger")
    read = client.get(f"/api/v1/imports/{one.pk}/changed").json()
    assert (read["count"], read["going"]["deal"], read["going"]["field"]) == (1, 2, 1)


def test_what_is_in_the_bin_by_now_is_not_counted_and_what_was_here_before_is_apart(admin, pipeline, bring):
    bring("کد معامله,عنوان,مبلغ\n7,پمپ,5\n", admin)
    one = bring("کد معامله,عنوان,مبلغ\n7,پمپ,9\n8,لوله,6\n9,شیر,6\n", admin, existing="update")
    deals.delete(deal=Deal.objects.get(title="شیر"), by=admin)
    found = going(one)
    assert (found.deal, found.updated) == (1, 1)


def test_notes_and_activities_of_a_list_are_counted(admin, pipeline, bring):
    bring("نام شرکت\nآب\n", admin, kind="companies")
    assert going(bring("کد,یادداشت,شرکت\n1,سلام,آب\n2,خداحافظ,آب\n", admin, kind="notes")).note == 2
    calls = "کد,موضوع,نوع فعالیت,تاریخ انجام\n1,زنگ,تماس,1403/01/02\n2,بازدید,جلسه,1403/02/02\n"
    assert going(bring(calls, admin, kind="activities")).activity == 2
