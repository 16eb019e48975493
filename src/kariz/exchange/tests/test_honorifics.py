"""Names are stored as people are called, without the word by which they are addressed, where the name is known whole."""

from __future__ import annotations

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Contact
from kariz.reading.names.honorifics import without

TEXT = """کد,نام شرکت,شهر,رابط‌ها,تلفن
101,شیرین‌گل سهند,تبریز,آقای فرهاد رضایی 09149228164 - خانم آیسان فرجی 09148211253,04135301229
102,قنادی مینا,تبریز,آقای یونس بهنام 09416009942,04135253954
103,شکلات ساوالان,تبریز,آقای نوری 09364188121,04134430334
"""


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("آقای ایوب اسکندری", "ایوب اسکندری"),
        ("جناب آقای علی رضایی", "علی رضایی"),
        ("خانم دکتر سارا محمدی", "دکتر سارا محمدی"),
        ("خانم مهندس لطفی", "خانم مهندس لطفی"),
        ("آقای رضایی", "آقای رضایی"),
        ("آقا رضا", "آقا رضا"),
        ("آقای قلی زاده", "آقای قلی زاده"),
        ("آقای عباس پور", "آقای عباس پور"),
        ("آقای محمدی نسب", "آقای محمدی نسب"),
        ("Mr. John Lee", "John Lee"),
        ("Mrs Lee", "Mrs Lee"),
        ("Miss Piggy Farm", "Miss Piggy Farm"),
    ],
)
def test_a_whole_name_loses_its_honorific_and_half_a_name_keeps_it(said, name):
    assert without(said) == name


def test_people_of_a_list_are_called_by_their_names_and_the_same_list_again_changes_nothing(admin, upload):
    finish(imports.start(one=upload(TEXT, admin, "لیست مشتریان.csv"), by=admin))
    names = {"فرهاد رضایی", "آیسان فرجی", "یونس بهنام", "آقای نوری"}
    assert set(Contact.objects.values_list("name", flat=True)) == names
    again = imports.change(
        one=upload(TEXT, admin, "لیست مشتریان.csv"), by=admin, options={"existing": "update"}
    )
    done = finish(imports.start(one=again, by=admin))
    assert done.created_count == 0 and set(Contact.objects.values_list("name", flat=True)) == names


def test_who_was_stored_with_the_honorific_before_is_the_same_person(admin, upload, bring):
    bring("نام,شرکت,موبایل\nخانم آیسان فرجی,چاپ مینا,09148211253\n", admin)
    Contact.objects.update(name="خانم آیسان فرجی")
    bring("نام,شرکت,موبایل,سمت\nخانم آیسان فرجی,چاپ مینا,09148211253,مدیر\n", admin, existing="fill")
    assert Contact.objects.count() == 1
