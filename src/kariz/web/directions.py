"""Every `<bdi>{{ text }}</bdi>`, and every element with `dir="auto"`, is laid out in the direction of what it holds.

A browser goes by the first letter alone: «BMS کل برج» would read the wrong way round. The templates say only that a
text is somebody's own; that its direction is worked out, and that the phone numbers in it stay whole, is added here, when
a template is loaded.
"""

from __future__ import annotations

import re
from typing import Any

from django.template.loaders.app_directories import Loader as AppLoader
from django_cotton.cotton_loader import Loader as CottonLoader

_BDI = re.compile(r"<bdi(?P<more>(?: [^<>]*)?)>(?P<text>\{\{ *(?P<value>[^{}]+?) *\}\})</bdi>")
_AUTO = re.compile(
    r"(?P<begin><(?:p|div|span|dd|td|li)\b[^<>]*?) dir=\"auto\"(?P<more>[^<>]*)>(?P<text>\{\{ *(?P<value>[^{}]+?) *\}\})"
)
OR_AUTO = ':"auto"'
_MARKUP = re.compile(r"\|linebreaks(?:br)?\b")
_BEFORE_MARKUP = re.compile(r"(?=\|linebreaks(?:br)?\b)|$")


def directed(source: str) -> str:
    """The source of a template, with the direction of what people wrote."""
    return _AUTO.sub(_of_own_accord, _BDI.sub(_isolated, source))


def _isolated(found: re.Match[str]) -> str:
    if "dir=" in found["more"]:
        return found[0]
    return f"<bdi{found['more']}{_asked(found)}>{found['text']}</bdi>"


def _of_own_accord(found: re.Match[str]) -> str:
    return f"{found['begin']}{_asked(found, OR_AUTO)}{found['more']}>{_whole(found)}"


def _whole(found: re.Match[str]) -> str:
    # In the words, before a filter makes markup of them.
    begin, more = _BEFORE_MARKUP.split(found["value"], maxsplit=1)
    return f"{{{{ {begin}|whole_numbers{more} }}}}"


def _asked(found: re.Match[str], otherwise: str = "") -> str:
    # Tags that a filter adds are no words of the text.
    return f"{{{{ {_MARKUP.sub('', found['value'])}|direction{otherwise} }}}}"


class Components(CottonLoader):
    def get_contents(self, origin: Any) -> str:
        return directed(super().get_contents(origin))


class Pages(AppLoader):
    def get_contents(self, origin: Any) -> str:
        return directed(super().get_contents(origin))
