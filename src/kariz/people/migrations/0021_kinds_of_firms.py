"""Names of companies are weighed otherwise, and meet under more keys, since words of kind may be left out of them. Both
are made by the search for duplicates, in its small steps: the next one looks at all companies, and at all contacts, whose
companies are compared too. Backwards it does the same, for the rules of before."""

from django.db import migrations

from ._company_keys import look_at_all


def again(apps, schema_editor):
    look_at_all(apps, "company", "contact")


class Migration(migrations.Migration):

    dependencies = [("people", "0020_company_keys_again")]

    operations = [migrations.RunPython(again, again)]
