"""Words for other spellings, what people opened lately, and marks of kind and owner in the searched text."""

from itertools import islice

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat

from kariz.localisation.text import fold
from kariz.records.search import schema, tokens, words


def fill(apps, schema_editor):
    """Without the text indexes the rows are changed far faster; they are made anew afterwards."""
    entries = apps.get_model("records", "SearchEntry").objects
    schema.drop(apps, schema_editor)
    for kind, owner in entries.order_by().values_list("kind", "owner_id").distinct():
        marks = f" {tokens.kind(kind)} {tokens.owner(owner)}"
        entries.filter(kind=kind, owner_id=owner).update(
            folded=Concat(Value(" "), "folded", Value(marks), output_field=models.TextField())
        )
    schema.create(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        for name in (schema.TRIGRAMS, schema.WORDS):
            schema_editor.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')", params=None)
    _learn(apps)


def _learn(apps):
    spellings = apps.get_model("records", "SearchSpelling")
    titles = apps.get_model("records", "SearchEntry").objects.order_by().values_list("title_folded", "subtitle")
    known = set()
    for title, subtitle in titles.iterator(chunk_size=2_000):
        known |= words.of(title, fold(subtitle))
    rows = (spellings(form=form, word=word) for word in sorted(known) for form in words.forms(word))
    while some := list(islice(rows, 5_000)):
        spellings.objects.bulk_create(some)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchSpelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={"indexes": [models.Index(fields=["form", "word"], name="search_spelling_by_form")]},
        ),
        migrations.CreateModel(
            name="RecentRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-at"], name="recent_record_by_user")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "object_id"), name="recent_record_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
