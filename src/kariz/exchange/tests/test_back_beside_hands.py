"""A list that was brought again is taken back, after Neda changed by hand a deal that it had changed."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

HEADER = "نام شرکت,شخص,موبایل,عنوان معامله,مبلغ (میلیون تومان),تاریخ ثبت,مرحله,گام بعدی,تاریخ گام بعدی"
PLACES = range(1, 9)


def listed(**amounts):
    rows = [
        f"مطب شماره {n},دکتر نام{n},0914222000{n},کالای {n},{amounts.get(f'row{n}', 100 + n)},"
        f"1405/08/0{n},پیش‌فاکتور,تماس,1405/09/2{n}"
        for n in PLACES
    ]
    return "\n".join([HEADER, *rows])


def deal(number):
    return Deal.objects.get(title=f"کالای {number}")


@pytest.fixture
def brought_again(admin, pipeline, bring):
    bring(listed(), admin)
    return bring(listed(row2=112, row5=115), admin, existing="update")


# A cursor that is read on breaks only where a transaction ends, not where a part of one does.
@pytest.mark.django_db(transaction=True)
def test_what_neda_changed_stays_and_the_rest_becomes_what_it_was(admin, brought_again):
    one = brought_again
    assert one.updated_count == 2
    deal_actions.change(deal=deal(2), by=admin, amount=1_110_000_000)
    one = finish(imports.take_back(one=one, by=admin))
    assert (one.phase, one.error) == ("taken_back", "")
    assert [told["name"] for told in one.stays] == ["کالای 2"]
    assert (deal(2).amount, deal(5).amount) == (1_110_000_000, 1_050_000_000)
    assert one.kept_count == 1


def test_before_it_goes_back_the_page_names_what_neda_changed_again(admin, brought_again, client):
    deal_actions.change(deal=deal(2), by=admin, amount=1_110_000_000)
    # That of deal 5 does not stand on what the list changed: its amount becomes what it was.
    deal_actions.change(deal=deal(5), by=admin, notes="زنگ بزنید")
    found = changed_since(brought_again)
    assert (found.count, found.made, found.before) == (1, 0, 1)
    assert [(row.number, row.name, row.before) for row in found.rows] == [(3, "کالای 2", True)]
    client.force_login(admin)
    page = client.get(f"/imports/{brought_again.pk}/taking-back/").content.decode()
    assert "data-stays-changed" in page
    assert 'name="changed"' not in page
    assert client.get(f"/api/v1/imports/{brought_again.pk}/changed").json()["count"] == 1
    finish(imports.take_back(one=brought_again, by=admin))
    assert (deal(2).amount, deal(5).amount, deal(5).notes) == (1_110_000_000, 1_050_000_000, "زنگ بزنید")
