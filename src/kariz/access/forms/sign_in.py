from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Labels stand above the fields; the page itself has the link for a forgotten password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            attrs = self.fields[name].widget.attrs
            attrs.pop("placeholder", None)
            attrs["dir"] = "ltr"
