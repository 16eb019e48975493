"""Django's settings, from the environment (see environment.py for what it may say)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url  # noqa: F401  (fails early and clearly when the environment is incomplete)
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from kariz.config import environment as env
from kariz.config.database import databases
from kariz.config.mail import mail_settings
from kariz.config.sign_in import *  # noqa: F403

ENVIRONMENT = env.read()
ENVIRONMENT.data.mkdir(parents=True, exist_ok=True)
PROJECT = Path(__file__).resolve().parents[3]

DEBUG = ENVIRONMENT.debug
SECRET_KEY = env.secret_key(ENVIRONMENT)
BASE_URL = ENVIRONMENT.base_url
_base = urlsplit(BASE_URL)
ALLOWED_HOSTS = sorted({_base.hostname or "localhost", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = _base.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_ENGINE = "kariz.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "kariz.web.error_pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    # Ours first: the first app with a template or a translation wins.
    "kariz.localisation",
    "kariz.web",
    "kariz.jobs",
    "kariz.events",
    "kariz.organisation",
    "kariz.access",
    "kariz.rules",
    "kariz.records",
    "kariz.people",
    "kariz.pipeline",
    "kariz.reading",
    "kariz.exchange",
    "kariz.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kariz.web.pages_made.PagesMade",
    "csp.middleware.CSPMiddleware",
    "kariz.web.file_names.FileNamesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kariz.organisation.middleware.OrganisationMiddleware",
    "kariz.access.middleware.PreferencesMiddleware",
    "kariz.web.uploads.UploadLimitMiddleware",
    "kariz.config.setup.middleware.SetUpMiddleware",
    "kariz.web.middleware.ErrorsMiddleware",
    "kariz.events.middleware.OriginMiddleware",
]

ROOT_URLCONF = "kariz.config.urls"
WSGI_APPLICATION = "kariz.config.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases(ENVIRONMENT)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

ADDRESSES = "kariz.web.templatetags.addresses"
DIRECTIONS = "kariz.localisation.templatetags.directions"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "kariz.web.directions.Components",
                        "kariz.web.directions.Pages",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                ADDRESSES,
                DIRECTIONS,
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kariz.web.context_processors.shell",
            ],
        },
    }
]

FORM_RENDERER = "kariz.web.forms.Renderer"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where Vite wrote them; nothing is collected
BUILT_ASSETS = PROJECT / "build" / "static"
STATICFILES_DIRS = [BUILT_ASSETS]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/kariz/.+-[0-9A-Za-z_-]{8,}\..+$"
MEDIA_ROOT = ENVIRONMENT.data / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Whole requests; what a single file may be is said, with a reason, by who keeps it.
UPLOAD_LIMIT = 30 * 1024 * 1024
UPLOAD_LIMITS = {"/imports": 310 * 1024 * 1024}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

vars().update(mail_settings(ENVIRONMENT.email_url))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kariz": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
