"""Numbers of other systems are known by their digits, in whatever script they were typed."""

from django.db import migrations

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
TYPED = "[۰-۹٠-٩]"


def forwards(apps, schema_editor):
    refs = apps.get_model("exchange", "ExternalRef").objects
    for ref in list(refs.filter(key__regex=TYPED).order_by("pk")):
        key = ref.key.translate(DIGITS)
        # Where both were brought in, they are two records by now, and each keeps its number.
        if not refs.filter(source=ref.source, kind=ref.kind, key=key).exists():
            refs.filter(pk=ref.pk).update(key=key)
    deals = apps.get_model("pipeline", "Deal")._base_manager
    for pk, number in list(
        deals.filter(external_id__regex=TYPED).order_by("pk").values_list("pk", "external_id")
    ):
        if not deals.filter(external_id=number.translate(DIGITS)).exists():
            deals.filter(pk=pk).update(external_id=number.translate(DIGITS))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0009_committee"), ("pipeline", "0009_sums_by_owner")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
