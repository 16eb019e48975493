"""A firm that paints won deals green and lost ones red, and writes no status."""

import io
import time
import zipfile
from collections import Counter

import pytest
import xlsxwriter

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal
from kariz.reading.files.colours import by_row, name_of, runs_of
from kariz.reading.layout.legends import legend_of, meanings
from kariz.web.errors import FieldErrors

HEAD = ["عنوان", "شرکت", "مبلغ"]
SAID = {"green": "won", "red": "lost", "": "open"}


def book(rows, head=HEAD):
    """{colour or "": cells} as a workbook; the colours are those that Excel itself offers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        sheet = work.add_worksheet("فروش")
        styles = {
            "green": work.add_format({"bg_color": "#C6EFCE"}),
            "red": work.add_format({"bg_color": "#FF0000"}),
            "yellow": work.add_format({"bg_color": "#FFFF00"}),
            "blue": work.add_format({"bg_color": "#DDEBF7"}),
            "": None,
        }
        sheet.write_row(0, 0, head, work.add_format({"bg_color": "#D9D9D9"}))
        for number, (colour, cells) in enumerate(rows, 1):
            sheet.write_row(number, 0, cells, styles[colour])
    return out.getvalue()


PAINTED = [
    ("green", "پمپ"),
    ("red", "شیر"),
    ("", "لوله"),
    ("green", "فیلتر"),
    ("green", "مخزن"),
    ("", "کولر"),
]


def painted():
    return book([(colour, [title, "پارس", 500]) for colour, title in PAINTED])


@pytest.mark.parametrize(
    ("value", "name"),
    [(0xC6EFCE, "green"), (0x00B050, "green"), (0x92D050, "green"), (0xFFC7CE, "red"), (0xFF0000, "red"),
     (0xFFFF00, "yellow"), (0xFFC000, "yellow"), (0xED7D31, "orange"), (0x9DC3E6, "blue"), (0x7030A0, "purple"),
     (0xD9D9D9, "grey"), (0xFFFFFF, ""), (0x000000, "")],
)  # fmt: skip
def test_colours_are_called_as_people_call_them(value, name):
    assert name_of(value) == name


def test_mina_is_told_how_many_painted_rows_say_no_status(admin, pipeline, upload, client):
    one = upload(painted(), admin, "list.xlsx")
    control = preview(one, admin).control
    assert control.colours == [("green", 3), ("red", 1)] and control.unmeant == 4
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'data-control-mark="coloured"' in page and "۳ ردیف سبز" in page
    coming = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]
    assert coming["coloured"] == {"green": 3, "red": 1}


def told(*cells, rows=PAINTED):
    """A painted list with a line of these cells above its names."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        sheet = work.add_worksheet("فروش")
        styles = {
            "green": work.add_format({"bg_color": "#C6EFCE"}),
            "red": work.add_format({"bg_color": "#FF0000"}),
        }
        sheet.write_row(0, 0, cells)
        sheet.write_row(1, 0, HEAD)
        for number, (colour, title) in enumerate(rows, 2):
            sheet.write_row(number, 0, [title, "پارس", 500], styles.get(colour))
    return out.getvalue()


@pytest.mark.parametrize(
    "cells",
    [
        ("سبز = فروخته شد", "", "قرمز = نشد"),
        ("راهنما: سبز: برنده، قرمز: باخته",),
        ("Green = won; red - lost",),
        ("فروش رفت: سبز", "کنسل: قرمز"),
    ],
)
def test_a_line_above_the_table_says_what_its_colours_mean(admin, pipeline, upload, client, cells):
    one = upload(told(*cells), admin, "list.xlsx")
    assert one.options["colours"] == {"green": "won", "red": "lost"}
    client.force_login(admin)
    assert set(one.legend) == {"green", "red"}
    assert one.legend["green"] in client.get(f"/imports/{one.pk}/").content.decode()
    finish(imports.start(one=one, by=admin))
    assert Counter(Deal.objects.values_list("outcome", flat=True)) == {"won": 3, "lost": 1, "open": 2}


def test_the_line_of_a_file_goes_before_what_was_remembered_of_another(admin, pipeline, upload):
    one = upload(told("سبز = فروخته شد", "قرمز = لغو شد"), admin, "list.xlsx")
    finish(imports.start(one=one, by=admin))
    other = upload(told("سبز = لغو شد", "قرمز = فروخته شد"), admin, "other.xlsx")
    assert other.options["colours"] == {"green": "lost", "red": "won"}


def test_what_only_a_line_above_a_table_says_of_its_colours_is_not_remembered_for_files_without_one(
    admin, pipeline, upload
):
    one = upload(told("سبز = فروخته شد", "قرمز = لغو شد"), admin, "list.xlsx")
    finish(imports.start(one=one, by=admin))
    assert upload(painted(), admin, "next.xlsx").options["colours"] == {}


def test_what_mina_chose_of_the_colours_is_remembered_beside_a_line_and_behind_it(admin, pipeline, upload):
    one = imports.change(
        one=upload(painted(), admin, "first.xlsx"), by=admin, options={"colours": {"green": "resting"}}
    )
    finish(imports.start(one=one, by=admin))
    two = upload(told("سبز = فروخته شد", "قرمز = لغو شد"), admin, "list.xlsx")
    assert two.options["colours"] == {"green": "won", "red": "lost"}
    two = imports.change(one=two, by=admin, options={"colours": {"green": "won", "red": "resting"}})
    finish(imports.start(one=two, by=admin))
    assert upload(painted(), admin, "next.xlsx").options["colours"] == {"green": "resting", "red": "resting"}


def test_what_only_sounds_like_an_end_is_none_and_ruled_lines_are_read_at_once():
    assert meanings(legend_of(["قرمز = تماس گرفته نشد", "red = overdue", "سبز = ok"]), []) == {}
    begun = time.monotonic()
    assert legend_of(["-" * 9_000, "=" * 9_000]) == {}
    assert time.monotonic() - begun < 1


def test_the_name_of_a_firm_explains_no_colour(admin, pipeline, upload):
    for title in ("گزارش فروش سبز البرز", "سبز - فروش رفته", "شرکت قرمز - کنسل"):
        one = upload(told(title), admin, "list.xlsx")
        assert not one.legend and not one.options["colours"]


def test_what_mina_said_of_the_colours_of_one_file_stays_when_she_says_something_of_all(
    admin, pipeline, client
):
    files = uploads({"one.xlsx": painted(), "two.xlsx": painted()})
    whole = sets.upload(files=files, by=admin)
    first, second = whole.parts.order_by("pk")
    imports.change(one=first, by=admin, options={"colours": {"green": "won", "red": "lost"}})
    second.refresh_from_db()
    imports.change(one=second, by=admin, options={"colours": {"green": "lost"}})
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert '<option value="each" selected>' in page
    address, colours = f"/imports/together/{whole.pk}/options/", {"colour_text": ["green", "red"]}
    for chosen, of_first, of_second in (
        (["each", "each"], {"green": "won", "red": "lost"}, {"green": "lost"}),
        (["resting", "each"], {"green": "resting", "red": "lost"}, {"green": "resting"}),
    ):
        whole.refresh_from_db()
        client.post(address, colours | {"colour_meaning": chosen, "version": whole.version})
        found = [part.options["colours"] for part in Import.objects.filter(part_of=whole).order_by("pk")]
        assert found == [of_first, of_second]


def test_until_she_says_so_a_colour_means_nothing(admin, pipeline, upload):
    finish(imports.start(one=upload(painted(), admin, "list.xlsx"), by=admin))
    assert set(Deal.objects.values_list("outcome", flat=True)) == {"open"}


def test_she_says_that_green_is_won_and_red_is_lost_and_it_is_remembered(admin, pipeline, upload, client):
    one = upload(painted(), admin, "list.xlsx")
    client.force_login(admin)
    said = {"kind": "deals", "header": "1", "version": one.version, "start": "1"}
    words = {"colour_text": ["green", "red"], "colour_meaning": ["won", "lost"]}
    assert client.post(f"/imports/{one.pk}/mapping/", said | words).status_code == 302
    finish(one)
    assert preview(one, admin).control.unmeant == 4
    assert preview(Import.objects.get(pk=one.pk), admin).control.unmeant == 0
    found = dict(Deal.objects.values_list("title", "outcome"))
    assert found == {title: SAID[colour] for colour, title in PAINTED}
    assert Counter(found.values()) == {"won": 3, "lost": 1, "open": 2}
    again = upload(painted(), admin, "next.xlsx")
    assert again.options["colours"] == {"green": "won", "red": "lost"}


def test_a_row_that_says_its_status_keeps_it_whatever_its_colour(admin, pipeline, upload):
    rows = [
        ("green", ["پمپ", "پارس", 5, "باخت"]),
        ("green", ["شیر", "پارس", 6, ""]),
        ("", ["لوله", "پارس", 7, ""]),
    ]
    one = upload(book(rows, [*HEAD, "نتیجه"]), admin, "list.xlsx")
    assert preview(one, admin).control.colours == [("green", 1)]
    one = imports.change(one=one, by=admin, options={"colours": {"green": "won"}})
    finish(imports.start(one=one, by=admin))
    assert list(Deal.objects.order_by("pk").values_list("outcome", flat=True)) == ["lost", "won", "open"]


def test_every_second_row_in_blue_is_only_for_the_eye(admin, pipeline, upload):
    rows = [("blue" if number % 2 else "", [f"پمپ {number}", "پارس", 5]) for number in range(20)]
    one = upload(book(rows), admin, "list.xlsx")
    assert preview(one, admin).control.colours == []


def test_a_colour_that_is_none_and_a_meaning_that_is_none_are_refused(admin, pipeline, upload):
    one = upload(painted(), admin, "list.xlsx")
    for wrong in ({"pink": "won"}, {"green": "gone"}, ["green"]):
        with pytest.raises(FieldErrors):
            imports.change(one=one, by=admin, options={"colours": wrong})


def test_rows_of_a_colour_that_follow_each_other_are_kept_as_one():
    assert runs_of([2, 3, 4, 9, 11, 12]) == [[2, 4], [9, 9], [11, 12]]
    assert by_row({"green": [[2, 4]], "red": [[9, 9]]}) == {2: "green", 3: "green", 4: "green", 9: "red"}


def test_a_workbook_whose_styles_may_not_be_read_is_read_without_colours(admin, pipeline, upload):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(painted())) as good, zipfile.ZipFile(out, "w") as bad:
        for part in good.infolist():
            content = good.read(part)
            if part.filename == "xl/styles.xml":
                content = content.replace(b"<styleSheet", b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet', 1)
            bad.writestr(part.filename, content)
    one = upload(out.getvalue(), admin, "list.xlsx")
    assert one.total == 6 and "colours" not in one.layout


def test_of_several_files_at_once_she_says_it_once(admin, pipeline, client):
    files = uploads({"north.xlsx": painted(), "south.xlsx": painted()})
    whole = sets.upload(files=files, by=admin)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/")
    assert [(one["name"], one["rows"]) for one in page.context["colours"]] == [("green", 6), ("red", 2)]
    said = {"version": whole.version, "colour_text": ["green", "red"], "colour_meaning": ["won", "each"]}
    assert client.post(f"/imports/together/{whole.pk}/options/", said).status_code == 302
    found = [part.options["colours"] for part in Import.objects.filter(part_of=whole)]
    assert found == [{"green": "won"}, {"green": "won"}]


def test_neda_says_that_green_is_the_stage_of_quotes_and_that_red_means_nothing(
    admin, pipeline, upload, client
):
    one = upload(painted(), admin, "list.xlsx")
    quoted = pipeline.stages.order_by("position")[4]
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert f'<option value="{quoted.pk}"' in page.split('id="colour_1"')[1].split("</select>")[0]
    said = {"kind": "deals", "header": "1", "version": one.version, "pipeline": str(pipeline.pk)}
    words = {"colour_text": ["green", "red"], "colour_meaning": [str(quoted.pk), "nothing"]}
    assert client.post(f"/imports/{one.pk}/mapping/", said | words).status_code == 302
    one = Import.objects.get(pk=one.pk)
    assert one.options["colours"] == {"green": str(quoted.pk), "red": "nothing"}
    # What somebody has said is not asked again.
    assert preview(one, admin).control.unmeant == 0
    finish(imports.start(one=one, by=admin))
    stages = Counter(Deal.objects.values_list("stage", "outcome"))
    assert stages[quoted.pk, "open"] == 3 and {outcome for _stage, outcome in stages} == {"open"}
    assert upload(painted(), admin, "next.xlsx").options["colours"]["green"] == str(quoted.pk)


def test_a_program_says_that_a_colour_is_a_stage_of_the_pipeline_and_no_other(
    admin, pipeline, upload, client
):
    one = upload(painted(), admin, "list.xlsx")
    stage = pipeline.stages.order_by("position")[2]
    client.force_login(admin)
    for meaning, status in ((str(stage.pk), 200), ("999999", 422)):
        sent = client.patch(
            f"/api/v1/imports/{one.pk}",
            {"options": {"colours": {"green": meaning}}},
            content_type="application/json",
        )
        assert sent.status_code == status, sent.content
    assert Import.objects.get(pk=one.pk).options["colours"] == {"green": str(stage.pk)}


def test_a_row_whose_colour_says_how_its_deal_stands_is_not_told_to_say_nothing(admin, pipeline, upload):
    stage = pipeline.stages.filter(retired_at=None).order_by("position")[1]
    rows = [
        ("green", ["پمپ", "پارس", 500, ""]),
        ("yellow", ["شیر", "پارس", 700, ""]),
        ("blue", ["لوله", "پارس", 900, ""]),
        ("", ["کولر", "پارس", 950, stage.title]),
    ]
    one = upload(book(rows, [*HEAD, "مرحله"]), admin, "list.xlsx")
    said = {"colours": {"green": "won", "yellow": str(stage.pk)}}
    one = imports.change(one=one, by=admin, options=said)
    marks = {mark.sign: mark.rows for mark in preview(one, admin).control.marked}
    assert marks["no_status"] == [4], "of the blue one nobody said anything"
    finish(imports.start(one=one, by=admin))
    assert Counter(Deal.objects.values_list("outcome", flat=True)) == {"won": 1, "open": 3}
    assert Deal.objects.get(title="شیر").stage_id == stage.pk


@pytest.mark.parametrize(
    "line",
    [
        "سبز=فروش رفته  قرمز=از دست رفته  زرد=داغ",
        "سبز فروخته‌شده قرمز از دست رفته زرد داغ",
        "سبز یعنی شد و قرمز یعنی نشد و زرد یعنی داغ",
        "فروش رفت: سبز کنسل: قرمز داغ: زرد",
        "Green won red lost yellow hot",
        "green = won, red = lost; yellow: hot",
        "Green rows won, red rows lost, yellow rows hot",
        "won - green  lost - red  hot - yellow",
    ],
)
def test_each_word_of_a_colour_begins_what_is_said_of_it_whatever_parts_them(line):
    legend = legend_of([line])
    assert set(legend) == {"green", "red", "yellow"}
    assert meanings(legend, []) == {"green": "won", "red": "lost"} and legend["yellow"] in ("داغ", "hot")


def test_a_colour_that_a_line_explains_is_asked_of_rows_that_say_their_stage_and_its_words_are_kept(
    admin, pipeline, upload, client
):
    stage = str(pipeline.stages.filter(retired_at=None).order_by("position")[1].title)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        sheet = work.add_worksheet("فروش")
        green, yellow = (work.add_format({"bg_color": colour}) for colour in ("#C6EFCE", "#FFFF00"))
        sheet.write_row(0, 0, ["سبز=فروش رفته  زرد=داغ"])
        sheet.write_row(1, 0, [*HEAD, "مرحله"])
        sheet.write_row(2, 0, ["پمپ", "پارس", 500, ""], green)
        sheet.write_row(3, 0, ["شیر", "پارس", 600, stage], yellow)
        sheet.write_row(4, 0, ["لوله", "پارس", 700, stage])
    one = upload(out.getvalue(), admin, "list.xlsx")
    client.force_login(admin)
    asked = {said["name"]: said for said in client.get(f"/imports/{one.pk}/").context["colours"]}
    assert (
        asked["green"]["meaning"] == "won"
        and asked["yellow"]["legend"] == "داغ"
        and asked["yellow"]["worded"]
    )
    finish(imports.start(one=one, by=admin))
    assert dict(Deal.objects.values_list("title", "outcome")) == {"پمپ": "won", "شیر": "open", "لوله": "open"}
    assert "داغ" in Deal.objects.get(title="شیر").notes


def test_nazilas_line_of_colours_says_what_ended_in_fewer_words_than_a_column_does():
    legend = legend_of(["سبز = فروخته   قرمز = رفت   زرد = فعلاً خوابیده"])
    assert meanings(legend, []) == {"green": "won", "red": "lost", "yellow": "resting"}


def test_a_word_that_nobody_knows_does_not_silence_the_colour_of_its_row(admin, pipeline, upload):
    words = ["فروش رفت", "قطعی", "تمام", "فروش رفت", "قطعی", "تمام"]
    rows = [("green", [f"پمپ {place}", "پارس", 500, word]) for place, word in enumerate(words)]
    one = upload(book([*rows, ("", ["لوله", "پارس", 500, "در جریان"])], [*HEAD, "وضعیت"]), admin, "list.xlsx")
    assert one.options["colours"] == {"green": "won"}
    finish(imports.start(one=one, by=admin))
    assert Counter(Deal.objects.values_list("outcome", flat=True)) == {"won": 6, "open": 1}


def test_a_stage_that_goes_on_does(admin, pipeline, upload):
    words = ["فروش رفت", "قطعی", "مذاکره", "فروش رفت"]
    rows = [("green", [f"پمپ {place}", "پارس", 500, word]) for place, word in enumerate(words)]
    one = upload(book(rows, [*HEAD, "وضعیت"]), admin, "list.xlsx")
    assert one.options["colours"] == {}
