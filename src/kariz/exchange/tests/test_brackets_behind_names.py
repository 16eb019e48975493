"""What stands in brackets behind somebody's name is no part of it: what they do, where they sit, or a remark."""

import pytest

from kariz.people.models import Contact
from kariz.pipeline.models import Deal

PEOPLE = {
    "fa": (
        "نام شرکت,رابط,موبایل",
        {
            "پیمان رفیعی (مالک)": ("پیمان رفیعی", "مالک", ""),
            "علی اکبر باقری (سلف مرکزی)": ("علی اکبر باقری", "سلف مرکزی", ""),
            "ژاله امینی (دبیرخانه)": ("ژاله امینی", "دبیرخانه", ""),
            "شیرین پاکدل (همسر آقای نیلی)": ("شیرین پاکدل", "", "همسر آقای نیلی"),
        },
    ),
    "en": (
        "Company,Contact,Mobile",
        {
            "Ali Dean (owner)": ("Ali Dean", "owner", ""),
            "Rob Dunn (site)": ("Rob Dunn", "site", ""),
            "Pam Reed (night shift)": ("Pam Reed", "night shift", ""),
            "Robert Salt (Bob)": ("Robert Salt", "", "Bob"),
        },
    ),
}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_brackets_behind_a_name_say_what_somebody_does_or_stand_in_the_notes(
    admin, pipeline, bring, language
):
    head, people = PEOPLE[language]
    rows = "".join(f"Nik {at},{name},0912111223{at}\n" for at, name in enumerate(people))
    bring(f"{head}\n{rows}", admin, kind="contacts")
    found = [(one.name, one.position, one.notes) for one in Contact.objects.order_by("pk")]
    assert found == list(people.values())


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "عنوان,شرکت,رابط\nپمپ,پارس,نگار مرادی (سلف مرکزی) / شیرین پاکدل (همسر آقای نیلی)\n",
            "همسر آقای نیلی",
        ),
        ("Title,Company,Contact\nPump,Nik,Ann Lee (kitchen) / Robert Salt (Bob)\n", "Bob"),
    ],
)
def test_so_they_do_of_each_of_several_people_of_a_deal(admin, pipeline, bring, text, notes):
    bring(text, admin)
    first, second = Contact.objects.order_by("pk")
    assert first == Deal.objects.get().contact and first.position in ("سلف مرکزی", "kitchen")
    assert "(" not in first.name + second.name and second.notes == notes


def test_what_may_be_a_firm_or_half_a_name_keeps_its_brackets(admin, pipeline, bring):
    names = ["هتل عباسی (اصفهان)", "Alfa Trading (Dubai)", "Robert (Bob)"]
    rows = "".join(f"{name},0912111223{at}\n" for at, name in enumerate(names))
    bring(f"نام,موبایل\n{rows}", admin, kind="contacts")
    assert [one.name for one in Contact.objects.order_by("pk")] == names
