"""Activities are found in a table of their own, with its own text indexes."""

from django.db import migrations, models

from kariz.records.search import schema


def create(apps, schema_editor):
    schema.create(apps, schema_editor, schema.WORK)
    schema.shorten(schema_editor, schema.WORK)


def drop(apps, schema_editor):
    schema.drop(apps, schema_editor, schema.WORK)


class Migration(migrations.Migration):
    dependencies = [("records", "0010_views_of_obstacles")]

    operations = [
        migrations.CreateModel(
            name="WorkEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("title_folded", models.CharField(max_length=300)),
                ("subtitle", models.CharField(blank=True, max_length=300)),
                ("folded", models.TextField()),
                ("url", models.CharField(max_length=300)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["title_folded", "id"], name="work_by_title")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="work_entry_once")
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
