"""The keys of companies and people are made again, for "Ó Briain" and "O'Briain" are one word, and "NSDG" meets "North Shore
Dental Group": the next search looks at all of both. Backwards the search does the same, for the rules of before."""

from django.db import migrations

from ._company_keys import look_at_all, renew_company_keys


def forwards(apps, schema_editor):
    renew_company_keys(apps)
    again(apps, schema_editor)


def again(apps, schema_editor):
    look_at_all(apps, "company", "contact")


class Migration(migrations.Migration):

    dependencies = [("people", "0022_spellings_of_firms")]

    operations = [migrations.RunPython(forwards, again)]
