"""Texts that are kept, and read later by somebody of another language: with the sentence that they were made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

_CONTEXT = "\x04"


class Said(str):
    """A sentence in the language of the moment, which remembers what it is in any other.

    `msgid` is the sentence as the code has it (two for one that counts), `args` its values, `cell` what of a file is
    quoted behind it. A value may be such a sentence itself, or a list of texts.
    """

    msgid: tuple[str, ...] = ()
    args: dict[str, Any] | None = None
    cell: str = ""

    def __mod__(self, args: Any) -> Said:
        if not isinstance(args, dict):
            return _said(super().__mod__(args), self.msgid)
        shown = {name: _joined(value) if isinstance(value, list) else value for name, value in args.items()}
        return _said(super().__mod__(shown), self.msgid, args)


def _said(text: str, msgid: tuple[str, ...], args: dict[str, Any] | None = None, cell: str = "") -> Said:
    said = Said(text)
    said.msgid, said.args, said.cell = msgid, args, cell
    return said


def gettext(message: str) -> Said:
    return _said(translation.gettext(message), (message,))


def ngettext(one: str, many: str, count: int) -> Said:
    return _said(translation.ngettext(one, many, count), (one, many, str(count)))


def quoting(text: Any, cell: str) -> Said:
    """The sentence, and behind it what the file says."""
    known = of(text)
    return _said(_with_cell(str(text), cell), known.msgid, known.args, cell)


def _in_words(msgid: str) -> str:
    return translation.gettext(msgid).rpartition(_CONTEXT)[2]


def _with_cell(text: str, cell: str) -> str:
    quoted = translation.gettext("“%(text)s”") % {"text": cell}
    return f"{text} ({quoted})"


def of(text: Any) -> Said:
    """What is known of any text: a lazy one remembers its sentence as well."""
    if isinstance(text, Said):
        return text
    args: tuple[Any, ...] = getattr(text, "_args", ()) if isinstance(text, Promise) else ()
    # Where a word means several things, its context comes first, as in the catalogue.
    message = _CONTEXT.join(args) if 0 < len(args) <= 2 and all(isinstance(one, str) for one in args) else ""
    return _said(str(text), (message,) if message else ())


def kept(text: Any) -> dict[str, Any]:
    """{"text"} with what words it anew, as JSON."""
    said = of(text)
    more: dict[str, Any] = {}
    if said.msgid:
        more["msgid"] = list(said.msgid)
        if said.args:
            more["args"] = {name: _plain(value) for name, value in said.args.items()}
        if said.cell:
            more["cell"] = said.cell
    return {"text": str(text)} | more


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    said = of(value)
    if said.msgid:
        return kept(said)
    return value if type(value) in (int, float) else str(value)


def _joined(texts: Iterable[Any]) -> str:
    return translation.gettext(", ").join(map(str, texts))


def _shown(value: Any) -> Any:
    """What `_plain` gave, in the language of now."""
    if isinstance(value, list):
        return _joined(map(_shown, value))
    return worded(value) if isinstance(value, dict) else value


def worded(note: dict[str, Any]) -> str:
    """The text of what `kept` gave, in the language of now; as it was written where nobody knows its sentence."""
    msgid = note.get("msgid")
    if not msgid:
        return str(note.get("text", ""))
    one, *counted = msgid
    message = translation.ngettext(one, counted[0], int(counted[1])) if counted else _in_words(one)
    args = {name: _shown(value) for name, value in (note.get("args") or {}).items()}
    text = message % args if args else message
    return _with_cell(text, note["cell"]) if note.get("cell") else text
