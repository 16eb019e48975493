from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_kept_values'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='company',
            name='custom_index',
        ),
        migrations.RemoveField(
            model_name='contact',
            name='custom_index',
        ),
    ]
