"""What a column can hold, by which headers it is known, and what each kind of file takes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.localisation.text import squash
from kariz.reading.columns.consent_fields import CONSENT_TARGETS
from kariz.reading.columns.everyday_headers import with_more
from kariz.reading.columns.last_spoken import FIELD
from kariz.reading.columns.person_fields import PERSON_TARGETS
from kariz.reading.columns.post_codes import FIELD as POST_CODE
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.columns.target import Target
from kariz.reading.columns.work_fields import WORK_REQUIRED, WORK_TARGETS

_TARGETS = (
    Target(
        "id",
        _("Kariz number"),
        "kariz id|kariz number|شماره در کاریز|شماره کاریز",
        kinds="deals contacts companies activities obstacles",
    ),
    Target(
        "external_id",
        _("Number in the other system"),
        "id|external id|opportunity id|opportunity_id|deal id|deal - id|record id|lead id|code|reference|ref|"
        "کد|شناسه|کد معامله|کد دیدار معامله|شناسه معامله|کد فرصت|شماره پرونده|شناسه بیرونی|کد سرنخ|کد قرارداد|"
        "lead number|quote number|quote no|invoice number|invoice no|order number|order no|deal number|"
        "شماره پیش فاکتور|شماره فاکتور|کد فاکتور|شماره سفارش|"
        "شماره قرارداد|شماره استعلام|شماره معامله|شماره درخواست|کد پیش فاکتور|شناسه در سامانه دیگر|شماره در سامانه دیگر",
        120,
        "deals contacts companies users products activities notes files",
    ),
    Target("continues", _("Number of the deal that it continues"), "", 120, "deals"),
    Target(
        "company_ref",
        _("Company's number in the other system"),
        "",
        120,
        "deals contacts activities notes files",
    ),
    Target(
        "contact_ref",
        _("Person's number in the other system"),
        "",
        120,
        "deals activities notes committee files",
    ),
    Target(
        "title",
        _("Deal title"),
        "title|deal|deal name|deal title|deal - title|opportunity|opportunity name|subject|name of deal|"
        "عنوان|عنوان معامله|نام معامله|عنوان فرصت|معامله|فرصت|فرصت فروش|موضوع|نام فرصت|پروژه|نام پروژه|"
        "پروژه/محل|محل پروژه|عنوان پرونده|نام پرونده|موضوع پرونده|عنوان پروژه|موضوع پروژه|عنوان قرارداد|موضوع قرارداد|"
        "موضوع معامله|عنوان درخواست|موضوع درخواست|عنوان مناقصه|موضوع مناقصه|عنوان سفارش|موضوع سفارش",
        300,
        "deals",
    ),
    Target(
        "company",
        _("Company"),
        "company|company name|organization|organisation|account|account name|customer company|firm|business|"
        "associated company|deal - organization|organization - name*|organization name|"
        "مرکز|نام مرکز|مرکز درمانی|بیمارستان|نام بیمارستان|فروشگاه|نام فروشگاه|کارخانه|نام کارخانه|مجموعه|نام مجموعه|"
        "نام موسسه|شرکت|نام شرکت|سازمان|نام سازمان|شرکت/ساختمان|"
        "شرکت معامله|مشتری حقوقی|نام سازمان مشتری|کارفرما|موسسه|شرکت/سازمان",
        200,
        "deals contacts companies activities notes",
    ),
    Target(
        "contact",
        _("Person's name"),
        "contact|contact name|person|person - name*|contact person|deal - contact person|full name|customer|"
        "customer name|name and surname|lead name|"
        "نام و نام خانوادگی|مخاطب|نام مخاطب|شخص|نام شخص|رابط|نام رابط|رابط اصلی|رابط اول|مخاطب اصلی|"
        "مشتری|نام کامل|نام مشتری|طرف حساب|"
        "شخص رابط|نام و نام‌خانوادگی مشتری|مسئول خرید|با کی صحبت شد|با چه کسی صحبت شد|صحبت با|طرف صحبت|مخاطب تماس|ملاقات با|"
        "جلسه با|دیدار با|با کی حرف زدیم|با کی حرف زد|با چه کسی|با کی|به کی زنگ زد|به کی زنگ زدیم|طرف مکالمه|مدیر ساختمان|"
        "met with|spoke with|spoke to|talked to|talked with",
        200,
        "deals contacts activities notes committee",
    ),
    Target(
        "first_name",
        _("First name"),
        "first name|firstname|first_name|person - first name|given name|نام|نام کوچک|نام شخص معامله",
        100,
        "deals contacts",
    ),
    Target(
        "last_name",
        _("Last name"),
        "last name|lastname|last_name|surname|family name|person - last name|"
        "نام خانوادگی|فامیلی|فامیل|نام خانوادگی شخص معامله|نام خانوادگی مشتری",
        100,
        "deals contacts",
    ),
    Target(
        "mobile",
        _("Mobile"),
        "mobile|mobile phone|cell|cell phone|mobile number|موبایل|شماره موبایل|همراه|تلفن همراه|شماره همراه|"
        "موبایل شخص معامله|تلفن همراه مشتری|گوشی",
        50,
        "deals contacts",
    ),
    Target(
        "company_phone",
        _("Company's phone"),
        "company phone|company phone number|account phone|organization phone|تلفن شرکت|شماره تلفن شرکت|شماره شرکت|"
        "تلفن دفتر|شماره دفتر|تلفن دفتر مرکزی|تلفن کارخانه|تلفن سازمان",
        50,
        "deals contacts",
    ),
    Target(
        "phone",
        _("Phone"),
        "phone|phone number|tel|telephone|person - phone|work phone|office phone|"
        "تلفن|شماره تلفن|تلفن ثابت|تلفن ثابت مشتری|تلفن شرکت|شماره تلفن شرکت|تلفن دفتر|شماره دفتر|تماس|شماره تماس",
        50,
    ),
    Target(
        "email",
        _("E-mail"),
        "email|e-mail|mail|email address|person - email|person - email (work)|"
        "ایمیل|پست الکترونیک|پست الکترونیکی|رایانامه|ایمیل مشتری|آدرس ایمیل",
        254,
        "deals contacts users",
    ),
    Target(
        "position",
        _("Job position"),
        "position|job title|role|job position|title of person|سمت|عنوان شغلی|سمت سازمانی|شغل|پست سازمانی",
        150,
        "deals contacts",
    ),
    Target("city", _("City"), "city|town|location|office location|شهر|شهرستان|محل", 100),
    Target(
        "industry",
        _("Industry"),
        "industry|sector|vertical|field of activity|صنعت|صنف|حوزه فعالیت|زمینه فعالیت|نوع فعالیت|رشته",
        100,
    ),
    Target(
        "size",
        _("Employees"),
        "size|employees|number of employees|company size|headcount|تعداد کارکنان|تعداد پرسنل|اندازه شرکت|"
        "تعداد کارمند|تعداد کارمندان|اندازه|کارکنان",
        0,
    ),
    Target(
        "website",
        _("Website"),
        "website|web site|url|domain|web|company domain name|وب سایت|سایت|وبگاه|آدرس سایت|دامنه",
        300,
    ),
    Target(
        "national_id",
        _("National id"),
        "national id|national code|company national id|شناسه ملی|شناسه ملی شرکت|شناسه ملی مشتری",
        20,
    ),
    Target(
        "economic_code",
        _("Economic code"),
        "economic code|economic number|economic id|کد اقتصادی|شماره اقتصادی|شناسه اقتصادی|کد اقتصادی شرکت",
        20,
    ),
    Target(
        "address",
        _("Address"),
        "address|street|company address|organization - address|آدرس|نشانی|آدرس شرکت|نشانی شرکت|آدرس دفتر|آدرس مشتری",
        500,
    ),
    Target(
        POST_CODE,
        _("Post code"),
        "post code|postcode|postal code|zip|zip code|zip post code|zip postal code|کد پستی|کد پستی شرکت",
        20,
        "deals contacts companies",
    ),
    Target(
        "amount",
        _("Amount"),
        "amount|value|deal value|deal amount|deal - value|close value|close_value|price|revenue|budget|total|sum|"
        "مبلغ|ارزش|ارزش معامله|مبلغ معامله|مبلغ قرارداد|قیمت|قیمت کل|مبلغ کل|بودجه|جمع کل|ارزش فرصت",
        80,
        "deals",
    ),
    Target(
        "currency",
        _("Currency"),
        "currency|deal - currency of value|ارز|واحد پول|واحد ارزی",
        20,
        "deals products lines",
    ),
    Target(
        "stage",
        _("Stage"),
        "stage|deal stage|deal_stage|deal - stage|pipeline stage|sales stage|stage name|lifecycle stage|"
        "مرحله|مرحله معامله|مرحله فروش|مرحله کاریز معامله|مرحله کاریز|مرحله فرصت",
        200,
        "deals history",
    ),
    Target(
        "pipeline",
        _("Pipeline"),
        "pipeline|deal pipeline|deal - pipeline|pipeline name|sales pipeline|pipeline id|"
        "کاریز فروش|کاریز معامله|نام کاریز|خط لوله فروش",
        200,
        "deals history",
    ),
    Target(
        "outcome",
        _("Outcome"),
        "outcome|status|deal status|deal - status|result|state|won/lost|"
        "نتیجه|وضعیت|وضعیت معامله|وضعیت پرونده|وضعیت نهایی|وضعیت فرصت|سرانجام",
        100,
        "deals",
    ),
    Target(
        "lost_reason",
        _("Why it was lost"),
        "lost reason|loss reason|why lost|reason for loss|deal - lost reason|closed lost reason|reason lost|"
        "دلیل شکست|دلیل شکست معامله|علت شکست|دلیل باخت|علت باخت|علت از دست رفتن|دلیل از دست رفتن|"
        "علت از دست دادن|دلیل از دست دادن|دلیل نشدن|علت نشدن",
        500,
        "deals",
    ),
    Target(
        "owner",
        _("Owner"),
        "owner|sales agent|sales_agent|seller|salesperson|sales rep|rep|assigned to|account manager|deal owner|"
        "deal - owner|contact owner|company owner|مسئول|فروشنده|کارشناس فروش|کارشناس|مسئول معامله|مسئول فروش|"
        "مسئول مشتری|مسئول شرکت|نام فروشنده|مالک|مسئول پیگیری|مسئول فعالیت|نام کاربر|"
        "ویزیتور|بازاریاب|نماینده فروش|کارشناس مربوطه|فروشنده مربوطه|کی پیگیرشه|کی دنبالشه|"
        "توسط|به وسیله|"
        "صادرکننده|صادر کننده|کی پیگیری کنه|کی پیگیری کند|کی پیگیری میکنه|چه کسی پیگیری کند|"
        "کی زد|کی زنگ زد|کی تماس گرفت|چه کسی تماس گرفت|تماس گیرنده|پیگیری کننده|کی پیگیری کرد|who called|called by|caller",
        150,
        "deals contacts companies users activities notes obstacles files",
    ),
    Target(
        "owner_ref",
        _("Owner's number in the other system"),
        "owner id|ownerid|deal owner id|account owner id|contact owner id|user id",
        120,
        "deals contacts companies activities notes",
    ),
    Target(
        "created_at",
        _("Created on"),
        "created|created on|created at|create date|creation date|date created|engage date|engage_date|"
        "deal - deal created|start date|first contact date|"
        "تاریخ ایجاد|تاریخ ثبت|تاریخ ایجاد معامله|تاریخ شروع|تاریخ ورود|تاریخ ثبت مشتری|تاریخ ثبت شرکت|"
        "تاریخ اولین تماس|تاریخ صدور|تاریخ پیش فاکتور|تاریخ فاکتور|تاریخ سفارش|تاریخ درخواست|تاریخ استعلام|"
        "issue date|quote date|order date|invoice date|date issued",
        64,
        "deals",
    ),
    Target(
        "closed_at",
        _("Closed on"),
        "closed|closed on|close date|close_date|closed date|closing date|won time|deal - won time|"
        "deal - deal closed on|تاریخ بسته شدن|تاریخ پایان|تاریخ انجام معامله|تاریخ انجام|تاریخ بستن|تاریخ خاتمه|"
        "تاریخ قرارداد/کنسلی|تاریخ قرارداد/لغو|تاریخ برد/باخت|تاریخ قرارداد یا کنسلی|"
        "تاریخ برد|تاریخ باخت|تاریخ نتیجه|تاریخ نتیجه نهایی|"
        "تاریخ قطعی|تاریخ قطعی شدن|تاریخ نهایی|تاریخ نهایی شدن|تاریخ فروش|تاریخ تسویه|date sold|sale date",
        64,
        "deals",
    ),
    Target("outcome_note", _("How it ended, in words"), "", 500, "deals"),
    Target("back_on", _("Comes back on"), "", 64, "deals"),
    Target("ticks", _("Ticked boxes"), "", 0, "deals"),
    Target("handed_over_at", _("Handed over on"), "", 64, "deals"),
    Target(FIELD, _("Last contact, the end of a deal without another"), "", 64, "deals"),
    Target(
        "expected_close",
        _("Expected close"),
        "expected close|expected close date|deal - expected close date|forecast date|estimated close|"
        "تاریخ احتمالی انجام معامله|تاریخ احتمالی بستن|تاریخ پیش بینی|تاریخ پیش بینی بستن|تاریخ احتمالی فروش|"
        "تاریخ بستن احتمالی|سررسید|تاریخ مورد انتظار|تاریخ بستن مورد انتظار|تاریخ مورد انتظار بستن|"
        "تاریخ احتمالی قرارداد|تاریخ احتمالی خرید|تاریخ احتمالی|expected contract date|expected date",
        64,
        "deals",
    ),
    Target(
        "product",
        _("Product"),
        "product|product name|deal - product name|item|service|محصول|عنوان محصول|نام محصول|کالا|خدمت|"
        "کالا/خدمت|نام کالا|شرح کالا|شرح محصول|محصول/خدمت|محصول یا خدمت|نوع خدمت|نام خدمت|شرح خدمات|دستگاه|نام دستگاه|"
        "نوع دستگاه|مدل دستگاه|نرم افزار|نام نرم افزار|دوره|نام دوره|عنوان دوره|machine|device|equipment|course",
        200,
        "deals products lines",
    ),
    Target(
        "quantity",
        _("Quantity"),
        "quantity|qty|deal - product quantity|count|تعداد|تعداد محصول|مقدار",
        20,
        "deals lines",
    ),
    Target(
        "unit_price",
        _("Unit price"),
        "unit price|price per unit|list price|sales price|price|قیمت واحد|فی|قیمت هر واحد|قیمت هر واحد محصول|قیمت|"
        "قیمت فروش|قیمت پایه|قیمت مصرف کننده|نرخ",
        80,
        "deals products lines",
    ),
    Target(
        "channel",
        _("Source"),
        "channel|source|lead source|deal - source channel|origin|"
        "منبع|کانال|آشنایی|طریقه آشنایی|شیوه آشنایی|نحوه آشنایی|شیوه آشنایی معامله|منبع سرنخ|روش آشنایی|کانال آشنایی",
        100,
    ),
    Target(
        FIRMS_NOTES,
        _("Notes on the company"),
        "company notes|company note|company remarks|company comments|account notes|notes on company|notes on the company|"
        "customer notes|client notes|توضیحات شرکت|توضیح شرکت|یادداشت شرکت|ملاحظات شرکت|توضیحات مشتری|توضیح مشتری|"
        "یادداشت مشتری|ملاحظات مشتری",
        10_000,
        "contacts",
    ),
    Target(
        "notes",
        pgettext_lazy("field", "Notes"),
        "notes|note|description|comment|comments|remarks|note - content*|یادداشت|توضیحات|توضیح|شرح|ملاحظات|"
        "توضیحات شخص|توضیحات شرکت|توضیحات معامله|contact notes|contact remarks|person notes|notes on contact|"
        "notes on the contact|notes on the person|توضیحات مخاطب|توضیحات رابط|یادداشت مخاطب|یادداشت رابط|یادداشت شخص",
        10_000,
        "deals contacts companies activities notes",
    ),
    *PERSON_TARGETS,
    *CONSENT_TARGETS,
    *WORK_TARGETS,
)
TARGETS = tuple(map(with_more, _TARGETS))
_CODES = (
    "کد مشتری|شناسه مشتری|کد طرف حساب|customer code|customer id|customer no|customer ref|client code|client id|"
    "client no|client ref"
)
CODES = frozenset(map(squash, _CODES.split("|")))
"""Headers of numbers that may be those of people or of companies."""
NUMBERS = {
    "company_ref": "company id|account id|accountid|organization id|organisation id|associated company id|"
    "associated company ids|primary associated company id|deal - organization id|person - organization id|"
    "company code|company no|company ref|organisation code|organization code|account code|account ref|firm code|org id|"
    "a/c|a/c no|a/c code|a/c ref|account no|account number|"
    "شناسه شرکت|کد شرکت|کد سازمان|شناسه سازمان|کد مشتری حقوقی|کد مرکز|کد موسسه",
    "contact_ref": "contact id|contactid|person id|associated contact id|associated contact ids|"
    "primary contact id|deal - contact person id|شناسه مخاطب|کد مخاطب|کد شخص|شناسه شخص|" + _CODES,
    "deal_ref": "deal id|opportunity id|opportunityid|associated deal id|associated deal ids|"
    "کد معامله|شناسه معامله|کد فرصت|شناسه فرصت",
    "product_ref": "product id|کد محصول|شناسه محصول|کد کالا|شناسه کالا",
}
"""Headers of numbers: of the record itself in a file of that kind (`external_id`), of what it belongs to in others."""
OWN_NUMBER = {
    "companies": "company_ref",
    "contacts": "contact_ref",
    "deals": "deal_ref",
    "products": "product_ref",
}
BY_NAME = {target.name: target for target in TARGETS}
REQUIRED = WORK_REQUIRED | {
    "deals": ("title", "company", "contact", "first_name", "last_name", "product", "external_id", "id"),
    "contacts": ("contact", "first_name", "last_name", "external_id", "id"),
    "companies": ("company", "external_id", "id"),
}
"""Of these at least one column must be there."""


def of_kind(kind: str) -> list[Target]:
    """The fields that a file of this kind can have."""
    return [target for target in TARGETS if kind in target.kinds.split()]
