"""A Didar export as a company of some years has it: seven workbooks with the traps of the real ones."""

import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import xlsxwriter

from kariz.localisation.calendar import to_jalali

COMPANIES = [
    "کد دیدار شرکت", "نام شرکت", "تلفن شرکت", "ایمیل شرکت", "آدرس", "شناسه ملی", "شهرستان", "مسئول شرکت",
    "تاریخ ثبت شرکت", "توضیحات شرکت",
]  # fmt: skip
PEOPLE = [
    "کد دیدار مشتری", "نام مشتری", "نام خانوادگی مشتری", "تلفن همراه مشتری", "تلفن ثابت مشتری", "ایمیل مشتری",
    "کد ملی مشتری", "کد دیدار شرکت", "شهرستان", "مسئول مشتری", "تاریخ ثبت مشتری", "توضیحات شخص",
]  # fmt: skip
DEALS = [
    "کد دیدار معامله", "عنوان معامله", "ارزش معامله", "وضعیت معامله", "مرحله کاریز معامله", "تاریخ ایجاد معامله",
    "تاریخ انجام معامله", "تاریخ احتمالی انجام معامله", "مسئول معامله", "ثبت کننده معامله", "شیوه آشنایی معامله",
    "دلیل شکست معامله", "یادداشت شکست معامله", "شرکت معامله", "کد دیدار شرکت معامله", "شماره تلفن شرکت",
    "نام شخص معامله", "نام خانوادگی شخص معامله", "موبایل شخص معامله", "کد دیدار شخص معامله", "کد محصول",
    "عنوان محصول", "تعداد محصول", "قیمت",
]  # fmt: skip
PRODUCTS = [
    "کد محصول",
    "کد دیدار محصول",
    "عنوان محصول",
    "گروه محصول",
    "واحد محصول",
    "قیمت هر واحد محصول",
    "فعال/غیر فعال",
]
ACTIVITIES = [
    "عنوان فعالیت", "متن فعالیت", "نوع فعالیت", "وضعیت اجرای فعالیت", "تاریخ برنامه ریزی شده اجرا فعالیت",
    "تاریخ انجام شدن فعالیت", "اشخاص فعالیت", "کد اشخاص فعالیت", "کد شرکت های فعالیت", "کد معامله فعالیت",
    "مسئول اجرا فعالیت",
]  # fmt: skip
NOTES = [
    "یادداشت", "تاریخ برنامه ریزی یادداشت", "اشخاص یادداشت", "کد اشخاص یادداشت", "کد شرکت های یادداشت",
    "کد معامله یادداشت", "ثبت کننده یادداشت",
]  # fmt: skip
CARDS = [
    "عنوان کارت",
    "کد دیدار شخص",
    "تاریخ ثبت کارت",
    "تاریخ انجام کارت",
    "وضعیت کارت",
    "مسئول کارت",
    "توضیحات کارت",
]
STAGES = ["ارتباط مشتری", "ارسال نمونه - اعلام قیمت", "پیگیری تایید", "مذاکره"]
SELLERS = ["مریم احمدی", "علی رضایی", "زهرا کریمی"]
FIRST = ["سارا", "رضا", "لیلا", "محمد", "نرگس", "حسین", "مینا", "كاظم"]
LAST = ["محمدی", "یگانه", "کریمی", "حسینی", "فرهادی", "اکبري"]


@dataclass
class Export:
    """The files by name, and what is in them, counted while they were made."""

    files: dict = field(default_factory=dict)
    companies: int = 0
    people: int = 0
    products: int = 0
    deals: int = 0
    lines: int = 0
    won: int = 0
    won_sum: int = 0
    total: int = 0
    activities: int = 0
    open_activities: int = 0
    notes: int = 0
    linked: int = 0
    """Deals whose company stands in the file of companies."""


def day(number):
    """The `number`th day back from the last of the export, as Didar writes it."""
    year, month, the_day = to_jalali(date(2026, 6, 3) - timedelta(days=number))
    return f"{year}/{month:02}/{the_day:02}"


def make(companies=300, seed=7):
    dice = random.Random(seed)
    made = Export()
    firms = {
        str(9000 + n): f"شرکت {dice.choice(['آب', 'برق', 'گاز', 'نفت'])} {n} {dice.choice(['یزد', 'تهران'])}"
        for n in range(companies)
    }
    people = {
        str(50_000 + n): (dice.choice(FIRST), f"{dice.choice(LAST)} {n}")
        for n in range(companies + companies // 2)
    }
    goods = [(f"K{n}", str(700 + n), f"کاغذ {n} گرمی", 1_500_000 + n * 1000) for n in range(20)]
    made.companies, made.people, made.products = len(firms), len(people), len(goods)
    made.files["شرکت ها.xlsx"] = book(
        COMPANIES,
        [
            [
                code,
                f" {name} ",
                f"021{88000000 + n}",
                "",
                "خیابان ولیعصر",
                "",
                "یزد ",
                SELLERS[n % 3],
                day(900),
                f"<p>توضیح&nbsp;<b>{n}</b></p>",
            ]
            for n, (code, name) in enumerate(firms.items())
        ],
    )
    of = {}
    rows = []
    for n, (code, (first, last)) in enumerate(people.items()):
        # Every third is on their own; codes of none are 0 or blank.
        of[code] = str(9000 + n % companies) if n % 3 else dice.choice(["0", "", 0])
        mobile = f"0912{1_000_000 + n}" if n % 10 else "نمی‌دهد"
        rows.append([code, first, last, mobile, "", "", "", of[code], "", SELLERS[n % 3], day(800), ""])
    made.files["اشخاص.xlsx"] = book(PEOPLE, rows)
    variants = [[code, number, name, "کاغذ", "برگ", price, "فعال"] for code, number, name, price in goods]
    variants += [
        [code, f"8{number}", name, "کاغذ", "برگ", price, "فعال"] for code, number, name, price in goods[:5]
    ]
    made.files["محصولات.xlsx"] = book(PRODUCTS, variants)
    made.files["معاملات.xlsx"] = book(DEALS, _deals(made, dice, firms, people, goods, companies * 2))
    made.files["فعالیت ها .xlsx"] = book(ACTIVITIES, _activities(made, dice, companies * 3))
    noted = []
    for n in range(companies):
        made.notes += 1
        noted.append(
            [
                f"<p>یادداشت <b>{n}</b></p><script>alert(1)</script><ul><li>نخست</li></ul>",
                day(n),
                "",
                str(50_000 + n),
                "",
                str(1000 + n) if n % 2 else "0",
                SELLERS[n % 3],
            ]
        )
    made.files["یاداشت ها.xlsx"] = book(["ردیف"], [[1]], Note=(NOTES, noted))
    cards = [
        [
            f"کارت {n}",
            str(50_000 + n),
            day(20 + n),
            day(n) if n % 2 else "",
            "بسته" if n % 2 else "باز",
            SELLERS[0],
            "شرح",
        ]
        for n in range(7)
    ]
    made.activities += 7
    made.open_activities += 4
    made.files["کارت ها.xlsx"] = book(CARDS, cards)
    return made


def _deals(made, dice, firms, people, goods, count):
    rows = []
    for n in range(count):
        status = ["موفق", "ناموفق", "جاری"][n % 3]
        value = (n + 1) * 10_000_000
        firm = dice.choice(list(firms)) if n % 7 else "9999999"
        person = dice.choice(list(people))
        name = firms.get(firm, "شرکت حذف شده")
        made.deals += 1
        made.total += value
        made.linked += firm in firms
        if status == "موفق":
            made.won += 1
            made.won_sum += value
        head = [
            str(1000 + n), f"معامله {n}", value, status, STAGES[n % 4], day(400 - n % 300),
            day(50) if status != "جاری" else "", day(10), SELLERS[n % 3], SELLERS[0], "معرفی مشتری",
            "قیمت" if status == "ناموفق" else "", "<div>گران&zwnj;تر بود</div>" if status == "ناموفق" else "",
            name, firm, "", *people[person], "", person,
        ]  # fmt: skip
        # A third of the deals have no product line; others have up to three, and repeat all that is the deal's.
        some = [] if n % 3 == 0 else dice.sample(goods, 1 + n % 3)
        for code, _number, title, price in some:
            made.lines += 1
            rows.append([*head, code, title, 1 + n % 5, price])
        if not some:
            rows.append([*head, "", "", "", ""])
    dice.shuffle(rows)
    return rows


def _activities(made, dice, count):
    rows = []
    for n in range(count):
        done = n % 4 != 0
        made.activities += 1
        made.open_activities += not done
        rows.append(
            [
                f"تماس {n}", f"<p>گفتگو شد {n}</p>", dice.choice(["تماس پیگیری", "جلسه حضوری", "ارسال پیام"]),
                "انجام شده" if done else "انجام نشده", day(n % 90), day(n % 90) if done else "", "",
                str(50_000 + n % 300), "", str(1000 + n % 500) if n % 2 else "0", SELLERS[n % 3],
            ]
        )  # fmt: skip
    return rows


def book(columns, rows, **more):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        for name, (head, cells) in {"Sheet1": (columns, rows), **more}.items():
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, head)
            for place, row in enumerate(cells, 1):
                sheet.write_row(place, 0, row)
    return out.getvalue()
