"""What the log, the bell and the frame know of comments, files and views."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kariz.events.actions.undo import CannotUndo
from kariz.events.models import Event
from kariz.events.registry import register_verb, register_what
from kariz.jobs import claimers
from kariz.web import navigation, settings_tabs
from kariz.web.errors import NotAllowed, NotFound
from kariz.web.prepared import Prepared

from . import markup, notices
from .actions import bulk_changes, comments, custom_fields, files, saved_views
from .models import Comment, File, Notification, SavedView
from .queries import own


def register_all() -> None:
    """Called once when the application starts."""
    register_verb("comment.created", label=_("wrote a note"), undo=_uncomment, icon="message-square")
    register_verb("comment.changed", label=_("changed a note"), undo=_unchange_note, icon="pencil")
    register_verb("comment.deleted", label=_("deleted a note"), undo=_recomment, icon="trash-2")
    register_verb("comment.restored", label=_("put back a note"), undo=_uncomment, icon="message-square")
    register_verb("comment.pinned", label=_("pinned a note"), undo=_unpin, icon="pin")
    register_verb("comment.unpinned", label=_("unpinned a note"), undo=_repin, icon="pin-off")
    register_verb("file.created", label=_("attached a file"), undo=_unattach, icon="paperclip")
    register_verb("file.deleted", label=_("removed a file"), undo=_reattach, icon="trash-2")
    register_verb("file.renamed", label=_("renamed a file"), undo=_unrename, icon="pencil")
    register_verb("file.restored", label=_("put back a file"), undo=_unattach, icon="paperclip")
    register_what("comment.created", lambda data: _("Note"))
    register_what("file.created", lambda data: _("File"))
    register_verb("saved_view.created", label=_("saved a view"), icon="bookmark")
    register_verb("saved_view.changed", label=_("changed a saved view"), undo=_unchange_view, icon="bookmark")
    register_verb(
        "saved_view.deleted", label=_("deleted a saved view"), undo=_undelete_view, icon="bookmark-x"
    )
    for name, label, undo, icon in (
        ("created", _("added a custom field"), custom_fields.undo_created, "plus"),
        ("changed", _("changed a custom field"), custom_fields.undo_changed, "pencil"),
        ("removed", _("removed a custom field"), custom_fields.undo_removed, "trash-2"),
        ("restored", _("brought back a custom field"), custom_fields.undo_created, "archive-restore"),
        ("reordered", _("put custom fields in another order"), custom_fields.undo_reordered, "arrow-up-down"),
    ):
        register_verb(f"custom_field.{name}", label=label, undo=undo, icon=icon)
    register_verb(
        "saved_view.for_role",
        label=_("set the start view of a role"),
        undo=_unset_role_view,
        icon="bookmark",
    )
    claimers.register(bulk_changes.CLAIMER, bulk_changes.work_all, pending=bulk_changes.waiting)
    notices.register("mention", notices.mentioned, icon="at-sign")
    navigation.register(
        navigation.Command(
            key="saved_views",
            label=_("Saved views"),
            icon="bookmark",
            url_name="records:view_list",
            order=80,
            capability="saved_view.own",
        )
    )
    navigation.register(
        navigation.Command(
            key="bulk_changes",
            label=_("Bulk changes"),
            icon="list-todo",
            url_name="records:bulk_changes",
            order=85,
            capability="table.use",
        )
    )
    settings_tabs.register(
        settings_tabs.Tab(
            key="custom_fields",
            label=_("Custom fields"),
            icon="list-plus",
            url_name="records:custom_fields",
            capability="custom_field.manage",
            order=45,
        )
    )
    navigation.register_bell("records:notifications", unread)
    navigation.register_search("records:search")


def unread(user: Any) -> int:
    return sum(row[0] for row in _unread(user.pk))


_unread = Prepared(
    lambda user: (
        Notification.objects.filter(user=user, read_at=None)
        .order_by()
        .values("user")
        .annotate(n=Count("*"))
        .values_list("n")
    )
)


def _comment(event: Event) -> Comment:
    comment = Comment.objects.filter(pk=event.data.get("comment")).first()
    if comment is None:
        raise NotFound()
    return comment


def _uncomment(event: Event, by: Any) -> None:
    comments.delete(comment=_comment(event), by=by)


def _recomment(event: Event, by: Any) -> None:
    comments.restore(comment=_comment(event), by=by)


def _unchange_note(event: Event, by: Any) -> None:
    """Only while what the event gave still stands; a deleted note's earlier words are gone."""
    comment, before = _comment(event), event.data.get("before")
    if not before or markup.plain(comment.body) != event.data.get("text"):
        raise CannotUndo(_("A newer change builds on this one."))
    comments.change(comment=comment, body=before, by=by)


def _unpin(event: Event, by: Any) -> None:
    comments.pin(comment=_comment(event), by=by, on=False)


def _repin(event: Event, by: Any) -> None:
    comments.pin(comment=_comment(event), by=by)


def _unrename(event: Event, by: Any) -> None:
    file, (old, new) = _file(event), event.changes["name"]
    if file.name != new:
        raise CannotUndo(_("A newer change builds on this one."))
    files.rename(file=file, name=old, by=by)


def _unchange_view(event: Event, by: Any) -> None:
    before = {name: pair[0] for name, pair in event.changes.items()}
    saved_views.change(view=own.view(event.subject_id, by), by=by, **before)


def _unset_role_view(event: Event, by: Any) -> None:
    before = event.changes["view"][0]
    view = SavedView.objects.filter(pk=before).first() if before else None
    saved_views.set_role_default(kind=event.data["kind"], role=event.data["role"], view=view, by=by)


def _undelete_view(event: Event, by: Any) -> None:
    if event.actor_id != by.pk:
        raise NotAllowed()
    kept = dict(event.data)
    default = kept.pop("default", False)
    view = saved_views.create(by=by, **kept)
    if default:
        saved_views.set_default(view=view, by=by)


def _file(event: Event) -> File:
    file = File.objects.filter(pk=event.data.get("file")).first()
    if file is None:
        raise NotFound()
    return file


def _unattach(event: Event, by: Any) -> None:
    files.delete(file=_file(event), by=by)


def _reattach(event: Event, by: Any) -> None:
    files.restore(file=_file(event), by=by)
