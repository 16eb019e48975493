"""«کشت‌وصنعت» is «کشت و صنعت», and «آبفای تهران» is «آبفا تهران»: the stored keys of such names are made again."""

from django.db import migrations
from django.db.models import Q

from kariz.people.normal import company_key

AT_ONCE = 500


def forwards(apps, schema_editor):
    rows = apps.get_model("people", "Company")._base_manager
    named = rows.filter(Q(name__contains="\u200cو") | Q(name__contains="ای ") | Q(name__contains="اي "))
    last, found = 0, False
    while part := list(named.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = part[-1].pk
        changed = [one for one in part if one.match_key != company_key(one.name)]
        for one in changed:
            one.match_key = company_key(one.name)
        rows.bulk_update(changed, ["match_key"])
        found = found or bool(changed)
    if found:
        # The next search for duplicates looks at all.
        apps.get_model("people", "DuplicateSearch").objects.filter(kind="company").update(changed_since=None)


class Migration(migrations.Migration):

    dependencies = [("people", "0017_phones_read_again")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
