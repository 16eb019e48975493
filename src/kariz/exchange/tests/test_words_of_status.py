"""What a person says of the words of a status holds, in whichever column they stand; and nothing in a cell is lost."""

import itertools
import json

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal, Outcome
from kariz.reading.deals import stages

KNOWN = {"open": "پیگیری", "won": "برنده", "lost": "کنسل", "resting": "معلق", "": "بلاتکلیف"}
STATED = {"id": "external_id", "title": "title", "status": "outcome"}
COLUMNS = {"stage": "مرحله", "outcome": "وضعیت"}


def third(pipeline):
    return pipeline.stages.order_by("position")[2]


@pytest.mark.parametrize(
    ("column", "known", "said"),
    [*itertools.product(COLUMNS, KNOWN, ("stage", "won", "lost", "resting"))],
)
def test_what_ali_says_a_word_means_holds(admin, pipeline, bring, column, known, said):
    word, there = KNOWN[known], third(pipeline)
    meaning = str(there.pk) if said == "stage" else said
    bring(f"عنوان,{COLUMNS[column]}\nپمپ,{word}\n", admin, mapping={"عنوان": "title", COLUMNS[column]: column},
          stages={word: meaning})  # fmt: skip
    deal = Deal.objects.get(title="پمپ")
    assert deal.outcome == ("open" if said == "stage" else said)
    assert said != "stage" or deal.stage == there


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("known", KNOWN)
def test_a_word_that_ali_says_is_not_known_means_nothing(admin, pipeline, bring, column, known):
    word = KNOWN[known]
    bring(f"عنوان,{COLUMNS[column]}\nپمپ,{word}\n", admin, mapping={"عنوان": "title", COLUMNS[column]: column},
          stages={word: ""})  # fmt: skip
    deal = Deal.objects.get(title="پمپ")
    assert (deal.outcome, deal.stage) == ("open", pipeline.stages.order_by("position")[0])


def test_beside_a_column_of_stages_the_status_says_how_the_deal_ended(admin, pipeline, bring):
    there = third(pipeline)
    rows = "پمپ,آزمایش,باز\nلوله,آزمایش,برنده\nشیر,آزمایش,کنسل\nمخزن,برنده,باز\n"
    bring("عنوان,مرحله,وضعیت\n" + rows, admin, stages={"آزمایش": str(there.pk), "برنده": str(there.pk)})
    found = {deal.title: (deal.outcome, deal.stage == there) for deal in Deal.objects.all()}
    assert found == {
        "پمپ": ("open", True), "لوله": ("won", False), "شیر": ("lost", True), "مخزن": ("open", True)
    }  # fmt: skip


def test_what_mina_says_of_a_status_holds_in_each_file_of_a_set(admin, pipeline):
    there = third(pipeline)
    texts = {f"{name}.csv": f"عنوان,وضعیت\n{name},پیگیری\n" for name in ("یک", "دو")}
    whole = sets.upload(files=uploads(texts), by=admin)
    whole = sets.change(whole=whole, by=admin, options={"stages": {"پیگیری": str(there.pk)}})
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    assert [deal.stage for deal in Deal.objects.all()] == [there, there]


def test_a_program_says_what_a_status_means(admin, pipeline, upload, client):
    there = third(pipeline)
    client.force_login(admin)
    one = upload("عنوان,وضعیت\nپمپ,جاری\n", admin)
    answer = client.patch(
        f"/api/v1/imports/{one.pk}",
        json.dumps({"options": {"stages": {"جاری": str(there.pk)}}}),
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content
    finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    assert Deal.objects.get().stage == there


def test_what_is_written_behind_a_known_word_is_the_reason_of_a_lost_deal(admin, pipeline, bring):
    words = ["کنسل - گرون بود", "کنسل (رقیب برد)", "Lost: too far", "لغو شد چون بودجه نداشت", "کنسل شد"]
    rows = "".join(f"{place},{word}\n" for place, word in enumerate(words))
    bring(f"عنوان,وضعیت\n{rows}", admin)
    deals = list(Deal.objects.order_by("title"))
    assert {deal.outcome for deal in deals} == {"lost"}
    told = [deal.notes.removeprefix("علت باخت:").strip() for deal in deals]
    for said, note in zip(["گرون بود", "رقیب برد", "too far", "چون بودجه نداشت"], told[:4], strict=True):
        assert note.endswith(said) and "کنسل" not in note
    assert deals[4].notes == ""


def test_a_reason_of_its_own_column_stays_and_the_cell_becomes_a_note(admin, pipeline, bring):
    bring("عنوان,وضعیت,دلیل شکست\nپمپ,کنسل - گرون بود,دیر شد\n", admin)
    deal = Deal.objects.get()
    assert deal.outcome == "lost" and "دیر شد" in deal.notes and "کنسل - گرون بود" in deal.notes


def test_what_a_cell_says_does_not_vanish_however_mina_explains_it(admin, pipeline, bring):
    there = str(third(pipeline).pk)
    said = {"کنسل - گرون بود": there, "رفت - دور است": "lost", "خوشش آمد": there, "پیگیری - عید زنگ بزن": there,
            "کنسل - عید بیا": "resting"}  # fmt: skip
    rows = "".join(f"{place},{word}\n" for place, word in enumerate(said))
    one = bring(f"عنوان,وضعیت\n{rows}", admin, stages=said)
    assert one.refused_count == 0
    for deal, word in zip(Deal.objects.order_by("title"), said, strict=True):
        assert word in deal.notes


def test_a_deal_that_is_there_is_lost_for_the_reason_that_the_cell_gives(admin, pipeline, bring):
    bring("id,title,status\nd1,Pump,open\n", admin, mapping=STATED)
    again = bring("id,title,status\nd1,Pump,Lost: too far\n", admin, mapping=STATED, existing="update")
    assert again.updated_count == 1, [(row.errors, row.warnings) for row in again.rows.all()]
    deal = Deal.objects.get()
    assert deal.outcome == "lost" and deal.outcome_note == "too far"


@pytest.mark.parametrize("word", ["Win-back", "Closed - Won", "Negotiation/Review", "در حال پیگیری"])
def test_a_word_of_several_parts_is_no_word_with_a_reason(word):
    assert stages.apart("Win-back") == ("", "")
    assert stages.outcome_said(word) == {"Closed - Won": "won", "در حال پیگیری": "open"}.get(word, "")


@pytest.mark.parametrize("column", COLUMNS)
def test_mina_says_that_a_word_nobody_knows_is_open_and_no_row_wonders(
    admin, pipeline, upload, client, column
):
    one = upload(f"عنوان,{COLUMNS[column]}\nپمپ,بلاتکلیف\n", admin)
    one = imports.change(one=one, by=admin, mapping={"عنوان": "title", COLUMNS[column]: column})
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="open">' in page and "ناشناخته" in page
    form = {"version": one.version, "kind": "deals", "header": "on", "pipeline": pipeline.pk,
            "field": ["title", column], "stage_text": "بلاتکلیف", "stage_meaning": "open"}  # fmt: skip
    assert client.post(f"/imports/{one.pk}/mapping/", form).status_code == 302
    page = client.get(f"/imports/{one.pk}/?mapping").content.decode()
    assert '<option value="open" selected>' in page
    done = finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    deal = Deal.objects.get()
    assert (deal.outcome, deal.stage) == ("open", pipeline.stages.order_by("position")[0])
    assert [row.warnings for row in done.rows.all()] == [[]]


def test_mina_makes_a_field_of_a_column_that_was_taken_for_something_else(admin, pipeline, upload, client):
    one = upload("عنوان,مبلغ\nپمپ,5\n", admin)
    assert one.mapping["مبلغ"] == "amount"
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert page.count('<option value="new:number">') == 2
    form = {"version": one.version, "kind": "deals", "header": "on", "pipeline": pipeline.pk,
            "field": ["title", "new:number"]}  # fmt: skip
    assert client.post(f"/imports/{one.pk}/mapping/", form).status_code == 302
    finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    assert list(Deal.objects.get().custom.values()) == [5] and Deal.objects.get().amount is None


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("تحویل به انبار", True),
        ("در انتظار تأیید کمیسیون", True),
        ("کنسل - گرون بود", False),
        ("در انتظار تأیید", False),
        ("مذاکره", False),
        ("برنده", False),
        ("باز", False),
        ("بلاتکلیف", False),
    ],
)
def test_a_word_that_is_known_by_a_part_alone_is_marked_as_a_guess(
    admin, pipeline, upload, client, word, guess
):
    one = upload(f"عنوان,مرحله\nپمپ,{word}\n", admin)
    live = list(pipeline.stages.order_by("position"))
    assert stages.is_guess(word, live) == guess
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert ("معنایشان حدس است" in page) == guess


def test_what_sara_chose_instead_of_the_guess_is_none(admin, pipeline, upload, client):
    one = upload("عنوان,مرحله\nپمپ,تحویل به انبار\n", admin)
    imports.change(one=one, by=admin, options={"stages": {"تحویل به انبار": "won"}})
    client.force_login(admin)
    assert "معنایشان حدس است" not in client.get(f"/imports/{one.pk}/").content.decode()


GUESSED = {
    "lost": ("باخت مناقصه", "رفت سمت چینی", "نخریدند", "ابطال", "منقضی", "خریدند از رقیب"),
    "won": ("شد ✔", "فاکتور رسمی شد", "تسویه کامل"),
    "resting": ("فعلاً صبر", "بودجه ندارد تا سال بعد"),
}


@pytest.mark.parametrize(
    ("outcome", "word"), [(one, word) for one, words in GUESSED.items() for word in words]
)
def test_the_own_words_of_a_firm_are_guessed_and_said_to_be_a_guess(pipeline, outcome, word):
    there = list(pipeline.stages.all())
    assert stages.match(word, there) == outcome
    assert stages.is_guess(word, there)


@pytest.mark.parametrize(
    "word", ["هنوز فاکتور نشده", "منتظر تسویه", "پیشنهاد دادند به مدیرعامل", "مهلت تا آخر آذر"]
)
def test_what_goes_on_is_not_taken_to_have_ended(pipeline, word):
    assert stages.match(word, list(pipeline.stages.all())) not in ("won", "lost", "resting")


def test_a_tick_and_a_cross_say_how_a_deal_ended(admin, pipeline, bring):
    bring("عنوان,وضعیت\nپمپ,✔\nلوله,✗\nشیر,-\n", admin, mapping={"عنوان": "title", "وضعیت": "outcome"})
    found = {deal.title: deal.outcome for deal in Deal.objects.all()}
    assert found == {"پمپ": "won", "لوله": "lost", "شیر": "open"}


def test_the_page_says_which_outcomes_are_guesses(admin, pipeline, upload, client):
    one = upload("عنوان,وضعیت\nپمپ,باخت مناقصه\nلوله,کنسل\nشیر,شد ✔\n", admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/")
    guessed = {word["text"]: word["guess"] for word in page.context["guessed"]}
    assert set(guessed) == {"باخت مناقصه", "شد ✔"}
    assert guessed["شد ✔"] == Outcome.WON.label


@pytest.mark.parametrize(
    "word",
    ["پ.فاکتور شد", "فاکتور رسمی صادر می‌شود", "تسویه نشد", "تسویه ناقص", "not settled", "فاکتور صادر نشد",
     "انصراف نداد", "ابطال نشد", "خرید از ما", "پرداخت ماه بعد", "تا بعدازظهر خبر می‌دهد", "تا سالم شود"],
)  # fmt: skip
def test_words_that_say_it_did_not_happen_or_something_else_end_no_deal(pipeline, word):
    assert stages.match(word, list(pipeline.stages.all())) not in ("won", "lost", "resting")


def test_words_that_nobody_knows_stand_first_and_sure_ones_are_folded_away(upload, admin, pipeline, english):
    words = ["Won", "Lost", "Proposal", "Prospecting", "Negotiation", "On hold", "Signed", "Zzz", "Open"]
    rows = "".join(f"Deal {at},Acme {at},{word}\n" for at, word in enumerate(words))
    one = upload(f"Title,Company,Status\n{rows}", admin)
    page = english.get(f"/imports/{one.pk}/").content.decode()
    start = page.index('value="Zzz"')
    folded = page.index("<details", start)
    assert all(folded < page.index(f'value="{word}"') for word in ("Won", "Lost", "On hold"))
    told = english.get(f"/api/v1/imports/{one.pk}/preview").json()["words"]
    assert {word["text"] for word in told if word["unknown"]} == {"Zzz"}
