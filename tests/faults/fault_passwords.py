"""Somebody tries passwords: thousands from one address, and a few each from a thousand addresses; or asks who has an
account."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.browsing import OWNER, Browser
from tests.faults.running import Answer, Kariz, size
from tests.faults.scene import PASSWORD

TRIES, ADDRESSES, PAIRS = size(3_000, 10_000), size(150, 1_000), size(30, 200)
WRONG, NOBODY = "Wrong-1405-guess", "nobody@pars.example"


@pytest.fixture
def behind(kariz: Kariz) -> Kariz:
    """Behind a proxy whose word on addresses is believed."""
    kariz.more = {"KARIZ_TRUSTED_PROXIES": "1", "EMAIL_URL": f"file://{kariz.folder}/mails"}
    kariz.found(1)
    kariz.start()
    return kariz


def test_ten_thousand_wrong_passwords_are_throttled_and_the_owner_still_signs_in(behind: Kariz) -> None:
    one_address = _tries(behind, ["203.0.113.9"] * TRIES)
    assert one_address[429] > TRIES * 0.9 and set(one_address) <= {200, 429}, one_address
    assert _owner_gets_in(behind, "198.51.100.7")
    many = _tries(behind, [f"10.{at // 250}.{at % 250}.1" for at in range(ADDRESSES)])
    assert set(many) <= {200, 429}, many
    assert _owner_gets_in(behind, "198.51.100.8")
    print(f"\none address: {dict(one_address)}; {ADDRESSES} addresses: {dict(many)}")


def _tries(kariz: Kariz, addresses: list[str]) -> Counter[int]:
    stranger = Browser(kariz, "")
    stranger.get("/account/login/")

    def guess(address: str) -> int:
        other = Browser(kariz, "", address=address)
        other.cookies, other.token = stranger.cookies, stranger.token
        return other.sign_in(OWNER, WRONG).status

    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        seen = Counter(pool.map(guess, addresses))
    print(f"\n{len(addresses)} tries in {time.monotonic() - begun:.0f} s")
    return seen


def _owner_gets_in(kariz: Kariz, address: str) -> bool:
    return Browser(kariz, "", address=address).sign_in(OWNER, PASSWORD).status == 302


@pytest.mark.parametrize("what", ["sign-in", "reset"])
def test_no_page_tells_by_word_or_time_whether_an_account_exists(behind: Kariz, what: str) -> None:
    def ask(email: str, number: int) -> Answer:
        stranger = Browser(behind, "", address=f"10.1.{number // 250}.{number % 250}")
        if what == "sign-in":
            return stranger.sign_in(email, WRONG)
        stranger.get("/account/password/reset/")
        return stranger.post("/account/password/reset/", email=email)

    known, unknown = [], []
    for pair in range(PAIRS):
        # Each in turn first, so that whatever else the machine does meets both alike.
        for email, answers in sorted([(OWNER, known), (NOBODY, unknown)], reverse=bool(pair % 2)):
            answers.append(ask(email, len(known) + len(unknown)))
    with_account, without = (Counter(map(_told, answers)) for answers in (known, unknown))
    times = [statistics.median(one.seconds for one in many) * 1000 for many in (known, unknown)]
    print(f"\n{what}: {times[0]:.1f} ms with an account, {times[1]:.1f} ms without")
    assert with_account == without
    assert abs(times[0] - times[1]) < max(5.0, 0.15 * max(times))


def _told(answer: Answer) -> tuple[int, str, str]:
    """Status, place and page without what differs each time: its token, and the address that was typed."""
    text = answer.body.decode().replace(OWNER, "").replace(NOBODY, "")
    return answer.status, answer.headers.get("Location", ""), re.sub(r"\b\w{64}\b", "", text)
