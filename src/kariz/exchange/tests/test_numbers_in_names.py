"""Cells of a sales team that hold a person, what they do and their numbers, and often the next person, too."""

import pytest

from kariz.people.models import Contact, ContactPoint
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.names.names import Named, people_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("آقای غلامی (خرید) ۰۹۱۹۵۷۸۰۰۸۸", [("آقای غلامی", ["۰۹۱۹۵۷۸۰۰۸۸"], "خرید")]),
        ("آقای نوری (حسابداری): ۰۹۱۷ ۲۹۱ ۱۶۳۳", [("آقای نوری", ["۰۹۱۷ ۲۹۱ ۱۶۳۳"], "حسابداری")]),
        (
            "حاج آقا عزیزی - 09122484836 - دفتر ۰۲۶۴۹۰۱۱۱۱۶",
            [("حاج آقا عزیزی", ["09122484836", "۰۲۶۴۹۰۱۱۱۱۶"], "")],
        ),
        (
            "آقای قاسمی (فنی)  ۰۹۱۲۰۱۸۶۸۹۵ / آقای افشار",
            [("آقای قاسمی", ["۰۹۱۲۰۱۸۶۸۹۵"], "فنی"), ("آقای افشار", [], "")],
        ),
        (
            "دکتر رجبی  09145717796\nخانم میرزایی (بازرگانی) ۰۹۱۴۳۲۴۲۵۸۶",
            [("دکتر رجبی", ["09145717796"], ""), ("خانم میرزایی", ["۰۹۱۴۳۲۴۲۵۸۶"], "بازرگانی")],
        ),
        (
            "حاج آقا سلیمانی (مدیر کارخانه) / آقای زمانی (خرید): ۰۹۱۲ ۶۸۱ ۶۰۸۱",
            [("حاج آقا سلیمانی", [], "مدیر کارخانه"), ("آقای زمانی", ["۰۹۱۲ ۶۸۱ ۶۰۸۱"], "خرید")],
        ),
        ("دفتر ۰۲۱۸۸۷۷۶۶۵۵ - مهندس نظری", [("مهندس نظری", ["۰۲۱۸۸۷۷۶۶۵۵"], "")]),
        ("آقای رضایی مدیر خرید 09121234567", [("آقای رضایی", ["09121234567"], "مدیر خرید")]),
        ("مدیر خرید: آقای رضایی 09121234567", [("آقای رضایی", ["09121234567"], "مدیر خرید")]),
        ("خانم صدر 02188776655 داخلی 12", [("خانم صدر", ["02188776655 داخلی 12"], "")]),
        ("خانم صدر ۰۹۱۲۱۲۳۴۵۶۷ ۰۹۳۵۱۲۳۴۵۶۷", [("خانم صدر", ["۰۹۱۲۱۲۳۴۵۶۷", "۰۹۳۵۱۲۳۴۵۶۷"], "")]),
        ("Mr. Lee (purchasing) +44 20 7946 0958", [("Mr. Lee", ["+44 20 7946 0958"], "purchasing")]),
    ],
)
def test_each_person_has_their_name_their_job_and_their_numbers(text, people):
    assert people_in(text) == ([Named(name, phones, position=job) for name, phones, job in people], [])


@pytest.mark.parametrize("text", ["مدیر خرید ۰۹۱۲۱۲۳۴۵۶۷", "شرکت نیکان ۰۹۱۲۱۲۳۴۵۶۷", "دفتر ۰۲۱۸۸۷۷۶۶۵۵"])
def test_a_number_without_a_person_makes_up_nobody(text):
    assert people_in(text) == ([Named(text)], [])


def test_ghasemi_and_afshar_of_one_cell_are_two_with_the_phone_and_the_office_of_whom_they_stand_beside(
    admin, pipeline, bring
):
    cell = '"آقای قاسمی (فنی) ۰۹۱۲۰۱۸۶۸۹۵ - دفتر ۰۳۴۳۲۱۱۲۲۳۳\nآقای افشار (خرید): 0936-159-5397"'
    bring(f"title,company,contact\nترازو,مس سرچشمه,{cell}\n", admin)
    deal = Deal.objects.get()
    assert (deal.contact.name, deal.contact.position) == ("آقای قاسمی", "فنی")
    other = CommitteeMember.objects.get().contact
    assert (other.name, other.position, other.company.name) == ("آقای افشار", "خرید", "مس سرچشمه")
    points = ContactPoint.objects.values_list("contact__name", "kind", "normal")
    assert set(points) == {
        ("آقای قاسمی", "mobile", "+989120186895"),
        ("آقای قاسمی", "phone", "+983432112233"),
        ("آقای افشار", "mobile", "+989361595397"),
    }


def test_the_same_people_written_otherwise_in_the_next_row_are_nobody_new(admin, pipeline, bring):
    rows = (
        "title,company,contact\nترازو,سیمان شرق,دکتر رجبی - ۰۹۱۴۵۷۱۷۷۹۶ / خانم میرزایی (بازرگانی): 09143242586\n"
        "باسکول,سیمان شرق,خانم میرزایی (بازرگانی) 0914-324-2586 / دکتر رجبی\n"
    )
    bring(rows, admin)
    assert set(Contact.objects.values_list("name", flat=True)) == {"دکتر رجبی", "خانم میرزایی"}
