"""A real server on an empty database, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


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
    folder = tmp_path_factory.mktemp("kariz")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "KARIZ_DATA": str(folder),
        "KARIZ_PORT": str(port),
        "KARIZ_BASE_URL": address,
    }
    environment.pop("DATABASE_URL", None)
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


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(300):
        assert process.poll() is None, f"the server stopped:\n{log.read_text(errors='replace')}"
        try:
            with urlopen(f"{address}/healthz", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text(errors='replace')}")


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser of one person, in Persian, on a laptop; no motion."""
    context = browser.new_context(
        base_url=server,
        locale="fa-IR",
        timezone_id="Asia/Tehran",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script throws or the security policy stops something."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    yield page
    assert not errors, errors


@pytest.fixture
def shot():
    """`shot(page, "board")` keeps a picture in the folder KARIZ_SHOTS; without one it does nothing."""
    folder = os.environ.get("KARIZ_SHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=ROOT / folder / f"{name}.png", full_page=True)

    return keep
