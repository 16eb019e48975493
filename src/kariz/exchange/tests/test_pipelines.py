"""Several pipelines of another system: each goes to one of Kariz, with its own stages."""

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.views import preview
from kariz.pipeline.models import Deal, Pipeline, Stage, StageVisit
from kariz.web.errors import FieldErrors

DEALS = """\
Deal - ID,Deal - Title,Deal - Pipeline,Deal - Stage
1,Boiler,Sales,Proposal
2,Renewal of Nikan,Renewals,Asked
3,Renewal of Kavosh,Renewals,Signed up
4,Odd,Something else,Proposal
"""


@pytest.fixture
def renewals(admin, pipeline):
    made = Pipeline.objects.create(name="Renewals")
    for place, (name, segment) in enumerate([("Asked", "generation"), ("Signed up", "closing")]):
        Stage.objects.create(pipeline=made, name=name, segment=segment, position=place)
    return made


def where():
    rows = Deal.objects.order_by("external_id").select_related("stage", "pipeline")
    return [(deal.pipeline_id, str(deal.stage.title)) for deal in rows]


def test_each_pipeline_goes_to_the_one_that_is_called_so_and_others_to_the_chosen_one(
    admin, pipeline, renewals, bring
):
    one = bring(DEALS, admin)
    assert (one.created_count, one.refused_count) == (4, 0), list(one.rows.values_list("errors", flat=True))
    assert one.options["pipelines"] == {"Sales": "", "Renewals": str(renewals.pk), "Something else": ""}
    proposal = str(Stage.objects.get(pipeline=pipeline, template="proposal").title)
    assert where() == [
        (pipeline.pk, proposal),
        (renewals.pk, "Asked"),
        (renewals.pk, "Signed up"),
        (pipeline.pk, proposal),
    ]


def test_mina_sends_a_pipeline_elsewhere_and_its_stages_are_understood_anew(
    admin, pipeline, renewals, upload, client
):
    client.force_login(admin)
    one = upload(DEALS, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Renewals › Asked" in page
    form = {
        "version": one.version,
        "kind": "deals",
        "header": "on",
        "pipeline": pipeline.pk,
        "field": [one.mapping.get(column, "") for column in one.columns],
        "pipeline_text": ["Sales", "Renewals", "Something else"],
        "pipeline_meaning": ["", str(renewals.pk), str(renewals.pk)],
    }
    assert client.post(f"/imports/{one.pk}/mapping/", form).status_code == 302
    one = Import.objects.get(pk=one.pk)
    assert one.options["pipelines"]["Something else"] == str(renewals.pk)
    assert "Something else › Proposal" in one.options["stages"]
    imports.start(one=one, by=admin)
    runs.work_all()
    assert where()[3] == (renewals.pk, "Signed up")


def test_a_pipeline_that_is_none_is_refused(admin, pipeline, upload):
    with pytest.raises(FieldErrors) as refused:
        imports.change(one=upload(DEALS, admin), by=admin, options={"pipelines": {"Sales": "999999"}})
    assert "pipelines" in refused.value.errors


def test_tables_of_labels_say_what_numbers_of_stages_mean(admin, pipeline):
    files = {
        "stages.csv": "stage_id,label,pipeline_id\nx1,Proposal,default\nx2,Closed won,default\n",
        "deals.csv": "deal_id,property_dealname,deal_pipeline_stage_id\n7,Boiler,x1\n8,Stove,x2\n",
        "history.csv": "deal_id,value,date_entered\n7,x1,2026-02-01\n",
    }
    whole = sets.upload(files=[ContentFile(text.encode(), name) for name, text in files.items()], by=admin)
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    assert ImportSet.objects.get(pk=whole.pk).phase == "done"
    boiler, stove = Deal.objects.order_by("external_id")
    assert (boiler.stage.template, stove.outcome) == ("proposal", "won")
    assert StageVisit.objects.get(deal=boiler).entered_at.date().isoformat() == "2026-01-31"
    assert Pipeline.objects.count() == 1


def test_the_preview_shows_the_stages_of_each_pipeline_in_its_own_words(
    admin, pipeline, renewals, upload, client
):
    text = DEALS.replace("Asked", "asked").replace("Signed up", "SIGNED UP")
    one = upload(text, admin)
    rows = preview.rows(one, queries.preview(one, admin).first)
    place = one.columns.index("Deal - Stage")
    proposal = str(Stage.objects.get(pipeline=pipeline, template="proposal").title)
    assert [row["cells"][place].text for row in rows] == [proposal, "Asked", "Signed up", proposal]
