"""What is known of companies and people beside a row: here, and in the lists that come with its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kariz.reading.names import by_phone, calls_of_rows, firm_behind, firms_of_rows, whom
from kariz.reading.names.directory import Directory
from kariz.reading.names.private import Private
from kariz.reading.names.private import settle as settle_private
from kariz.reading.names.several import KINDS
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.drafts import Draft

CALLED_UPON = KINDS | {"activities"}
"""Lists that say people in a column of their own."""


@dataclass(frozen=True, slots=True)
class Known:
    """`firms`: companies, where one column names them with people; `people`: whom calls may mean."""

    firms: whom.Firms | None = None
    spellings: Spellings | None = None
    people: Directory | None = None
    notes: Mapping[int, str] = field(default_factory=dict)
    """What hangs on the cells of rows, by their numbers."""
    private: Private | None = None
    """Customers of deals who are people."""
    reached: Directory | None = None
    """Who has the numbers of deals that name nobody."""
    behind: Mapping[str, str] = field(default_factory=dict)
    """Companies that stand behind names of people."""
    owners: Directory | None = None
    """Who has the numbers that stand beside several people."""

    def tell(self, draft: Draft, kind: str) -> None:
        """Whom the row means, and what hangs on its cells."""
        if said := self.notes.get(draft.number):
            draft.remarks.append(said)
        if kind in CALLED_UPON:
            whom.part_at(draft)
        if self.private is not None:
            settle_private(draft, self.private, kind)
        if self.reached is not None:
            by_phone.settle(draft, self.reached, kind)
        if self.people is not None:
            calls_of_rows.numbers_apart(draft)
            calls_of_rows.colleagues_apart(draft, of_firms=self.firms is not None)
        if self.firms is not None and not {"company", "contact"} <= set(draft.values):
            whom.part(draft, self.firms, self.people)
        if self.people is not None:
            calls_of_rows.settle(draft, self.people, self.spellings)
        if self.spellings is not None:
            firms_of_rows.settle(draft, self.spellings, kind)
        if kind in KINDS:
            firm_behind.part(draft, self.behind)


NOTHING = Known()
