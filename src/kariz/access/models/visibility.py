from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..roles import Role


class Sees(models.TextChoices):
    OWN = "own", _("Their own")
    TEAM = "team", _("Their team's")
    ALL = "all", _("Everybody’s")


class Changes(models.TextChoices):
    NONE = "none", _("Nothing")
    OWN = "own", _("Their own")
    TEAM = "team", _("Their team's")
    ALL = "all", _("Everybody’s")


# What holds for a role until an administrator sets something else.
DEFAULT_SCOPES: dict[str, tuple[str, str]] = {
    Role.ADMINISTRATOR: (Sees.ALL, Changes.ALL),
    Role.MANAGER: (Sees.ALL, Changes.ALL),
    Role.SELLER: (Sees.TEAM, Changes.OWN),
    Role.SERVICE: (Sees.ALL, Changes.OWN),
    Role.VIEWER: (Sees.ALL, Changes.NONE),
}


class RoleScope(models.Model):
    """Whose records the holders of a role see and change. A role without a row has DEFAULT_SCOPES."""

    role = models.CharField(_("Role"), max_length=20, choices=Role, unique=True)
    sees = models.CharField(_("May see"), max_length=10, choices=Sees)
    changes = models.CharField(_("May change"), max_length=10, choices=Changes)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_role_display()


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose records one user sees and changes, with the teams and colleagues that "team" means for them."""

    user_id: int
    sees: str
    changes: str
    team_ids: frozenset[int]
    colleague_ids: frozenset[int]

    @classmethod
    def of(
        cls, user_id: int, role: str, rows: Sequence[tuple[str | None, str | None, int | None, int | None]]
    ) -> Reach:
        """From rows of (sees, changes, team, colleague); nulls where nothing is set."""
        default_sees, default_changes = DEFAULT_SCOPES[role]
        sees, changes = rows[0][:2] if rows else (None, None)
        return cls(
            user_id=user_id,
            sees=sees or default_sees,
            changes=changes or default_changes,
            team_ids=frozenset(row[2] for row in rows if row[2] is not None),
            colleague_ids=frozenset(row[3] for row in rows if row[3] is not None),
        )

    def scope(self, kind: Literal["see", "change"]) -> str:
        """The word in force: own, team, all (or none, for change)."""
        return self.sees if kind == "see" else self.changes

    def covers(self, kind: Literal["see", "change"], owner_id: int | None) -> bool:
        """Is a record of this owner within reach? Without an owner it is in the pool: within all but "none"."""
        match self.scope(kind):
            case "all":
                return True
            case "team":
                return owner_id in (None, self.user_id) or owner_id in self.colleague_ids
            case "own":
                return owner_id in (None, self.user_id)
        return False
