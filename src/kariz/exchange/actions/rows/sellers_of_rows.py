"""Whose the records of rows are: the sellers that they name, in whatever way, or whom the options say."""

from __future__ import annotations

from kariz.access.actions import named
from kariz.access.models import User
from kariz.exchange.actions.at_work.refs import Refs
from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_people import known_people
from kariz.localisation.said import gettext as _
from kariz.reading.cells.values import same_name
from kariz.reading.names import ends_of_names, owners
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import DEALS, NEW, OWNERS, SAME_AS, Settings

USUAL, OF_DEAL = "usual", "deal"
"""By what the owner of a new company or person was found: nobody said it; it is whose the deal is that brought them."""


class Sellers:
    def __init__(self, one: Import, by: User, settings: Settings, refs: Refs, own: str) -> None:
        """`own`: what kind of record a row of the import is."""
        self._one, self._by, self._settings, self._refs, self._own = one, by, settings, refs, own
        self._joined: dict[str, str] | None = None
        self._lists: list[dict[str, str]] | None = None
        self._beside: dict[str, str] | None = None
        self._people: dict[str, User] | None = None
        self._numbered: dict[str, User | None] = {}

    def of(self, draft: Draft) -> User | None:
        """The owner that the row names, else the one the options give to rows without."""
        name = draft.values.get("owner", "") or draft.values.get("owner_ref", "")
        if not name:
            return self._usual(draft)
        if self._settings.people.get(self._settings.person(draft.values.get("owner", ""))) == "":
            return None
        found = self._by_number(draft.values.get("owner_ref", ""))
        if found is None and "owner" in draft.values:
            found = self._named(self._settings.person(draft.values["owner"]))
        if found is None:
            draft.warn("owner", _("Nobody is called “%(name)s”; the record has no owner.") % {"name": name})
        return self._may_have(found, draft)

    def found_by(self, draft: Draft) -> str:
        """By what that owner was found, where deals may tell it better: their rows, or nobody's word."""
        named = bool(draft.values.get("owner") or draft.values.get("owner_ref"))
        if not named and self._settings.owner in OWNERS:
            return USUAL if self._settings.owner == DEALS else ""
        return OF_DEAL if self._own == "deal" else ""

    def _usual(self, draft: Draft) -> User | None:
        """The owner of rows that name none: me, nobody, somebody by their number, or by name who is to come."""
        said = self._settings.owner
        if said in OWNERS:
            return None if said == "nobody" else self._by
        if said.startswith(SAME_AS):
            return self._may_have(self._named(said.removeprefix(SAME_AS)), draft)
        return self._may_have(self._everybody().get(f"#{said}"), draft)

    def _may_have(self, found: User | None, draft: Draft) -> User | None:
        """The user, if records may be given to them."""
        if found is None:
            return None
        if found.pk != self._by.pk and not self._by.reach.covers("change", found.pk):
            draft.warn(
                "owner",
                _("You may not give records to %(name)s; the record has no owner.") % {"name": found.name},
            )
            return None
        return found

    def _by_number(self, key: str) -> User | None:
        if not key:
            return None
        if key not in self._numbered:
            self._refs.ask("user", [key])
            pk = self._refs.id("user", key)
            self._numbered[key] = User.objects.active().filter(pk=pk).first() if pk else None
        return self._numbered[key]

    def _everybody(self) -> dict[str, User]:
        if self._people is None:
            everybody = list(User.objects.active())
            self._people = known_people(everybody) | {f"#{user.pk}": user for user in everybody}
        return self._people

    def _named(self, name: str) -> User | None:
        known = self._everybody()
        name, meaning = ends_of_names.end_of(name, self._settings.people, self._said_beside())
        if meaning != NEW:
            return known.get(f"#{meaning}")
        name = self._new().get(name, name)
        key = same_name(name)
        if key not in known and self._by.can("user.name_seller"):
            known[key] = named.name_seller(by=self._by, name=name)
        return known.get(key)

    def _new(self) -> dict[str, str]:
        """What new sellers are called whom this file, or another of its set, names in several ways."""
        if self._joined is None:
            said = [self._one.options.get("people", {}), *self._lists_beside()]
            new = {name for people in said for name, meaning in people.items() if meaning == NEW}
            self._joined = owners.together(sorted(new))
        return self._joined

    def _said_beside(self) -> dict[str, str]:
        """Whom names mean of which only other files of the set say it."""
        if self._beside is None:
            self._beside = ends_of_names.agreed(self._lists_beside())
        return self._beside

    def _lists_beside(self) -> list[dict[str, str]]:
        if self._lists is None:
            others = Import.objects.filter(part_of=self._one.part_of_id).exclude(pk=self._one.pk)
            said = others.values_list("options", flat=True) if self._one.part_of_id else ()
            self._lists = [options.get("people", {}) for options in said]
        return self._lists
