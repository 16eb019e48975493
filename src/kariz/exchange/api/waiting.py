"""What is told of an import only while it waits to be started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.models import Import
from kariz.web.errors import NotFound


@contextmanager
def reading_its_file(one: Import) -> Iterator[None]:
    """Raises ImportBusy once it runs or ran, NotFound where its file was taken from the disk."""
    if not one.changeable:
        raise ImportBusy
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound from error
