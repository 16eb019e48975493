"""The company's country is a setting of its own: what its other settings have said until now."""

from django.db import migrations, models

from kariz.localisation import home


def forwards(apps, schema_editor):
    for company in apps.get_model("organisation", "Organisation").objects.all():
        found = home.guessed(company.timezone, company.currency, company.language)
        company.country = found or home.REGION
        company.save(update_fields=["country"])


class Migration(migrations.Migration):

    dependencies = [("organisation", "0002_fields_revision")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="country",
            field=models.CharField(default="IR", max_length=2, verbose_name="Country"),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
