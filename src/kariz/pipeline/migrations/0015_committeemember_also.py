from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0014_activity_activity_loose'),
    ]

    operations = [
        migrations.AddField(
            model_name='committeemember',
            name='also',
            field=models.JSONField(default=list, editable=False),
        ),
    ]
