from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_changes_of_companies'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('verb', 'deal.merged')), fields=['id'], name='event_deal_merged'),
        ),
    ]
