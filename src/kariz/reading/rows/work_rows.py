"""Rows of products, product lines, activities, notes, histories and people of the house: words and finishing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kariz.localisation.said import gettext as _
from kariz.localisation.text import squash
from kariz.reading.cells import hours
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.deals import results_of_calls

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

NAME = 200
_RESULTS = {
    "positive": "positive|interested|connected|successful|مثبت|موفق|علاقه مند",
    "negative": "negative|not interested|unsuccessful|منفی|ناموفق|بی علاقه",
    "no_answer": "no answer|left voicemail|busy|wrong number|no show|پاسخ نداد|بی پاسخ|جواب نداد|عدم پاسخ|مشغول|"
    "برنداشت|گوشی را برنداشت|جواب نمیده|جواب نمی دهد|در دسترس نبود|خاموش بود|اشغال بود",
    "done": "done|completed|held|انجام شد|انجام شده",
}
_ROLES = {
    "economic_buyer": "economic buyer|economic decision maker|budget holder|خریدار اقتصادی|صاحب بودجه|تامین کننده بودجه",
    "decision_maker": "decision maker|decision-maker|approver|تصمیم گیرنده|تصمیم گیر|تایید کننده",
    "champion": "champion|executive sponsor|sponsor|influencer|coach|حامی|پشتیبان|معرف",
    "technical_judge": "technical judge|technical buyer|evaluator|technical evaluator|داور فنی|ارزیاب|ارزیاب فنی|"
    "کارشناس فنی",
    "legal": "legal|legal and compliance|lawyer|حقوقی|وکیل",
    "blocker": "blocker|gatekeeper|opponent|مانع|مخالف|مخالف بانفوذ",
    "user": "user|business user|end user|buyer|کاربر|کاربر نهایی|خریدار",
}
_DONE = "done|yes|true|1|completed|complete|closed|held|finished|بله|انجام شد|انجام شده|تمام شده|بسته|بسته شده|تکمیل شده"
_OPEN = (
    "to do|todo|no|false|0|open|not started|in progress|waiting|waiting on someone else|deferred|planned|scheduled|"
    "خیر|انجام نشده|باز|برنامه ریزی شده|جاری|در انتظار|در حال انجام"
)
_UNUSED = "no|false|0|inactive|غیر فعال|غیرفعال|خیر|نه"


_ROLE_KEYS = {role: keys_of(words) | {squash(role)} for role, words in _ROLES.items()}
_RESULT_KEYS = {result: keys_of(words) for result, words in _RESULTS.items()}
_DONE_KEYS, _OPEN_KEYS, _UNUSED_KEYS = keys_of(_DONE), keys_of(_OPEN), keys_of(_UNUSED)


def numbers(cell: Cell) -> list[str]:
    """Numbers of the other system in one cell."""
    parts = [part.strip() for part in re.split(r"[;,،؛|\s]+", v.to_latin(v.read_line(cell)))]
    return [part for part in dict.fromkeys(parts) if part and part != "0"]


def role_of(word: str) -> str:
    """The role in a committee that a word means, in whole; "" where it means none."""
    key = squash(word)
    return next((role for role, keys in _ROLE_KEYS.items() if key in keys), "")


def is_yes(word: str) -> bool:
    return squash(word) in _DONE_KEYS


def in_use(cell: Cell) -> str:
    return "no" if squash(v.read_text(cell)) in _UNUSED_KEYS else "yes"


def _finish_activity(draft: Draft, today: date) -> None:
    values = draft.values
    hours.put(values)
    word = values.pop("activity_kind", "")
    if said := values.pop("said", ""):
        _finish_call(values, said, today)
        word = word or "call"
    values["kind"] = kind_of(word) or kind_of(values.get("subject", "")) or "task"
    if word and not kind_of(word) and (values.get("subject") or values.get("notes")):
        # Else the word is what the activity is called.
        draft.warn(
            "activity_kind",
            _("“%(word)s” is no kind of activity; it stands in the text.") % {"word": word[:60]},
        )
        draft.remarks.append(word)
    subject = values.pop("subject", "") or word or values.get("notes", "").split("\n", 1)[0]
    if not subject and not draft.errors:
        draft.refuse("subject", _("The row does not say what was or is to be done."))
    values["name"] = subject[:NAME].strip()
    if len(subject) > NAME:
        values["notes"] = f"{subject}\n{values.get('notes', '')}".strip()
    results_of_calls.take(values, bool(result_of(values.get("next_step", ""))))
    say_next(values)
    _finish_doing(draft, values)


def _finish_call(values: dict[str, Any], said: str, today: date) -> None:
    """What was said tells that somebody called: on the day of the row, unless that is still to come."""
    subject = values.get("subject", "")
    values["subject"] = subject or said
    if subject:
        values["notes"] = "\n".join(filter(None, [said, values.get("notes", "")]))
    values.setdefault("result", said if result_of(said) else "")
    if "done" not in values and "done_at" in values and as_day(values["done_at"]) > today:
        # Nobody was called tomorrow.
        values.setdefault("due_at", values.pop("done_at"))
    day = values.get("due_at")
    if "done" not in values and "done_at" not in values and (day is None or as_day(day) <= today):
        values["done"] = "done"


def as_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def result_of(word: str) -> str:
    """The result of an activity that a word means, in whole; "" where it means none."""
    return next((name for name, keys in _RESULT_KEYS.items() if squash(word) in keys), "")


def say_next(values: dict[str, Any]) -> None:
    """Words in the column of a next day stand in the text of the step; beside their day they are its name."""
    if said := values.pop("next_step_said", ""):
        step = values.get("next_step") or ("" if "next_step_on" in values else _("Follow up"))
        values["next_step"] = f"{step} ({said})" if step else said


def _finish_doing(draft: Draft, values: dict[str, Any]) -> None:
    """Whether and when it was done, and with which result."""
    done, word = squash(values.pop("done", "")), values.get("result", "")
    result = result_of(word)
    if word and not result:
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), word]))
    over = done in _DONE_KEYS if done in _DONE_KEYS | _OPEN_KEYS else "done_at" in values
    if over:
        values["result"] = result or "done"
        if "done_at" not in values and "due_at" in values:
            values["done_at"] = values["due_at"]
        elif "done_at" not in values:
            draft.warn("done_at", _("It does not say when it was done; today is used instead."))
            values["done_at"] = None
    else:
        values.pop("done_at", None)
        values.pop("result", None)
    values["over"] = over


def _finish_note(draft: Draft, today: date) -> None:
    values = draft.values
    body = "\n".join(filter(None, [values.pop("subject", ""), values.get("notes", "")]))
    if not body and not draft.errors:
        draft.refuse("notes", _("The note is empty."))
    values["notes"] = body


def _finish_product(draft: Draft, today: date) -> None:
    if "product" not in draft.values and "external_id" not in draft.values and not draft.errors:
        draft.refuse("product", _("The row has no product name."))


def _finish_line(draft: Draft, today: date) -> None:
    if not {"product", "product_ref", "product_code"} & set(draft.values) and not draft.errors:
        draft.refuse("product", _("The row has no product name."))
    if "deal_title" not in draft.values:
        _need(draft, "deal_ref", _("The row does not say which deal it belongs to."))


def _finish_history(draft: Draft, today: date) -> None:
    if "deal_title" not in draft.values:
        _need(draft, "deal_ref", _("The row does not say which deal it belongs to."))
    _need(draft, "stage", _("The row names no stage."))
    _need(draft, "entered_at", _("The row does not say when the stage began."))


def _finish_seat(draft: Draft, today: date) -> None:
    if "deal_title" not in draft.values:
        _need(draft, "deal_ref", _("The row does not say which deal it belongs to."))
    if "contact" not in draft.values:
        _need(draft, "contact_ref", _("The row has no name of a person."))


def _finish_obstacle(draft: Draft, today: date) -> None:
    if not {"deal_title", "id"} & set(draft.values):
        _need(draft, "deal_ref", _("The row does not say which deal it belongs to."))
    _need(draft, "obstacle", _("The row does not say what stops the deal."))


def _finish_file(draft: Draft, today: date) -> None:
    _need(draft, "file", _("The row names no file."))


def _finish_user(draft: Draft, today: date) -> None:
    values = draft.values
    if emails := values.get("email"):
        values["email"] = emails[0]
    if "owner" not in values and "email" not in values:
        _need(draft, "owner", _("The row has no name of a person."))


def _need(draft: Draft, name: str, text: str) -> None:
    if name not in draft.values and not draft.errors:
        draft.refuse(name, text)


WORK_FINISH: dict[str, Callable[[Any, date], None]] = {
    "users": _finish_user,
    "products": _finish_product,
    "lines": _finish_line,
    "activities": _finish_activity,
    "notes": _finish_note,
    "history": _finish_history,
    "committee": _finish_seat,
    "obstacles": _finish_obstacle,
    "files": _finish_file,
}
