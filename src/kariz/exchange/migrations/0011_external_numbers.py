
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0010_digits_of_numbers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='externalref',
            index=models.Index(fields=['record_kind', 'key'], name='external_ref_key'),
        ),
    ]
