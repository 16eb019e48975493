from __future__ import annotations

from typing import Any

from django.db import models


def fold_email(text: str | None) -> str | None:
    """The one spelling of an address that is stored and compared; None for nothing."""
    return (text or "").strip().casefold() or None


class FoldedEmailField(models.EmailField):
    """An address stored and looked up casefolded; empty becomes null, so that it can be unique."""

    def to_python(self, value: Any) -> str | None:
        return fold_email(super().to_python(value))

    def get_prep_value(self, value: Any) -> str | None:
        return fold_email(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        folded = fold_email(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, folded)
        return folded
