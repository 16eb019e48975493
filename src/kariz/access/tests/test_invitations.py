from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kariz.access.actions import invitations, named, users
from kariz.access.models import Invitation, User
from kariz.web.errors import FieldErrors

STRONG = "shaft-to-shaft-77"


def invite(company, email="Nima@Example.com", role="seller"):
    return invitations.invite(email=email, role=role, team=company.north, by=company.mina)


def path(invited):
    return "/invitations/" + invited.link.rstrip("/").rpartition("/")[2] + "/"


def test_nima_accepts_sets_his_password_and_is_signed_in(client, company):
    invited = invite(company)
    assert client.get(path(invited)).status_code == 200
    form = {"name": "Nima", "password": STRONG, "language": "en", "role": "administrator"}
    assert client.post(path(invited), form).status_code == 302
    nima = User.objects.get(email="nima@example.com")
    assert (nima.role, nima.language, nima.digits) == ("seller", "en", "language")
    assert nima.teams.get() == company.north
    assert client.session["_auth_user_id"] == str(nima.pk)


def test_nima_is_greeted_in_the_companys_language_until_he_chooses_another(client, company):
    invited, english = invite(company), {"Accept-Language": "en-US"}
    assert client.get(path(invited), headers=english)["Content-Language"] == "fa"
    client.post("/preferences/", {"language": "en", "next": "/"})
    assert client.get(path(invited), headers={"Accept-Language": "fa"})["Content-Language"] == "en"


def test_the_mail_carries_the_link_and_the_table_only_its_hash(company):
    invited = invite(company)
    secret = invited.link.rstrip("/").rpartition("/")[2]
    assert invited.mailed
    assert invited.link in mail.outbox[0].body
    assert secret not in str(Invitation.objects.values().get())


def test_a_link_works_once(client, company):
    invited = invite(company)
    form = {"name": "Nima", "password": STRONG, "language": "fa"}
    client.post(path(invited), form)
    assert client.post(path(invited), form).status_code == 410
    assert User.objects.filter(email="nima@example.com").count() == 1


def test_revoked_expired_replaced_and_invented_links_are_gone(client, company):
    revoked, expired = invite(company, "a@example.com"), invite(company, "b@example.com")
    invitations.revoke(invitation=revoked.invitation, by=company.mina)
    Invitation.objects.filter(pk=expired.invitation.pk).update(expires_at=timezone.now() - timedelta(1))
    replaced = invite(company, "c@example.com")
    invite(company, "c@example.com")
    answers = [client.get(path(i)) for i in (revoked, expired, replaced)] + [client.get("/invitations/x/")]
    assert [answer.status_code for answer in answers] == [410] * 4


def test_an_invitation_dies_with_the_right_of_its_inviter(client, company):
    users.change_role(user=company.reza, role="administrator", by=company.mina)
    invited = invite(company)
    users.change_role(user=company.mina, role="seller", by=company.reza)
    assert client.get(path(invited)).status_code == 410


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123"])
def test_a_weak_password_is_refused_at_its_field(client, company, password):
    invited = invite(company)
    answer = client.post(path(invited), {"name": "Nima", "password": password, "language": "fa"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["password"]
    assert not User.objects.filter(email="nima@example.com").exists()


@pytest.mark.parametrize("email", ["", "nima", "nima@example.com\nBcc: x@y.z", "sara@example.com"])
def test_bad_and_taken_addresses_are_refused(company, email):
    with pytest.raises(FieldErrors):
        invite(company, email)
    assert not mail.outbox


def test_line_breaks_in_a_name_are_refused(client, company):
    with pytest.raises(FieldErrors):
        users.create(by=company.mina, name="Nima\r\nBcc: x", role="seller")


def test_without_a_mail_server_the_page_says_that_nothing_was_mailed(client, company, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.BASE_URL = "http://127.0.0.1:8000"
    client.force_login(company.mina)
    form = {"name": "سحر", "email": "sahar@example.ir", "role": "seller", "team": ""}
    page = client.post("/settings/people/invitations/", form).content.decode()
    assert "ایمیلی فرستاده نشد" in page
    assert "فقط روی همین رایانه باز می‌شود" in page
    assert "http://127.0.0.1:8000/invitations/" in page


def test_maryam_whom_an_import_named_is_invited_from_her_page_and_stays_herself(client, company):
    maryam = named.name_seller(by=company.mina, name="مریم")
    users.deactivate(user=maryam, by=company.mina)
    client.force_login(company.mina)
    assert (
        f"/settings/people/{maryam.pk}/invitation/"
        in client.get(f"/settings/people/{maryam.pk}/").content.decode()
    )
    form = {"email": "maryam@example.com", "role": "seller", "team": company.north.pk}
    page = client.post(f"/settings/people/{maryam.pk}/invitation/", form)
    link = page.context["invited"].link
    assert link in page.content.decode() and link in mail.outbox[0].body
    client.logout()
    client.post(
        "/invitations/" + link.rstrip("/").rpartition("/")[2] + "/",
        {"name": "Maryam", "password": STRONG, "language": "en"},
    )
    now = User.objects.get(email="maryam@example.com")
    assert (now.pk, now.name, now.language, now.is_active) == (maryam.pk, "Maryam", "en", True)
    assert now.check_password(STRONG) and now.teams.get() == company.north
    assert client.session["_auth_user_id"] == str(maryam.pk)


def test_marys_page_says_whom_it_invites_and_what_she_keeps(client, company):
    maryam = named.name_seller(by=company.mina, name="مریم")
    client.force_login(company.mina)
    page = client.get(f"/settings/people/{maryam.pk}/").content.decode()
    assert "دعوت از «مریم»" in page and "به کسی می‌رسند که دعوت را بپذیرد" in page
    assert "دعوت از" not in client.get(f"/settings/people/{company.sara.pk}/").content.decode()


def test_a_program_invites_maryam_by_her_number(client, company):
    maryam = named.name_seller(by=company.mina, name="مریم")
    client.force_login(company.mina)
    given = {"email": "maryam@example.com", "role": "seller", "member_id": maryam.pk}
    made = client.post("/api/v1/invitations", given, content_type="application/json")
    assert made.status_code == 201
    secret = made.json()["link"].rstrip("/").rpartition("/")[2]
    assert invitations.accept(secret=secret, name="Maryam", password=STRONG).pk == maryam.pk
    nobody = client.post("/api/v1/invitations", given | {"member_id": 10**6}, content_type="application/json")
    assert (nobody.status_code, [*nobody.json()["errors"]]) == (422, ["member_id"])


def test_inviting_the_address_given_to_maryam_invites_her(company):
    maryam = named.name_seller(by=company.mina, name="مریم")
    users.change(user=maryam, by=company.mina, email="maryam@example.com")
    secret = invite(company, "maryam@example.com").link.rstrip("/").rpartition("/")[2]
    assert invitations.accept(secret=secret, name="Maryam", password=STRONG).pk == maryam.pk


def test_sara_who_signs_in_cannot_be_invited_over_from_her_page(client, company):
    client.force_login(company.mina)
    form = {"email": "new@example.com", "role": "seller", "team": ""}
    assert client.post(f"/settings/people/{company.sara.pk}/invitation/", form).status_code == 422
    company.sara.refresh_from_db()
    assert company.sara.email == "sara@example.com"


@pytest.mark.parametrize("how", ["another address", "deactivated"])
def test_a_link_to_maryam_ends_with_her_former_address_and_with_her_access(client, company, how):
    maryam = named.name_seller(by=company.mina, name="مریم")
    given = {"role": "seller", "by": company.mina, "member": maryam}
    invited = invitations.invite(email="wrong@example.com", **given)
    assert client.get(path(invited)).status_code == 200
    if how == "deactivated":
        users.deactivate(user=maryam, by=company.mina)
    else:
        right = invitations.invite(email="maryam@example.com", **given)
        assert client.get(path(right)).status_code == 200
    assert client.get(path(invited)).status_code == 410


def test_who_is_here_by_name_finds_it_filled_in(client, admin):
    maryam = named.name_seller(by=admin, name="Maryam Ahmadi")
    invited = invitations.invite(by=admin, member=maryam, email="maryam@pars.example", role="seller")
    secret = invited.link.rstrip("/").rpartition("/")[2]
    assert 'value="Maryam Ahmadi"' in client.get(f"/invitations/{secret}/").content.decode()
