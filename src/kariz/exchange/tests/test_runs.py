"""What happens to the rows of a file."""

import io
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.actions.at_work import pace, runs
from kariz.exchange.actions.at_work.ahead import Ahead
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.exports.exporting import KINDS
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.tests.conftest import finish
from kariz.jobs.leases import claim
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, committee, moves
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Activity, Deal
from kariz.web.behind import behind
from kariz.web.errors import NotAllowed

PERSIAN = (
    "عنوان معامله,نام شرکت,نام و نام خانوادگی,موبایل,مبلغ (ریال),مرحله,تاریخ ایجاد,مسئول\n"
    "پمپ آب,شرکت نیکان,رضا کریمی,۰۹۱۲۱۲۳۴۵۶۷,۱۲٬۵۰۰٬۰۰۰,پیشنهاد,۱۴۰۴/۰۲/۳۱,علی\n"
    "لوله,نیکان,رضا کریمی,09121234567,,مذاکره,1404/3/1,\n"
)


def numbered(count, bad=()):
    lines = [f"Deal {n},{'x' if n in bad else n * 10}" for n in range(1, count + 1)]
    return "title,amount\n" + "\n".join(lines) + "\n"


def test_sara_imports_a_persian_sheet_with_jalali_dates_persian_digits_and_rials(sara, pipeline, bring):
    ali = User.objects.create_user(name="علی", role="seller")
    one = bring(PERSIAN, sara)
    assert (one.phase, one.created_count, one.refused_count) == ("done", 2, 0), one.error
    pump, pipe = Deal.objects.select_related("stage", "company", "contact").order_by("id")
    assert (pump.title, pump.amount, pump.stage.template, pump.owner) == (
        "پمپ آب",
        12_500_000,
        "proposal",
        ali,
    )
    assert pump.created_at.astimezone(ZoneInfo("Asia/Tehran")).date() == date(2025, 5, 21)
    assert pump.company == pipe.company
    assert pump.contact == pipe.contact
    assert (pipe.amount, pipe.owner) == (None, sara)
    assert Contact.objects.get().points.get().normal == "+989121234567"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_ali_imports_persian_in_every_encoding_and_delimiter(ali, pipeline, bring, encoding, delimiter):
    text = "عنوان معامله,نام شرکت\r\nفروش پمپ,آب گستر\r\nنصب چاه,کاوش\r\n".replace("ی", "ي").replace(
        ",", delimiter
    )
    one = bring(text.encode(encoding), ali)
    assert (one.created_count, one.refused_count) == (2, 0), one.error
    assert set(Company.objects.values_list("name", flat=True)) == {"آب گستر", "کاوش"}


def test_blank_cells_stay_blank_and_nothing_bleeds_from_row_to_row(admin, pipeline, bring):
    text = "title,company,amount,owner,stage\nA,Nikan,100,Reza Amini,Proposal\nB,,,,\nC,Kavosh,,,\n"
    bring(text, admin, owner="nobody")
    _first, second, third = Deal.objects.select_related("stage").order_by("id")
    assert (second.company, second.amount, second.owner) == (None, None, None)
    assert second.stage.template == "prospecting"
    assert (third.company.name, third.owner) == ("Kavosh", None)


def test_the_bad_row_500_of_1000_is_refused_alone_with_its_reason(admin, pipeline, bring):
    one = bring(numbered(1000, bad=[500]), admin)
    assert (one.created_count, one.refused_count, one.position) == (999, 1, 1000)
    row = one.rows.get(action="refused")
    assert (row.number, row.errors[0]["field"], row.cells) == (501, "amount", ["Deal 500", "x"])


def test_all_or_nothing_writes_nothing_when_row_500_is_bad(admin, pipeline, bring):
    one = bring(numbered(1000, bad=[500]), admin, all_or_nothing=True)
    assert (one.phase, one.created_count, one.refused_count) == ("failed", 0, 1)
    assert not Deal.objects.exists()
    assert one.rows.get().number == 501


def test_a_file_imported_twice_brings_nothing_new(admin, pipeline, bring):
    bring(numbered(30), admin)
    again = bring(numbered(30), admin)
    assert (again.created_count, again.skipped_count, Deal.objects.count()) == (0, 30, 30)


def test_the_same_row_twice_in_a_file_is_one_deal(admin, pipeline, bring):
    one = bring("title,amount\nPump,5\nPump,5\n", admin)
    assert (one.created_count, one.skipped_count) == (1, 1)


def test_a_worker_killed_between_chunks_is_followed_by_another_that_goes_on(admin, pipeline, upload):
    one = imports.start(one=upload(numbered(35), admin), by=admin)
    dead = claim(Import.objects.all(), by="dead worker")
    context = runs.Context(dead, admin)
    whole = Ahead(runs.chunks(context, 0, lambda: 10))
    for _chunk in range(2):
        with behind() as writer:
            runs.run_chunk(dead, context, whole.take(), writer, whole)
    assert claim(Import.objects.all()) is None
    Import.objects.filter(pk=one.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    done = finish(one)
    assert (done.phase, done.position, done.created_count, Deal.objects.count()) == ("done", 35, 35, 35)
    with pytest.raises(runs.LeaseLost), behind() as writer:
        runs.run_chunk(dead, context, whole.take(), writer, whole)
    assert Deal.objects.count() == 35


def test_mina_takes_an_import_back_whole_and_may_import_it_again(admin, pipeline, bring):
    text = "opportunity id,title,company,contact,email\nx1,Pump,Nikan,Reza,reza@nikan.ir\nx2,Pipe,Kavosh,Lale,l@kavosh.ir\n"
    one = bring(text, admin)
    back = finish(imports.take_back(one=one, by=admin))
    assert (back.phase, back.kept_count) == ("taken_back", 0)
    assert not Deal.objects.filter(deleted_at=None).exists()
    assert not Company.objects.filter(deleted_at=None).exists()
    assert not Contact.objects.filter(deleted_at=None).exists()
    assert bring(text, admin).created_count == 2


def test_a_deal_that_ali_changed_since_stays_when_the_import_is_taken_back(admin, pipeline, bring):
    one = bring("title,company\nPump,Nikan\nPipe,Nikan\n", admin)
    deal_actions.change(deal=Deal.objects.get(title="Pump"), by=admin, amount=5)
    back = finish(imports.take_back(one=one, by=admin))
    assert back.kept_count == 2
    assert list(Deal.objects.filter(deleted_at=None).values_list("title", flat=True)) == ["Pump"]
    assert Company.objects.filter(deleted_at=None).count() == 1


def test_an_update_changes_fields_and_stages_but_what_somebody_moved_here_goes_through_the_gate(
    admin, pipeline, bring
):
    bring("external id,title,amount,stage\nx1,Pump,5,Negotiation\nx2,Pipe,5,Discovery\n", admin)
    first = pipeline.stages.earliest("position")
    moves.move(deal=Deal.objects.get(external_id="x1"), to=first, by=admin)
    one = bring(
        "external id,title,amount,stage\nx1,Pump,7,Proposal\nx2,Pipe,9,Proposal\n", admin, existing="update"
    )
    assert (one.updated_count, one.refused_count) == (2, 0)
    stopped = Deal.objects.get(external_id="x1")
    assert (stopped.amount, stopped.stage.position) == (70, 0)
    placed = Deal.objects.get(external_id="x2")
    assert (placed.amount, placed.stage.template) == (90, "proposal")
    assert one.rows.get(number=2).warnings[0]["stopped"]


def test_rows_of_one_deal_are_its_product_lines(admin, pipeline, bring):
    head = "کد معامله,عنوان معامله,ارزش معامله,عنوان محصول,وضعیت معامله"
    text = f"{head}\n7,پمپ,100,GTX Pro,موفق\n7,پمپ,100,MG,موفق\n8,لوله,5,GTXPro,جاری\n"
    one = bring(text, admin)
    assert (one.created_count, one.updated_count) == (2, 1)
    deal = Deal.objects.get(external_id="7")
    assert (deal.outcome, [line.title for line in deal.lines.all()]) == ("won", ["GTX Pro", "MG"])
    assert Deal.objects.get(external_id="8").lines.get().product.name == "GTX Pro"


def test_ali_cannot_make_users_so_deals_of_unknown_sellers_have_no_owner(ali, pipeline, bring):
    one = bring("title,owner\nPump,Nobody Known\n", ali)
    assert Deal.objects.get().owner is None
    assert "Nobody Known" in one.rows.get().warnings[0]["text"]
    assert not User.objects.filter(name="Nobody Known").exists()


def test_nima_the_viewer_may_not_import(viewer, company, upload):
    with pytest.raises(NotAllowed):
        upload("title\nPump\n", viewer)


def test_contacts_and_companies_are_told_from_deals(admin, pipeline, bring):
    people = bring(
        "نام,نام خانوادگی,موبایل,شرکت\nسارا,محمدی,09121112233,نیکان\nسارا,محمدی,09121112233,نیکان۲\n", admin
    )
    assert (people.kind, people.created_count, people.skipped_count) == ("contacts", 1, 1)
    assert Contact.objects.get().name == "سارا محمدی"
    firms = bring("نام شرکت,صنعت,شهر,تعداد کارکنان\nکاوش,معدن,یزد,۱۲۰\nشرکت کاوش,معدن,یزد,۱۲۰\n", admin)
    assert (firms.kind, firms.created_count, firms.skipped_count) == ("companies", 1, 1)
    assert Company.objects.get(name="کاوش").size == 120


def test_an_xlsx_with_dates_and_numbers_is_read(admin, pipeline, bring):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(
            [
                ["title", "amount", "created"],
                ["Pump", 12.5, date(2025, 5, 21)],
                ["", "", ""],
                ["Pipe", "x", ""],
            ]
        ):
            for column, value in enumerate(row):
                sheet.write(place, column, value)
    one = bring(out.getvalue(), admin, name="list.xlsx")
    assert (one.created_count, one.refused_count) == (1, 1), one.error
    assert Deal.objects.get().amount == 125
    assert one.rows.get(action="refused").number == 4


def test_won_deals_leave_no_open_work(admin, pipeline, bring):
    bring("title,status,close date\nPump,Won,2025-01-05\nPipe,Lost,2025-01-05\n", admin)
    assert not Activity.objects.exists()
    assert not Deal.objects.filter(on_board=True).exists()


def test_all_kinds_of_export_but_obstacles_come_in_again():
    assert set(KINDS) - {"obstacles"} <= set(Import.Kind.values)
    assert ImportRow.Action.CREATED == "created"


def test_a_seller_whose_row_was_refused_does_not_lend_the_name_to_another(admin, pipeline, bring):
    bring("external id,title,amount\nx1,Pump,5\n", admin)
    Deal.objects.update(rate=10**9)
    text = (
        "external id,title,amount,owner\nx1,Pump,1000000000,Ghost One\n"
        "x2,Pipe,5,Other Person\nx3,Well,5,Ghost One\n"
    )
    one = bring(text, admin, existing="update")
    assert one.refused_count == 1
    owners = dict(Deal.objects.exclude(external_id="x1").values_list("external_id", "owner__name"))
    assert owners == {"x2": "Other Person", "x3": "Ghost One"}


def test_a_deal_that_one_file_brings_and_then_changes_goes_whole_when_it_is_taken_back(
    admin, pipeline, bring, monkeypatch
):
    monkeypatch.setattr(pace, "FIRST", 1)
    one = bring("external id,title,amount\nx1,Pump,5\nx1,Pump,7\n", admin, existing="update")
    assert (one.created_count, one.updated_count) == (1, 1)
    assert finish(imports.take_back(one=one, by=admin)).kept_count == 0
    assert not Deal.objects.filter(deleted_at=None).exists()


def test_a_stage_written_with_arabic_letters_is_previewed_as_the_stage_it_becomes(
    sara, pipeline, upload, client
):
    one = upload("عنوان معامله,مرحله\nپمپ,مذاكره\n", sara)
    sara.language = "en"
    sara.save()
    client.force_login(sara)
    assert (
        'title="مذاكره"><bdi>Negotiation or commitment<' in client.get(f"/imports/{one.pk}/").content.decode()
    )


@pytest.mark.parametrize("use", ["committee", "activity", "reports_to"])
def test_a_contact_that_sara_works_with_since_stays_when_the_import_is_taken_back(
    admin, pipeline, bring, use
):
    one = bring("title,company,contact,email\nPump,Nikan,Reza,reza@nikan.ir\n", admin)
    reza = Contact.objects.get()
    deal = deal_actions.create(
        new=deal_actions.NewDeal(title="Own", pipeline=pipeline, owner=admin), by=admin
    )
    if use == "committee":
        committee.put_member(deal=deal, contact=reza, role="champion", by=admin)
    elif use == "activity":
        activities.plan(by=admin, deal=deal, contact=reza, kind="call", name="Call")
    else:
        contacts.create(by=admin, name="Lale", company=reza.company, reports_to=reza)
    back = finish(imports.take_back(one=one, by=admin))
    assert back.phase == "taken_back"
    assert Contact.objects.get(pk=reza.pk).deleted_at is None


def test_what_may_not_be_removed_stays_and_the_rest_is_taken_back(admin, pipeline, bring, monkeypatch):
    one = bring("title\nPump\nPipe\n", admin)
    may = User.can
    monkeypatch.setattr(
        User,
        "can",
        lambda user, name, record=None: (
            not (name == "deal.delete" and record is not None and record.title == "Pump")
            and may(user, name, record)
        ),
    )
    back = finish(imports.take_back(one=one, by=admin))
    assert (back.phase, back.kept_count) == ("taken_back", 1)
    assert Deal.objects.get(deleted_at=None).title == "Pump"


def test_a_change_that_cannot_be_put_back_stays_and_its_row_says_why(admin, pipeline, bring):
    bring("deal id,title,amount\n7,Pump,5\n", admin)
    one = bring("deal id,title,amount\n7,Pump,9\n8,Pipe,1\n", admin, existing="update")
    pump = Deal.objects.get(external_id="7")
    deal_actions.change(deal=pump, by=admin, amount=123)
    back = finish(imports.take_back(one=one, by=admin))
    changed, made = back.rows.order_by("number")
    assert (changed.taken_back, made.taken_back) == (False, True)
    assert changed.warnings[-1]["text"] == back.stayed[0]["why"]
    assert Deal.objects.get(external_id="7").amount == 123


def test_an_import_that_was_taken_back_has_touched_nothing_of_an_earlier_one(admin, pipeline, bring):
    first = bring("deal id,title,amount\n7,Pump,5\n", admin)
    second = bring("deal id,title,amount\n7,Pump,9\n", admin, existing="update")
    finish(imports.take_back(one=second, by=admin))
    assert changed_since(first).count == 0
    assert finish(imports.take_back(one=first, by=admin)).kept_count == 0
    assert not Deal.objects.filter(deleted_at=None).exists()


def test_a_further_line_of_a_deal_that_stays_is_said_to_stay(admin, pipeline, bring):
    one = bring("deal id,title,product\n7,Pump,Body\n7,Pump,Motor\n", admin)
    deal_actions.change(deal=Deal.objects.get(), by=admin, title="Big pump")
    back = finish(imports.take_back(one=one, by=admin))
    assert [(row.taken_back, bool(row.warnings)) for row in back.rows.order_by("number")] == [
        (False, True)
    ] * 2
