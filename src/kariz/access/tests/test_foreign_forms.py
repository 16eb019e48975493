"""What another site sends in somebody's name is not offered to be sent again."""

import pytest
from django.test import Client


@pytest.mark.parametrize(("site", "offered"), [("cross-site", False), ("", False), ("same-origin", True)])
def test_sara_is_offered_to_send_again_only_what_she_typed_herself(sara, site, offered):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sara)
    sent = {"HTTP_SEC_FETCH_SITE": site} if site else {}
    kind = "application/x-www-form-urlencoded"
    answer = browser.post("/contacts/quick/", "name=typed-by-whom", content_type=kind, **sent)
    assert answer.status_code == 403
    assert (b"typed-by-whom" in answer.content) is offered
