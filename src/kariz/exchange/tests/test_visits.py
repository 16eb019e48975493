"""A sheet of calls and visits as an office keeps it: one day for many rows, and a letter for the kind of each."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.people.models import Contact
from kariz.pipeline.models import Activity
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.columns.guessing import guess_kind, guess_mapping

COLUMNS = ["تاریخ", "کی؟", "مشتری", "با چه کسی", "نوع", "چی گفتیم / شنیدیم", "قدم بعد"]
ROWS = [
    "شهریور,,,,,,",
    "1404/06/02,Mina,برج میلاد,,ت,گفتند تا آخر ماه,",
    ",Mina,نساجی,آقای رستمی (مالی),ح,سه پمپ فرسوده,ارسال پیش فاکتور",
    ",Mina,نساجی,رستمی,و,کاتالوگ فرستادم,",
    "مهر,,,,,,",
    "1404/07/03,Mina,برج میلاد,,تلفن,قیمت دادم,",
    '"""",Mina,نساجی,مهندس رستمی,ت,قول داد,',
]


def sheet(legend="ت=تلفنی  ح=حضوری  و=واتساپ"):
    above = ["دفتر تماس ها,,,,,,", f"{legend},,,,,,"] if legend else []
    return "\n".join([*above, ",".join(COLUMNS), *ROWS]) + "\n"


def test_its_headers_say_that_it_is_of_calls_and_visits():
    assert guess_kind(COLUMNS) == "activities"
    assert list(guess_mapping(COLUMNS, "activities").values()) == [
        "due_at",
        "owner",
        "company",
        "contact",
        "activity_kind",
        "said",
        "next_step",
    ]


@pytest.mark.parametrize("legend", ["ت=تلفنی  ح=حضوری  و=واتساپ", ""])
def test_each_has_the_day_above_it_and_the_kind_of_its_letter(admin, pipeline, bring, legend):
    one = bring(sheet(legend), admin)
    assert (one.kind, one.created_count, one.refused_count) == (Import.Kind.ACTIVITIES, 5, 0)
    done = {
        work.name: (work.kind, work.done_at and str(work.done_at.date()))
        for work in Activity.objects.exclude(done_at=None)
    }
    first, second = "2025-08-24", "2025-09-25"
    days = {name: (kind, day[:7]) for name, (kind, day) in done.items()}
    assert days == {
        "گفتند تا آخر ماه": ("call", first[:7]),
        "سه پمپ فرسوده": ("visit", first[:7]),
        "کاتالوگ فرستادم": ("message", first[:7]),
        "قیمت دادم": ("call", second[:7]),
        "قول داد": ("call", second[:7]),
    }
    assert Activity.objects.get(done_at=None).name == "ارسال پیش فاکتور"


def test_rostami_of_three_rows_is_one_person(admin, pipeline, bring):
    bring(sheet(), admin)
    assert Contact.objects.values_list("name", "position").get() == ("آقای رستمی", "مالی")
    assert Activity.objects.filter(contact__name="آقای رستمی", done_at__isnull=False).count() == 3


def test_the_line_above_says_what_a_letter_means(admin, pipeline, bring):
    bring(sheet("ت=بازدید ح=جلسه و=ایمیل"), admin)
    assert Activity.objects.get(name="سه پمپ فرسوده").kind == "meeting"
    assert Activity.objects.get(name="کاتالوگ فرستادم").kind == "email"


def test_a_list_with_a_day_here_and_there_missing_keeps_them_blank(admin, pipeline, bring):
    rows = "".join(f"1404/06/{day:02},Mina,نساجی,گفت {day}\n" for day in range(2, 12))
    one = bring(f"تاریخ,کی؟,مشتری,چی گفت\n{rows},Mina,نساجی,بی تاریخ\n", admin)
    assert one.kind == "activities"
    assert "carried" not in one.layout


@pytest.mark.parametrize(
    ("letter", "kind"), [("ت", "call"), ("ح", "visit"), ("و", "message"), ("ج", "meeting")]
)
def test_a_letter_alone_is_read_as_usual(letter, kind):
    assert kind_of(letter) == kind


def test_a_list_that_a_person_says_is_of_calls_is_read_like_one_that_was_seen_to_be(admin, pipeline, upload):
    one = upload(sheet(), admin)
    one = imports.change(one=one, by=admin, kind=Import.Kind.CONTACTS)
    assert "carried" not in one.layout and "letters" not in one.layout
    one = imports.change(one=one, by=admin, kind=Import.Kind.ACTIVITIES)
    assert one.layout["carried"] == 0
    assert set(one.layout["letters"]["words"].values()) == {"تلفنی", "حضوری", "واتساپ"}
