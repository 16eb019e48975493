"""A real server on an empty database, and a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


SHOTS = os.environ.get("KARIZ_SHOTS", "")
"""Folder of the pictures; without one they are no part of the tests."""
collect_ignore = [] if SHOTS else ["test_shots.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium; on Debian: apt install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `kariz serve` of its own, with no data yet."""
    with served(tmp_path_factory.mktemp("kariz")) as address:
        yield address


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], AbstractContextManager[str]]:
    """`with fresh() as address:` one more empty Kariz."""
    return lambda: served(tmp_path_factory.mktemp("fresh"))


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a `kariz serve` of the data in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {"KARIZ_PORT": str(port), "KARIZ_BASE_URL": address, **settings}
    environment = {**_environment(folder), **own}
    log = (folder / "server.log").open("wb")
    command = [str(Path(sys.executable).parent / "kariz"), "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(address, process, folder / "server.log")
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "KARIZ_DATA": str(folder)}


@dataclass(frozen=True, slots=True)
class Firm:
    """A company at work (see scene.py): its address, who works there, their stages and deals."""

    address: str
    folder: Path
    sessions: dict[str, str]
    stages: dict[str, int]
    deals: dict[str, int]
    pipeline: int
    open: list[int]
    past: str

    @property
    def board(self) -> str:
        return f"/board/{self.pipeline}/"


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """One company for all journeys; each journey has deals of its own."""
    folder = tmp_path_factory.mktemp("firm")
    command = [sys.executable, "-m", "tests.browser.scene", "--sample", os.environ.get("KARIZ_SCENE", "120")]
    told = subprocess.run(
        command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    facts: dict[str, Any] = json.loads(told.stdout)
    with served(folder) as address:
        yield Firm(address=address, folder=folder, **facts)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(900):
        assert process.poll() is None, f"the server stopped:\n{log.read_text(errors='replace')}"
        try:
            with urlopen(f"{address}/healthz", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text(errors='replace')}")


LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 720}


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser of one person at an empty Kariz, in Persian, on a laptop; no motion."""
    context = context_at(browser, server)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script throws or the security policy stops something."""
    page = context.new_page()
    errors = watched(page)
    yield page
    assert not errors, errors


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, firm: Firm) -> Iterator[Visit]:
    """`visit("ali")` is a page of Ali, signed in at the firm, in a browser of his own; None is a stranger.

    Other arguments go to the browser's context. Any error of a script or of the security policy fails the test.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def visit(person: str | None, **options: Any) -> Page:
        context = context_at(browser, firm.address, **options)
        contexts.append(context)
        if person:
            context.add_cookies([{"name": "sessionid", "value": firm.sessions[person], "url": firm.address}])
        page = context.new_page()
        watched(page, errors)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors, errors


def context_at(browser: Browser, address: str, **options: Any) -> BrowserContext:
    usual: dict[str, Any] = {
        "base_url": address,
        "locale": "fa-IR",
        "timezone_id": "Asia/Tehran",
        "viewport": LAPTOP,
        "reduced_motion": "reduce",
    }
    context = browser.new_context(**{**usual, **options})
    context.set_default_timeout(10_000)
    return context


def watched(page: Page, errors: list[str] | None = None) -> list[str]:
    told: list[str] = [] if errors is None else errors
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            told.append(f"{page.url}: {message.text}") if "Content Security" in message.text else None
        ),
    )
    page.on(
        "response",
        lambda answer: told.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
    )
    return told
