from __future__ import annotations

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString

from kariz.localisation import preferences
from kariz.localisation.digits import localise_number
from kariz.records import markup
from kariz.records.models import Comment

register = template.Library()


@register.filter
def note(comment: Comment) -> SafeString:
    """The note's words with their marks, safe to show."""
    return markup.html(comment.body, [user.name for user in comment.mentions.all()])


@register.filter(name="bytes")
def in_bytes(size: int) -> str:
    """A file's size in words and the person's digits: «۲٫۵ مگابایت», "25 MB"."""
    return localise_number(filesizeformat(size).replace(".0\xa0", "\xa0"), preferences.current().digits)
