"""The word "and" («و») is no part of a company's name, as "&" is none. 0020 makes the stored keys again, of all at once.
Names are also weighed otherwise since: the next search for duplicates looks at all."""

from django.db import migrations

from ._company_keys import look_at_all_companies


def forwards(apps, schema_editor):
    look_at_all_companies(apps)


class Migration(migrations.Migration):

    dependencies = [("people", "0015_small_letters_of_emails")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
