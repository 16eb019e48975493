"""Product lines of deals that come again: changed ones change, further ones are added, the rest is left alone."""

from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import lines
from kariz.pipeline.models import Deal, Product

HEAD = "external id,title,amount,product,quantity,unit price\n"
FIRST = HEAD + "7,Boiler,900,Pump,2,100\n7,Boiler,900,Valve,1,50\n8,Stove,300,Pipe,3,100\n"
NEWER = (
    HEAD
    + "7,Boiler,900,Pump,5,100\n7,Boiler,900,Valve,1,50\n7,Boiler,900,Hose,1,70\n8,Stove,300,Pipe,3,100\n"
)


def held(key="7"):
    deal = Deal.objects.get(external_id=key)
    return [(line.title, int(line.quantity), line.unit_price) for line in deal.lines.all()]


def overwrite(bring, content, by, **options):
    return bring(content, by, existing="update", unit="rial", **options)


def test_the_lines_of_a_new_deal_leave_an_event(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50)]
    [event] = Event.objects.filter(verb="deal.lines", deal_id=Deal.objects.get(external_id="7").pk)
    assert [line["title"] for line in event.changes["lines"][1]] == ["Pump", "Valve"]
    assert event.batch.startswith("import-")


def test_the_same_file_again_changes_no_line_and_no_version(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    before = dict(Deal.objects.values_list("pk", "version"))
    again = overwrite(bring, FIRST, admin)
    assert (again.created_count, again.updated_count, again.skipped_count) == (0, 0, 3)
    assert dict(Deal.objects.values_list("pk", "version")) == before


def test_a_newer_file_changes_the_line_that_changed_and_adds_the_further_one(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    before = Deal.objects.get(external_id="7")
    newer = overwrite(bring, NEWER, admin)
    assert (newer.updated_count, newer.skipped_count, newer.refused_count) == (2, 2, 0)
    assert held() == [("Pump", 5, 100), ("Valve", 1, 50), ("Hose", 1, 70)]
    after = Deal.objects.get(external_id="7")
    assert (after.version > before.version, after.amount) == (True, 900)
    assert held("8") == [("Pipe", 3, 100)]


def test_taking_the_newer_file_back_puts_the_former_lines_back(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    newer = overwrite(bring, NEWER, admin)
    finish(imports.take_back(one=newer, by=admin))
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50)]
    assert Deal.objects.get(external_id="7").amount == 900
    overwrite(bring, NEWER, admin)
    assert held() == [("Pump", 5, 100), ("Valve", 1, 50), ("Hose", 1, 70)]


def test_lines_that_went_back_in_the_other_system_go_back_here(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    overwrite(bring, NEWER, admin)
    overwrite(bring, FIRST, admin)
    assert held()[:2] == [("Pump", 2, 100), ("Valve", 1, 50)]


def test_a_line_that_ali_changed_here_stays_when_the_same_row_comes_again(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    deal = Deal.objects.get(external_id="8")
    lines.set_lines(deal=deal, by=admin, lines=[lines.NewLine("Pipe", 80)])
    again = overwrite(bring, FIRST, admin)
    assert (again.updated_count, held("8")) == (0, [("Pipe", 1, 80)])


def test_filling_adds_further_lines_and_changes_none(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    filled = bring(NEWER, admin, existing="fill", unit="rial")
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50), ("Hose", 1, 70)]
    assert filled.updated_count == 1


def test_leaving_what_is_there_leaves_the_lines(admin, pipeline, bring):
    overwrite(bring, FIRST, admin)
    bring(NEWER, admin, existing="skip", unit="rial")
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50)]


def test_a_deal_of_many_products_comes_in_whole_across_the_parts_of_the_work(admin, pipeline, bring):
    rows = "".join(f"7,Boiler,900,Thing {n},1,{n}\n" for n in range(1, 451))
    overwrite(bring, HEAD + rows, admin)
    assert len(held()) == 450
    more = overwrite(bring, HEAD + rows.replace("Thing 449,1", "Thing 449,9"), admin)
    assert (more.updated_count, len(held())) == (1, 450)
    assert ("Thing 449", 9, 449) in held()
    assert Product.objects.count() == 450


LINES = "deal,product,quantity,unit price\nBoiler,Pump,{},100\nBoiler,Hose,1,70\n"


def bring_lines(upload, by, content, existing="update"):
    one = upload(content, by)
    one = imports.change(one=one, by=by, kind="lines", options={"existing": existing, "unit": "rial"})
    return finish(imports.start(one=one, by=by))


def test_a_file_of_lines_alone_changes_them_and_is_taken_back(admin, pipeline, bring, upload):
    overwrite(bring, FIRST, admin)
    bring_lines(upload, admin, LINES.format(2))
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50), ("Hose", 1, 70)]
    done = bring_lines(upload, admin, LINES.format(4))
    assert held() == [("Pump", 4, 100), ("Valve", 1, 50), ("Hose", 1, 70)]
    finish(imports.take_back(one=done, by=admin))
    assert held() == [("Pump", 2, 100), ("Valve", 1, 50), ("Hose", 1, 70)]
