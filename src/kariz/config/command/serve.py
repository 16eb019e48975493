"""`kariz serve`: everything on one machine, until told to stop.

One process loads the program, then forks: Granian's workers serve the pages, another does the work in the
background, so that an import never slows a page. What was loaded before the fork is shared memory.
"""

from __future__ import annotations

import argparse
import errno
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.urls import get_resolver

from kariz.config import installation
from kariz.config.command import Failed
from kariz.config.setup_link import one_time_link

THREADS = 8
BEHIND_PAGES = 5
"""Steps of the system's own scale of who waits for whom."""
METHOD = "fork" if sys.platform == "linux" else "spawn"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-jobs", action="store_true", help="serve pages only; `kariz worker` runs elsewhere"
    )


def run(options: argparse.Namespace) -> int:
    _require_port()
    installation.require_database()
    if count := installation.migrate():
        print(f"The database was brought up to date ({count} changes).", file=sys.stderr, flush=True)
    link = one_time_link()
    _load()
    multiprocessing.set_start_method(METHOD, force=True)
    background = None if options.no_jobs else Background()
    try:
        if background:
            background.start()
        _serve(lambda: print(f"Kariz runs at {link or settings.BASE_URL}", flush=True))
    finally:
        if background:
            background.stop()
    return 0


def _require_port() -> None:
    """The server would share the port with another Kariz, and pages would be asked of either. Raises Failed."""
    host, port = settings.ENVIRONMENT.host, settings.ENVIRONMENT.port
    try:
        for family, kind, *_rest, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as probe:
                # A port whose connections have just ended is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        said = f"cannot listen at {host}:{port}: {error.strerror or error}"
        if error.errno == errno.EADDRINUSE:
            said += f"; another program does, Kariz perhaps: end it, or set KARIZ_PORT={port + 1}"
        raise Failed(said) from error


def _load() -> None:
    """Load all that requests need before the fork, and hand no open connection over it."""
    from kariz.config.wsgi import application  # noqa: F401

    _ = get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def _application() -> Any:
    from kariz.config.wsgi import application

    return application


def _serve(ready: Callable[[], None]) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    environment = settings.ENVIRONMENT
    server = Server(
        "kariz.config.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    )
    server.on_startup(ready)
    try:
        server.serve(target_loader=_application, wrap_loader=False)
    except (OSError, RuntimeError) as error:
        raise Failed(f"cannot listen at {environment.host}:{environment.port}: {error}") from error


class Background:
    """The process of the background work; started again should it die."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: Any = None

    def start(self) -> None:
        self._process = _processes().Process(target=work, args=(os.getpid(),), name="kariz-jobs")
        self._process.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join(10)
            self._process.kill()

    def _watch(self) -> None:
        self._process.join()
        if not self._stopping.wait(2.0):
            logging.getLogger("kariz.jobs").error("The background work ended by itself; starting it again")
            self.start()


def work(parent: int) -> None:
    """The body of the background process; ends with its parent. Pages go before it where both want a processor."""
    import django

    if hasattr(os, "nice"):
        os.nice(BEHIND_PAGES)

    django.setup()
    from kariz.jobs.runner import Runner

    runner = Runner()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: runner.stop())
    runner.run(while_=lambda: os.getppid() == parent)


def _processes() -> Any:
    return multiprocessing.get_context(METHOD)
