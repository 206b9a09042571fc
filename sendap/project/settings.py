"""Django settings, all from a few environment variables (see the README)."""

from __future__ import annotations

import os
import secrets
import shlex
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from sendap.basics.errors import CannotDo
from sendap.law.regimes import find_regime, regime_names
from sendap.project.database import database_settings
from sendap.project.email import email_settings

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = BASE_DIR / "var"

MODE = os.environ.get("SENDAP_MODE", "demo")
if MODE not in ("demo", "production"):
    raise CannotDo(f"SENDAP_MODE is {MODE!r}; use demo or production.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
REGIME = os.environ.get("SENDAP_REGIME", "cfa2014")
if REGIME not in regime_names() or (PRODUCTION and find_regime(REGIME).proposed):
    raise CannotDo(f"SENDAP_REGIME is {REGIME!r}; a proposed regime runs in a demonstration only.")
DEBUG = False


def _secret_key() -> str:
    """The key given, or in demonstration mode one made once and kept in ``var/``."""
    given = os.environ.get("SENDAP_SECRET_KEY", "")
    if given or PRODUCTION:
        return given
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret_key() or "unset: production refuses to start, see sendap.project.safety"
SECRET_KEY_GIVEN = bool(os.environ.get("SENDAP_SECRET_KEY"))
DATABASE_URL = os.environ.get("SENDAP_DATABASE_URL", f"sqlite:///{VAR / 'sendap.sqlite3'}")
DATABASES = {"default": database_settings(DATABASE_URL, durable=PRODUCTION)}
OPEN_DATA = Path(os.environ.get("SENDAP_OPEN_DATA", BASE_DIR.parent / "shared" / "data"))
MEDIA_ROOT = Path(os.environ.get("SENDAP_MEDIA", VAR / "media"))
POSTCODES = VAR / "postcodes.parquet"
"""Where the directory of postcodes is kept once it was read."""
VIRUS_SCANNER = shlex.split(os.environ.get("SENDAP_VIRUS_SCANNER", ""))
ALLOWED_HOSTS = os.environ.get("SENDAP_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "sendap.apps.jobs",
    "sendap.apps.access",
    "sendap.apps.organisations",
    "sendap.apps.people",
    "sendap.apps.timeline",
    "sendap.apps.correspondence",
    "sendap.apps.plans",
    "sendap.apps.placements",
    "sendap.apps.redress",
    "sendap.apps.sufficiency",
    "sendap.apps.indicators",
    "sendap.apps.returns",
    "sendap.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sendap.apps.access.gate.GateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sendap.project.urls"
WSGI_APPLICATION = "sendap.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "sendap.web.environment.environment"},
    }
]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "sendap.web.account.views.locked_out"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sendap.web.errors.csrf_failed"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sendap.web.static_files.BuiltFilesStorage"},
}
EMAIL_URL = os.environ.get("SENDAP_EMAIL_URL", "")
EMAIL_LEAVES = bool(EMAIL_URL)
globals().update(email_settings(EMAIL_URL))
DEFAULT_FROM_EMAIL = os.environ.get("SENDAP_EMAIL_FROM", "no-reply@localhost")
OWN_ADDRESS = f"{'https' if PRODUCTION else 'http'}://{ALLOWED_HOSTS[0]}"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["sendap.web.files.uploading.BoundedHandler"]
FORM_RENDERER = "django.forms.renderers.Jinja2"
APPEND_SLASH = False
LOGGING_CONFIG = "sendap.project.logging.configure"
LOGGING = {"level": os.environ.get("SENDAP_LOG_LEVEL", "WARNING")}
