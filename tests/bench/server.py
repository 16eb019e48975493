"""The running program: how soon it answers, what memory it takes, how many pages it serves."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SECONDS = 10.0
PATIENCE = 60.0


@dataclass
class Served:
    start_seconds: float
    pages_a_second: float
    memory_mb: float


def measure(address: str, cookie: str) -> Served:
    """Start the server on the database of this process, ask it for one page again and again, end it."""
    port = free_port()
    begun = time.perf_counter()
    with running(port) as pid:
        wait(port, begun)
        started = time.perf_counter() - begun
        get(http.client.HTTPConnection("127.0.0.1", port), address, cookie)
        rate = _load(port, address, cookie)
        return Served(started, rate, memory(pid) / 1024)


@contextmanager
def running(port: int) -> Iterator[int]:
    kariz = Path(sys.executable).with_name("kariz")
    environment = {**os.environ, "KARIZ_PORT": str(port), "KARIZ_HOST": "127.0.0.1"}
    with subprocess.Popen(
        [kariz, "serve"], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def wait(port: int, begun: float) -> None:
    while time.perf_counter() - begun < PATIENCE:
        try:
            get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz", "")
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the server does not answer")


def _load(port: int, address: str, cookie: str) -> float:
    """Pages a second over CONNECTIONS connections that each ask again as soon as they have an answer."""
    counts = [0] * CONNECTIONS
    end = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            get(link, address, cookie)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun)


def get(link: http.client.HTTPConnection, address: str, cookie: str) -> None:
    link.request("GET", address, headers={"Cookie": cookie, "Connection": "keep-alive"})
    response = link.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")


def memory(pid: int) -> float:
    """Proportional set size of a process and all below it, in KB: what is shared counts once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = next(
        line.split()[1]
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if "Pss:" in line
    )
    return float(own) + sum(memory(int(child)) for child in children)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
