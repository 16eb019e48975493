"""Customers of whom no row says whose they are come to the sellers who have their deals."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from kariz.access.actions import users
from kariz.access.models import Membership, RoleScope, Team, User
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.rows import following
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.jobs.leases import claim
from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

CUSTOMERS = (
    "نام شخص,شرکت,موبایل\n"
    "علی رضایی,نیکان,09121112233\n"
    "مینا کاظمی,نیکان,09121112244\n"
    "حسن نوری,کاوش,09121112255\n"
    "رضا شریفی,آوین,09121112266\n"
)
DEALS = (
    "عنوان,شرکت,نام شخص,فروشنده,وضعیت\n"
    "پمپ,نیکان,علی رضایی,سعید مرادی,باز\n"
    "لوله,نیکان,,سعید مرادی,باز\n"
    "شیر,نیکان,مینا کاظمی,الهام رستگار,باز\n"
    "مخزن,کاوش,,الهام رستگار,باز\n"
    "کمپرسور,سپند,زهرا مقدم,سعید مرادی,باز\n"
)


@pytest.fixture
def saeed(admin):
    return users.create(by=admin, name="سعید مرادی", role="seller", email="saeed@nikan.example")


@pytest.fixture
def elham(admin):
    return users.create(by=admin, name="الهام رستگار", role="seller", email="elham@nikan.example")


@pytest.fixture
def mina(admin):
    return users.create(by=admin, name="ندا کریمی", role="manager", email="neda@nikan.example")


def book(by, **files):
    return sets.upload(
        files=[ContentFile(text.encode(), f"{name}.csv") for name, text in files.items()], by=by
    )


def run(whole, by):
    return work(set_runs.start(whole=whole, by=by))


def work(whole):
    while mine := claim(Import.objects.filter(part_of=whole)):
        runs.work(mine)
    return ImportSet.objects.get(pk=whole.pk)


def whose(model):
    return dict(model.objects.filter(deleted_at=None).values_list("name", "owner__name"))


def test_customers_come_to_the_sellers_who_have_their_deals(mina, saeed, elham, pipeline, client):
    whole = book(mina, customers=CUSTOMERS, deals=DEALS)
    assert {part.options["owner"] for part in whole.parts.all()} == {"deals"}
    client.force_login(mina)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert '<option value="deals" selected>' in page and "می‌رسند" in page
    whole = run(whole, mina)
    assert whose(Company) == {
        "نیکان": "سعید مرادی",
        "کاوش": "الهام رستگار",
        "آوین": "ندا کریمی",
        "سپند": "سعید مرادی",
    }
    assert whose(Contact) == {
        "علی رضایی": "سعید مرادی",
        "مینا کاظمی": "الهام رستگار",
        "حسن نوری": "الهام رستگار",
        "رضا شریفی": "ندا کریمی",
        "زهرا مقدم": "سعید مرادی",
    }
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "data-followed" in page
    deal = Deal.objects.get(title="پمپ")
    client.force_login(saeed)
    for record in (deal, deal.company, deal.contact):
        assert client.get(record.get_absolute_url()).status_code == 200


def test_a_set_whose_owner_is_said_keeps_to_it(mina, saeed, elham, pipeline):
    whole = book(mina, customers=CUSTOMERS, deals=DEALS)
    run(sets.change(whole=whole, by=mina, options={"owner": "me"}), mina)
    assert whose(Company)["نیکان"] == "ندا کریمی" and whose(Contact)["علی رضایی"] == "ندا کریمی"


def test_whose_customers_a_list_says_stay_theirs(mina, saeed, elham, pipeline):
    said = CUSTOMERS.replace("\n", ",ندا کریمی\n").replace("موبایل,ندا کریمی", "موبایل,فروشنده")
    said = said.replace("09121112233,ندا کریمی", "09121112233,")
    run(book(mina, customers=said, deals=DEALS), mina)
    assert whose(Contact)["مینا کاظمی"] == "ندا کریمی"
    assert whose(Contact)["علی رضایی"] == "سعید مرادی"


def test_deals_that_come_later_take_the_customers_with_whom_nobody_worked(
    mina, saeed, elham, pipeline, bring
):
    bring(CUSTOMERS, mina, name="customers.csv")
    assert set(whose(Company).values()) == {"ندا کریمی"}
    kavosh = Company.objects.get(name="کاوش")
    companies.change(company=kavosh, by=mina, city="یزد")
    one = bring(DEALS, mina, name="deals.csv")
    assert one.followed == {"company": 1, "contact": 3}
    assert whose(Company)["نیکان"] == "سعید مرادی" and whose(Company)["کاوش"] == "ندا کریمی"
    events = Event.objects.filter(batch=one.batch, verb__in=["company.changed", "contact.changed"])
    assert events.count() == 4
    finish(imports.take_back(one=one, by=mina))
    assert set(whose(Company).values()) == set(whose(Contact).values()) == {"ندا کریمی"}


def test_what_a_seller_brought_stays_hers(admin, mina, saeed, elham, pipeline, bring):
    bring(CUSTOMERS, elham, name="customers.csv")
    bring(DEALS, mina, name="deals.csv")
    assert whose(Company)["نیکان"] == "الهام رستگار"


def test_the_whole_set_goes_again(mina, saeed, elham, pipeline):
    whole = run(book(mina, customers=CUSTOMERS, deals=DEALS), mina)
    work(set_runs.take_back(whole=whole, by=mina))
    assert whose(Company) == whose(Contact) == {}
    assert User.objects.filter(name="سعید مرادی").exists()


def test_a_deal_page_names_whom_another_seller_has_without_a_dead_link(
    mina, saeed, elham, pipeline, bring, client
):
    bring(CUSTOMERS, elham, name="customers.csv")
    bring(DEALS, mina, name="deals.csv")
    deal = Deal.objects.get(title="پمپ")
    client.force_login(saeed)
    page = client.get(f"/deals/{deal.pk}/").content.decode()
    assert "نیکان" in page and "علی رضایی" in page and page.count("data-kept") == 2
    assert "مسئولش الهام رستگار است." in page
    assert f"/companies/{deal.company_id}/" not in page and f"/contacts/{deal.contact_id}/" not in page
    client.force_login(mina)
    page = client.get(f"/deals/{deal.pk}/").content.decode()
    assert f"/companies/{deal.company_id}/" in page and "data-kept" not in page


def test_who_has_all_deals_of_their_customers_has_no_customer_looked_at_again(
    mina, saeed, pipeline, monkeypatch
):
    deals = "".join(line + "\n" for line in DEALS.splitlines() if "الهام" not in line)
    run(book(mina, deals=deals), mina)
    looked = []
    monkeypatch.setattr(following, "_pass_on", lambda one, by, kind, *rest: looked.append(kind))
    run(book(mina, more=deals.replace("سپند", "پارس").replace("پمپ", "تلمبه")), mina)
    assert set(Company.objects.values_list("owner__name", flat=True)) == {"سعید مرادی"} and looked == []
    run(book(mina, others=deals.replace("سعید مرادی", "ندا کریمی").replace("پمپ", "مشعل")), mina)
    assert set(looked) == {"company", "contact"}


def test_deals_that_mina_does_not_see_decide_nothing_of_whose_her_customers_are(
    admin, mina, saeed, elham, pipeline
):
    RoleScope.objects.update_or_create(role="manager", defaults={"sees": "team", "changes": "team"})
    team = Team.objects.create(name="Tehran")
    for one in (mina, saeed):
        Membership.objects.create(team=team, user=one)
    neda = User.objects.get(pk=mina.pk)
    first = "\n".join([DEALS.splitlines()[0], DEALS.splitlines()[-1]])
    run(book(neda, customers=CUSTOMERS, deals=first), neda)
    firm = Company.objects.get(name="کاوش")
    news = [deal_actions.NewDeal(title=f"پنهان {n}", pipeline=pipeline, owner=elham) for n in range(3)]
    hidden = deal_actions.create_many(by=admin, news=news)
    Deal.objects.filter(pk__in=[one.pk for one in hidden]).update(company=firm)
    run(book(neda, more=DEALS.replace("الهام رستگار", "سعید مرادی")), neda)
    assert whose(Company)["کاوش"] == "سعید مرادی"


def test_customers_who_have_deals_keep_their_owner_when_next_weeks_list_gives_one_to_another(
    admin, pipeline, saeed, elham, bring
):
    first = (
        "کد معامله,عنوان,شرکت,نام شخص,فروشنده,وضعیت\n1,پمپ,نیکان,علی رضایی,مدیر,باز\n2,لوله,نیکان,,مدیر,باز\n"
    )
    users.change(user=admin, by=admin, name="مدیر")
    bring("نام شخص,شرکت,موبایل\nعلی رضایی,نیکان,09121112233\n", admin, kind="contacts", owner="deals")
    bring(first, admin)
    assert (whose(Company), whose(Contact)) == ({"نیکان": "مدیر"}, {"علی رضایی": "مدیر"})
    week = first.replace("مدیر", "الهام رستگار") + "3,شیر,نیکان,علی رضایی,الهام رستگار,باز\n"
    one = bring(week, admin, "week.csv", existing="update")
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {"الهام رستگار"}
    assert (whose(Company), whose(Contact)) == ({"نیکان": "مدیر"}, {"علی رضایی": "مدیر"})
    assert not one.followed
