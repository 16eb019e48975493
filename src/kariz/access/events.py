"""The verbs of this area, as the timeline tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.events.registry import register_verb

from .actions import joining

VERBS = {
    "user.created": (_("created an account"), "user-plus"),
    "user.changed": (_("changed an account"), "user-pen"),
    "user.role_changed": (_("changed a role"), "user-cog"),
    "user.deactivated": (_("deactivated an account"), "user-x"),
    "user.reactivated": (_("reactivated an account"), "user-check"),
    "user.removed": (_("removed a name"), "user-x"),
    "user.preferences_changed": (_("changed preferences"), "settings"),
    "team.created": (_("created a team"), "users"),
    "team.renamed": (_("renamed a team"), "users"),
    "team.members_changed": (_("changed a team's members"), "users"),
    "team.deleted": (_("deleted a team"), "users"),
    "visibility.changed": (_("changed what a role sees"), "eye"),
    "invitation.created": (_("invited somebody"), "mail-plus"),
    "invitation.revoked": (_("revoked an invitation"), "mail-x"),
    "invitation.accepted": (_("accepted an invitation"), "mail-check"),
    "token.created": (_("created an API token"), "key-round"),
    "token.revoked": (_("revoked an API token"), "key-round"),
}


def register_all() -> None:
    for name, (label, icon) in VERBS.items():
        register_verb(name, label=label, icon=icon)
    label = _("said that a name is a colleague")
    register_verb("user.joined", label=label, undo=joining.undo_joined, icon="merge")
