"""What columns of products, product lines, activities, notes and the history of stages can hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.columns.target import Target

WORK_TARGETS = (
    Target(
        "deal_ref",
        _("Deal's number in the other system"),
        "",
        120,
        "lines activities notes history committee obstacles files",
    ),
    Target(
        "next_step",
        _("Next step"),
        "next step|nextstep|next action|next activity|next task|next activity subject|deal - next activity subject|"
        "قدم بعد|گام بعد|اقدام بعد|کار بعد|"
        "قدم بعدی|گام بعدی|اقدام بعدی|کار بعدی|فعالیت بعدی|برنامه بعدی|عنوان فعالیت بعدی|شرح پیگیری بعدی",
        10_000,
        "deals activities",
    ),
    Target(
        "next_step_on",
        _("Next step on"),
        "next step on|next step date|next step due|next follow-up|next follow up|next followup|next follow-up date|"
        "follow-up date|follow up date|follow up on|next activity date|deal - next activity date|next action date|"
        "next contact date|next call date|"
        "تاریخ پیگیری|تاریخ اقدام|زمان اقدام|تاریخ پیگیری بعدی|پیگیری بعدی|پیگیری|زمان پیگیری|زمان پیگیری بعدی|قرار بعدی|"
        "تاریخ قرار بعدی|تماس بعدی|تاریخ تماس بعدی|جلسه بعدی|تاریخ اقدام بعدی|تاریخ قدم بعدی|تاریخ گام بعدی|"
        "تاریخ فعالیت بعدی|موعد بعدی|تاریخ بعدی|زمان بعدی|ویزیت بعدی|بازدید بعدی|ملاقات بعدی|مراجعه بعدی|"
        "نوبت بعد|نوبت بعدی|next visit|next date|next call|next contact|next meeting",
        64,
        "deals activities",
    ),
    Target("product_ref", _("Product's number in the other system"), "", 120, "deals lines"),
    Target(
        "parent_ref",
        _("Number of the record that it belongs to"),
        "parent id|parentid|what id|whatid|related to id",
        120,
        "activities notes",
    ),
    Target(
        "deal_title",
        _("Deal"),
        "deal|deal name|activity - deal|related to|معامله|عنوان معامله|نام معامله|پروژه|نام پروژه",
        300,
        "activities notes lines history committee obstacles",
    ),
    Target(
        "role",
        _("Buying role"),
        "role|buying role|committee role|contact role|نقش|نقش در خرید|نقش در معامله|نقش در کمیته خرید",
        100,
        "committee contacts deals",
    ),
    Target(
        "primary",
        _("Is it the deal's own contact?"),
        "is primary|primary|primary contact|مخاطب اصلی|اصلی",
        20,
        "committee",
    ),
    Target("stance", _("Stance"), "stance|attitude|sentiment|موضع|نگاه", 60, "committee"),
    Target("influence", _("Influence"), "influence|level of influence|نفوذ|میزان نفوذ", 60, "committee"),
    Target("obstacle", _("What stops the deal"), "obstacle|blocker|مانع|شرح مانع", 500, "obstacles"),
    Target("obstacle_kind", _("Kind of obstacle"), "kind|type|obstacle kind|نوع|نوع مانع", 60, "obstacles"),
    Target("opened_at", _("Opened on"), "opened|opened on|تاریخ ایجاد", 64, "obstacles"),
    Target("due_on", _("To be cleared by"), "to be cleared by|due|مهلت رفع", 64, "obstacles"),
    Target("cleared_at", _("Cleared on"), "cleared|cleared on|تاریخ رفع", 64, "obstacles"),
    Target(
        "resolution", _("How it was cleared"), "resolution|how it was cleared|چگونگی رفع", 500, "obstacles"
    ),
    Target("file", _("Name of the file in the archive"), "", 64, "files"),
    Target("file_name", _("What the file is called"), "", 300, "files"),
    Target("planned_in", _("Stage that plans it"), "", 200, "activities"),
    Target("participants", _("Numbers of who took part"), "", 0, "activities"),
    Target(
        "product_code",
        _("Product code"),
        "product code|sku|code|کد محصول|کد کالا",
        60,
        "deals products lines",
    ),
    Target("product_unit", _("Unit"), "unit|product unit|واحد|واحد محصول|واحد شمارش", 40, "products"),
    Target("in_use", _("Is it sold?"), "active|in use|فعال/غیر فعال|فعال", 20, "products"),
    Target("discount", _("Discount in percent"), "discount|discount %|تخفیف|درصد تخفیف", 20, "lines"),
    Target(
        "subject",
        _("What is to be done"),
        "subject|activity|activity name|task|task name|title|عنوان فعالیت|فعالیت|موضوع|عنوان|عنوان یادداشت",
        0,
        "activities notes",
    ),
    Target(
        "said",
        _("What was said"),
        "what was said|call notes|call summary|call report|conversation|call outcome notes|"
        "چی گفت|چه گفت|چی گفتیم|چه گفتیم|چی شنیدیم|چه شنیدیم|چی گفتیم / شنیدیم|چه گفتیم / شنیدیم|"
        "چی گفتند|چه گفته شد|گفتگو|نتیجه تماس|نتیجه مکالمه|نتیجه صحبت|نتیجه پیگیری|شرح تماس|شرح مکالمه|"
        "شرح گفتگو|خلاصه صحبت|شرح صحبت|متن صحبت|صحبت ها|خلاصه|خلاصه تماس|خلاصه مکالمه|خلاصه گفتگو|متن مکالمه|"
        "گزارش تماس|شرح پیگیری|"
        "نتیجه ویزیت|شرح ویزیت|گزارش ویزیت|نتیجه جلسه|شرح جلسه|صورتجلسه|نتیجه ملاقات|شرح ملاقات|نتیجه بازدید|شرح بازدید|"
        "گزارش بازدید|چی شد|چه شد|visit notes|visit report|meeting notes|minutes",
        0,
        "activities",
    ),
    Target(
        "activity_kind",
        _("Kind of activity"),
        "type|activity type|task type|kind|نوع فعالیت|نوع|نحوه|نحوه تماس|نوع تماس",
        100,
        "activities",
    ),
    Target(
        "due_at",
        _("To be done on"),
        "due date|due|due on|activity date|start date|date|تاریخ|تاریخ برنامه ریزی|موعد|تاریخ سررسید|تاریخ موعد|"
        "تاریخ برنامه ریزی شده اجرا فعالیت|تاریخ تماس|تاریخ ویزیت|تاریخ جلسه|تاریخ بازدید|تاریخ ملاقات|تاریخ مراجعه|چه روزی|"
        "call date|visit date|meeting date",
        64,
        "activities",
    ),
    Target(
        "at_time",
        _("Time of day"),
        "time|time of day|hour|call time|time of call|at what time|ساعت|ساعت تماس|زمان تماس|ساعت جلسه|ساعت ویزیت|چه ساعتی",
        20,
        "activities",
    ),
    Target(
        "called",
        _("Number that was called"),
        "phone|phone number|mobile|number called|called number|caller number|تلفن|شماره تلفن|شماره تماس|موبایل|شماره موبایل|"
        "تلفن تماس|شماره تماس گیرنده|همراه|شماره همراه",
        50,
        "activities",
    ),
    Target(
        "done_at",
        _("Done on"),
        "done on|done at|completed on|completion date|completed date|marked as done time|"
        "تاریخ انجام|تاریخ انجام شدن|تاریخ انجام شدن فعالیت",
        64,
        "activities",
    ),
    Target(
        "done",
        _("Is it done?"),
        "done|status|completed|is closed|وضعیت|وضعیت اجرا|وضعیت اجرای فعالیت|انجام شده",
        60,
        "activities",
    ),
    Target("result", _("Result"), "result|outcome|call result|نتیجه|نتیجه فعالیت", 100, "activities"),
    Target(
        "noted_at",
        _("Written on"),
        "created|created on|created at|create date|created date|date|تاریخ|تاریخ ثبت|تاریخ ایجاد",
        64,
        "notes files",
    ),
    Target(
        "entered_at",
        _("Came into the stage on"),
        "entered|entered at|entered on|date entered|created date|timestamp|date|تاریخ ورود به مرحله|تاریخ ورود|تاریخ",
        64,
        "history",
    ),
)
WORK_REQUIRED = {
    "users": ("owner", "email"),
    "products": ("product", "external_id"),
    "lines": ("product", "product_ref", "product_code"),
    "activities": ("subject", "activity_kind", "notes", "said"),
    "notes": ("notes", "subject"),
    "history": ("stage",),
    "committee": ("contact_ref", "contact"),
    "obstacles": ("obstacle",),
    "files": ("file",),
}
