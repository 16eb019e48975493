"""A person sees on the page of the import that a column of days means something else, says so, and the days follow."""

from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.pipeline.models import Deal

LIST = (
    "Deal,Company,Status,Value,Expected close\nPump,Pars,Won,500,03/04/2025\nValve,Nikan,Won,700,05/06/2025\n"
)


def test_mina_says_that_days_are_those_of_the_end_and_begin_with_the_month_and_sees_how_they_are_read(
    admin, pipeline, client
):
    admin.language, admin.calendar = "en", "gregorian"
    admin.save()
    client.force_login(admin)
    one = imports.upload(file=ContentFile(LIST.encode(), "list.csv"), by=admin)
    assert one.mapping["Expected close"] == "expected_close"
    assert 'name="day_order"' in client.get(f"/imports/{one.pk}/").content.decode()
    said = one.mapping | {"Expected close": "closed_at"}
    form = {"kind": "deals", "header": "1", "currency": "USD", "rate": "1", "day_order": "month"}
    form |= {"version": one.version, "field": [said[column] for column in one.columns]}
    client.post(f"/imports/{one.pk}/mapping/", form)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'title="03/04/2025"><bdi>2025-03-04</bdi>' in page
    imports.start(one=Import.objects.get(pk=one.pk), by=admin)
    runs.work_all()
    closed = [
        f"{deal.closed_at.astimezone(ZoneInfo('Asia/Tehran')):%Y-%m-%d}"
        for deal in Deal.objects.order_by("pk")
    ]
    assert closed == ["2025-03-04", "2025-05-06"]
