"""What a word in a file means among the choices of a field: by its key, or as either language calls it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from kariz.localisation.text import squash


def choice_of(word: str, choices: type[TextChoices]) -> str:
    """The value of the choice; "" where it is none of them."""
    key = squash(word)
    for value, _label in choices.choices:
        if key == squash(value):
            return str(value)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for value, label in choices.choices:
                if key == squash(str(label)):
                    return str(value)
    return ""
