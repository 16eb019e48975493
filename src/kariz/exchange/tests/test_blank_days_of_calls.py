"""Who keeps a list of calls forgets a day now and then: such a call was not made today."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from kariz.pipeline.models import Activity

CALLS = """تاریخ,ساعت,با کی,شرکت,چی گفت
1405/01/03,15:30,آقای عباسی,دژآفرین,نقشه را فرستاد
,08:45,مهدی کریمی,پزشکان نور,قیمت خواست
1405/01/10,15:00,آقای یزدانی,گروه کاخ,جلسه گذاشتیم
1405/01/23,08:30,نیما تقوی,نمای نو,جواب نداد
1405/01/26,12:00,نیما گلستانی,مترو,جواب نداد
1405/02/01,15:00,رضا کاظمی,هتل آریان,تخفیف خواست
"""


def test_a_call_without_a_day_is_of_the_days_beside_it_at_the_hour_it_says(admin, bring):
    one = bring(CALLS, admin, kind="activities")
    call = next(
        one for one in Activity.objects.all() if "قیمت خواست" in f"{one.name} {one.result} {one.notes}"
    )
    at = timezone.localtime(call.done_at, ZoneInfo("Asia/Tehran"))
    assert (at.date(), at.strftime("%H:%M")) == (date(2026, 3, 23), "08:45")
    row = one.rows.get(number=3)
    assert row.warnings, "and it is told"


def test_of_a_list_where_few_calls_say_a_day_nobody_knows(admin, bring):
    bring("تاریخ,با کی,چی گفت\n,آقای عباسی,نقشه را فرستاد\n", admin, kind="activities")
    assert timezone.localdate(Activity.objects.get().done_at) == timezone.localdate()
