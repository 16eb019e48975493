"""A legal form with dots ("L.L.C") is no part of a company's name: the stored keys of such names are made again."""

from django.db import migrations

from kariz.people.normal import company_key

AT_ONCE = 500


def forwards(apps, schema_editor):
    rows = apps.get_model("people", "Company")._base_manager
    last, some = 0, False
    while part := list(rows.filter(pk__gt=last, name__contains=".").order_by("pk")[:AT_ONCE]):
        last = part[-1].pk
        changed = [one for one in part if one.match_key != company_key(one.name)]
        for one in changed:
            one.match_key = company_key(one.name)
        rows.bulk_update(changed, ["match_key"])
        some = some or bool(changed)
    if some:
        # The keys under which the search for duplicates meets companies hold the old names: the next one looks at all.
        apps.get_model("people", "DuplicateSearch").objects.filter(kind="company").update(changed_since=None)


class Migration(migrations.Migration):

    dependencies = [("people", "0013_companies_by_owner")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
