"""A number that a record had is never another record's, whatever the schema or a restore does to the tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from kariz.config import housekeeping
from kariz.events.models import Event
from kariz.exchange.models import ExternalRef
from kariz.people.actions import companies, contacts
from kariz.people.models import Company
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Activity, Deal
from kariz.records.actions import comments
from kariz.records.models import Comment
from kariz.web.numbering import last_given

BEGIN = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kariz.config.settings"
import django
django.setup()
from django.core.management import call_command
from kariz.access.models import User
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals, pipelines
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import Deal, Pipeline
from kariz.config.backup.read import read_backup
from kariz.config.backup.write import write_backup
from pathlib import Path

def bring():
    mina = User.objects.get(name="Mina")
    company = companies.create(by=mina, name="Pars")
    contact = contacts.create(by=mina, name="Reza", points=[{"kind": "mobile", "value": "09121234567"}])
    deal = deals.create(by=mina, new=deals.NewDeal(title="Pump", pipeline=Pipeline.objects.get()))
    return [company.pk, contact.pk, contact.points.get().pk, deal.pk]

def remove():
    for model in (Deal, Contact, Company):
        model.objects.order_by("-pk").first().delete()
"""
FIRM = """
call_command("migrate", verbosity=0)
Organisation.objects.create(name="Pars Sazeh")
mina = User.objects.create_user(name="Mina", email="mina@pars.example", password="Qanat-1405", role="administrator")
pipelines.create(design=default_design(), by=mina)
"""
REMADE = """
bring()
before = bring()
remove()
Deal.objects.all().delete()
Event.objects.all().delete()
call_command("migrate", "pipeline", "0004", verbosity=0)
call_command("migrate", "people", "0006", verbosity=0)
call_command("migrate", verbosity=0)
print(json.dumps([before, bring()]))
"""
BACKED_UP = """
before = bring()
remove()
write_backup(Path(sys.argv[1]))
print(json.dumps(before))
"""
RESTORED = """
read_backup(Path(sys.argv[1]))
print(json.dumps(bring()))
"""


def _sqlite(folder, code, *words):
    """The code in a program of its own, with a database of its own below the folder."""
    folder.mkdir(exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KARIZ_", "DATABASE_URL"))
    }
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code, *words],
        env={**kept, "KARIZ_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_table_that_sqlite_makes_again_does_not_give_numbers_of_those_who_are_gone(tmp_path):
    before, after = _sqlite(tmp_path, FIRM + REMADE)
    assert all(new > old for old, new in zip(before, after, strict=True)), (before, after)


def test_a_restored_installation_does_not_give_numbers_of_those_who_are_gone(tmp_path):
    saved = str(tmp_path / "kariz.tar.gz")
    company, contact, _point, deal = _sqlite(tmp_path / "here", FIRM + BACKED_UP, saved)
    now = _sqlite(tmp_path / "there", RESTORED, saved)
    assert now[0] > company and now[1] > contact and now[3] > deal


@pytest.fixture
def count_on_from_what_is_left(db):
    """What SQLite's remake of a table, or a restore, did to installations of before."""

    def count(*models):
        with connection.cursor() as cursor:
            for model in models:
                table = model._meta.db_table
                if connection.vendor == "postgresql":
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}"
                    )
                else:
                    cursor.execute(
                        f"UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(id), 0) FROM {table})"
                        f" WHERE name = '{table}'"
                    )

    return count


def upgrade():
    migration = import_module("kariz.exchange.migrations.0012_numbers_given_once")
    migration.forwards(apps, connection.schema_editor())


def purge(record):
    type(record).objects.filter(pk=record.pk).update(deleted_at=timezone.now() - timedelta(days=40))
    assert housekeeping.empty_bin() == 1


def test_a_new_deal_has_no_past_of_one_that_is_gone(admin, pipeline, count_on_from_what_is_left):
    old = deals.create(by=admin, new=deals.NewDeal(pipeline=pipeline, title="Secret of Pars"))
    comment = comments.create(subject=("deal", old.pk), by=admin, body="nobody knows")
    purge(old)
    count_on_from_what_is_left(Deal, Comment)
    upgrade()
    new = deals.create(by=admin, new=deals.NewDeal(pipeline=pipeline, title="Pump for Kaveh"))
    said = comments.create(subject=("deal", new.pk), by=admin, body="hello")
    assert new.pk > old.pk and said.pk > comment.pk
    assert set(Event.objects.filter(deal_id=new.pk).values_list("verb", flat=True)) >= {"deal.created"}
    client = Client()
    client.force_login(admin)
    assert "Secret of Pars" not in client.get(f"/deals/{new.pk}/").content.decode()


def test_a_number_of_another_system_does_not_lead_to_another_company(admin, count_on_from_what_is_left):
    old = companies.create(by=admin, name="Pars")
    ref = ExternalRef.objects.create(
        source="didar", kind="company", key="C-1", record_kind="company", record_id=old.pk + 70
    )
    count_on_from_what_is_left(Company)
    upgrade()
    assert not ExternalRef.objects.filter(pk=ref.pk).exists(), "it leads to nobody"
    assert companies.create(by=admin, name="Kaveh").pk > old.pk + 70


def test_what_the_upgrade_finds_in_order_it_leaves(admin, pipeline):
    deal = deals.create(by=admin, new=deals.NewDeal(pipeline=pipeline, title="Pump"))
    ref = ExternalRef.objects.create(
        source="didar", kind="deal", key="7", record_kind="deal", record_id=deal.pk
    )
    with connection.cursor() as cursor:
        before = last_given(cursor, connection, Deal._meta.db_table)
        upgrade()
        assert last_given(cursor, connection, Deal._meta.db_table) == before
    assert ExternalRef.objects.filter(pk=ref.pk).exists()


def test_the_number_of_another_system_goes_with_the_record_that_leaves_the_bin(admin, pipeline):
    company = companies.create(by=admin, name="Pars")
    person = contacts.create(by=admin, name="Reza")
    deal = deals.create(by=admin, new=deals.NewDeal(pipeline=pipeline, title="Pump"))
    kept = companies.create(by=admin, name="Kaveh")
    call = Activity.objects.create(deal=deal, name="Call", owner=admin)
    note = comments.create(subject=("deal", deal.pk), by=admin, body="hello")
    named = [
        ("company", company),
        ("contact", person),
        ("deal", deal),
        ("activity", call),
        ("note", note),
        ("company", kept),
    ]
    for kind, record in named:
        ExternalRef.objects.create(
            source="didar", kind=kind, key=f"{kind}{record.pk}", record_kind=kind, record_id=record.pk
        )
    for record in (company, person, deal):
        purge(record)
    assert list(ExternalRef.objects.values_list("record_kind", "record_id")) == [("company", kept.pk)]
