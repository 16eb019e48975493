
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_country'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='counts_revision',
            field=models.BigIntegerField(default=0, editable=False),
        ),
    ]
