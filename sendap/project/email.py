"""How e-mails leave, from one address of a mail server."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from sendap.basics.errors import CannotDo

SECURE_PORT, PLAIN_PORT = 465, 587


def email_settings(url: str) -> dict[str, Any]:
    """Django's settings for a mail server: ``smtp://user:password@host:587`` or ``smtps://…``.

    ``smtp`` asks the server to encrypt before anything is said (STARTTLS); only ``localhost`` may
    do without. Empty: nothing leaves. Errors: ``CannotDo`` for any other kind of address.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise CannotDo("SENDAP_EMAIL_URL must be like smtp://user:password@host:587.")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (SECURE_PORT if secure else PLAIN_PORT),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
    }
