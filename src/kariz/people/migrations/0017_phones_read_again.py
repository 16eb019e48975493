"""Outside Iran the phones of an installation from before were read as Iran's: they are read again, in the background."""

import django.utils.timezone
from django.db import migrations, models


def forwards(apps, schema_editor):
    if not apps.get_model("organisation", "Organisation").objects.exclude(country="IR").exists():
        return
    for kind, name in (("contact", "Contact"), ("company", "Company")):
        total = apps.get_model("people", name)._base_manager.count()
        apps.get_model("people", "PhoneRun").objects.create(kind=kind, total=total)


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_country'),
        ('people', '0016_keys_without_and'),
    ]

    operations = [
        migrations.CreateModel(
            name='PhoneRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('uncertain', 'Uncertain')], default='waiting', max_length=10)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lease_until', models.DateTimeField(null=True)),
                ('leased_by', models.CharField(blank=True, default='', max_length=80)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('error', models.TextField(blank=True, default='')),
                ('kind', models.CharField(choices=[('contact', 'contact'), ('company', 'company')], max_length=10, unique=True)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('late', models.BooleanField(default=False)),
                ('position', models.BigIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
