"""The real program, started as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

RUN = "import sys; from kariz.config.command import main; sys.exit(main())"


@pytest.fixture
def environment(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KARIZ_", "DATABASE_URL"))
    }
    return {
        **kept,
        "KARIZ_DATA": str(tmp_path / "data"),
        "KARIZ_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def kariz(environment, *words, given=""):
    return subprocess.run(
        [sys.executable, "-c", RUN, *words],
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
    )


def get(environment, path):
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{environment['KARIZ_PORT']}{path}", timeout=20
        ) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def wait_until_up(environment, program):
    for _ in range(900):
        assert program.poll() is None, program.communicate()
        try:
            return get(environment, "/healthz")
        except OSError:
            time.sleep(0.1)
    raise AssertionError("kariz serve did not answer within 90 seconds")


def test_serve_starts_on_an_empty_folder_and_ends_when_told(environment):
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        status, body = wait_until_up(environment, program)
        assert (status, b'"ok"' in body) == (200, True)
        assert get(environment, "/api/v1/openapi.json")[0] == 200
        assert get(environment, "/api/v1/nothing")[0] == 404
        second = kariz(environment | {"KARIZ_DATA": f"{environment['KARIZ_DATA']}-2"}, "serve")
        assert second.returncode == 1
        assert "another program does" in second.stderr and "set KARIZ_PORT=" in second.stderr
    finally:
        program.send_signal(signal.SIGTERM)
        told, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert told.splitlines() == [f"Kariz runs at http://127.0.0.1:{environment['KARIZ_PORT']}"]


def test_mina_is_added_gets_a_token_and_comes_back_from_a_backup(environment, tmp_path):
    assert "not up to date" in kariz(environment, "token", "mina@example.ir").stderr
    assert kariz(environment, "check").returncode == 1
    migrate = [sys.executable, "-m", "kariz.config.manage", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True, timeout=120)
    add = ("user", "add", "mina@example.ir", "--role", "administrator", "--password-stdin")
    assert "password" in kariz(environment, *add, given="123\n").stderr
    assert kariz(environment, *add, given="moon-over-Tehran-1405\n").returncode == 0
    token = kariz(environment, "token", "mina@example.ir").stdout.splitlines()[-1]
    assert token.startswith("kz_")

    file = str(tmp_path / "all.tar.gz")
    assert kariz(environment, "backup", file).returncode == 0
    assert "--replace" in kariz(environment, "restore", file).stderr
    elsewhere = {**environment, "KARIZ_DATA": str(tmp_path / "elsewhere")}
    assert kariz(elsewhere, "restore", file).returncode == 0
    assert kariz(elsewhere, "check").returncode == 0
    assert "email" in kariz(elsewhere, *add, given="moon-over-Tehran-1405\n").stderr

    whole = (tmp_path / "all.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    bare = {**environment, "KARIZ_DATA": str(tmp_path / "bare")}
    refused = kariz(bare, "restore", str(tmp_path / "cut.tar.gz"))
    assert (refused.returncode, "damaged" in refused.stderr) == (1, True)


def test_an_unknown_command_lists_the_known_ones(environment):
    refused = kariz(environment, "fly")
    assert refused.returncode == 2
    assert "serve" in refused.stderr


def test_fifty_posts_with_one_key_have_one_effect_and_one_answer(environment):
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_up(environment, program)
        add = ("user", "add", "mina@example.ir", "--role", "administrator", "--password-stdin")
        kariz(environment, *add, given="moon-over-Tehran-1405\n")
        token = kariz(environment, "token", "mina@example.ir", "--scope", "admin").stdout.split()[-1]
        bearer = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{environment['KARIZ_PORT']}/api/v1/teams"

        def post(_: int) -> tuple[int, bytes]:
            sent = urllib.request.Request(address, b'{"name": "North"}', {**bearer, "Idempotency-Key": "one"})
            with urllib.request.urlopen(sent, timeout=30) as answer:
                return answer.status, answer.read()

        with ThreadPoolExecutor(50) as pool:
            answers = set(pool.map(post, range(50)))
        with urllib.request.urlopen(urllib.request.Request(address, headers=bearer), timeout=30) as answer:
            assert answer.read().count(b"North") == 1
        assert [status for status, _ in answers] == [201]
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(20)
