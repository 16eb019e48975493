"""What a column means is told by what stands below it, where its header is anybody's own."""

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.tests.test_colours import book
from kariz.exchange.tests.test_set_doors import uploads
from kariz.localisation import preferences
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.names.firms_near import may_be_same


@pytest.fixture(autouse=True)
def pounds():
    with preferences.using(currency="GBP", unit="", language="en", calendar="gregorian"):
        yield


def guessed(columns, *rows, sheet=""):
    columns = columns.split("|")
    kind = guess_kind(columns, rows, sheet)
    return kind, guess_mapping(columns, kind, rows, sheet)


RESULTS = (
    ["Erne Waters", "store roof", 16500.0, "W", "Nora", "2025-01-12", "repeat"],
    ["Cull Foods", "cold room", 38750.0, "L", "Nora", "2025-01-23", "price"],
    ["Bann Mills", "loading bay", "€16,500", "WON", "Ian", "Jan 25", "recommended"],
    ["Foyle Print", "mezzanine", "£48,750", "lost", "Ian", "02/02/2025", "Hall Bros"],
    ["Lagan Auto", "paint shop", "19k", "No go", "Ian", "24 Feb", ""],
)


def test_noras_won_and_lost_of_last_year_are_deals():
    kind, mapping = guessed("Customer|Job|£|W/L|Rep|Month/date|Why / who to", *RESULTS)
    assert kind == "deals"
    assert list(mapping.values()) == [
        "company",
        "title",
        "amount",
        "outcome",
        "owner",
        "created_at",
        "lost_reason",
    ]


def test_a_list_of_nora_that_is_said_to_hold_deals_is_guessed_anew(admin, pipeline, upload):
    names = ["Customer", "Job", "£", "W/L", "Town"]
    rows = [("", [f"Firm {place}", "roof", 500, "W", "Leeds"]) for place in range(4)]
    one = upload(book(rows, names), admin, "list.xlsx", kind="companies")
    assert one.mapping == {"Customer": "company", "Town": "city"}
    one = imports.change(one=one, by=admin, mapping={"Customer": "contact"})
    one = imports.change(one=one, by=admin, kind="deals", before=one.mapping)
    fields = ["contact", "title", "amount", "outcome", "city"]
    assert one.mapping == dict(zip(names, fields, strict=True))


def test_the_pounds_of_nora_are_the_amount_where_she_counts_in_pounds():
    rows = [
        ["Erne Waters", "roof", 44000.0],
        ["Bann Mills", "bay", "30-35k"],
        ["Cull Foods", "door", "£9,000"],
    ]
    rows += [["Foyle Print", "floor", 8100], ["Lagan Auto", "shop", 7000]]
    assert guessed("Client|Project|Net £", *rows)[1]["Net £"] == "amount"
    with preferences.using(currency="EUR"):
        assert "Net £" not in guessed("Client|Project|Net £", *rows)[1]
    assert "VAT £" not in guessed("Client|Project|VAT £", *rows)[1]


WHERE = [
    "quoted",
    "lost - price",
    "won",
    "quote sent",
    "on hold",
    "new enq",
    "quoted",
    "won",
    "quote sent",
    "lost",
]


@pytest.mark.parametrize("header", ["Where at", "State of play", "!!"])
def test_where_the_deals_of_nora_stand_is_told_by_the_words_below(header):
    rows = [[f"Firm {place}", "roof", 5, word] for place, word in enumerate(WHERE)]
    assert guessed(f"Client|Job|Value|{header}", *rows)[1][header] == "stage"


def test_notes_of_nora_are_no_stage_though_some_speak_of_quotes():
    notes = [
        "quote sent, wants it cheaper by Friday",
        "rang twice",
        "lost his number",
        "see email",
        "nights only",
    ]
    rows = [[f"Firm {place}", "roof", 5, word] for place, word in enumerate(notes)]
    assert "Bits" not in guessed("Client|Job|Value|Bits", *rows)[1]


def test_who_came_to_noras_stand_is_a_person_of_the_firm_beside():
    rows = [
        ["Sam Ross", "Cavell Modular", "s.ross@cavell.co.uk / 07866 905482", "brochure", "Nora"],
        ["Millie Dow", "Blackstock Build", "m.dow@blackstock.co.uk", "new office", "Ian"],
    ]
    kind, mapping = guessed("Name|Firm|Email / phone|Wants|Who follows up", *rows)
    assert kind == "contacts"
    assert (mapping["Name"], mapping["Firm"]) == ("contact", "company")
    assert (mapping["Wants"], mapping["Who follows up"]) == ("notes", "owner")


@pytest.mark.parametrize("header", ["Email / phone", "Phone", "E-mail"])
def test_an_address_and_a_number_in_one_cell_of_nora_are_both_kept(admin, pipeline, bring, header):
    text = f"Name,Firm,{header}\nSam Ross,Cavell,s.ross@cavell.co.uk / 07866 905482\n"
    one = bring(text + "Millie Dow,Blackstock,m.dow@blackstock.co.uk\n", admin)
    assert (one.created_count, one.refused_count) == (2, 0)
    sam = Contact.objects.get(name="Sam Ross")
    found = {point.kind: point.value for point in sam.points.all()}
    assert found["email"] == "s.ross@cavell.co.uk" and "905482" in found.get("mobile", found.get("phone"))
    assert Contact.objects.get(name="Millie Dow").points.get().value == "m.dow@blackstock.co.uk"


def test_the_customer_accounts_of_sepideh_are_companies(admin, pipeline, bring):
    text = (
        "كد;نام طرف حساب;همراه;تلفن;شهر;مانده\n"
        "30100;ادويه گلها جنوب;;02152767952;شيراز;0\n"
        "30101;شركت لبنيات كاله دشت;09145096284;02158490819;آمل;0\n"
        "30102;رنگ سازي الوان كرج;;02159857502;كرج;0\n"
        "30109;آب معدني دماوند سرد;09131311873;;آبعلي;12500000\n"
    )
    one = bring(text, admin)
    assert (one.kind, one.created_count, Contact.objects.count()) == ("companies", 4, 0)
    cold = Company.objects.get(name__contains="دماوند")
    assert cold.phone == "09131311873"


CALLS = [
    ["2 آبان", "بهنام", "داروسازی شفا", "گفت بعدا خودش زنگ می‌زند", "۱۵ آذر زنگ"],
    ["1405/8/3", "حمید", "آقای جعفری - زعفران بهرامن", "پیش فاکتور را زودتر خواست", ""],
    ["", "مریم", "خانم بهرامی", "قرار شد نمونه بفرستد", ""],
]


@pytest.mark.parametrize("told", ["خلاصه", "ماجرا"])
def test_the_calls_of_behnam_are_calls_whatever_he_calls_what_was_said(told):
    kind, mapping = guessed(f"تاریخ|کی زنگ زد|با کی|{told}|قدم بعد", *CALLS, sheet="تماس‌ها")
    assert (kind, mapping[told], mapping["قدم بعد"]) == ("activities", "said", "next_step")


LIST = "Email Address,First Name,Last Name,OPTIN_TIME\nann@erne.ie,Ann,Lee,2025-03-01 09:12:44\n"


def test_the_day_on_which_ann_opted_in_is_that_of_her_consent(admin, pipeline, bring):
    one = bring(LIST, admin)
    assert (one.created_count, one.refused_count) == (1, 0)
    ann = Contact.objects.get()
    assert (ann.consent, str(ann.consent_on)) == ("given", "2025-03-01")


def test_a_day_in_a_column_of_consent_is_the_day_of_it_though_mina_chose_the_column(admin, pipeline, bring):
    bring("Name,Email,Agreed\nAnn Lee,ann@erne.ie,2025-03-01\n", admin,
          mapping={"Name": "contact", "Email": "email", "Agreed": "consent"})  # fmt: skip
    ann = Contact.objects.get()
    assert (ann.consent, str(ann.consent_on)) == ("given", "2025-03-01")


SHEET = ["Client", "Job", "Value", "Where at"]
PAINTED = [
    ("red", ["Erne Waters", "roof", 5, "quote sent"]),
    ("", ["Cull Foods", "bay", 6, "quote sent"]),
    ("red", ["Bann Mills", "door", 7, "won"]),
    ("green", ["Foyle Print", "floor", 8, "negotiating"]),
]


def test_a_row_that_ian_painted_dead_is_lost_though_its_stage_goes_on(admin, pipeline, upload, client):
    one = upload(book(PAINTED, SHEET), admin, "list.xlsx")
    columns = dict(zip(SHEET, ["company", "title", "amount", "stage"], strict=True))
    one = imports.change(one=one, by=admin, mapping=columns, options={"colours": {"red": "lost"}})
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "1 row says a stage that goes on, and has a colour that means an end" in page
    imports.start(one=one, by=admin)
    runs.work_all()
    found = dict(Deal.objects.values_list("title", "outcome"))
    assert found == {"roof": "lost", "bay": "open", "door": "won", "floor": "open"}


def bring_all(by, files):
    whole = set_runs.start(whole=sets.upload(files=uploads(files), by=by), by=by)
    runs.work_all()
    return whole


def card(name, mobile):
    return f"BEGIN:VCARD\nVERSION:3.0\nN:;{name};;;\nFN:{name}\nTEL;TYPE=CELL:{mobile}\nEND:VCARD\n"


def test_every_card_of_arash_is_one_person_and_the_firm_in_the_name_is_told_apart(admin, pipeline):
    firms = "نام شرکت,شهر\nسیم و کابل مفتول,یزد\nپسته رفسنجان خندان,رفسنجان\n"
    cards = (
        card("بیات سیم و کابل مفتول", "09121110001")
        + card("عطایی پسته رفسنجان خندان", "09121110002")
        + card("نوری سیم و کابل یگانه", "09121110003")
    )
    bring_all(admin, {"firms.csv": firms, "contacts.vcf": cards})
    found = set(Contact.objects.values_list("name", "company__name"))
    assert found == {
        ("بیات", "سیم و کابل مفتول"),
        ("عطایی", "پسته رفسنجان خندان"),
        ("نوری سیم و کابل یگانه", None),
    }


PEOPLE = (
    "Company,Name,Tel\nCastlegate Developments,Sunita Patel,07712952080\nManchester Data Park,Ian Stott,07712952081\n"
    "Lindley Offices,Wendy Greaves,07712952082\n"
)
LOG = (
    "Date,By,Spoke to,Re,What was said\n2026-09-17,Nora,Sunita,Castlegate Dev,asked for a drawing\n"
    "2026-09-18,Nora,Ian,MDP,will go to the board\n2026-09-19,Nora,Wendy Greaves @ Lindley Offices,,order to follow soon\n"
    "2026-09-20,Nora,Wendy,Lindley Offices,left a message\n2026-09-21,Nora,Ian,Manchester Data Park,left a message twice\n"
    "2026-09-22,Nora,Sunita,Castlegate Developments,left a message again\n2026-09-23,Nora,Ian,,wants the drawing first\n"
)


def test_whom_nora_rang_is_known_beside_the_company_however_she_writes_it(admin, pipeline):
    bring_all(admin, {"people.csv": PEOPLE, "Call log.csv": LOG})
    found = list(Activity.objects.order_by("done_at").values_list("contact__name", "company__name"))
    sunita, ian = ("Sunita Patel", "Castlegate Developments"), ("Ian Stott", "Manchester Data Park")
    wendy = ("Wendy Greaves", "Lindley Offices")
    assert found == [sunita, ian, wendy, wendy, ian, sunita, ian]
    assert Company.objects.count() == 3


@pytest.mark.parametrize("kind", ["contacts", "deals"])
def test_the_firm_behind_an_at_is_the_company_wherever_people_stand(admin, pipeline, bring, kind):
    more = {
        "contacts": "Email\nIan Stott @ Lindley Offices,ian@lindley.co.uk\n",
        "deals": "Title,Amount\nIan Stott @ Lindley Offices,Roof,5\n",
    }
    bring("Contact," + more[kind], admin)
    assert list(Contact.objects.values_list("name", "company__name")) == [("Ian Stott", "Lindley Offices")]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Castlegate Dev", "Castlegate Developments", True),
        ("Trafford Control Rms", "Trafford Control Rooms", True),
        ("LTH NHS Trust", "Leeds Teaching Hospitals", True),
        ("MDP", "Manchester Data Park Ltd", True),
        ("Leeds Teaching Hospitals", "Leeds Mills", False),
        ("لبنیات", "لبنیات کاله", False),
        ("لبنیات آوین", "لبنیات کاله", False),
    ],
)
def test_of_two_names_one_may_be_the_other_cut_short(name, other, same):
    assert may_be_same(name, other) is same
