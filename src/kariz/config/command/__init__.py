"""The `kariz` command: one file for each of its words."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

COMMANDS = {
    "serve": "run Kariz: pages, API and background work",
    "worker": "run more background work, here or on another machine",
    "check": "look at the installation and say what to do",
    "user": "add a user",
    "token": "make an API token for a user",
    "demo": "fill in sample data",
    "import": "bring in a CSV or XLSX file",
    "export": "write a list to a file, or everything to a folder or ZIP",
    "backup": "write everything to one file",
    "restore": "read everything back from such a file",
}

_MODULES = {
    "demo": "kariz.config.demo.command",
    "import": "kariz.exchange.cli.importing",
    "export": "kariz.exchange.cli.exporting",
}


class Failed(Exception):
    """A command cannot go on; the text says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The console script. Returns the exit code: 0 done, 1 failed, 2 misused."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else "--help"
    known = {word: text for word, text in COMMANDS.items() if _exists(module_of(word))}
    if name not in known:
        return _usage(known, asked=name in ("-h", "--help", "help"))
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    try:
        django.setup()
        command = import_module(module_of(name))
        parser = argparse.ArgumentParser(prog=f"kariz {name}", description=COMMANDS[name])
        command.arguments(parser)
        return int(command.run(parser.parse_args(words[1:])) or 0)
    except Failed as failure:
        print(f"kariz {name}: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def module_of(name: str) -> str:
    return _MODULES.get(name, f"kariz.config.command.{name}")


def _exists(module: str) -> bool:
    package = module.rpartition(".")[0]
    return (package == __name__ or find_spec(package) is not None) and find_spec(module) is not None


def _usage(known: dict[str, str], *, asked: bool) -> int:
    lines = ["usage: kariz COMMAND [...]", "", *(f"  {word:<9} {text}" for word, text in known.items())]
    print(
        "\n".join([*lines, "", "`kariz COMMAND --help` says more."]), file=sys.stdout if asked else sys.stderr
    )
    return 0 if asked else 2
