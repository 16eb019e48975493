"""A legal form with dots ("L.L.C") is no part of a company's name. 0020 makes the stored keys again, of all at once."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("people", "0013_companies_by_owner")]

    operations = []
