"""All-day activities that an import or a program planned for an earlier hour of their day are due at its end."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations

MANY = 500
LAST_SECOND = time(23, 59, 59)


def to_the_end_of_their_day(apps, schema_editor):
    company = apps.get_model("organisation", "Organisation").objects.first()
    if company is None:
        return
    activities, deals = apps.get_model("pipeline", "Activity"), apps.get_model("pipeline", "Deal")
    zone = ZoneInfo(company.timezone)
    early, last = [], 0
    whole_days = activities.objects.filter(all_day=True, due_at__isnull=False).order_by("pk")
    while rows := list(whole_days.filter(pk__gt=last).values_list("pk", "due_at")[:MANY]):
        last = rows[-1][0]
        ends = {pk: datetime.combine(at.astimezone(zone).date(), LAST_SECOND, tzinfo=zone) for pk, at in rows}
        early = [activities(pk=pk, due_at=ends[pk]) for pk, at in rows if at != ends[pk]]
        activities.objects.bulk_update(early, ["due_at"])
        steps = deals.objects.filter(next_step_id__in=[one.pk for one in early]).values_list("pk", "next_step_id")
        # Tables and columns of the board are in the order of `attention`, the seconds of the same moment.
        late = [deals(pk=pk, next_step_at=ends[step], attention=int(ends[step].timestamp())) for pk, step in steps]
        deals.objects.bulk_update(late, ["next_step_at", "attention"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("pipeline", "0012_indexes_of_few"),
    ]

    operations = [migrations.RunPython(to_the_end_of_their_day, migrations.RunPython.noop)]
