"""Reads what people typed about an ideal customer or a persona; the actions judge and keep it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.rules.errors import RuleError
from kariz.rules.url import decode
from kariz.web.errors import FieldErrors

from ..actions.profiles import MOST_PARTS
from ..models import Profile, Weight

Part = dict[str, Any]


class ProfileForm(forms.ModelForm):
    """Name, and for a persona what it wants, what hurts, what to say."""

    class Meta:
        model = Profile
        fields = ("name", "goals", "pains", "pitch")
        help_texts = {
            "goals": gettext_lazy("What does this person want to reach?"),
            "pains": gettext_lazy("What makes their work hard today?"),
            "pitch": gettext_lazy("The words that reach them, and the proof that they believe."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "dir": "auto"}) for name in ("goals", "pains", "pitch")
        } | {"name": forms.TextInput(attrs={"dir": "auto"})}

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Profile.Kind.COMPANY:
            for name in ("goals", "pains", "pitch"):
                del self.fields[name]


def parts_in(post: QueryDict) -> list[Part]:
    """The parts that a form sent, their rules still as text."""
    columns = [post.getlist(f"part_{name}") for name in ("name", "weight", "rule")]
    rows = zip(*columns, strict=False)
    return [{"name": name, "weight": weight, "rule": rule} for name, weight, rule in rows][: MOST_PARTS + 1]


def read_parts(parts: Sequence[Mapping[str, Any]]) -> list[Part]:
    """The parts with their rules as trees. Raises FieldErrors as the action does."""
    errors: dict[str, list[Any]] = {}
    read = []
    for number, part in enumerate(parts):
        try:
            rule = decode(part["rule"] or "{}") if isinstance(part["rule"], str) else part["rule"]
        except RuleError as error:
            errors[f"parts.{number}.rule"] = [error.message]
            continue
        read.append({**part, "rule": rule})
    if errors:
        raise FieldErrors(errors)
    return read


def blank_part() -> Part:
    return {"name": "", "weight": Weight.IMPORTANT.value, "rule": {}}


def mark_of(parts: Sequence[Mapping[str, Any]]) -> str:
    """What a preview was made of: kept only as it was seen."""
    text = json.dumps([[one["weight"], one["rule"]] for one in parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def shown_parts(parts: Sequence[Mapping[str, Any]], errors: Mapping[str, list[str]]) -> list[Part]:
    """The parts as the form draws them, each with its errors."""
    return [
        {
            **part,
            "number": number,
            "rule_errors": errors.get(f"parts.{number}.rule", []),
            "weight_errors": errors.get(f"parts.{number}.weight", []),
        }
        for number, part in enumerate(parts)
    ]


class StartForm(forms.Form):
    """Whom the company says that it sells to, in four answers."""

    industries = forms.CharField(label=gettext_lazy("industries"), required=False, max_length=300)
    cities = forms.CharField(label=gettext_lazy("cities"), required=False, max_length=300)
    least = forms.IntegerField(label=gettext_lazy("at least this many people"), required=False, min_value=0)
    most = forms.IntegerField(label=gettext_lazy("at most this many people"), required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("industries", "cities"):
            self.fields[name].widget.attrs.update(dir="auto")
        self.fields["industries"].help_text = gettext_lazy("Separate several with a comma.")

    def parts(self) -> list[Part]:
        """What was answered, as parts of a profile."""
        given = self.cleaned_data
        found = [
            _part(Weight.MUST, "industry", "in", _words(given.get("industries"))),
            _part(Weight.IMPORTANT, "city", "in", _words(given.get("cities"))),
            _part(Weight.IMPORTANT, "size", ">=", given.get("least")),
            _part(Weight.IMPORTANT, "size", "<=", given.get("most")),
        ]
        return [part for part in found if part is not None]


def example_parts(kind: str) -> list[Part]:
    """A profile to start from where nothing is known yet."""
    if kind == Profile.Kind.CONTACT:
        roles = ["decision_maker", "economic_buyer"]
        found = [
            _part(Weight.MUST, "role", "in", roles),
            _part(Weight.IMPORTANT, "position", "contains", _("manager")),
        ]
    else:
        found = [
            _part(Weight.IMPORTANT, "size", "between", [20, 500]),
            _part(Weight.NICE, "website", "is_not_empty"),
        ]
    return [part for part in found if part is not None]


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").replace("،", ",").split(",") if word.strip()]


def _part(weight: Weight, field: str, op: str, value: Any = None) -> Part | None:
    if op != "is_not_empty" and value in (None, [], ""):
        return None
    rule = {"field": field, "op": op} | ({} if value is None else {"value": value})
    return {"name": "", "weight": weight.value, "rule": rule}
