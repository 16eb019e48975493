"""Of two plain names a merge proposes the one that is written better."""

import pytest
from django.test import Client

from kariz.people import merging
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact, DuplicatePair
from kariz.pipeline.actions import deals
from kariz.records.search import finder


def proposed(records, survivor):
    pk = merging.suggested(survivor, records, ["name"])["name"]
    return next(one.name for one in records if one.pk == pk)


def named(model, texts, sara, make):
    made = []
    for text in texts:
        one = make(by=sara, name=f"{model.__name__} {len(made)}")
        model.objects.filter(pk=one.pk).update(name=text)
        one.refresh_from_db()
        made.append(one)
    return made


FIRMS = [
    ("شرکت نیکان پخش", "شركت نيكان پخش"),
    ("کیک و کلوچه", "كيك و كلوچه"),
    ("Salty Dog", "SALTY DOG"),
    ("Salty Dog", "salty dog"),
    ("Salty Dog Ltd", "SALTY DOG LIMITED"),
    ("Salty Dog", "Salty Dog."),
    ("Salty Dog", "Salty Dog "),
    ("Salty Dog -", "salty dog"),
    ("دشت‌ناز", "دشتناز"),
    ("دشت‌ناز", "دشت ناز"),
    ("سازه‌گستر پارس", "سازه گستر پارس"),
    ("Salty Dog Ltd", "Salty Dog"),
    ("Kinvara Fresh", "KINVARA FRESH PRODUCE"),
    ("NSDG", "nsdg"),
    ("شرکت نیکان", "نیکان"),
    ("Kelso Interiors Limited", "kelso int."),
    ("KELSO INTERIORS LIMITED", "Kelso Int."),
    ("Kelso Interiors", "Kelso Ints"),
    ("MURPHY HAULAGE", "Murphy Hlge"),
    ("ARTESIAN DAIRY CO-OP", "Artesian D.C."),
    ("NORTH SHORE DENTAL GROUP", "NSDG"),
    ("شرکت آرتا طب", "شركت آرتا طب"),
    ("شرکت آرتا طب", "آرتا طب"),
    ("شركت آرتا مبارکه", "آرتا م."),
]


@pytest.mark.parametrize(("better", "worse"), FIRMS)
def test_of_two_names_of_a_company_the_better_written_one_is_proposed(sara, company, better, worse):
    for texts in ((better, worse), (worse, better)):
        records = named(Company, texts, sara, companies.create)
        for survivor in records:
            assert proposed(records, survivor) == better
        Company.objects.all().delete()


PEOPLE = [
    ("علی رضایی", "علي رضايي"),
    ("علی‌رضا کریمی", "علیرضا کریمی"),
    ("Emma Joyce", "EMMA JOYCE"),
    ("Emma Joyce", "emma joyce"),
    ("Emma Joyce", "Emma Joyce."),
    ("EMMA JOYCE", "Emma"),
    ("Jo Daly", "JO DALY"),
    ("حسن رستمي", "رستمی"),
    ("Robert Smith", "Bob Smith"),
    ("ROBERT SMITH", "R. Smith"),
]


@pytest.mark.parametrize(("better", "worse"), PEOPLE)
def test_of_two_names_of_somebody_the_fuller_and_better_written_one_is_proposed(sara, company, better, worse):
    for texts in ((better, worse), (worse, better)):
        records = named(Contact, texts, sara, contacts.create)
        for survivor in records:
            assert proposed(records, survivor) == better
        Contact.objects.all().delete()


def test_of_two_that_are_written_alike_the_one_with_more_deals_then_the_older_one(admin, pipeline):
    old, young = (companies.create(by=admin, name=text) for text in ("Salty-Dog", "Salty Dog"))
    assert proposed([young, old], young) == "Salty-Dog"
    contacts.create(by=admin, name="Emma Joyce", company=old)
    deals.create(new=deals.NewDeal(title="Oven", pipeline=pipeline, company=young), by=admin)
    assert proposed([young, old], old) == "Salty Dog"


def test_a_merge_without_a_choice_takes_it(sara, company):
    plain, loud = (companies.create(by=sara, name=text) for text in ("Salty Dog Ltd", "SALTY DOG LIMITED"))
    assert merge(survivor=loud, others=[plain], by=sara).name == "Salty Dog Ltd"


def test_one_press_on_the_page_keeps_the_name_that_is_written_out_and_the_other_finds_it(sara, company):
    short, whole = (
        companies.create(by=sara, name=text) for text in ("kelso int.", "Kelso Interiors Limited")
    )
    companies.change(company=short, by=sara, city="Dublin", industry="Fit-out", phone="+35314567890")
    short.refresh_from_db()
    pair = DuplicatePair.objects.create(
        kind="company", first_id=short.pk, second_id=whole.pk, score=900, verdict="likely"
    )
    client = Client()
    client.force_login(sara)
    assert client.post(f"/duplicates/{pair.pk}/merge/", headers={"HX-Request": "true"}).status_code == 200
    kept = Company.objects.get(deleted_at=None)
    assert (kept.name, kept.city) == ("Kelso Interiors Limited", "Dublin")
    for words in ("kelso int.", "Kelso Interiors"):
        assert [one.title for one in finder.find(sara, words, kinds=["company"])] == [kept.name]


def test_names_of_capitals_that_are_no_letters_of_a_word_are_weighed_too(sara):
    firms = named(Company, ("Ⓐ", "Ⓑ"), sara, companies.create)
    assert proposed(firms, firms[0]) in ("Ⓐ", "Ⓑ")
