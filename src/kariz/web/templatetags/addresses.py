"""`{% url %}` in every template: an address that differs only in its numbers is looked up once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()

# Numbers that are no id; they hold the places of the real ones.
_HOLE = 7_046_029_254_386_353_000
_HOLES = 4


class KnownURLNode(URLNode):
    """Django's, but for addresses of numbers and words by place it fills what was looked up before."""

    def render(self, context: template.Context) -> str:
        if self.kwargs or self.asvar:
            return str(super().render(context))
        args = [arg.resolve(context) for arg in self.args]
        numbers = [arg for arg in args if type(arg) is int and arg >= 0]
        if len(numbers) > _HOLES or any(type(arg) is not int and not isinstance(arg, str) for arg in args):
            return str(super().render(context))
        shape = tuple(None if type(arg) is int and arg >= 0 else arg for arg in args)
        where = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
        parts = _parts(self.view_name.resolve(context), shape, where)
        address = parts[0] + "".join(
            f"{number}{part}" for number, part in zip(numbers, parts[1:], strict=True)
        )
        return str(conditional_escape(address)) if context.autoescape else address


@lru_cache(maxsize=4096)
def _parts(name: str, shape: tuple[Any, ...], _where: tuple[str, str]) -> tuple[str, ...]:
    """The address between its numbers. Raises NoReverseMatch."""
    holes = iter(range(_HOLE, _HOLE + _HOLES))
    used = [next(holes) if arg is None else arg for arg in shape]
    parts, rest = [], reverse(name, args=used)
    for hole in (each for each, arg in zip(used, shape, strict=True) if arg is None):
        before, _found, rest = rest.partition(str(hole))
        parts.append(before)
    return (*parts, rest)


@register.tag
def url(parser: Parser, token: Token) -> KnownURLNode:
    node: Any = django_url(parser, token)
    return KnownURLNode(node.view_name, node.args, node.kwargs, node.asvar)
