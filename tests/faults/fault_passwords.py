"""Somebody tries passwords: thousands from one address, and a few each from a thousand addresses."""

from __future__ import annotations

import http.client
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.faults.running import Kariz
from tests.faults.scene import PASSWORD

TRIES, ADDRESSES = 10_000, 1_000
OWNER = "mina@pars.example"


def test_ten_thousand_wrong_passwords_are_throttled_and_the_owner_still_signs_in(kariz: Kariz) -> None:
    kariz.more = {"KARIZ_TRUSTED_PROXIES": "1"}
    kariz.found(1)
    kariz.start()
    one_address = _tries(kariz, ["203.0.113.9"] * TRIES)
    assert one_address[429] > TRIES * 0.99 and set(one_address) <= {200, 429}, one_address
    assert _sign_in(kariz, "198.51.100.7", PASSWORD) == 302
    many = _tries(kariz, [f"10.{at // 250}.{at % 250}.1" for at in range(ADDRESSES)])
    assert set(many) <= {200, 429}, many
    assert _sign_in(kariz, "198.51.100.8", PASSWORD) == 302
    print(f"\none address: {dict(one_address)}; a thousand: {dict(many)}")


def _tries(kariz: Kariz, addresses: list[str]) -> Counter[int]:
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        seen = Counter(pool.map(lambda address: _sign_in(kariz, address, "Wrong-1405-guess"), addresses))
    print(f"\n{len(addresses)} tries in {time.monotonic() - begun:.0f} s")
    return seen


_page: dict[int, tuple[str, str]] = {}


def _sign_in(kariz: Kariz, address: str, password: str) -> int:
    """The status of the answer: 302 for who is let in, 200 for the form again, 429 for who must wait."""
    cookie, token = _page.get(kariz.port) or _form(kariz)
    body = urlencode({"login": OWNER, "password": password, "csrfmiddlewaretoken": token})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "X-Forwarded-For": address,
        "Referer": f"http://127.0.0.1:{kariz.port}/account/login/",
    }
    link = http.client.HTTPConnection("127.0.0.1", kariz.port, timeout=60)
    try:
        link.request("POST", "/account/login/", body, headers)
        answer = link.getresponse()
        answer.read()
        return answer.status
    finally:
        link.close()


def _form(kariz: Kariz) -> tuple[str, str]:
    link = http.client.HTTPConnection("127.0.0.1", kariz.port, timeout=60)
    link.request("GET", "/account/login/")
    answer = link.getresponse()
    page = answer.read().decode()
    jar = SimpleCookie(answer.getheader("Set-Cookie", ""))
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    _page[kariz.port] = ("; ".join(f"{name}={one.value}" for name, one in jar.items()), found[1])
    return _page[kariz.port]
