"""A set is looked through before it runs, is all or nothing where asked, and goes back with all that it brought."""

import json

from kariz.access.actions import tokens
from kariz.access.models import User
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ExpectedRow, ExternalRef, ImportSet
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.tests import didar
from kariz.exchange.tests.test_set_doors import HUBSPOT, uploads
from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Activity, Deal, Product, StageVisit
from kariz.records.models import Comment

MODELS = (Company, Contact, Deal, Product, Activity, Comment, StageVisit, ExternalRef, User)
BAD = HUBSPOT | {
    "deals.csv": HUBSPOT["deals.csv"] + "7003,Odd,appointmentscheduled,7 pumps,Sam Sales,,,9001,8001\n"
}


def upload(files, by, **options):
    whole = sets.upload(files=uploads(files), by=by)
    dollars = {"currency": "USD", "rate": "900000"}
    return sets.change(whole=whole, by=by, options=dollars | options)


def work(whole):
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def counted():
    return {model: model.objects.count() for model in MODELS}


def groups(whole):
    return {
        total.kind: {group: count for group, count in total.counts.items() if count}
        for total in queries.totals(queries.parts_of(whole))
    }


def test_looking_through_a_set_writes_nothing_and_foresees_what_comes(admin, pipeline):
    before = counted()
    whole = upload(HUBSPOT, admin)
    whole = work(set_runs.check(whole=whole, by=admin))
    assert (whole.phase, whole.error) == ("mapped", "")
    assert counted() == before
    foreseen = groups(whole)
    assert foreseen["history"] == {"updated": 4, "skipped": 1}
    assert foreseen["notes"] == {"created": 1}
    done = work(set_runs.start(whole=whole, by=admin))
    assert done.phase == "done"
    assert groups(done) == foreseen


def test_an_export_of_didar_is_foreseen_as_it_comes(admin, pipeline):
    whole = sets.upload(files=uploads(didar.make(companies=20).files), by=admin)
    whole = work(set_runs.check(whole=whole, by=admin))
    foreseen = groups(whole)
    assert not queries.expected_bad(whole).exists()
    done = work(set_runs.start(whole=whole, by=admin))
    assert groups(done) == foreseen


def test_all_or_nothing_holds_for_the_whole_set(admin, pipeline):
    before = counted()
    whole = upload(BAD, admin, all_or_nothing=True)
    whole = work(set_runs.start(whole=whole, by=admin))
    assert whole.phase == "failed"
    assert whole.error
    assert counted() == before
    [bad] = queries.expected_bad(whole)
    assert (bad.of.name, bad.number, bad.notes[0]["field"]) == ("deals.csv", 4, "amount")
    whole = sets.change(whole=whole, by=admin, options={"all_or_nothing": False})
    whole = work(set_runs.start(whole=whole, by=admin))
    assert (whole.phase, Deal.objects.count()) == ("done", 2)


def test_all_or_nothing_runs_where_all_rows_are_good(admin, pipeline):
    whole = upload(HUBSPOT, admin, all_or_nothing=True)
    assert work(set_runs.start(whole=whole, by=admin)).phase == "done"
    assert Deal.objects.count() == 2


def test_taking_a_set_back_takes_products_and_names_that_nobody_uses(admin, pipeline):
    before = {model: model.objects.count() for model in (Product, User)}
    whole = sets.upload(files=uploads(didar.make(companies=12).files), by=admin)
    whole = work(set_runs.start(whole=whole, by=admin))
    assert User.objects.active().count() == before[User] + 3
    kept = Product.objects.first()
    mine = deal_actions.create(new=deal_actions.NewDeal(title="Mine", pipeline=pipeline), by=admin)
    mine.lines.create(product=kept, title=kept.name)
    firm = Company.objects.filter(deleted_at=None).first()
    companies.change(company=firm, by=admin, city="Yazd city")
    assert queries.parts_of(whole)
    whole = work(set_runs.take_back(whole=whole, by=admin))
    assert whole.phase == "taken_back"
    assert list(Product.objects.filter(retired_at=None)) == [kept]
    stayed = {(one["kind"], one["id"]) for one in queries.stayed(queries.parts_of(whole))}
    assert {("product", kept.pk), ("company", firm.pk)} <= stayed
    owners = {user.name for user in User.objects.active()} & {"مریم احمدی", "علی رضایی", "زهرا کریمی"}
    assert owners == ({firm.owner.name} if firm.owner else set())
    again = sets.upload(files=uploads(didar.make(companies=12).files), by=admin)
    assert work(set_runs.start(whole=again, by=admin)).phase == "done"


def test_a_program_looks_through_starts_and_takes_back_and_is_told_what_stayed(admin, pipeline, client):
    secret = tokens.create(by=admin, name="move", scope="admin").secret
    headers = {"authorization": f"Bearer {secret}"}
    told = client.post("/api/v1/import-sets", {"file": uploads(BAD)}, headers=headers).json()
    url = f"/api/v1/import-sets/{told['id']}"

    def post(path, **data):
        return client.post(url + path, json.dumps(data), content_type="application/json", headers=headers)

    patch = {"options": {"currency": "USD", "rate": "900000"}}
    client.patch(url, json.dumps(patch), content_type="application/json", headers=headers)
    assert post("/rehearsals").status_code == 202
    runs.work_all()
    told = client.get(url, headers=headers).json()
    assert (told["state"], told["foreseen"]["refused"]) == ("mapped", 1)
    rows = client.get(f"{url}/refused-rows", headers=headers).json()["items"]
    assert [(row["number"], row["notes"][0]["field"]) for row in rows] == [(4, "amount")]
    assert post("/runs").status_code == 202
    runs.work_all()
    deal = Deal.objects.get(external_id="7001")
    deal_actions.change(deal=deal, by=admin, title="Bluebay, bigger")
    changed = client.get(f"{url}/changed", headers=headers).json()
    assert [row["name"] for row in changed["rows"]] == ["Bluebay, bigger"]
    assert post("/taking-back").status_code == 202
    runs.work_all()
    told = client.get(url, headers=headers).json()
    assert ("deal", "Bluebay, bigger") in [(one["kind"], one["name"]) for one in told["stayed"]]
    assert Deal.objects.filter(deleted_at=None).get() == deal


def test_mina_sees_the_bad_rows_with_their_reasons_on_the_page_of_the_set(admin, pipeline, client):
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    whole = upload(BAD, admin)
    url = f"/imports/together/{whole.pk}/"
    form = {
        "version": whole.version,
        "pipeline": pipeline.pk,
        "unit": "toman",
        "owner": "nobody",
        "existing": "update",
    }
    assert client.post(f"{url}options/", form | {"check": "1"}).status_code == 302
    assert "Stop checking" in client.get(url).content.decode()
    work(whole)
    page = client.get(url).content.decode()
    assert "Rows that cannot be imported" in page
    assert "(“<bdi>7 pumps</bdi>”)" in page
    whole.refresh_from_db()
    assert client.post(f"{url}options/", form | {"version": whole.version, "start": "1"}).status_code == 302
    work(whole)
    page = client.get(url).content.decode()
    assert "What became of the rows" in page
    assert "(“<bdi>7 pumps</bdi>”)" in page
    assert "Take all of it back" in page
    assert "Nobody changed anything" in client.get(f"{url}taking-back/").content.decode()
    assert client.post(f"{url}taking-back/", {"changed": "keep"}).status_code == 302
    assert work(whole).phase == "taken_back"
    assert "is gone" in client.get(url).content.decode()


def test_mina_says_on_the_page_of_the_set_that_its_amounts_are_dollars(admin, pipeline, client):
    client.force_login(admin)
    whole = sets.upload(files=uploads(HUBSPOT), by=admin)
    url = f"/imports/together/{whole.pk}/"
    form = {"version": whole.version, "pipeline": pipeline.pk, "owner": "nobody", "existing": "fill"}
    assert client.post(f"{url}options/", form | {"currency": "USD", "rate": "0"}).status_code == 422
    assert client.post(f"{url}options/", form | {"currency": "USD", "rate": "900000"}).status_code == 302
    whole.refresh_from_db()
    assert client.post(f"{url}options/", form | {"version": whole.version, "start": "1"}).status_code == 302
    work(whole)
    deal = Deal.objects.get(external_id="7001")
    assert (deal.amount, deal.currency) == (1_500_000, "USD")


def test_the_page_of_one_file_of_a_set_leads_back_to_the_set_and_starts_nothing_itself(
    admin, pipeline, client
):
    whole = work(set_runs.check(whole=upload(HUBSPOT, admin), by=admin))
    client.force_login(admin)
    part = next(part for part in queries.parts_of(whole) if part.kind == "deals")
    page = client.get(f"/imports/{part.pk}/?group=created").content.decode()
    assert f"/imports/{part.pk}/run/" not in page and f"/imports/together/{whole.pk}/" in page
    assert f"/imports/{part.pk}/leaving-out/" in page


def test_mina_leaves_rows_of_a_set_out_one_after_the_other_without_waiting(admin, pipeline, client):
    whole = work(set_runs.check(whole=upload(HUBSPOT, admin), by=admin))
    client.force_login(admin)
    part = next(part for part in queries.parts_of(whole) if part.kind == "deals")
    for number in (2, 3):
        back = client.post(f"/imports/{part.pk}/rows/", {"row": [number], "how": "skip", "group": "created"})
        assert back["Location"] == f"/imports/{part.pk}/?group=created"
    whole = work(ImportSet.objects.get(pk=whole.pk))
    part.refresh_from_db()
    assert part.lines_left_out == [2, 3] and part.outcome["counts"]["skipped"] == 2
    client.post(f"/imports/{part.pk}/rows/", {"row": [2], "how": "take"})
    client.post(f"/imports/{part.pk}/outcome/stop/")
    whole.refresh_from_db()
    assert whole.phase == "mapped"


FIRST = "نام,شرکت,موبایل\nسارا محمدی,کاوش,09121112233\nرضا یگانه,نیکان,09121112244\nمریم کریمی,کاوش,\n"
SECOND = "نام,موبایل,شرکت,سمت\nسارا محمدی,09121112233,,مدیر\nمریم کریمی,,کاوش,مدیر\nنوید آذر,09121112255,کاوش,مدیر\n"
SOLD = "عنوان,شرکت,مبلغ,شخص\nپمپ,دژ آفرین,30,حسن رستمی\nشیر,کاوش,40,سارا محمدی\n"
CALLED = "تاریخ,شرکت,با چه کسی,شرح تماس\n1403/02/01,دژ آفرین,حسن رستمی,زنگ زدم\n1403/02/02,کاوش,سارا محمدی,زنگ زدم\n"


def test_whom_several_lists_bring_is_counted_once_before_the_import_as_after_it(admin, pipeline):
    files = {"a.csv": FIRST, "b.csv": SECOND, "deals.csv": SOLD, "calls.csv": CALLED}
    whole = sets.upload(files=uploads(files), by=admin)
    assert {part.kind for part in queries.parts_of(whole)} == {"contacts", "deals", "activities"}
    whole = work(set_runs.check(whole=whole, by=admin))
    foreseen, parts = groups(whole), queries.parts_of(whole)
    assert foreseen["contacts"] == {"created": 4, "merged": 2}
    told = [sum(part.outcome["records"].get(kind, 0) for part in parts) for kind in ("company", "contact")]
    assert not any("نیست" in reason for part in parts for reason in part.outcome["said"])
    shown = ExpectedRow.objects.filter(of__in=parts)
    assert shown.filter(group="merged").exists() and not shown.filter(result_id__isnull=False).exists()
    done = work(set_runs.start(whole=whole, by=admin))
    assert groups(done) == foreseen
    assert told == [Company.objects.count(), Contact.objects.count()] == [3, 5]
