from importlib import import_module

import pytest
from django.apps import apps

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people import normal
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.people.queries import duplicates, matching
from kariz.web.errors import FieldErrors, NotAllowed, Stale

MOBILE = [{"kind": "mobile", "value": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}]
PAYLOAD = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.mark.parametrize(
    "typed", ["09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "00989121234567", "+98 912 123 4567", "٠٩١٢-١٢٣-٤٥٦٧"]
)
def test_every_way_to_write_a_phone_is_one(typed):
    assert normal.phone(typed) == "+989121234567"


def test_legal_form_and_spelling_do_not_make_another_company():
    assert normal.company_key("شركت نيكان (سهامي خاص)") == normal.company_key("نیکان")


@pytest.mark.parametrize("form", ["LLC", "L.L.C", "l.l.c.", "(L.L.C.)", "Co., Ltd.", ", Inc."])
def test_a_legal_form_with_dots_makes_no_other_company(form):
    assert normal.company_key(f"Delta Gulf Trading {form}") == normal.company_key("Delta Gulf Trading")


def test_initials_stay_a_name():
    assert normal.company_key("I.B.M.") == normal.company_key("IBM") != normal.company_key("L.L.C.")


def test_sara_adds_a_contact_with_a_phone_and_its_company(sara):
    contact = contacts.create(by=sara, name="علی", company_name="نیکان", points=MOBILE)
    assert contact.owner == sara and contact.company.name == "نیکان"
    assert [(p.value, p.normal, p.primary) for p in contact.points.all()] == [
        ("۰۹۱۲ ۱۲۳ ۴۵۶۷", "+989121234567", True)
    ]
    assert Event.objects.filter(verb="contact.created", subject_id=contact.pk).count() == 1


def test_an_address_has_no_capitals_however_sara_types_it(sara):
    contact = contacts.create(by=sara, name="علی", points=[{"kind": "email", "value": "Ali.Sadr@Nikan.IR"}])
    assert [point.value for point in contact.points.all()] == ["ali.sadr@nikan.ir"]
    contacts.change(
        contact=contact, by=sara, points=[{"kind": "email", "value": v} for v in ("A@x.ir", "a@X.ir")]
    )
    assert [point.value for point in contact.points.all()] == ["a@x.ir"]


def test_addresses_of_before_lose_their_capitals(sara):
    contact = contacts.create(by=sara, name="علی", points=[{"kind": "email", "value": "a@x.ir"}, *MOBILE])
    contact.points.filter(kind="email").update(value="A@X.ir")
    import_module("kariz.people.migrations.0015_small_letters_of_emails").forwards(apps, None)
    values = set(contact.points.values_list("kind", "value"))
    assert values == {("email", "a@x.ir"), ("mobile", "۰۹۱۲ ۱۲۳ ۴۵۶۷")}


def test_bad_fields_are_named_and_nothing_is_written(sara):
    with pytest.raises(FieldErrors) as refused:
        contacts.create(by=sara, name="", role="king", version=3, points=[{"kind": "email", "value": "no"}])
    assert set(refused.value.errors) == {"name", "role", "version", "points.0"}
    assert not Contact.objects.exists() and not Event.objects.exists()


def test_vida_who_only_views_cannot_add(vida):
    with pytest.raises(NotAllowed):
        companies.create(by=vida, name="نیکان")
    assert not Company.objects.exists()


def test_reza_cannot_change_saras_contact(sara, reza):
    contact = contacts.create(by=sara, name="علی")
    with pytest.raises(NotAllowed):
        contacts.change(contact=contact, by=reza, name="ولی")
    assert Contact.objects.get().name == "علی"


def test_the_second_of_two_tabs_is_told(sara):
    company = companies.create(by=sara, name="نیکان")
    old = Company.objects.get(pk=company.pk)
    companies.change(company=company, by=sara, version=1, city="تهران")
    with pytest.raises(Stale):
        companies.change(company=old, by=sara, version=1, city="قم")
    assert Company.objects.get().city == "تهران"


def test_a_change_of_phones_is_taken_back(sara):
    contact = contacts.create(by=sara, name="علی", points=MOBILE)
    contacts.change(contact=contact, by=sara, name="علی رضایی", points=[])
    undo(event=Event.objects.get(verb="contact.changed"), by=sara)
    contact = Contact.objects.get()
    assert contact.name == "علی" and contact.points.get().normal == "+989121234567"


def test_undo_of_adding_puts_the_contact_in_the_bin(sara):
    contacts.create(by=sara, name="علی")
    undo(event=Event.objects.get(verb="contact.created"), by=sara)
    assert not Contact.objects.visible_to(sara).exists() and Contact.objects.binned_for(sara).exists()


def test_500_rows_take_few_queries(sara, django_assert_max_num_queries):
    rows = [{"name": f"نفر {n}", "points": [{"kind": "mobile", "value": f"0912{n:07d}"}]} for n in range(500)]
    with django_assert_max_num_queries(40):
        contacts.create_many(rows=rows, by=sara)
    with django_assert_max_num_queries(2):
        assert len(matching.match_phones([f"0098912{n:07d}" for n in range(500)])) == 500


def test_who_looks_like_it_is_found_by_phone_and_name(sara):
    contacts.create(by=sara, name="علي كريمي", points=MOBILE)
    assert duplicates.of_contact(by=sara, points=[{"kind": "phone", "value": "+989121234567"}])
    assert duplicates.of_contact(by=sara, name="علی کریمی")


def test_the_list_pages_in_persian_order_keeps_to_the_fields_asked_and_refuses_unlisted_sorts(
    client, sara, ali
):
    for name in ("پروین", "بهار", "آذر"):
        contacts.create(by=sara, name=name)
    contacts.create(by=ali, name="بابک")
    client.force_login(sara)

    def listed(**asked):
        return client.get("/api/v1/contacts", {"owner": "me", **asked})

    first = listed(limit=2).json()
    rest = listed(limit=2, cursor=first["next"]).json()
    assert [one["name"] for one in [*first["items"], *rest["items"]]] == ["آذر", "بهار", "پروین"]
    for bad in ({"sort": "password"}, {"cursor": "x"}, {"owner": "a"}, {"f": "{"}, {"f": "[" * 5000}):
        assert listed(**bad).status_code == 400, bad


def test_the_best_prospects_come_first_and_those_nobody_judged_last(client, sara):
    for name, fit in (("Bahar", 40), ("Azar", None), ("Parvin", 90)):
        made = contacts.create(by=sara, name=name)
        Contact.objects.filter(pk=made.pk).update(fit=fit, fit_known=100 if fit else None)
    client.force_login(sara)
    names, cursor = [], ""
    while cursor is not None:
        page = client.get("/api/v1/contacts", {"sort": "-fit", "limit": 1, "cursor": cursor}).json()
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert names == ["Parvin", "Bahar", "Azar"]


def test_pages_show_script_payloads_as_text(client, sara):
    client.force_login(sara)
    contact = contacts.create(
        by=sara,
        name=PAYLOAD,
        notes=PAYLOAD,
        company_name=PAYLOAD,
        points=[{"kind": "other", "value": PAYLOAD}],
    )
    for path in ("/contacts/", f"/contacts/{contact.pk}/", f"/contacts/{contact.pk}/edit/", "/companies/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode() and "<img src=x" not in page.content.decode()


def test_a_form_keeps_what_was_typed_beside_its_error(client, sara):
    client.force_login(sara)
    page = client.post(
        "/contacts/new/", {"name": "علی", "role": "unknown", "point_kind": "email", "point_value": "بد"}
    )
    assert page.status_code == 200 and "علی" in page.content.decode() and not Contact.objects.exists()


def test_a_fact_is_changed_in_place_with_its_version(client, sara):
    client.force_login(sara)
    company = companies.create(by=sara, name="نیکان")
    url = f"/companies/{company.pk}/facts/city/"
    assert client.post(url, {"city": "تهران", "version": "1"}, HTTP_HX_REQUEST="true").status_code == 200
    client.post(url, {"city": "قم", "version": "1"}, HTTP_HX_REQUEST="true")
    assert Company.objects.get().city == "تهران"


def test_contacts_are_narrowed_by_role_and_who_started(client, sara):
    client.force_login(sara)
    contacts.create(by=sara, name="علی", role="champion", started_by="us")
    contacts.create(by=sara, name="رضا", role="blocker", started_by="them")
    shown = client.get("/contacts/?role=champion&started_by=us").content.decode()
    assert (
        "علی" in shown
        and 'href="/exports/contacts.xlsx?shown=1&amp;role=champion&amp;started_by=us"' in shown
    )
    others = client.get("/contacts/?started_by=them").context["bodies"][0]["rows"]
    assert "رضا" in others and "علی" not in others


def test_sara_restores_a_contact_and_a_company_out_of_the_bin(client, sara, reza):
    client.force_login(sara)
    contact, company = contacts.create(by=sara, name="علی"), companies.create(by=sara, name="نیکان")
    client.post(f"/contacts/{contact.pk}/delete/", {"version": "1"})
    client.post(f"/companies/{company.pk}/delete/", {"version": "1"})
    assert "علی" in client.get("/deals/bin/?kind=contacts").content.decode()
    assert "نیکان" in client.get("/deals/bin/?kind=companies").content.decode()
    assert client.post(f"/contacts/{contact.pk}/restore/").url == f"/contacts/{contact.pk}/"
    assert client.post(f"/companies/{company.pk}/restore/").status_code == 302
    assert Contact.objects.visible_to(sara).exists() and Company.objects.visible_to(sara).exists()
    assert client.post(f"/contacts/{contact.pk}/restore/").status_code == 404


def test_the_bin_says_who_put_a_person_there_and_finds_him_by_his_company(client, sara, reza):
    company = companies.create(by=sara, name="نیکان صنعت")
    for name in ("علی کریمی", "پری ناصری"):
        one = contacts.create(by=sara, name=name, company=company if name == "علی کریمی" else None)
        contacts.delete(contact=one, by=sara)
    client.force_login(sara)
    found = client.get("/deals/bin/", {"kind": "contacts", "q": "نيكان"}).context["rows"]
    assert [(row.name, row.note, row.by) for row in found] == [("علی کریمی", "نیکان صنعت", sara.name)]
    assert "در سطل چیزی" in client.get("/deals/bin/?kind=contacts&q=zzz").content.decode()


def test_whoever_opens_what_lies_in_the_bin_is_told_so_and_a_stranger_is_not(client, sara, reza):
    contact = contacts.create(by=sara, name="علی کریمی")
    contacts.delete(contact=contact, by=sara)
    client.force_login(sara)
    for path in (f"/contacts/{contact.pk}/", f"/api/v1/contacts/{contact.pk}"):
        answer = client.get(path)
        assert answer.status_code == 404 and "علی کریمی" in answer.content.decode()
    client.force_login(reza)
    assert "علی کریمی" not in client.get(f"/contacts/{contact.pk}/").content.decode()


@pytest.mark.parametrize("path", ["/contacts/", "/api/v1/contacts", "/exports/contacts.csv"])
@pytest.mark.parametrize("q", ["مريم", "رضا مری", "مر", "٠٩١٢"])
def test_a_list_of_people_is_narrowed_by_words_in_either_spelling(client, sara, path, q):
    contacts.create(by=sara, name="مریم رضایی", points=[{"kind": "mobile", "value": "09121234567"}])
    contacts.create(by=sara, name="بهرام نوری")
    client.force_login(sara)
    found = b"".join(client.get(path, {"q": q})).decode()
    assert ("مریم رضایی" in found or "\\u0645\\u0631\\u06cc\\u0645" in found) and "بهرام" not in found


@pytest.mark.parametrize("typed", ["۰۹۱۲abc", "0912CALLME", "call me"])
def test_letters_are_no_phone(typed):
    assert normal.phone(typed) is None


def test_an_extension_is_part_of_a_phone():
    assert normal.phone("021 8888 7777 ext 12")


def test_undoing_that_a_person_was_added_leads_from_their_page_to_the_list(client, sara):
    contact = contacts.create(by=sara, name="Maryam")
    event = Event.objects.get(verb="contact.created", subject_id=contact.pk)
    client.force_login(sara)
    page = f"http://testserver{contact.get_absolute_url()}"
    answer = client.post(f"/events/{event.pk}/undo/", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer.headers["HX-Redirect"] == "/contacts/"
    assert client.get("/contacts/").status_code == 200
