"""No number that a record had is given to another: SQLite counted on from the rows that were left whenever a table was
made again, and so did both databases after a restore. Numbers of other systems whose record is gone are forgotten."""

from django.db import migrations
from django.db.models import Exists, OuterRef

from kariz.exchange.given_numbers import TABLES, keep_given


def forwards(apps, schema_editor):
    keep_given(apps, schema_editor.connection)
    refs = apps.get_model("exchange", "ExternalRef").objects
    for kind in set(refs.order_by().values_list("record_kind", flat=True).distinct()) & TABLES.keys():
        records = apps.get_model(*TABLES[kind])._base_manager.filter(pk=OuterRef("record_id"))
        refs.filter(~Exists(records), record_kind=kind).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0002_token_scope_design"),
        ("events", "0001_initial"),
        ("exchange", "0011_external_numbers"),
        ("people", "0020_company_keys_again"),
        ("pipeline", "0012_indexes_of_few"),
        ("records", "0009_two_slips"),
        ("web", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
