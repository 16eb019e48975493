"""What people do stands behind their names, and titles before them: neither makes another person."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Contact
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.names import jobs
from kariz.reading.names.jobs import is_job
from kariz.reading.names.names import Named, namesake, people_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("آقای افشار (تعمیرات)", [("آقای افشار", "تعمیرات")]),
        ("باقری - تعمیرات", [("باقری", "تعمیرات")]),
        ("شریفی\u200cنیا - خرید", [("شریفی\u200cنیا", "خرید")]),
        ("دهقان - بازرگانی", [("دهقان", "بازرگانی")]),
        ("آقای رستمی (مالی)", [("آقای رستمی", "مالی")]),
        ("مینا زارع (سرپرست کارگاه)", [("مینا زارع", "سرپرست کارگاه")]),
        ("Jane Smith (site manager)", [("Jane Smith", "site manager")]),
        ("خانم رضایی (همسر مدیر)", [("خانم رضایی", "")]),
        ("خانم نجفي (مدير پروژه)", [("خانم نجفي", "مدير پروژه")]),
        ("آقای نوری (مدیر خرید و تدارکات)", [("آقای نوری", "مدیر خرید و تدارکات")]),
        ("خانم بیات و آقای صالحی", [("خانم بیات", ""), ("آقای صالحی", "")]),
        ("آقای رنجبر - مهندس کیانی", [("آقای رنجبر", ""), ("مهندس کیانی", "")]),
        ("مهندس شیرازی (انبار) - خانم عباسی (مالی)", [("مهندس شیرازی", "انبار"), ("خانم عباسی", "مالی")]),
        ("Mr. Tom Berg (purchasing manager)", [("Mr. Tom Berg", "purchasing manager")]),
        ("Ms Lee - finance", [("Ms Lee", "finance")]),
    ],
)
def test_a_department_behind_a_name_is_what_the_person_does(text, people):
    found, rest = people_in(text)
    assert [(one.name, one.position) for one in found] == people
    assert rest == []


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [("علی رضایی (تهران)", "علی رضایی", "تهران"), ("آقای کریمی (رفته)", "آقای کریمی", "رفته")],
)
def test_another_remark_in_brackets_is_no_part_of_the_name(text, name, note):
    assert people_in(text) == ([Named(name, note=note)], [])


@pytest.mark.parametrize("text", ["علی رضایی - تهران", "بازرگانی کریمی", "بازرگانی کریمی (تهران)"])
def test_another_remark_stays_where_it_stands(text):
    assert people_in(text) == ([Named(text)], [])


@pytest.mark.parametrize(
    "word", ["مدیرعامل", "مدیر عامل", "دفتر فنی", "کارشناس خرید", "نت", "CEO", "manager"]
)
def test_words_for_what_somebody_does_are_known(word):
    assert is_job(word)


@pytest.mark.parametrize("word", ["تهران", "رفته", "قاسمی", "دفتر", "expert"])
def test_other_words_are_no_jobs(word):
    assert not is_job(word)


def test_only_one_of_the_family_and_of_the_same_sex_is_meant():
    assert namesake("رستمی", [("آقای رستمی", 1), ("خانم بیات", 2)]) == 1
    assert namesake("خانم رستمی", [("آقای رستمی", 1)]) is None
    assert namesake("خانم رستمی", [("رستمی", 1), ("آقای رستمی", 1)]) is None
    assert namesake("رستمی", [("آقای رستمی", 1), ("خانم رستمی", 2)]) is None
    assert namesake("مهندس رستمی", [("آقای رستمی", 1), ("حسن رستمی", 2)]) is None
    assert namesake("رستمی", [("علی رستمی", 1)]) is None


def test_rostami_is_one_person_of_nikan_however_they_title_him(admin, pipeline, bring):
    rows = (
        "Pump,Nikan,آقای رستمی (مالی)\nPipe,Nikan,رستمی\nSeal,Nikan,مهندس رستمی\n"
        "Tank,Nikan,خانم رستمی\nFan,Mehr,رستمی\n"
    )
    one = bring("title,company,contact\n" + rows, admin)
    people = Contact.objects.filter(deleted_at=None).values_list("name", "position", "company__name")
    assert set(people) == {
        ("آقای رستمی", "مالی", "Nikan"),
        ("خانم رستمی", "", "Nikan"),
        ("رستمی", "", "Mehr"),
    }
    assert len(set(Deal.objects.exclude(company__name="Mehr").values_list("contact", flat=True))) == 2
    finish(imports.take_back(one=one, by=admin))
    assert not Contact.objects.filter(deleted_at=None).exists()


def test_a_later_file_finds_the_person_by_the_family_name(admin, pipeline, bring):
    bring("name,company\nآقای رستمی (مالی),Nikan\n", admin, kind="contacts")
    bring("title,company,contact\nPump,Nikan,مهندس رستمی\nPipe,Nikan,خانم بیات و مهندس رستمی\n", admin)
    assert set(Contact.objects.values_list("name", flat=True)) == {"آقای رستمی", "خانم بیات"}
    assert CommitteeMember.objects.get().contact.name == "آقای رستمی"


def test_two_of_one_cell_have_each_their_job(admin, pipeline, bring):
    bring("title,company,contact\nPump,Nikan,مهندس شیرازی (انبار) - خانم عباسی (مالی)\n", admin)
    assert set(Contact.objects.values_list("name", "position")) == {
        ("مهندس شیرازی", "انبار"),
        ("خانم عباسی", "مالی"),
    }


def test_a_job_in_a_column_of_its_own_goes_first_and_the_cell_is_not_lost(admin, pipeline, bring):
    bring("name,company,job title\nآقای رستمی (مالی),Nikan,مدیر مالی\n", admin, kind="contacts")
    person = Contact.objects.get()
    assert (person.name, person.position) == ("آقای رستمی", "مدیر مالی")
    assert "(مالی)" in person.notes


def test_a_cell_that_is_to_stay_whole_does(admin, pipeline, bring):
    bring("name,company\nآقای رستمی (مالی),Nikan\n", admin, kind="contacts", several="whole")
    assert Contact.objects.get().name == "آقای رستمی (مالی)"


@pytest.mark.parametrize(
    ("held", "said", "both"),
    [
        ("", "R&D Manager", "R&D Manager"),
        ("", "مدیر تحقیق و توسعه", "مدیر تحقیق و توسعه"),
        ("مدیرعامل", "مدیر تحقیق و توسعه", "مدیرعامل، مدیر تحقیق و توسعه"),
        ("مدیر فروش", "فروش", "مدیر فروش"),
    ],
)
def test_a_job_stands_as_it_was_typed(held, said, both):
    assert jobs.both(held, said) == both
