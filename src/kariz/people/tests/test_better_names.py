"""Of two plain names a merge proposes the one that is written better."""

import pytest
from django.test import Client

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
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
    ("St George Irrigators", "St George Irrigators Assoc"),
    ("Granite Belt Orchards", "Granite Belt Orchards P/L"),
]


@pytest.mark.parametrize(("better", "worse"), FIRMS)
def test_of_two_names_of_a_company_the_better_written_one_is_proposed(sara, company, better, worse):
    for texts in ((better, worse), (worse, better)):
        records = named(Company, texts, sara, companies.create)
        for survivor in records:
            assert proposed(records, survivor) == better
        Company.objects.all().delete()


def test_the_name_from_the_list_of_customers_is_proposed_before_that_of_a_deal(sara, company):
    kept = companies.create(by=sara, name="Warra Downs", city="Dalby", phone="+61746621100")
    typed = companies.create(by=sara, name="Warra Downs new shed")
    for survivor in (kept, typed):
        assert proposed([kept, typed], survivor) == "Warra Downs"


def test_the_window_that_merges_many_shows_in_bold_which_name_stays(admin, client):
    kept = companies.create(by=admin, name="St George Irrigators", city="St George", phone="+61746255100")
    other = companies.create(by=admin, name="St George Irrigators Assoc", phone="+61746255100")
    pair = DuplicatePair.objects.create(
        kind="company", first_id=kept.pk, second_id=other.pk, score=900, verdict="likely", reasons=["phone"]
    )
    client.force_login(admin)
    page = client.get("/duplicates/company/merge/", {"pair": pair.pk}).content.decode()
    assert "<b><bdi>St George Irrigators</bdi></b> = <bdi>St George Irrigators Assoc</bdi>" in page


POORER = {
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in Arabic letters": lambda name: name.replace("ی", "ي").replace("ک", "ك"),
    "without its last word": lambda name: name.rpartition(" ")[0] or name,
    "without its half-spaces": lambda name: name.replace("\u200c", ""),
    "with spaces for half-spaces": lambda name: name.replace("\u200c", " "),
    "with a half-space at its edge": lambda name: f"{name}\u200c" if "\u200c" not in name else name,
    "with a dot behind it": "{}.".format,
}
WHOLE_FIRMS = [
    "Murphy Haulage Ltd", "Dunne & Sons Bakery", "Kinvara Fresh Produce", "North Shore Dental Group", "O'Brien Motors plc",
    "شرکت نیکان پخش", "سازه‌گستر پارس", "صنایع شیمیایی کیمیا", "شرکت آرتا طب کاسپین", "پخش مواد غذایی یکتا",
]  # fmt: skip
WHOLE_PEOPLE = ["Emma Joyce", "Seán Mac Ruairí", "علی‌رضا کریمی", "مریم یوسفی کیا", "سیده زهرا موسوی"]


@pytest.mark.parametrize("how", POORER)
@pytest.mark.parametrize(
    ("model", "name"), [(Company, one) for one in WHOLE_FIRMS] + [(Contact, one) for one in WHOLE_PEOPLE]
)
def test_a_merge_never_proposes_a_strictly_poorer_spelling(sara, company, model, name, how):
    poorer = POORER[how](name)
    make = companies.create if model is Company else contacts.create
    for texts in ((name, poorer), (poorer, name)):
        records = named(model, texts, sara, make)
        for survivor in records:
            assert proposed(records, survivor) == name
        if model is Company:
            contacts.create(
                by=sara, name="Ann Daly", company=next(one for one in records if one.name == poorer)
            )
            assert proposed(records, records[0]) == name


@pytest.mark.parametrize(
    ("model", "name", "typed"),
    [
        (Company, "شرکت نیکان پخش", "Nikan Pakhsh Distribution Co"),
        (Company, "پارس سازه", "Parse Sazeh Co"),
        (Contact, "محمدرضا کریمی", "Mohammad Reza Karimi"),
    ],
)
def test_a_persian_name_is_proposed_before_its_latin_spelling_where_the_company_speaks_persian(
    sara, company, model, name, typed
):
    records = named(model, (typed, name), sara, companies.create if model is Company else contacts.create)
    assert proposed(records, records[0]) == name
    Organisation.objects.update_or_create(defaults={"language": "en"})
    refresh()
    assert proposed(records, records[0]) == typed


def test_a_persian_family_name_alone_is_no_fuller_than_a_latin_name(sara, company):
    records = named(Contact, ("Ali Rezaei", "رضایی"), sara, contacts.create)
    assert proposed(records, records[1]) == "Ali Rezaei"


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
