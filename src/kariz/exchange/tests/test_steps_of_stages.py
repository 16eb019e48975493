"""An open deal has a next step: where its list names none, its stage plans one, and the page says of how many."""

from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.actions import moves
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.tests.helpers import meet_all

OPEN = [
    ["کد", "شرکت", "عنوان", "مبلغ (ریال)", "وضعیت", "اقدام بعدی", "موعد"],
    ["1", "کفش مسعود", "لیبل رب", 550, "باز", "طرح را بفرستم", "1430/09/17"],
    ["2", "باسلق ارس", "جعبه قرابیه", 655, "باز", "", ""],
    ["3", "آبنبات ساوالان", "جعبه نوقا", 330, "باز", "", ""],
    ["4", "چای احمدزاده", "جعبه چای", 760, "فروش", "", ""],
]
FOLLOWED = [
    ["شرکت", "عنوان", "مبلغ (ریال)", "قدم بعد"],
    ["آبنبات ساوالان", "جعبه نوقا", 330, "زنگ بزنم"],
]


def test_how_many_get_a_step_of_their_stage_is_said_before_and_after(admin, pipeline, client):
    client.force_login(admin)
    whole = upload(admin, جاری=OPEN, پیگیری=FOLLOWED)
    assert coming(parts_of(whole)).control.stepless == 1, "the list of follow-ups names the step of the third"
    assert 'data-control-mark="stepless"' in client.get(f"/imports/together/{whole.pk}/").content.decode()
    done = run(whole, admin)
    assert came(admin, *parts_of(done))["planned"] == 1
    assert 'data-control-mark="planned"' in client.get(f"/imports/together/{whole.pk}/").content.decode()
    planned = Activity.objects.filter(done_at=None, deleted_at=None).exclude(source=None)
    assert [one.deal.external_id for one in planned] == ["2"]


def test_what_a_stage_plans_later_is_no_matter_of_the_import(admin, pipeline):
    done = run(upload(admin, a=OPEN, b=FOLLOWED), admin)
    deal = Deal.objects.get(external_id="1")
    meet_all(deal, admin)
    moves.move(deal=Deal.objects.get(pk=deal.pk), to=pipeline.stages.order_by("position")[1], by=admin)
    assert came(admin, *parts_of(done))["planned"] == 1
