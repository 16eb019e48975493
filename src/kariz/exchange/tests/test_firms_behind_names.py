"""Phones know people by their firm, too: its words are no part of anybody's name."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.reading.names.names import is_fuller, may_be_one

MOBILE = "09116781019"


def card(name, mobile, firm=""):
    org = f"ORG:{firm}\n" if firm else ""
    return f"BEGIN:VCARD\nVERSION:3.0\nN:;{name};;;\nFN:{name}\nTEL;TYPE=CELL:{mobile}\n{org}END:VCARD\n"


def people():
    return set(Contact.objects.filter(deleted_at=None).values_list("name", "company__name"))


@pytest.mark.parametrize(
    ("name", "firm", "kept"),
    [
        ("آقای جعفری خانه‌سازی ایران‌مهر", "خانه سازی ایران مهر", "آقای جعفری"),
        ("خانم زارع انبوه‌سازان پارس", "شرکت انبوه سازان پارس", "خانم زارع"),
        ("آقای نوری شرکت صدر بتن", "صدر بتن", "آقای نوری"),
        ("سیاوش نوری صدر بتن", "صدر بتن", "سیاوش نوری"),
        ("Mr Lee Erne Waters", "Erne Waters Ltd", "Mr Lee"),
        ("علی رستمی", "رستمی", "علی رستمی"),
        ("آقای علی رستمی", "رستمی", "علی رستمی"),
        ("دکتر محمد رضایی", "محمد رضایی", "دکتر محمد رضایی"),
        ("سیاوش موسوی", "سازه‌گستر البرز شمال", "سیاوش موسوی"),
    ],
)
def test_the_words_of_jafaris_company_stay_out_of_his_name(admin, pipeline, bring, name, firm, kept):
    bring(card(name, MOBILE, firm), admin, name="contacts.vcf")
    assert people() == {(kept, firm)}


def test_kazemi_works_for_the_hotel_that_is_known_by_just_that_name(admin, pipeline, bring):
    companies.create(by=admin, name="هتل آریان")
    text = card("آقای کاظمی هتل آریان", MOBILE) + card("آقای کاظمی هتل پارس کیش", "09153349896")
    bring(text, admin, name="contacts.vcf")
    assert people() == {("آقای کاظمی", "هتل آریان"), ("آقای کاظمی هتل پارس کیش", None)}


@pytest.mark.parametrize(
    ("name", "firm", "kept"),
    [
        ("منوچهر سلیمی مرمریت ده بید", "مرمریت دهبید", "منوچهر سلیمی"),
        ("منوچهر سلیمی مرمریت ده بید", "سنگ مرمریت دهبید", "منوچهر سلیمی"),
        ("Manny Salimi Deh Bid Marble", "Deh Bid Marble Ltd", "Manny Salimi"),
        ("Manny Salimi DehBid Marble", "Deh Bid Marble Ltd", "Manny Salimi"),
    ],
)
def test_a_firm_behind_a_name_is_known_however_it_is_spaced_and_without_what_it_is(
    admin, pipeline, bring, name, firm, kept
):
    companies.create(by=admin, name=firm)
    bring(card(name, MOBILE), admin, name="contacts.vcf")
    assert people() == {(kept, firm)}


@pytest.mark.parametrize("name", ["منوچهر سلیمی رضایی پور", "منوچهر مرمریت", "منوچهر سلیمی سنگ مرمریت کرمان"])
def test_a_family_and_another_firm_stay_in_the_name(admin, pipeline, bring, name):
    for firm in ("بازرگانی رضایی پور", "سنگ مرمریت دهبید"):
        companies.create(by=admin, name=firm)
    bring(card(name, MOBILE), admin, name="contacts.vcf")
    assert people() == {(name, None)}


@pytest.mark.parametrize("firm", ["خانه سازی ایران مهر", ""])
@pytest.mark.parametrize("policy", ["fill", "update"])
def test_who_has_farhads_number_and_family_name_is_farhad(admin, pipeline, bring, firm, policy):
    here = companies.create(by=admin, name="خانه‌سازی ایران‌مهر")
    contacts.create(by=admin, name="فرهاد جعفری", company=here, points=[{"kind": "mobile", "value": MOBILE}])
    bring(card("آقای جعفری خانه‌سازی ایران‌مهر", MOBILE, firm), admin, name="contacts.vcf", existing=policy)
    assert people() == {("فرهاد جعفری", "خانه‌سازی ایران‌مهر")}


def test_nobody_gets_a_hotel_for_a_name():
    assert may_be_one("آقای شیرازی هتل ساحل نیلگون", "مهندس سعید شیرازی")
    assert not may_be_one("خانم شیرازی هتل ساحل نیلگون", "آقای سعید شیرازی")
    assert not may_be_one("آقای شیرازی هتل ساحل نیلگون", "سعید رضایی")
    assert not is_fuller("آقای شیرازی هتل ساحل نیلگون", "آقای شیرازی")
