"""A whole installation goes out, comes into an empty one and goes out again: the same, but for what the guide names."""

import csv
import json
from collections import Counter
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions import sample
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.installation import whole
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.sets import complete, parts_of
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts
from kariz.people.models import Company
from kariz.pipeline.actions import closures, committee, deals, lines, obstacles, pipelines, products, reasons
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import CommitteeMember, Deal, DealLine, Obstacle, StageVisit
from kariz.records.actions import comments, custom_fields
from kariz.records.actions.files import create as attach
from kariz.records.custom import definitions
from kariz.records.models import CustomField
from kariz.records.models import File as Stored


class Gone(Exception):
    pass


@contextmanager
def elsewhere():
    """What is made in here is another installation's: only the files that it writes are left afterwards."""
    try:
        with transaction.atomic():
            yield
            raise Gone
    except Gone:
        refresh()
        definitions._read.clear()


def found_firm(name):
    Organisation.objects.create(name=name)
    refresh()
    return User.objects.create(
        name="Mina", email="mina@pars.example", role="administrator", calendar="gregorian"
    )


def live(by):
    """A year of sales, and one deal with all that a deal can have."""
    pipeline = pipelines.create(design=default_design(), by=by)
    for label, kind, more in (
        ("Region", "choice", {"options": ["North, hills", "South"], "help": "Where they sit"}),
        ("Uses", "choices", {"options": ["Water, clean", "Heat", "Steam"]}),
        ("Deposit", "money", {}),
        ("Serviced on", "date", {}),
        ("Pumps", "number", {}),
        ("Key account", "boolean", {}),
        ("Their page", "link", {}),
        ("Hotline", "phone", {}),
        ("Engineer", "person", {}),
        ("Remark", "text", {}),
    ):
        for subject in ("deal", "contact", "company"):
            custom_fields.create(subject=subject, label=label, type=kind, by=by, **more)
    held = {
        "region": "north_hills", "uses": ["water_clean", "steam"], "deposit": 2_500_005, "serviced_on": "2026-03-21",
        "pumps": 12.5, "key_account": False, "their_page": "https://kelso.example/a", "hotline": "021 8888 1234",
        "engineer": by.pk, "remark": "=as agreed",
    }  # fmt: skip
    pump = products.create(by=by, name="Pump", code="P-1", price=1_000_000, unit="piece")
    products.change(product=products.create(by=by, name="Old pump"), by=by, version=1, retired=True)
    kelso = companies.create(by=by, name="=Kelso", city="Yazd", source="event", custom=dict(held))
    points = [{"kind": "email", "value": "una@kelso.example"}, {"kind": "mobile", "value": "09121234567"}]
    una = contacts.create(
        by=by, name="Una Park", company=kelso, position="Buyer", points=points, custom=dict(held)
    )
    ivo = contacts.create(by=by, name="Ivo Lind", company=kelso, decision_maker=False, consent="given")
    deal = deals.create(
        new=deals.NewDeal(
            title="Pump house", company=kelso, contact=una, pipeline=pipeline, amount=9_000_000, owner=by
        ),
        by=by,
    )
    deal = deals.change(deal=deal, by=by, custom=held)
    wanted = [
        lines.NewLine("Pump", 1_000_000, Decimal("2.5"), Decimal(10), pump),
        lines.NewLine("Fitting", 333_333),
    ]
    deal = lines.set_lines(deal=deal, by=by, lines=wanted)
    committee.put_member(deal=deal, contact=una, by=by, role="champion", stance="supporter", influence="high")
    committee.put_member(deal=deal, contact=ivo, by=by, role="blocker", stance="opponent")
    obstacles.open_obstacle(
        deal=deal, by=by, text="No budget before May", kind="budget", due_on=date(2031, 5, 1)
    )
    cleared = obstacles.open_obstacle(deal=deal, by=by, text="Their lawyer is away", kind="legal")
    obstacles.clear(obstacle=cleared, by=by, resolution="She is back")
    obstacles.open_obstacle(deal=deal, by=by, text="Their lawyer is away", kind="legal")
    for subject in (("deal", deal.pk), ("contact", una.pk), ("company", kelso.pk)):
        attach(subject=subject, upload=ContentFile(b"%PDF-1.4 " + subject[0].encode(), "offer.pdf"), by=by)
    comments.create(subject=("deal", deal.pk), body="She asked for the price", by=by)
    why = reasons.create(by=by, name="They dig a well")
    lost = deals.create(
        new=deals.NewDeal(
            title="Well",
            company=kelso,
            pipeline=pipeline,
            amount=125_050,
            currency="USD",
            rate=Decimal(500_000),
            owner=by,
        ),
        by=by,
    )
    lines.set_lines(deal=lost, by=by, lines=[lines.NewLine("Drill", 125_050)])
    closures.lose(deal=lost, by=by, lost_reason=why, note="Said so in May")
    sample.load(by=by, deals=20, months=6)


def go_out(folder):
    whole.write_folder(folder)
    whole.pack(folder, folder.with_suffix(".zip"))
    return folder.with_suffix(".zip")


def come_in(path, by):
    with path.open("rb") as file:
        found = sets.upload(files=[File(file, "kariz.zip")], by=by)
    assert all(map(complete, parts_of(found)))
    set_runs.start(whole=found, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=found.pk)


NATURE = frozenset({"id", "version", "created_at", "updated_at", "stored"})
"""Numbers of rows and when they were written are each installation's own."""
COUNTED: dict[str, frozenset[str]] = {
    "people_company": frozenset(),
    "people_contact": frozenset(),
    "people_contactpoint": frozenset(),
    "people_companyvalue": frozenset(),
    "people_contactvalue": frozenset(),
    "records_customfield": frozenset(),
    "records_comment": frozenset(),
    "records_file": frozenset(),
    # When a product was put away.
    "pipeline_product": frozenset({"retired_at"}),
    # The numbers of the first stand there now; the rate is the company's own; what a closed deal lacked is of no use.
    "pipeline_deal": frozenset(
        {"external_id", "rate", "base_amount", "missing", "missing_count", "last_touch_at"}
    ),
    "pipeline_dealvalue": frozenset(),
    "pipeline_dealline": frozenset(),
    "pipeline_committeemember": frozenset(),
    "pipeline_obstacle": frozenset(),
    # That it was imported, and by whom.
    "pipeline_stagevisit": frozenset({"how", "entered_by"}),
    # A day without an hour ends with the day.
    "pipeline_activity": frozenset({"due_at"}),
    "pipeline_lostreason": frozenset(),
}
LINKS = {
    "owner_id": "access_user",
    "author_id": "access_user",
    "uploaded_by_id": "access_user",
    "company_id": "people_company",
    "contact_id": "people_contact",
    "reports_to_id": "people_contact",
    "pipeline_id": "pipeline_pipeline",
    "stage_id": "pipeline_stage",
    "source_id": "pipeline_stageactivity",
    "lost_reason_id": "pipeline_lostreason",
    "deal_id": "pipeline_deal",
    "product_id": "pipeline_product",
    "next_step_id": "pipeline_activity",
}
SUBJECTS = {"deal": "pipeline_deal", "contact": "people_contact", "company": "people_company"}


class Export:
    """The tables of a whole export, with names in place of numbers."""

    def __init__(self, folder):
        self._folder, self._names = folder, {}

    def rows(self, table):
        with (self._folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def name(self, table, pk):
        if table not in self._names:
            self._names[table] = {row["id"]: self._called(row) for row in self.rows(table)}
        return self._names[table].get(pk, pk)

    def told(self, table, without):
        """Each row as it counts, of what is not in the bin; how many times."""
        rows = [row for row in self.rows(table) if not row.get("deleted_at")]
        return Counter(tuple(sorted(self._plain(row, without).items())) for row in rows)

    def _called(self, row):
        words = ("name", "template", "title", "company_id", "amount", "kind", "done_at")
        said = {word: row[word] for word in words if word in row}
        if "company_id" in said:
            said["company_id"] = self.name("people_company", said["company_id"])
        return " ".join(said.values())

    def _plain(self, row, without):
        found = {name: value for name, value in row.items() if name not in NATURE | without}
        found |= {name: self.name(LINKS[name], found[name]) for name in LINKS.keys() & found.keys()}
        if "record_id" in found:
            found["record_id"] = ""
            if found["key"] == "engineer":
                found["whole"] = self.name("access_user", found["whole"])
        if "subject_kind" in found:
            found["subject_id"] = self.name(SUBJECTS[found["subject_kind"]], found["subject_id"])
        if "ticks" in found:
            ticks = json.loads(found["ticks"]).items()
            found["ticks"] = str(
                {
                    key: (one.get("author") or self.name("access_user", str(one["by"])), one["at"])
                    for key, one in ticks
                }
            )
        if "custom" in found:
            custom = json.loads(found["custom"])
            found["custom"] = str(
                custom | {"engineer": self.name("access_user", str(custom.get("engineer")))}
            )
        return found


@pytest.fixture
def packed(db, tmp_path):
    """What Pars exported."""
    with elsewhere():
        live(found_firm("Pars"))
        return go_out(tmp_path / "first")


@pytest.fixture
def mina(packed):
    """Of Pars Yazd, where there is nothing yet."""
    made = found_firm("Pars Yazd")
    pipelines.create(design=default_design(), by=made)
    return made


def counts():
    models = (Deal, DealLine, CommitteeMember, Obstacle, Stored, StageVisit)
    return [model.objects.count() for model in models]


def kept_files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_what_came_in_goes_out_again_the_same(packed, mina, tmp_path):
    done = come_in(packed, mina)
    go_out(tmp_path / "second")
    refused = [
        (part.name, row.errors) for part in parts_of(done) for row in part.rows.filter(action="refused")
    ]
    assert not refused
    before, after = Export(tmp_path / "first"), Export(tmp_path / "second")
    for table, without in COUNTED.items():
        was, now = before.told(table, without), after.told(table, without)
        assert was, table
        assert not was - now, (table, list((was - now).items())[:2], list((now - was).items())[:2])
        assert not now - was, (table, list((now - was).items())[:2])
    for row in after.rows("records_file"):
        assert (tmp_path / "second" / "files" / row["stored"]).read_bytes().startswith(b"%PDF-1.4 ")


def test_a_second_time_nothing_is_made_again(packed, mina):
    come_in(packed, mina)
    before = counts()
    again = come_in(packed, mina)
    assert sum(part.created_count for part in parts_of(again)) == 0
    assert counts() == before


def test_a_rehearsal_foresees_all_rows_and_leaves_no_file_behind(packed, mina, client):
    old = kept_files()
    with packed.open("rb") as file:
        found = sets.upload(files=[File(file, "kariz.zip")], by=mina)
    before = kept_files()
    client.force_login(mina)
    pages = {part.kind: client.get(f"/imports/{part.pk}/") for part in parts_of(found)}
    assert {page.status_code for page in pages.values()} == {200}
    assert "people_company.custom.Region" in pages["companies"].content.decode()
    set_runs.check(whole=found, by=mina)
    runs.work_all()
    foreseen = {part.kind: part.outcome["counts"] for part in parts_of(found)}
    assert {kind: said for kind, said in foreseen.items() if said["refused"]} == {}
    assert (foreseen["files"]["created"], foreseen["obstacles"]["updated"]) == (3, 3)
    assert kept_files() == before
    sets.delete(whole=ImportSet.objects.get(pk=found.pk), by=mina)
    assert kept_files() == old


def test_all_of_it_is_taken_back(packed, mina):
    done = come_in(packed, mina)
    set_runs.take_back(whole=done, by=mina)
    runs.work_all()
    stayed = {one["kind"] for part in parts_of(done) for one in part.stays}
    assert stayed <= {"user", "product"}, "they go with the bin"
    assert not Deal.objects.filter(deleted_at=None).exists()
    assert not Stored.objects.filter(deleted_at=None).exists()
    assert not CustomField.objects.filter(removed_at=None).exists()


def test_what_was_taken_back_comes_again_with_its_own_fields_and_files(packed, mina):
    done = come_in(packed, mina)
    firms = Company.objects.filter(deleted_at=None)
    before, held = counts(), firms.get(name="=Kelso").custom.values()
    set_runs.take_back(whole=done, by=mina)
    runs.work_all()
    again = sets.again(whole=ImportSet.objects.get(pk=done.pk), by=mina)
    assert [part.name for part in parts_of(again)] == [part.name for part in parts_of(done)]
    set_runs.start(whole=again, by=mina)
    runs.work_all()
    assert not [row.errors for part in parts_of(again) for row in part.rows.filter(action="refused")]
    assert sorted(map(str, firms.get(name="=Kelso").custom.values())) == sorted(map(str, held))
    living = [model.objects.filter(deleted_at=None).count() for model in (Deal, Stored)]
    assert living == [before[0], before[4]] and CustomField.objects.filter(removed_at=None).exists()


def test_the_unpacked_folder_brings_its_files_along(packed, mina, tmp_path):
    paths = sorted(path for path in (tmp_path / "first").rglob("*") if path.is_file())
    found = sets.upload(files=[ContentFile(path.read_bytes(), path.name) for path in paths], by=mina)
    set_runs.start(whole=found, by=mina)
    runs.work_all()
    assert Stored.objects.get(subject_kind="deal").size == 13
    assert Stored.objects.count() == 3
