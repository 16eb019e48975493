"""Records of another system are known again by their numbers, from file to file and from run to run."""

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExternalRef
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import doubled_deals
from kariz.pipeline.models import Deal

FIRMS = "کد,نام شرکت,شهر\n71,کاوش,یزد\n72,نیکان,تهران\n"
SOURCE = {"source": "didar"}


def test_mina_brings_the_same_companies_twice_and_nothing_changes(admin, company, bring):
    bring(FIRMS, admin, existing="update", **SOURCE)
    again = bring(FIRMS, admin, existing="update", **SOURCE)
    assert (again.created_count, again.updated_count, again.skipped_count) == (0, 0, 2)
    assert Company.objects.count() == 2
    assert ExternalRef.objects.filter(source="didar", kind="company").count() == 2


def test_a_company_that_was_renamed_in_the_other_system_is_renamed_and_not_made_again(admin, company, bring):
    bring(FIRMS, admin, **SOURCE)
    one = bring(FIRMS.replace("کاوش", "کاوشگران"), admin, existing="update", **SOURCE)
    assert (one.created_count, one.updated_count, one.skipped_count) == (0, 1, 1)
    assert set(Company.objects.values_list("name", flat=True)) == {"کاوشگران", "نیکان"}


def test_what_mina_changed_here_stays_when_the_same_row_comes_again(admin, company, bring):
    bring(FIRMS, admin, **SOURCE)
    companies.change(company=Company.objects.get(name="کاوش"), by=admin, city="میبد")
    bring(FIRMS, admin, existing="update", **SOURCE)
    assert Company.objects.get(name="کاوش").city == "میبد"


def test_people_and_deals_find_their_company_by_its_number_in_another_file(admin, pipeline, bring):
    bring(FIRMS, admin, **SOURCE)
    bring("کد,نام,نام خانوادگی,کد شرکت\n5,سارا,محمدی,72\n6,رضا,یگانه,0\n", admin, **SOURCE)
    deals = "کد معامله,عنوان معامله,شناسه شرکت,کد شخص\nD1,پمپ,71,5\nD2,لوله,99,\n"
    one = bring(deals, admin, **SOURCE)
    assert (one.kind, one.created_count) == ("deals", 2)
    assert Contact.objects.get(name="سارا محمدی").company.name == "نیکان"
    assert Contact.objects.get(name="رضا یگانه").company is None
    pump = Deal.objects.select_related("company", "contact").get(title="پمپ")
    assert (pump.company.name, pump.contact.name) == ("کاوش", "سارا محمدی")
    pipe = Deal.objects.get(title="لوله")
    assert pipe.company is None
    assert "99" in one.rows.get(result_id=pipe.pk).warnings[0]["text"]


def test_two_people_who_share_a_phone_but_have_numbers_of_their_own_stay_two(admin, company, bring):
    text = "کد,نام,نام خانوادگی,تلفن\n5,سارا,محمدی,02188776655\n6,رضا,یگانه,02188776655\n7,سارا,محمدی,02188776655\n"
    one = bring(text, admin, **SOURCE)
    assert (one.created_count, one.skipped_count) == (2, 1)
    keys = ExternalRef.objects.filter(kind="contact").values_list("key", "record_id")
    assert len(keys) == 3
    assert len({pk for _key, pk in keys}) == 2


def test_two_systems_may_give_two_deals_the_same_number(admin, pipeline, bring):
    bring("deal id,title\n1,Pump\n", admin, source="hubspot")
    one = bring("deal id,title\n1,Pipe\n", admin, source="didar")
    assert one.created_count == 1
    again = bring("deal id,title\n1,Pipe of steel\n", admin, source="didar", existing="update")
    assert again.updated_count == 1
    assert set(Deal.objects.values_list("title", flat=True)) == {"Pump", "Pipe of steel"}


def test_an_import_that_was_taken_back_leaves_no_numbers(admin, company, bring):
    one = bring(FIRMS, admin, **SOURCE)
    finish(imports.take_back(one=one, by=admin))
    assert not ExternalRef.objects.exists()
    assert bring(FIRMS, admin, **SOURCE).created_count == 2


def test_a_company_in_the_bin_does_not_come_back_by_itself(admin, company, bring):
    bring(FIRMS, admin, **SOURCE)
    companies.delete(company=Company.objects.get(name="کاوش"), by=admin)
    one = bring(FIRMS + "73,آبسان,کرج\n", admin, existing="update", **SOURCE)
    assert (one.created_count, one.skipped_count) == (1, 2)


def test_a_later_file_that_only_fills_in_leaves_the_day_of_creation(admin, pipeline, bring):
    how = {"source": "didar", "calendar": "gregorian", "existing": "update"}
    bring("کد معامله,عنوان معامله,تاریخ ایجاد\n1,پمپ,2024-02-03\n", admin, **how)
    fills = how | {"existing": "fill"}
    again = bring("کد معامله,عنوان معامله,تاریخ ایجاد\n1,پمپ,2024-02-05\n", admin, **fills)
    assert (again.skipped_count, Deal.objects.get().created_at.day) == (1, 2)
    same = bring("کد معامله,عنوان معامله,تاریخ ایجاد\n1,پمپ بزرگ,2024-02-03\n", admin, **how)
    assert (same.updated_count, same.rows.get().warnings) == (1, [])


def test_a_deal_that_went_into_another_is_that_one_to_the_same_list(admin, pipeline, bring):
    text = "Deal ID,Deal Name,Company,Amount\n31,Office fit-out,Kelso,100\n32,Office fit out,Kelso,100\n"
    bring(text, admin, **SOURCE)
    one, two = Deal.objects.order_by("pk")
    doubled_deals.merge(deal=one, other=two, by=admin)
    bring(text, admin, **SOURCE)
    assert list(Deal.objects.filter(deleted_at=None)) == [one]
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    bring(text, admin, **SOURCE)
    assert Deal.objects.filter(deleted_at=None).count() == Deal.objects.count() == 2
