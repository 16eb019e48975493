"""A real-shaped file that nobody here wrote, as it is."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import File

from kariz.access.models import User
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.jobs.leases import claim
from kariz.people.models import Company
from kariz.pipeline.models import Deal, DealLine, Product, StageVisit

FILE = Path(__file__).resolve().parents[5] / "shared" / "data" / "maven" / "sales_pipeline.csv"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the maven data is not on this machine")


def bring(by):
    with FILE.open("rb") as file:
        one = imports.upload(file=File(file, "sales_pipeline.csv"), by=by)
    one = imports.start(one=one, by=by)
    runs.work(claim(Import.objects.filter(pk=one.pk)))
    return Import.objects.get(pk=one.pk)


def test_mina_imports_the_maven_pipeline_as_it_is_and_only_once(admin, pipeline):
    one = bring(admin)
    assert (one.phase, one.created_count, one.refused_count) == ("done", 8800, 0), one.error
    assert Deal.objects.filter(outcome="won", amount__isnull=False).count() == 4238
    assert Deal.objects.filter(outcome="lost").count() == 2473
    assert Deal.objects.filter(outcome="open").count() == 2089
    assert Deal.objects.filter(company=None).count() == 1425
    assert Company.objects.count() == 85
    assert User.objects.filter(email=None, role="seller").count() == 30
    assert Product.objects.count() == 7
    assert DealLine.objects.count() == 8800
    stages = Deal.objects.filter(outcome="open").values_list("stage__template", flat=True)
    assert sorted({(name, list(stages).count(name)) for name in stages}) == [
        ("prospecting", 500),
        ("qualification", 1589),
    ]
    deal = Deal.objects.select_related("owner", "company").get(external_id="1C1I7A6R")
    assert (deal.owner.name, deal.company.name, deal.amount) == ("Moses Frase", "Cancity", 10540)
    assert deal.closed_at.astimezone(runs.Context(one, admin).zone).date() == date(2017, 3, 1)
    assert deal.entered_stage_at.astimezone(runs.Context(one, admin).zone).date() == date(2016, 10, 20)
    assert StageVisit.objects.filter(how="imported").count() == 8800
    again = bring(admin)
    assert (again.created_count, again.skipped_count, Deal.objects.count()) == (0, 8800, 8800)
