"""What is exported is inert for spreadsheets and comes back unchanged."""

import csv
import io
import os
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from kariz.exchange.actions.exports import export
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation import preferences
from kariz.organisation.models import Organisation
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, deals, products
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import Activity, Deal, Product
from kariz.reading.cells.values import read_line
from kariz.records.actions import custom_fields

LINES = (
    some.text(some.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), min_size=1, max_size=30)
    .map(read_line)
    .filter(bool)
)
FORMULAS = some.sampled_from(["=1+1", "+98", "-x", "@SUM(A1)", "'=x", "''+y", "＝1", "=cmd|' /C calc'!A0"])
TEXTS = some.one_of(FORMULAS, LINES)
OWN = {"text": "=متن", "number": 12.5, "boolean": True, "choice": "Gold", "date": date(2026, 3, 21)}


WORDS = {"fa": {"toman": "تومان", "rial": "ریال"}, "en": {"toman": "toman", "rial": "rial"}}


def rows_in(data, ending):
    """The rows of an export as {header: text}."""
    if ending == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [dict(zip(head, map(said_plainly, row), strict=True)) for row in rows]


def said_plainly(cell):
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def named(row, *words):
    """The headers that are one of these, whatever unit stands behind them."""
    return [header for header in row if header.partition(" (")[0] in words]


def bring_again(kind, ending, by):
    data = b"".join(export(kind=kind, ending=ending, by=by))
    one = imports.upload(file=ContentFile(data, f"{kind}.{ending}"), by=by)
    assert one.kind == kind
    one = imports.change(one=one, by=by, options={"existing": "update", "unit": "toman"})
    return finish(imports.start(one=one, by=by)), data


def with_own_fields(by, subject):
    made = {}
    for type, value in OWN.items():
        options = ["Gold", "Silver"] if type == "choice" else ()
        field = custom_fields.create(
            subject=subject, label=f"{subject} {type}", type=type, options=options, by=by
        )
        made[field.key] = value
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(
    max_examples=int(os.environ.get("KARIZ_EXAMPLES", "8")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(title=TEXTS, company=TEXTS, person=TEXTS, notes=TEXTS, amount=some.integers(0, 10**12))
@example(title="©", company="©", person="؟", notes="-", amount=1)
@example(title="=1+1", company="'=x", person="-p", notes="a <b>c</b>\n=d", amount=10)
def test_what_is_exported_comes_back_unchanged(
    admin, pipeline, ending, title, company, person, notes, amount
):
    for model in (Deal, Contact, Company):
        model.objects.all().delete()
    firm = companies.create(by=admin, name=company, notes=notes, owner=admin)
    human = contacts.create(by=admin, name=person, company=firm, notes=notes, owner=admin)
    new = NewDeal(
        title=title,
        pipeline=pipeline,
        company=firm,
        contact=human,
        owner=admin,
        notes=notes,
        amount=amount * 10,
    )
    deals.create(new=new, by=admin)
    for kind in ("companies", "contacts", "deals"):
        one, data = bring_again(kind, ending, admin)
        told = list(one.rows.values_list("action", "errors", "warnings"))
        assert (one.created_count, one.updated_count, one.refused_count) == (0, 0, 0), (kind, told)
        assert one.skipped_count == one.total
        if ending == "csv":
            cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
            assert not [cell for cell in cells if cell[:1] in "=+-@\t\r＝＋－＠" and cell]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_companys_own_fields_go_out_and_come_back(admin, pipeline, ending):
    own = with_own_fields(admin, "company")
    nikan = companies.create(by=admin, name="Nikan", custom=own)
    before = dict(nikan.custom)
    assert len(before) == len(OWN)
    one, data = bring_again("companies", ending, admin)
    assert (one.updated_count, one.refused_count) == (0, 0), list(one.rows.values_list("errors", "warnings"))
    companies.change(company=Company.objects.get(), by=admin, custom=dict.fromkeys(before))
    one = imports.upload(file=ContentFile(data, f"again.{ending}"), by=admin)
    one = finish(imports.start(one=imports.change(one=one, by=admin, options={"existing": "fill"}), by=admin))
    assert (one.updated_count, Company.objects.get().custom) == (1, before)


def test_a_column_that_no_field_fits_becomes_a_field(admin, pipeline, upload):
    one = upload("title,Colour\nPump,red\nPipe,blue\n", admin)
    one = imports.change(one=one, by=admin, mapping={"title": "title", "Colour": "new:choice"})
    done = finish(imports.start(one=one, by=admin))
    assert done.created_count == 2
    assert {deal.title: list(deal.custom.values()) for deal in Deal.objects.all()} == {
        "Pump": ["red"],
        "Pipe": ["blue"],
    }
    assert upload("title,colour\nTap,green\n", admin).mapping["colour"].startswith("custom.")


@pytest.mark.parametrize("kind", ["products", "activities", "obstacles"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_list_goes_out(admin, pipeline, kind, ending, bring):
    bring("title,product,amount\nPump,Body,5\n", admin)
    data = b"".join(export(kind=kind, ending=ending, by=admin))
    assert len(data) > 20


def test_what_lies_in_the_bin_goes_out_when_it_is_asked_for(client, admin, pipeline, bring):
    bring("title\nPump\nPipe\n", admin)
    deals.delete(deal=Deal.objects.get(title="Pump"), by=admin)
    client.force_login(admin)
    text = client.get("/exports/deals.csv?bin=1").getvalue().decode()
    assert "Pump" in text and "Pipe" not in text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_was_exported_in_either_language_is_known_as_ours(admin, pipeline, language):
    firm = companies.create(by=admin, name="آبسان", owner=admin)
    human = contacts.create(by=admin, name="Maryam", company=firm, owner=admin)
    new = NewDeal(title="Pump", pipeline=pipeline, company=firm, contact=human, owner=admin, amount=10_000)
    deals.create(new=new, by=admin)
    with translation.override(language):
        for kind in ("companies", "contacts", "deals"):
            one, _data = bring_again(kind, "xlsx", admin)
            assert "id" in one.mapping.values(), one.mapping
            assert (one.skipped_count, one.total) == (1, 1)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("unit", ["toman", "rial"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_amounts_say_their_unit_once_and_mina_who_counts_in_the_other_one_has_them_exact(
    admin, pipeline, language, unit, ending
):
    deposit = custom_fields.create(subject="deal", label="پیش‌پرداخت", type="money", by=admin)
    new = NewDeal(title="Pump", pipeline=pipeline, amount=12_340, custom={deposit.key: 5_670})
    made = deals.create(new=new, by=admin)
    dollars = NewDeal(title="Valve", pipeline=pipeline, amount=1_250, currency="USD", rate=Decimal(9000))
    abroad = deals.create(new=dollars, by=admin)
    body = products.create(by=admin, name="Body", price=98_760)
    with translation.override(language), preferences.using(language=language, unit=unit):
        said = {kind: b"".join(export(kind=kind, ending=ending, by=admin)) for kind in ("deals", "products")}
    word = WORDS[language][unit]
    pump, valve = rows_in(said["deals"], ending)
    counted = {"toman": ("1234", "567"), "rial": ("12340", "5670")}[unit]
    assert [pump[name] for name in named(pump, "Amount", "مبلغ", deposit.label)] == list(counted)
    assert f"{deposit.label} ({word})" in pump and not [name for name in pump if "مبلغ (" in name]
    assert [row[name] for row in (pump, valve) for name in named(row, "Currency", "واحد پول")] == [
        word,
        "USD",
    ]
    assert [valve[name] for name in named(valve, "Amount", "مبلغ")] == ["12.5"]
    Organisation.objects.update(money_unit="rial" if unit == "toman" else "toman")
    deals.change(deal=made, by=admin, amount=1, custom={deposit.key: 1})
    deals.change(deal=abroad, by=admin, amount=1)
    products.change(product=body, by=admin, name="Shell", version=body.version)
    for kind, data in said.items():
        one = imports.upload(file=ContentFile(data, f"{kind}.{ending}"), by=admin)
        one = finish(
            imports.start(one=imports.change(one=one, by=admin, options={"existing": "update"}), by=admin)
        )
        assert one.updated_count + one.created_count == one.total, one.mapping
    made.refresh_from_db()
    abroad.refresh_from_db()
    prices = set(Product.objects.values_list("price", flat=True))
    assert (made.amount, made.custom, prices) == (12_340, {deposit.key: 5_670}, {98_760})
    assert (abroad.amount, abroad.currency) == (1_250, "USD")


@pytest.mark.parametrize("unit", ["toman", "rial"])
def test_the_list_as_it_is_shown_says_the_unit_beside_its_amounts(client, admin, pipeline, unit):
    Organisation.objects.update(money_unit=unit)
    deals.create(new=NewDeal(title="Pump", pipeline=pipeline, amount=12_340), by=admin)
    client.force_login(admin)
    for ending in ("csv", "xlsx"):
        answer = client.get(f"/exports/deals.{ending}?shown=1&pipeline={pipeline.pk}&columns=title,amount")
        (row,) = rows_in(answer.getvalue(), ending)
        assert (row["مبلغ"], row["واحد پول"]) == ("1234" if unit == "toman" else "12340", WORDS["fa"][unit])


def test_rows_that_name_toman_and_rial_by_turns_are_read_each_in_its_own(admin, pipeline, bring):
    bring("title,amount,currency\nPump,5,toman\nPipe,5,ریال\nTap,5,IRR\nValve,5,USD\n", admin)
    found = dict(Deal.objects.values_list("title", "amount"))
    assert found == {"Pump": 50, "Pipe": 5, "Tap": 50, "Valve": 500}


def test_what_a_person_says_of_the_unit_goes_before_the_column_of_currencies(admin, pipeline, bring):
    bring("title,amount,currency\nPump,5,rial\nPipe,7,rial\n", admin, unit="toman")
    assert set(Deal.objects.values_list("amount", flat=True)) == {50, 70}


def test_a_company_that_counts_in_euros_finds_its_deposits_under_a_header_that_says_so(admin, pipeline):
    Organisation.objects.update(currency="EUR", money_unit="")
    deposit = custom_fields.create(subject="deal", label="Deposit", type="money", by=admin)
    with preferences.using(currency="EUR", unit=""):
        new = NewDeal(
            title="Pump", pipeline=pipeline, amount=1_250, currency="EUR", custom={deposit.key: 575}
        )
        made = deals.create(new=new, by=admin)
        data = b"".join(export(kind="deals", ending="csv", by=admin))
        assert "Deposit (EUR)" in data.decode()
        deals.change(deal=made, by=admin, amount=1, custom={deposit.key: 1})
        one = imports.upload(file=ContentFile(data, "deals.csv"), by=admin)
        finish(imports.start(one=imports.change(one=one, by=admin, options={"existing": "update"}), by=admin))
    made.refresh_from_db()
    assert (made.amount, made.custom) == (1_250, {deposit.key: 575})


def test_the_export_has_a_closing_day_of_what_is_won_or_lost_alone(admin, pipeline, bring):
    bring("عنوان,وضعیت\nپمپ,در انتظار\nلوله,باخت\nشیر,باز\n", admin)
    text = b"".join(export(kind="deals", ending="csv", by=admin)).decode("utf-8-sig")
    closed = {row["عنوان معامله"]: row["تاریخ بسته شدن"] for row in csv.DictReader(io.StringIO(text))}
    assert {title: bool(day) for title, day in closed.items()} == {"پمپ": False, "لوله": True, "شیر": False}


@pytest.mark.django_db
def test_the_next_step_and_its_day_go_out_and_come_back_once(admin, pipeline):
    """One deal has the stage's own step, one a call of Mina's at half past three; neither is doubled or moved."""
    at = datetime(2027, 1, 5, 12, tzinfo=UTC)
    for title in ("Pump", "Pipe"):
        deals.create(new=NewDeal(title=title, pipeline=pipeline, owner=admin), by=admin)
    pump = Deal.objects.get(title="Pump")
    Activity.objects.filter(deal=pump).delete()
    activities.plan(by=admin, deal=pump, kind="call", name="Ring Una", owner=admin, due_at=at, all_day=False)
    before = set(Activity.objects.values_list("pk", "name", "due_at", "all_day", "owner", "version"))
    one, data = bring_again("deals", "csv", admin)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["گام بعدی"] == "Ring Una" and all(row["گام بعدی"] for row in rows)
    assert rows[0]["تاریخ گام بعدی"] == "1405/10/15"
    told = list(one.rows.values_list("action", "errors", "warnings"))
    assert (one.updated_count, one.refused_count) == (0, 0), told
    assert set(Activity.objects.values_list("pk", "name", "due_at", "all_day", "owner", "version")) == before
