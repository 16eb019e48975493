"""What went with an import that was taken back does not come back when somebody undoes its merge."""

import pytest

from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, merging
from kariz.people.models import Company
from kariz.pipeline.actions import deals, doubled_deals
from kariz.pipeline.models import Deal

DEALS = "Deal Name,Company,Amount\nOffice fit out,Kelso,100\n"


@pytest.fixture
def fit_out(admin, pipeline):
    kelso = companies.create(by=admin, name="Kelso")
    new = deals.NewDeal(title="Office fit-out", company=kelso, pipeline=pipeline)
    return deals.create(new=new, by=admin)


def test_mina_cannot_bring_back_by_undo_the_deal_whose_import_she_took_back(admin, fit_out, bring):
    one = bring(DEALS, admin, name="expo.csv")
    doubled_deals.merge(deal=fit_out, other=Deal.objects.latest("pk"), by=admin)
    finish(imports.take_back(one=one, by=admin))
    with pytest.raises(CannotUndo, match="expo"):
        undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert list(Deal.objects.filter(deleted_at=None)) == [fit_out]


def test_mina_still_undoes_the_merge_of_deals_while_their_import_stands(admin, fit_out, bring):
    bring(DEALS, admin)
    doubled_deals.merge(deal=fit_out, other=Deal.objects.latest("pk"), by=admin)
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert Deal.objects.filter(deleted_at=None).count() == 2


def test_a_company_of_an_import_that_was_taken_back_stays_away_too(admin, company, bring):
    kelso = companies.create(by=admin, name="Kelso Interiors")
    one = bring("نام شرکت,شهر\nکاوش,یزد\n", admin, name="expo.csv")
    gone = Company.objects.get(name="کاوش")
    merging.merge(survivor=kelso, others=[gone], by=admin)
    finish(imports.take_back(one=one, by=admin))
    with pytest.raises(CannotUndo, match="expo"):
        undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert not Company.objects.filter(pk=gone.pk, deleted_at=None).exists()
