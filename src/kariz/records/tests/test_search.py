"""Search: every spelling, the wrong layout, the other script, best first, and only what one may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.access.models import RoleScope
from kariz.localisation.keyboard import other_layout
from kariz.localisation.sounds import romanised, skeleton, sound
from kariz.people.actions import companies, contacts
from kariz.records.actions import recents
from kariz.records.models import RecentRecord
from kariz.records.search import reading, words
from kariz.records.search.finder import find
from kariz.web.errors import NotFound

LETTERS = st.text("ابپتجچدرزسشفقکگلمنوهی", min_size=5, max_size=12)


@pytest.fixture
def people(sara):
    points = [{"kind": "mobile", "value": "0912 123 4567"}, {"kind": "email", "value": "Omid@Nikan.example"}]
    for name in ("محمدرضا طاهری", "فاطمه کریمی", "Peter Miller", "Farhadi Mohammadi"):
        contacts.create(by=sara, name=name)
    contacts.create(by=sara, name="امید رضایی", company_name="پولاد نیکان", points=points)
    companies.create(by=sara, name="صنایع غذایی", national_id="10100000009")


@pytest.mark.parametrize(
    ("q", "name"),
    [
        ("محمدرضا", "محمدرضا طاهری"),
        ("طاهزی", "محمدرضا طاهری"),  # a wrong letter
        ("طاهی", "محمدرضا طاهری"),  # a missing one
        ("طاهرری", "محمدرضا طاهری"),  # one too many
        ("طهاری", "محمدرضا طاهری"),  # two swapped
        ("تاهری", "محمدرضا طاهری"),  # the same sound
        ("طاهزی محمدرظا", "محمدرضا طاهری"),
        ("taheri", "محمدرضا طاهری"),
        ("mohammadre", "محمدرضا طاهری"),
        ("fateme karimi", "فاطمه کریمی"),
        ("پیتر", "Peter Miller"),
        ("Petr Miler", "Peter Miller"),
        (";vdld", "فاطمه کریمی"),  # the other layout
        ("پخاشپپشی", "محمدرضا طاهری"),  # "Mohammad"
        ("حثفثق", "Peter Miller"),
        ("+98 (912) 123-45", "امید رضایی"),
        ("00989121234567", "امید رضایی"),
        ("۰۹۱۲-۱۲۳", "امید رضایی"),
        ("omid@nikan", "امید رضایی"),
        ("۱۰۱۰۰۰۰۰۰۰۹", "صنایع غذایی"),
        ("صنایغ غذایی", "صنایع غذایی"),
        ("سنایع قذایی", "صنایع غذایی"),
        ("محدمرظا", "محمدرضا طاهری"),  # two slips in a long word
        ("محمذرصا", "محمدرضا طاهری"),
        ("Farhadii Mohamadii", "Farhadi Mohammadi"),
        ("Fahradi Muhamadi", "Farhadi Mohammadi"),
    ],
)
def test_what_was_meant_is_found(sara, people, q, name):
    assert name in [entry.title for entry in find(sara, q)]


@pytest.mark.parametrize("q", ["ثحفقق", "قطره", "09351112233", "zzzz"])
def test_what_nobody_is_called_finds_nobody(sara, people, q):
    assert find(sara, q) == []


def test_a_title_with_a_number_is_found_however_the_two_are_joined(sara):
    titles = {"سفارش ۷۰", "سفارش-۷۰", "سفارش۷۰", "سفارش شمارهٔ ۷۰ (پمپ)"}
    for title in (*titles, "سفارش ۸۰"):
        companies.create(by=sara, name=title)
    for q in ("سفارش ۷۰", "سفارس 70", "sefaresh 70"):
        found = {entry.title for entry in find(sara, q)}
        assert found == (titles if q == "سفارش ۷۰" else titles - {"سفارش-۷۰", "سفارش۷۰"}), q


def test_the_best_stands_first(sara):
    for name in ("نوروز", "گروه نوری", "نور", "بازرگانی نور", "کانور"):
        companies.create(by=sara, name=name)
    assert [entry.title for entry in find(sara, "نور")] == [
        "نور",
        "نوروز",
        "بازرگانی نور",
        "گروه نوری",
        "کانور",
    ]


def test_a_company_stands_before_what_is_named_after_it_with_or_without_the_half_space(sara):
    deal_like = [f"{what} – کارتن سازی ایران" for what in ("لیبل‌زن", "سیلر", "تسمه‌کش")]
    for name in ("کارتن‌سازی ایران", *deal_like):
        companies.create(by=sara, name=name)
    for q in ("کارتن سازی", "کارتن‌سازی", "کارتنسازي ایران"):
        assert find(sara, q)[0].title == "کارتن‌سازی ایران", q


def test_as_typed_stands_before_another_spelling(sara):
    for name in ("کریمی", "کریما", "کریم"):
        contacts.create(by=sara, name=name)
    assert find(sara, "کریما")[0].title == "کریما"


@pytest.fixture
def everybody_sees(db):
    RoleScope.objects.create(role="seller", sees="all", changes="own")


def test_what_sara_owns_and_opened_lately_weighs_more(everybody_sees, sara, reza):
    made = [contacts.create(by=reza, name=f"رستمی {n}", owner=reza) for n in range(4)]
    own = contacts.create(by=sara, name="رستمی سارا")
    contacts.create(by=reza, name="رستمی نو", owner=reza)
    assert find(sara, "رستم")[0].object_id == own.pk
    recents.opened(subject=("contact", made[1].pk), by=sara)
    assert [entry.object_id for entry in find(sara, "رستم")][:2] == [made[1].pk, own.pk]
    assert find(reza, "رستم")[0].object_id != own.pk


def test_what_was_opened_last_is_found_among_hundreds(everybody_sees, sara, reza):
    rows = [{"name": f"مهدی {n}", "owner": reza} for n in range(300)]
    first = contacts.create_many(rows=rows, by=reza)[0]
    recents.opened(subject=("contact", first.pk), by=sara)
    assert find(sara, "مهدی")[0].object_id == first.pk


@pytest.mark.parametrize("sees", ["own", "team", "all"])
def test_the_own_stand_first_among_hundreds_in_every_reach_and_of_the_kind_asked_for_only(sara, reza, sees):
    RoleScope.objects.create(role="seller", sees=sees, changes="own")
    own = contacts.create(by=reza, name="مهدی اول", owner=reza)
    companies.create(by=reza, name="مهدی اول", owner=reza)
    contacts.create_many(rows=[{"name": f"مهدی دوم {n}", "owner": None} for n in range(250)], by=sara)
    assert {entry.title for entry in find(reza, "مهدی")[:2]} == {"مهدی اول"}
    of_contacts = find(reza, "مهدی", kinds=["contact"])
    assert of_contacts[0].object_id == own.pk and {entry.kind for entry in of_contacts} == {"contact"}


def test_only_the_last_forty_are_kept_and_only_what_one_sees(sara, reza):
    rows = [{"name": f"مهدی {n}", "owner": reza} for n in range(45)]
    made = contacts.create_many(rows=rows, by=reza)
    for one in [*made, made[0]]:
        recents.opened(subject=("contact", one.pk), by=reza)
    assert RecentRecord.objects.filter(user=reza).count() == 40
    assert RecentRecord.objects.order_by("-at").first().object_id == made[0].pk
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    sara.forget_reach()
    with pytest.raises(NotFound):
        recents.opened(subject=("contact", made[0].pk), by=sara)


def test_a_seller_who_sees_the_own_finds_the_own_in_any_spelling(sara, reza):
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    contacts.create(by=reza, name="داریوش نامدار")
    contacts.create(by=sara, name="داریوش دانا")
    for q in ("داریوش", "دا", "daryush", "داریوس", "nhvd,a"):
        assert [entry.title for entry in find(sara, q)] == ["داریوش دانا"], q


def test_one_kind_can_be_asked_for(sara, people):
    assert {entry.kind for entry in find(sara, "نیکان", kinds=["contact"])} == {"contact"}
    assert {entry.kind for entry in find(sara, "نیکا", kinds=["company"])} == {"company"}
    assert find(sara, "نیکان", kinds=["nothing"]) == []


@given(st.text(max_size=60))
def test_reading_a_query_never_fails(q):
    query = reading.read(q)
    assert len(query.words) <= reading.MAX_TERMS


@given(LETTERS, st.data())
def test_a_word_with_one_slip_meets_the_word(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [word[:at] + word[at + 1 :], word[:at] + "ث" + word[at + 1 :], word[:at] + "ث" + word[at:]]
    if at + 1 < len(word):
        slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    slip = data.draw(st.sampled_from(slips))
    assert words._asked(slip) & words.forms(word)


@given(st.text("ابپتجچدرزسشفقکگلمنوهی", min_size=9, max_size=12), st.data())
def test_a_long_word_with_two_slips_meets_the_word(word, data):
    slip = word
    for _time in range(2):
        at = data.draw(st.integers(0, len(slip) - 2))
        swapped = slip[:at] + slip[at + 1] + slip[at] + slip[at + 2 :]
        others = [slip[:at] + put + slip[at + 1 :] for put in ("", "ث", f"ث{slip[at]}")]
        slip = data.draw(st.sampled_from([swapped, *others]))
    assert words._asked(slip) & words.forms(word)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_the_other_layout_leads_back(latin):
    persian = other_layout(latin)
    assert persian != latin and other_layout(persian) == latin


@given(LETTERS)
def test_sound_and_skeleton_are_stable(word):
    assert sound(sound(word)) == sound(word)
    assert len(skeleton(word)) <= len(word)
    assert not romanised(word, "xq")


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("سارا", "sara"),
        ("محمد", "mohammad"),
        ("حسین", "hossein"),
        ("کاوه", "kaveh"),
        ("یوسف", "yusef"),
        ("خواجه", "khajeh"),
        ("اصغر", "asghar"),
        ("رضایی", "rezaei"),
        ("جعفر", "jafar"),
        ("امید", "omid"),
    ],
)
def test_names_are_known_in_both_scripts(persian, latin):
    assert romanised(persian, latin) and skeleton(persian) == skeleton(latin)


@pytest.mark.parametrize(("persian", "latin"), [("سارا", "sir"), ("مریم", "mina"), ("کاوه", "kamran")])
def test_other_names_stay_other_names(persian, latin):
    assert not romanised(persian, latin)


def test_the_palette_begins_with_what_was_opened_and_what_the_page_can_do(client, sara, ali, deal):
    client.force_login(ali)
    assert client.post("/search/opened/", {"on": f"deal/{deal.pk}"}).status_code == 204
    palette = {"HX-Request": "true"}
    here = client.get(f"/search/?on=deal/{deal.pk}", headers=palette).content.decode()
    assert f"/deals/{deal.pk}/moves/" in here and "ثبت تماس" in here and "Log a call" in here
    assert 'data-when="empty"' not in here  # the page one is on is not offered again
    elsewhere = client.get("/search/", headers=palette).content.decode()
    assert deal.title in elsewhere and "/moves/" not in elsewhere


def test_vida_who_only_views_is_offered_no_change(client, vida, deal):
    RoleScope.objects.create(role="viewer", sees="all", changes="none")
    client.force_login(vida)
    here = client.get(f"/search/?on=deal/{deal.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "/moves/" not in here and "owner/" not in here


@pytest.mark.parametrize("on", ["deal/999999", "nothing/1", "deal/x", "deal", "deal/" + "9" * 40])
def test_what_is_not_there_is_not_opened(client, sara, on):
    client.force_login(sara)
    assert client.post("/search/opened/", {"on": on}).status_code == 404
    assert client.get("/search/", {"on": on}, headers={"HX-Request": "true"}).status_code == 404


def test_commands_are_found_in_both_languages_and_by_permission(client, sara):
    client.force_login(sara)
    page = client.get("/contacts/").content.decode()
    assert 'data-words="تابلو Board' in page
    assert 'data-value-theme="dark"' in page and "/exports/deals.xlsx" in page
    assert "Invite a colleague" not in page


@pytest.mark.parametrize("q", ["پیلو پک", "پیلوپک", "پی لو پک", "پیلو پگ"])
def test_a_name_is_found_whose_parts_are_written_apart(sara, q):
    companies.create(by=sara, name="بسته‌بندی پیلوپک")
    assert [entry.title for entry in find(sara, q)] == ["بسته‌بندی پیلوپک"]


def test_the_palette_leads_to_the_deals_of_a_colleague_whom_one_sees(client, vida, ali, reza, deal):
    client.force_login(vida)
    begun = client.get("/search/", headers={"HX-Request": "true"}).content.decode()
    assert f'href="/deals/?owner={ali.pk}"' in begun
    assert deal.title in client.get(f"/deals/?owner={deal.owner_id}").content.decode()
    client.force_login(reza)
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    begun = client.get("/search/", headers={"HX-Request": "true"}).content.decode()
    assert f'href="/deals/?owner={ali.pk}"' not in begun
