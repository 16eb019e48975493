"""Who gets in and how: django-allauth, hashing, the one limiter, single sign-on from the environment."""

from __future__ import annotations

from typing import Any

from kariz.config import environment

__all__ = [
    "ACCOUNT_ADAPTER",
    "ACCOUNT_EMAIL_NOTIFICATIONS",
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_FORMS",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_LOGOUT_REDIRECT_URL",
    "ACCOUNT_PREVENT_ENUMERATION",
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_SESSION_REMEMBER",
    "ACCOUNT_SIGNUP_FIELDS",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "MFA_RECOVERY_CODE_COUNT",
    "MFA_SUPPORTED_TYPES",
    "MFA_TOTP_ISSUER",
    "PASSWORD_HASHERS",
    "SOCIALACCOUNT_ADAPTER",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT",
    "SOCIALACCOUNT_LOGIN_ON_GET",
    "SOCIALACCOUNT_ONLY",
    "SOCIALACCOUNT_PROVIDERS",
]

_ENVIRONMENT = environment.read()

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip

ACCOUNT_ADAPTER = "kariz.access.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "kariz.access.forms.sign_in.SignInForm",
    "change_password": "kariz.access.forms.sign_in.ChangeForm",
    "reset_password": "kariz.access.forms.sign_in.AskResetForm",
    "reset_password_from_key": "kariz.access.forms.sign_in.ResetForm",
    "reauthenticate": "kariz.access.forms.sign_in.AgainForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An account comes from set-up or from an invitation's link; nobody types an address of their own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# The one limiter, in the database cache. `login_failed` counts under the key of AccountAdapter: account and
# address together, so that a stranger's guesses never shut out the owner. `ip` bounds one machine that tries many.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/5m/key,60/5m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
# How many proxies of our own stand in front; 0 means that the address of the connection itself counts.
ALLAUTH_TRUSTED_PROXY_COUNT = _ENVIRONMENT.trusted_proxies

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kariz"
MFA_RECOVERY_CODE_COUNT = 10

SOCIALACCOUNT_ADAPTER = "kariz.access.sign_in.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
# The company's own provider vouches for the address, so it opens the account that has it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By a link: the browser would not let a form of ours (CSP `form-action`) lead to the provider's pages. Whoever lures
# somebody there signs them in to their own account.
SOCIALACCOUNT_LOGIN_ON_GET = True


def _openid_connect() -> dict[str, Any]:
    said = _ENVIRONMENT
    if not (said.oidc_url and said.oidc_client_id):
        return {}
    app = {
        "provider_id": "company",
        "name": said.oidc_name,
        "client_id": said.oidc_client_id,
        "secret": said.oidc_secret,
        "settings": {"server_url": said.oidc_url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = _openid_connect()
