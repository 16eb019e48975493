"""A Kariz of real processes that a trial may hurt: its server, its commands, and calls to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
FULL = os.environ.get("KARIZ_FAULTS") == "full"


def size(usual: int, full: int) -> int:
    """How often or how many: in a few minutes, or all that was asked (KARIZ_FAULTS=full)."""
    return full if FULL else usual


@dataclass
class Answer:
    status: int
    body: Any
    seconds: float
    headers: dict[str, str]


@dataclass
class Kariz:
    """One installation in `folder`; `start` and `kill` as often as the trial likes."""

    folder: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        own = {"KARIZ_DATA": str(self.folder), "KARIZ_PORT": str(self.port), "KARIZ_HOST": "127.0.0.1"}
        return kept | own | self.more | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def found(self, deals: int, sample: int = 0) -> None:
        """Make the firm of `scene`."""
        made = self.run(sys.executable, "-m", "tests.faults.scene", str(deals), str(sample))
        self.facts = json.loads(made.stdout)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, f"{command}: {done.stdout}{done.stderr}"
        return done

    def kariz(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run(str(Path(sys.executable).with_name("kariz")), *words, check=check)

    def python(self, code: str) -> Any:
        """What `code` prints as JSON, run beside the server with Django set up."""
        prepared = (
            "import django, json; django.setup()\nfrom kariz.pipeline.models import *\n"
            "from kariz.events.models import Event\n"
        )
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "kariz.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", prepared + code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        log = (self.folder / "server.log").open("ab")
        command = [str(Path(sys.executable).with_name("kariz")), "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        self.wait()

    def wait(self) -> None:
        """Until the server says that it is well."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            try:
                if self.call("GET", "/healthz").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """The server and all that it started, at once and without warning."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def upload(self, path: str, name: str, content: bytes, **fields: object) -> Answer:
        """One file and other fields, as a form sends them."""
        named = "".join(
            f'--cut\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in fields.items()
        )
        head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = f"{named}{head}".encode() + content + b"\r\n--cut--\r\n"
        return self.call("POST", path, body, **{"Content-Type": "multipart/form-data; boundary=cut"})

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """As the program with the firm's token. Raises OSError when nobody answers."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Content-Type": "application/json", "Connection": "close"} | headers
        if "token" in self.facts and "Cookie" not in sent:
            sent["Authorization"] = f"Bearer {self.facts['token']}"
        begun = time.monotonic()
        try:
            text = body if isinstance(body, str | bytes) or body is None else json.dumps(body)
            link.request(method, path, body=text, headers=sent)
            answer = link.getresponse()
            raw = answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            link.close()
        kind = answer.getheader("Content-Type", "")
        found = json.loads(raw) if "json" in kind and raw else raw
        return Answer(
            answer.status,
            found,
            time.monotonic() - begun,
            {name.title(): value for name, value in answer.getheaders()},
        )
