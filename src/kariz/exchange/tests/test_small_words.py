"""Small things that files say: a legend of colours, a word of a stage that somebody explained."""

from __future__ import annotations

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal, Stage

BOOK = """کد,شرکت,کار,مبلغ,مرحله
05-022,کارتن ساوالان,جعبه شیرینی,120,پاکت
05-023,قنادی مینا,کارتن مادر,340,پاکت
05-024,چاپ اورال,لیبل,85,پاکت - منتظر طرح
,,,,
جمع,,,545,
زرد = فوری,,,,
"""


def test_a_legend_below_the_list_is_no_refused_row_however_short_it_is(admin, pipeline, upload):
    one = finish(imports.start(one=upload(BOOK, admin), by=admin))
    assert (one.created_count, one.refused_count) == (3, 0)


def test_a_word_of_a_stage_that_somebody_explained_is_not_noted_but_what_stands_beside_it_is(
    admin, pipeline, upload
):
    one = upload(BOOK, admin)
    stage = Stage.objects.order_by("position")[2]
    meant = {word: str(stage.pk) for word in one.options["stages"]}
    one = imports.change(one=one, by=admin, options={"stages": meant})
    finish(imports.start(one=one, by=admin))
    noted = {deal.external_id: deal.notes for deal in Deal.objects.all()}
    assert {deal.stage_id for deal in Deal.objects.all()} == {stage.pk}
    assert "پاکت" not in noted["05-022"] and "منتظر طرح" in noted["05-024"]


def test_a_word_that_nobody_explained_stays_as_a_note(admin, pipeline, upload):
    finish(imports.start(one=upload(BOOK, admin), by=admin))
    assert "پاکت" in Deal.objects.get(external_id="05-022").notes
