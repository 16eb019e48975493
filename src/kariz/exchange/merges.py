"""What other systems call a record follows it into its survivor: the same file imported again finds that one. And what
went with an import that was taken back does not come back when a merge is undone. Calls that named somebody find them."""

from __future__ import annotations

from kariz.exchange.actions.rows import calls_of_merged
from kariz.exchange.models import ExternalRef
from kariz.exchange.queries.pages.gone_back import why_gone
from kariz.people.actions.repointing import Column
from kariz.people.registry import Repoint, on_merge, register_gone


def register() -> None:
    """Called once when the application starts."""
    for kind in ("contact", "company", "deal"):
        refs = Column("refs", "", ExternalRef, "record_id", where={"record_kind": kind})
        on_merge(kind, refs.repoint())
    for kind, link in (("company", calls_of_merged.of_company), ("contact", calls_of_merged.of_person)):
        on_merge(kind, Repoint("calls that named them", "", link, calls_of_merged.back))
    register_gone(why_gone)
