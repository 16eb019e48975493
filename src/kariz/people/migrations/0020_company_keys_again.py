"""The keys of all companies are made again: those before looked only at names of a certain spelling and left others with
a key under which nobody looks for them, and «داده‌ورزی» is no «داده و رزی»."""

from django.db import migrations

from ._company_keys import renew_company_keys


def forwards(apps, schema_editor):
    renew_company_keys(apps)


class Migration(migrations.Migration):

    dependencies = [("people", "0019_indexes_of_few")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
