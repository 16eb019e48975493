"""{% load kept %}: a part of a template that is drawn once for every value of what it depends on."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token, Variable
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kariz.localisation import preferences
from kariz.web.kept import pieces

register = template.Library()

LATE = "late"
# Nobody outside can write it, so that what a person typed is never taken for a place to fill.
_SECRET = secrets.token_hex(12)
_PLACE = re.compile(f"kept-{_SECRET}-([a-z_]+)-")
_numbers = itertools.count()


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept user.name board.pk late csrf_token here=request.path %}…{% endkept %}`

    Name everything that the part reads: the same values (in the same language, with the same preferences) show the
    same markup again. What is named after `late` is different every time and filled in afterwards; inside it can
    only be printed. A name that the context does not know is an error.
    """
    words = token.split_contents()[1:]
    cut = words.index(LATE) if LATE in words else len(words)
    late = [word.partition("=") for word in words[cut + 1 :]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    keys = [Variable(word) for word in words[:cut]]
    return KeptNode(nodes, keys, {name: Variable(value or name) for name, _sign, value in late})


class KeptNode(template.Node):
    """Draws its content once a key; the store is bounded."""

    def __init__(
        self, nodelist: template.base.NodeList, keys: Sequence[Variable], late: dict[str, Variable]
    ) -> None:
        self.nodelist, self.keys, self.late = nodelist, keys, late
        self.number = next(_numbers)

    def render(self, context: template.Context) -> SafeString:
        values = [one.resolve(context) for one in self.keys]
        key = (self.number, get_language(), preferences.current(), *values)
        parts = None if settings.DEBUG else pieces.get(key)
        if parts is None:
            parts = self._draw(context)
            pieces.put(key, parts, sum(map(len, parts)))
        if len(parts) == 1:
            return mark_safe(parts[0])  # noqa: S308
        late = {name: conditional_escape(one.resolve(context)) for name, one in self.late.items()}
        # Texts and names take turns; the texts are template output, escaped already.
        return mark_safe("".join(late[part] if at % 2 else part for at, part in enumerate(parts)))  # noqa: S308

    def _draw(self, context: template.Context) -> list[str]:
        places: dict[str, Any] = {name: f"kept-{_SECRET}-{name}-" for name in self.late}
        with context.push(**places):
            return _PLACE.split(self.nodelist.render(context))
