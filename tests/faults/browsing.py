"""Pages as a browser asks for them, without one: cookies, tokens and forms."""

from __future__ import annotations

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.faults.running import Answer, Kariz
from tests.faults.scene import PASSWORD

OWNER = "mina@pars.example"


class Browser:
    """One person's, at one address; signed in when an address of mail is given."""

    def __init__(self, kariz: Kariz, email: str = OWNER, *, address: str = "127.0.0.1") -> None:
        self.kariz, self.address = kariz, address
        self.cookies: SimpleCookie = SimpleCookie()
        self.token = ""
        if email:
            assert self.sign_in(email, PASSWORD).status == 302

    def sign_in(self, email: str, password: str) -> Answer:
        """302 for who is let in, 200 for the form again, 429 for who must wait."""
        if not self.token:
            self.get("/account/login/")
        answer = self.post("/account/login/", login=email, password=password)
        if answer.status == 302:
            self.get("/settings/profile/")
        return answer

    def get(self, path: str) -> Answer:
        """The page, whose forms' token is kept for `post`."""
        answer = self._ask("GET", path)
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.body.decode()):
            self.token = found[1]
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask("POST", path, urlencode(fields | {"csrfmiddlewaretoken": self.token}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.kariz.port}/",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": self.address,
        }
        link = http.client.HTTPConnection("127.0.0.1", self.kariz.port, timeout=90)
        begun = time.monotonic()
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            raw = answer.read()
        finally:
            link.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return Answer(
            answer.status,
            raw,
            time.monotonic() - begun,
            {name.title(): value for name, value in answer.getheaders()},
        )
