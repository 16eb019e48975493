"""Addresses are shown as they are compared: without capitals."""

from django.db import migrations
from django.db.models import F


def forwards(apps, schema_editor):
    emails = apps.get_model("people", "ContactPoint").objects.filter(kind="email")
    emails.exclude(value=F("normal")).update(value=F("normal"))


class Migration(migrations.Migration):

    dependencies = [("people", "0014_legal_forms_with_dots")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
