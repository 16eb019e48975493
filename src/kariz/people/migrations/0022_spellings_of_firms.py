"""The keys of companies are made again, for "Quay St. Kitchen" and "The Quay Street Kitchen", «شهرداری م ۲۲» and «شهرداری
منطقه ۲۲» have one; and companies meet under words that few of them have: the next search looks at all of them, and at all
contacts, whose companies are compared too. Backwards the search does the same, for the rules of before."""

from django.db import migrations

from ._company_keys import look_at_all, renew_company_keys


def forwards(apps, schema_editor):
    renew_company_keys(apps)
    again(apps, schema_editor)


def again(apps, schema_editor):
    look_at_all(apps, "company", "contact")


class Migration(migrations.Migration):

    dependencies = [("people", "0021_kinds_of_firms")]

    operations = [migrations.RunPython(forwards, again)]
