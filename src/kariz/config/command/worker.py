"""`kariz worker`: background work, until told to stop."""

from __future__ import annotations

import argparse
import gc
import signal

from kariz.config.installation import require_ready
from kariz.jobs.runner import Runner


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now and end")


def run(options: argparse.Namespace) -> int:
    require_ready()
    runner = Runner()
    if options.once:
        runner.step()
        return 0
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: runner.stop())
    # What was loaded is never garbage, and need not be looked through.
    gc.collect()
    gc.freeze()
    print("Kariz works in the background. Ctrl-C ends it.", flush=True)
    runner.run()
    return 0
