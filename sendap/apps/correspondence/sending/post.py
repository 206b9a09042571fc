"""The one door through which an e-mail leaves; closed where no mail server is set."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage

NO_SUCH_ADDRESS = range(500, 600)
"""The answers of a mail server that say that trying again is of no use."""


class CameBack(Exception):
    """The mail server says that there is no such address: nothing more is sent to it."""


def is_open() -> bool:
    """Whether e-mails leave; a demonstration keeps them."""
    leaves: bool = settings.EMAIL_LEAVES
    return leaves


def post_email(*, to: str, subject: str, body: str) -> None:
    """Hand an e-mail to the mail server. Errors: ``CameBack``; others mean: try again later."""
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        if codes and all(code in NO_SUCH_ADDRESS for code in codes):
            raise CameBack from None
        raise
    except SMTPResponseException as error:
        if error.smtp_code in NO_SUCH_ADDRESS and error.smtp_code not in (530, 535):
            raise CameBack from None
        raise
