"""Companies meet under two words of which the second says what they deal in, and names that are spelt by ear are worth a
look: the next search looks at all of them. Backwards the search does the same, for the rules of before."""

from django.db import migrations

from ._company_keys import look_at_all


def again(apps, schema_editor):
    look_at_all(apps, "company", "contact")


class Migration(migrations.Migration):
    dependencies = [("people", "0024_phones_of_neighbours")]

    operations = [migrations.RunPython(again, again)]
