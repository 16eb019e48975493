"""A PostgreSQL of one's own for the length of a test run, from the programs that the system has."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.own_server import SERVERS


class PostgresMissing(Exception):
    """The machine has no PostgreSQL server that could be started; the text says how to get one."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: its DATABASE_URL, and the way to stop and start it."""

    url: str
    control: Callable[..., None]
    empty: Callable[[], None]
    """Make the database anew, without anything in it."""

    def restart(self, mode: str = "fast") -> None:
        """Connections are cut at once; "immediate" is a crash."""
        self.control("-m", mode, "-w", "restart")


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """The DATABASE_URL of an empty server on a free port of 127.0.0.1; it and its files go at the end."""
    with cluster() as found:
        yield found.url


@contextmanager
def throwaway_servers(number: int) -> Iterator[dict[str, str]]:
    """What tests need in their environment for so many workers of pytest-xdist, each on such a server of its own."""
    with ExitStack() as stack:
        urls = [stack.enter_context(throwaway_cluster()) for _server in range(number)]
        yield {"DATABASE_URL": urls[0], SERVERS: " ".join(urls)}


@contextmanager
def cluster(folder: Path | None = None, *, durable: bool = False) -> Iterator[Cluster]:
    """The same with its controls; in a folder that exists (which stays) and with all writes flushed when asked."""
    programs, user = _programs(), _unprivileged_user()
    kept, folder = folder is not None, folder or Path(tempfile.mkdtemp(prefix="kariz-postgres-"))
    data, log = folder / "data", folder / "log"
    try:
        if user:
            shutil.chown(folder, user)
        _as(
            user,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "kariz",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        quick = "" if durable else "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        settings = ("-D", data, "-l", log, "-o", f"{options} {quick}")
        _as(user, programs / "pg_ctl", *settings, "-w", "start")
        try:
            where = ("-h", "127.0.0.1", "-p", port, "-U", "kariz", "kariz")

            def empty() -> None:
                _as(user, programs / "dropdb", "--if-exists", "--force", *where)
                _as(user, programs / "createdb", *where)

            empty()
            yield Cluster(
                f"postgres://kariz@127.0.0.1:{port}/kariz",
                lambda *words: _as(user, programs / "pg_ctl", *settings, *words),
                empty,
            )
        finally:
            _as(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    if found or on_path:
        return found[0].parent if found else Path(str(on_path)).resolve().parent
    raise PostgresMissing("no PostgreSQL server; on Debian: apt install postgresql")


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root: the user to run it as, or "" when we are not root."""
    if os.geteuid() != 0:
        return ""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise PostgresMissing(
            "run as root it needs the user postgres; on Debian: apt install postgresql"
        ) from None


def _as(user: str, *command: object) -> None:
    words = [*(("runuser", "-u", user, "--") if user else ()), *map(str, command)]
    # pg_ctl leaves the server behind: a pipe for its output would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, cwd="/", stdout=output, stderr=output, check=False)
        if done.returncode:
            output.seek(0)
            print(output.read().decode(errors="replace"), file=sys.stderr)
            raise subprocess.CalledProcessError(done.returncode, words)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """`python -m scripts.postgres COMMAND…`: run COMMAND with DATABASE_URL set to a throwaway server."""
    with throwaway_cluster() as url:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
