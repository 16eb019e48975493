"""Product lines of deals that are there already."""

from kariz.access.models import Membership
from kariz.exchange.actions import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals
from kariz.pipeline.models import DealLine

LINES = "deal,product,quantity,unit price\nBoiler,Pump,2,100\n"


def bring(upload, by):
    one = imports.change(one=upload(LINES, by), by=by, kind="lines")
    return finish(imports.start(one=one, by=by))


def test_reza_cannot_put_products_on_the_deal_of_a_colleague_whom_he_sees(ali, reza, team, pipeline, upload):
    Membership.objects.create(team=team, user=reza)
    deals.create(new=deals.NewDeal(title="Boiler", pipeline=pipeline, owner=ali), by=ali)
    done = bring(upload, reza)
    assert (done.refused_count, DealLine.objects.count()) == (1, 0)
    [error] = done.rows.get(action="refused").errors
    assert error["text"] in ("You may not change this deal.", "اجازهٔ تغییر این معامله را ندارید.")


def test_ali_brings_the_products_of_his_own_deal(ali, pipeline, upload):
    deals.create(new=deals.NewDeal(title="Boiler", pipeline=pipeline, owner=ali), by=ali)
    done = bring(upload, ali)
    assert (done.refused_count, DealLine.objects.get().title) == (0, "Pump")
