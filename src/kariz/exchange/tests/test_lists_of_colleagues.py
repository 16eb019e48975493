"""A list that fills what people and companies lack leaves those of colleagues as they are, and refuses no row for it."""

import pytest

from kariz.access.models import RoleScope, User
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact

LISTS = {
    "en": (
        "Abbott Movers",
        "Ann Lee",
        "company name,phone",
        "full name,company,mobile,email",
        "Pecan Hill",
        "Bob Ray",
    ),
    "fa": ("باربری ارس", "آنا لواسانی", "نام شرکت,تلفن", "نام,شرکت,موبایل,ایمیل", "چای گلستانه", "رضا مرادی"),
}


@pytest.fixture
def sara_of_her_own(sara):
    """She sees all, and changes her own."""
    RoleScope.objects.update_or_create(role=sara.role, defaults={"sees": "all", "changes": "own"})
    return User.objects.get(pk=sara.pk)


def counts(one):
    return one.created_count, one.updated_count, one.skipped_count, one.refused_count


@pytest.mark.parametrize("language", ["en", "fa"])
def test_saras_list_brings_what_is_new_and_leaves_what_is_minas(
    language, admin, sara_of_her_own, pipeline, bring
):
    firm, ann, of_firms, of_people, other, bob = LISTS[language]
    companies.create(by=admin, name=firm, owner=admin)
    contacts.create(by=admin, name=ann, owner=admin, points=[{"kind": "mobile", "value": "09123456701"}])
    one = bring(f"{of_firms}\n{firm},02188776655\n{other},02188776656\n", sara_of_her_own)
    assert counts(one) == (1, 0, 1, 0)
    people = f"{ann},,09123456701,ann@arman.ir\n{bob},,09123456702,bob@arman.ir\n"
    one = bring(f"{of_people}\n{people}", sara_of_her_own)
    assert counts(one) == (1, 0, 1, 0)
    assert Company.objects.get(name=firm).phone == ""
    assert not Contact.objects.get(name=ann).points.filter(kind="email").exists()
    [warning] = one.rows.get(action="skipped").warnings
    assert warning["text"]


def test_where_the_list_is_to_overwrite_a_row_of_minas_is_refused(admin, sara_of_her_own, pipeline, bring):
    companies.create(by=admin, name="Abbott Movers", owner=admin)
    text = "company name,phone\nAbbott Movers,02188776655\nPecan Hill,02188776656\n"
    assert counts(bring(text, sara_of_her_own, existing="update")) == (1, 0, 0, 1)
