from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0007_kept_values'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='deal',
            name='custom_index',
        ),
    ]
