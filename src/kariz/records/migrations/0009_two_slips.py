"""The long words that are known already can be found with two slips, as new ones can."""

from itertools import combinations, islice

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Length

LONG = 7


def fives(word):
    return set(map("".join, combinations(word[:LONG], LONG - 2)))


def learn(apps, schema_editor):
    spellings = apps.get_model("records", "SearchSpelling")
    rows = spellings.objects.order_by()
    known = set(rows.filter(form__startswith="<").values_list("word", flat=True))
    long = rows.annotate(length=Length("word")).filter(form=F("word"), length__gte=LONG)
    missing = sorted(set(long.values_list("word", flat=True)) - known)
    forms = (spellings(form=f"<{five}", word=word) for word in missing for five in fives(word))
    while some := list(islice(forms, 5_000)):
        spellings.objects.bulk_create(some)


def forget(apps, schema_editor):
    apps.get_model("records", "SearchSpelling").objects.filter(form__startswith="<").delete()


class Migration(migrations.Migration):
    dependencies = [("records", "0008_short_pending_lists")]
    operations = [migrations.RunPython(learn, forget)]
