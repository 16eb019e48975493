"""Texts that are kept, and read later by somebody of another language: with the sentence that they were made of."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.functional import Promise


class Said(str):
    """A sentence in the language of the moment, which remembers what it is in any other.

    `msgid` is the sentence as the code has it (two for one that counts), `args` its values, `cell` what of a file is
    quoted behind it.
    """

    msgid: tuple[str, ...] = ()
    args: dict[str, Any] | None = None
    cell: str = ""

    def __mod__(self, args: Any) -> Said:
        return _said(super().__mod__(args), self.msgid, args if isinstance(args, dict) else None)


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


def _with_cell(text: str, cell: str) -> str:
    quoted = translation.gettext("“%(text)s”") % {"text": cell}
    return f"{text} ({quoted})"


def of(text: Any) -> Said:
    """What is known of any text: a lazy one remembers its sentence as well."""
    if isinstance(text, Said):
        return text
    args: tuple[Any, ...] = getattr(text, "_args", ()) if isinstance(text, Promise) else ()
    message = next((one for one in args if isinstance(one, str)), "") if len(args) == 1 else ""
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
    return value if type(value) in (int, float) else str(value)


def worded(note: dict[str, Any]) -> str:
    """The text of what `kept` gave, in the language of now; as it was written where nobody knows its sentence."""
    msgid = note.get("msgid")
    if not msgid:
        return str(note.get("text", ""))
    one, *counted = msgid
    message = translation.ngettext(one, counted[0], int(counted[1])) if counted else translation.gettext(one)
    args = note.get("args")
    text = message % args if args else message
    return _with_cell(text, note["cell"]) if note.get("cell") else text
