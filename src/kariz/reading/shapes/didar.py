"""Didar: seven workbooks with Persian headers, days of the Jalali calendar as text, amounts in rial."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

SHAPE = Shape(
    "didar",
    _("Didar"),
    options={
        "currency": "IRR",
        "unit": "rial",
        "calendar": "jalali",
        "existing": "fill",
        "owner": "nobody",
    },
    parts=(
        Part(
            "companies",
            ("کد دیدار شرکت", "نام شرکت"),
            {
                "external_id": "کد دیدار شرکت",
                "company": "نام شرکت",
                "phone": "تلفن شرکت",
                "address": "آدرس",
                "national_id": "شناسه ملی",
                "city": "شهرستان",
                "owner": "مسئول شرکت",
                "notes": "توضیحات شرکت",
            },
        ),
        Part(
            "contacts",
            ("کد دیدار مشتری", "نام خانوادگی مشتری"),
            {
                "external_id": "کد دیدار مشتری",
                "first_name": "نام مشتری",
                "last_name": "نام خانوادگی مشتری",
                "mobile": "تلفن همراه مشتری",
                "phone": "تلفن ثابت مشتری",
                "email": "ایمیل مشتری",
                "company_ref": "کد دیدار شرکت",
                "owner": "مسئول مشتری",
                "notes": "توضیحات شخص",
            },
        ),
        Part(
            "products",
            ("کد دیدار محصول", "عنوان محصول"),
            {
                "external_id": "کد دیدار محصول",
                "product_code": "کد محصول",
                "product": "عنوان محصول",
                "product_unit": "واحد محصول",
                "unit_price": "قیمت هر واحد محصول",
                "in_use": "فعال/غیر فعال",
            },
        ),
        Part(
            "deals",
            ("کد دیدار معامله", "عنوان معامله"),
            {
                "external_id": "کد دیدار معامله",
                "title": "عنوان معامله",
                "amount": "ارزش معامله",
                "outcome": "وضعیت معامله",
                "stage": "مرحله کاریز معامله",
                "created_at": "تاریخ ایجاد معامله",
                "closed_at": "تاریخ انجام معامله",
                "next_step": "عنوان فعالیت بعدی",
                "next_step_on": "تاریخ فعالیت بعدی|تاریخ پیگیری بعدی",
                "expected_close": "تاریخ احتمالی انجام معامله",
                "owner": "مسئول معامله",
                "channel": "شیوه آشنایی معامله",
                "lost_reason": "دلیل شکست معامله",
                "notes": "یادداشت شکست معامله",
                "company": "شرکت معامله",
                "company_ref": "کد دیدار شرکت معامله",
                "company_phone": "شماره تلفن شرکت",
                "first_name": "نام شخص معامله",
                "last_name": "نام خانوادگی شخص معامله",
                "mobile": "موبایل شخص معامله",
                "contact_ref": "کد دیدار شخص معامله",
                "product_code": "کد محصول",
                "product": "عنوان محصول",
                "quantity": "تعداد محصول",
                "unit_price": "قیمت",
            },
        ),
        Part(
            "activities",
            ("عنوان فعالیت", "نوع فعالیت"),
            {
                "subject": "عنوان فعالیت",
                "notes": "متن فعالیت",
                "activity_kind": "نوع فعالیت",
                "done": "وضعیت اجرای فعالیت",
                "due_at": "تاریخ برنامه ریزی شده اجرا فعالیت",
                "done_at": "تاریخ انجام شدن فعالیت",
                "contact_ref": "کد اشخاص فعالیت",
                "company_ref": "کد شرکت های فعالیت",
                "deal_ref": "کد معامله فعالیت",
                "owner": "مسئول اجرا فعالیت",
            },
        ),
        Part(
            "notes",
            ("یادداشت", "ثبت کننده یادداشت"),
            {
                "notes": "یادداشت",
                "noted_at": "تاریخ برنامه ریزی یادداشت",
                "contact_ref": "کد اشخاص یادداشت",
                "company_ref": "کد شرکت های یادداشت",
                "deal_ref": "کد معامله یادداشت",
                "owner": "ثبت کننده یادداشت",
            },
        ),
        # A card is a case of the support desk: a task of the person that it is about.
        Part(
            "activities",
            ("عنوان کارت", "وضعیت کارت"),
            {
                "subject": "عنوان کارت",
                "notes": "توضیحات کارت",
                "done": "وضعیت کارت",
                "due_at": "تاریخ ثبت کارت",
                "done_at": "تاریخ انجام کارت",
                "contact_ref": "کد دیدار شخص",
                "owner": "مسئول کارت",
            },
        ),
    ),
)
