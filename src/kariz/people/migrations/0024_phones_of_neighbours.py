"""What was read as a number of the company's country and is a neighbour's is read again, in the background."""

from django.db import migrations


def forwards(apps, schema_editor):
    from kariz.localisation.neighbours import OF

    if not apps.get_model("organisation", "Organisation").objects.filter(country__in=OF).exists():
        return
    for kind, name in (("contact", "Contact"), ("company", "Company")):
        records = apps.get_model("people", name)._base_manager
        if records.exists():
            again = {
                "state": "waiting",
                "late": False,
                "position": 0,
                "done": 0,
                "tries": 0,
                "total": records.count(),
            }
            apps.get_model("people", "PhoneRun").objects.update_or_create(kind=kind, defaults=again)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_country"),
        ("people", "0023_initials_of_firms"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
