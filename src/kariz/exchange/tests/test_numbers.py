"""What a record is called in the other system is shown, found and exported."""

from importlib import import_module

from django.apps import apps

from kariz.exchange.models import ExternalRef
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.records.search.finder import find

FIRMS = "کد,نام شرکت,شهر\nC-7104,کاوش,یزد\n"
PEOPLE = "کد,نام,نام خانوادگی,شرکت\nP-5521,سارا,محمدی,کاوش\n"
DEALS = "شماره پیش‌فاکتور,عنوان معامله,شرکت\nQ-9033,پمپ,کاوش\n"


def all_three(bring, by):
    bring(FIRMS, by, kind="companies", source="didar")
    bring(PEOPLE, by, kind="contacts", source="didar")
    bring(DEALS, by)


def test_ali_reads_the_numbers_on_the_pages_of_deal_company_and_person(ali, pipeline, bring, client):
    all_three(bring, ali)
    client.force_login(ali)
    for record, said in (
        (Company.objects.get(), "C-7104"),
        (Contact.objects.get(), "P-5521"),
        (Deal.objects.get(), "Q-9033"),
    ):
        page = client.get(record.get_absolute_url()).content.decode()
        assert said in page and "شماره در سامانهٔ دیگر" in page
    assert "دیدار" in client.get(Company.objects.get().get_absolute_url()).content.decode()


def test_ali_finds_them_by_their_numbers_in_search_and_in_tables(ali, pipeline, bring, client):
    all_three(bring, ali)
    for number, kind in (("C-7104", "company"), ("P-5521", "contact"), ("Q-9033", "deal")):
        assert [entry.kind for entry in find(ali, number)] == [kind]
    client.force_login(ali)
    assert "کاوش" in client.get("/companies/?q=C-7104").content.decode()
    assert "سارا محمدی" in client.get("/contacts/?q=5521").content.decode()


def test_a_person_who_came_with_a_deal_is_found_by_the_number_that_the_deal_named(ali, pipeline, bring):
    bring("کد معامله,عنوان معامله,شرکت,شناسه شرکت\n1,پمپ,نیکان,C-8812\n", ali)
    assert [entry.title for entry in find(ali, "C-8812")] == ["نیکان"]


def test_exports_hold_the_numbers_and_bring_no_second_ones(admin, pipeline, bring, client):
    all_three(bring, admin)
    client.force_login(admin)
    before = ExternalRef.objects.filter(record_kind__in=["company", "contact"]).count()
    for kind, number in (("companies", "C-7104"), ("contacts", "P-5521"), ("deals", "Q-9033")):
        sent = client.get(f"/exports/{kind}.csv")
        text = b"".join(sent.streaming_content).decode("utf-8-sig")
        assert number in text
        assert bring(text, admin, kind=kind, existing="update").refused_count == 0
    assert ExternalRef.objects.filter(record_kind__in=["company", "contact"]).count() == before


def test_the_table_of_deals_has_a_column_of_the_numbers_for_who_wants_it(ali, pipeline, bring, client):
    all_three(bring, ali)
    client.force_login(ali)
    assert "Q-9033" not in client.get("/deals/").content.decode()
    assert "Q-9033" in client.get("/deals/?columns=title,external_id").content.decode()


def test_numbers_of_former_imports_are_folded_unless_another_record_has_them(admin, pipeline, bring):
    rows = "external id,title\n1009,A\n1010,B\n1011,C\n"
    bring(rows, admin)
    for key, typed in (("1009", "۱۰۰۹"), ("1010", "١٠١٠"), ("1011", "۱۰۰٩")):
        Deal.objects.filter(external_id=key).update(external_id=typed)
        ExternalRef.objects.filter(kind="deal", key=key).update(key=typed)
    import_module("kariz.exchange.migrations.0010_digits_of_numbers").forwards(apps, None)
    assert dict(Deal.objects.values_list("title", "external_id")) == {"A": "1009", "B": "1010", "C": "۱۰۰٩"}
    assert set(ExternalRef.objects.values_list("key", flat=True)) == {"1009", "1010", "۱۰۰٩"}
