"""What a list says of a person besides who they are: where they are found, what they decide, who spoke first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.columns.target import Target

SOCIAL = ("linkedin", "telegram", "instagram", "whatsapp", "social")
"""Ways to reach somebody; in the last one each link says itself where it leads."""
SAID = ("role", "decision_maker", "started_by")
"""What the record of a person holds of the rest."""
_BOTH = "deals contacts"

PERSON_TARGETS = (
    Target(
        "linkedin",
        _("LinkedIn"),
        "linkedin|linkedin url|linkedin profile|linkedin link|linkedin profile url|person linkedin|"
        "linkedin contact profile url|لینکدین|لینک دین|لینکداین|آدرس لینکدین|پروفایل لینکدین|لینک لینکدین",
        0,
        _BOTH,
    ),
    Target(
        "telegram",
        _("Telegram"),
        "telegram|telegram id|telegram username|telegram handle|telegram link|"
        "تلگرام|آیدی تلگرام|آی دی تلگرام|شناسه تلگرام|نام کاربری تلگرام|لینک تلگرام|شماره تلگرام",
        0,
        _BOTH,
    ),
    Target(
        "instagram",
        _("Instagram"),
        "instagram|instagram id|instagram username|instagram handle|instagram page|instagram url|insta|اینستاگرام|"
        "اینستا|آیدی اینستاگرام|آی دی اینستاگرام|آیدی اینستا|صفحه اینستاگرام|پیج اینستاگرام|پیج اینستا|آدرس اینستاگرام",
        0,
        _BOTH,
    ),
    Target(
        "whatsapp",
        _("WhatsApp"),
        "whatsapp|whatsapp number|whatsapp phone|whatsapp no|whatsapp phone number|واتساپ|واتس اپ|واتس آپ|واتزاپ|"
        "شماره واتساپ|شماره واتس اپ",
        0,
        _BOTH,
    ),
    Target(
        "social",
        _("Social networks"),
        "social|socials|social media|social links|social link|social network|social networks|social profiles|"
        "social profile|social media links|شبکه اجتماعی|شبکه های اجتماعی|لینک شبکه اجتماعی|لینک شبکه های اجتماعی|"
        "آیدی شبکه اجتماعی|آیدی شبکه های اجتماعی|آدرس شبکه اجتماعی",
        0,
        _BOTH,
    ),
    Target(
        "decision_maker",
        _("Decides"),
        "decides|decision maker|is decision maker|decision maker y n|decision maker yes no|is dm|"
        "تصمیم گیرنده|تصمیم گیرنده است|تصمیم گیرنده هست|آیا تصمیم گیرنده است|تصمیم گیر|تصمیم گیر است|تصمیم می گیرد|"
        "تصمیم گیرنده است یا نه",
        0,
        _BOTH,
    ),
    Target(
        "started_by",
        _("Who started"),
        "who started|started by|initiated by|inbound outbound|inbound or outbound|lead direction|"
        "contact initiated by|who made first contact|who contacted first|who reached out|who initiated|"
        "شروع کننده|شروع کننده ارتباط|شروع کننده تماس|آغازگر|آغازگر ارتباط|آغاز کننده|ورودی/خروجی|ورودی یا خروجی|"
        "چه کسی شروع کرد|کی شروع کرد|شروع ارتباط|شروع ارتباط از|اولین تماس از|تماس اول از طرف",
        0,
        _BOTH,
    ),
    Target(
        "is_firm",
        _("Person or company"),
        "is a company|is company|company type|person or company|individual or company|contact type|"
        "حقیقی/حقوقی|حقیقی یا حقوقی|حقیقی حقوقی|شخص یا شرکت|نوع شخصیت|شخصیت|حقوقی/حقیقی",
        0,
        "contacts",
    ),
    Target(
        "reports_to",
        _("Reports to"),
        "reports to|reporting to|reports to name|line manager|direct manager|supervisor|reports to full name|"
        "مدیر مستقیم|نام مدیر مستقیم|مدیر بالادست|مافوق|سرپرست مستقیم|گزارش می دهد به|زیر نظر|رئیس مستقیم|گزارش به",
        200,
        "contacts",
    ),
    Target(
        "reports_to_ref", _("Number of whom they report to"), "reports to id|reportstoid", 120, "contacts"
    ),
)
