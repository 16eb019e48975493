from django.db import migrations

INDEXES = ("records_search_trigrams", "records_search_words")


def shorten(apps, schema_editor):
    """What was written lately waits in a list that every search goes through: at most 256 kB instead of 4 MB."""
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} SET (gin_pending_list_limit = 256)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{name}'::regclass)")


def lengthen(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} RESET (gin_pending_list_limit)")


class Migration(migrations.Migration):
    dependencies = [("records", "0007_labels")]
    operations = [migrations.RunPython(shorten, lengthen)]
