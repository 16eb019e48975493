"""A colleague comes in by a link."""

from playwright.sync_api import expect

from tests.browser.scene import PASSWORD


def test_mina_invites_reza_by_a_link_and_he_makes_his_account_and_signs_in(visit, firm):
    mina = visit("mina")
    mina.goto("/settings/people/")
    form = mina.locator("form[action*=invitations]").first
    form.locator("input[name=name]").fill("رضا نوری")
    form.locator("input[type=email]").fill("reza@pars.example")
    form.locator(".btn-primary").click()
    link = mina.locator("textarea[readonly]").input_value()
    reza = visit(None)
    reza.goto(link)
    reza.locator("main input[name=name]").fill("رضا نوری")
    for box in reza.locator("main input[type=password]").all():
        box.fill(PASSWORD)
    reza.locator("main .btn-primary").click()
    reza.wait_for_url(lambda url: "invitations" not in url)
    reza.context.clear_cookies()
    reza.goto(firm.board)
    reza.locator("input[type=email]").fill("reza@pars.example")
    reza.locator("input[type=password]").fill(PASSWORD)
    reza.locator("main .btn-primary").click()
    reza.wait_for_url(f"**{firm.board}")
    expect(reza.locator(".board-column")).to_have_count(8)
    again = visit(None)
    assert again.goto(link).status in (404, 410)
