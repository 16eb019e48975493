from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django.utils.translation import gettext_lazy as _

NEW = "password1"


class _Labelled:
    """Labels stand above the fields: they are not said again inside them. What a new password needs is one sentence."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"
        if NEW in self.fields:
            self.fields[NEW].help_text = _("At least ten characters, and not a common password.")


class SignInForm(_Labelled, LoginForm):
    """The page itself has the link for a forgotten password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ChangeForm(_Labelled, ChangePasswordForm):
    pass


class AskResetForm(_Labelled, ResetPasswordForm):
    pass


class ResetForm(_Labelled, ResetPasswordKeyForm):
    pass


class AgainForm(_Labelled, ReauthenticateForm):
    pass
