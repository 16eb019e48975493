from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_labels")]

    operations = [
        migrations.AddField("import", "stayed", models.JSONField(default=list)),
        migrations.AddField("importset", "all_or_nothing", models.BooleanField(default=False)),
        migrations.AddField("importset", "starts", models.BooleanField(default=False)),
        migrations.AddField("importset", "error", models.TextField(blank=True, default="")),
        migrations.AlterField(
            "importset",
            "phase",
            models.CharField(
                choices=[
                    ("mapped", "Ready to run"),
                    ("checking", "Being checked"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Stopped"),
                    ("taking_back", "Being taken back"),
                    ("taken_back", "Taken back"),
                ],
                default="mapped",
                max_length=12,
            ),
        ),
    ]
