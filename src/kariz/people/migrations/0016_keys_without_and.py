"""The word "and" («و») is no part of a company's name, as "&" is none: the stored keys of such names are made again."""

from django.db import migrations
from django.db.models import Q

from kariz.people.normal import company_key

AT_ONCE = 500


def forwards(apps, schema_editor):
    rows = apps.get_model("people", "Company")._base_manager
    named = rows.filter(Q(name__icontains=" and ") | Q(name__contains=" و "))
    last = 0
    while part := list(named.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = part[-1].pk
        changed = [one for one in part if one.match_key != company_key(one.name)]
        for one in changed:
            one.match_key = company_key(one.name)
        rows.bulk_update(changed, ["match_key"])
    if rows.exists():
        # Names are also weighed otherwise since: the next search for duplicates looks at all.
        apps.get_model("people", "DuplicateSearch").objects.filter(kind="company").update(changed_since=None)


class Migration(migrations.Migration):

    dependencies = [("people", "0015_small_letters_of_emails")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
