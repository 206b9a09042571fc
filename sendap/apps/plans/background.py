"""The job that sends what the contact of a request is told: its one-use codes, and that it came."""

from __future__ import annotations

from django.utils import timezone

from sendap.apps.correspondence.sending import post
from sendap.apps.jobs.registry import job
from sendap.apps.plans.models import OutboxMessage
from sendap.apps.plans.requests.writing import ONE_USE_LASTS, SEND

SUBJECT = "Your request"


@job(SEND)
def send_message(*, message_id: int) -> None:
    """Send one message by e-mail, unless it went already or its code has run out meanwhile."""
    now = timezone.now()
    message = OutboxMessage.objects.filter(pk=message_id, sent_at__isnull=True).first()
    if message is None or message.made_at < now - ONE_USE_LASTS:
        return
    try:
        post.post_email(to=message.to, subject=SUBJECT, body=message.body)
    except post.CameBack:
        return
    message.sent_at = now
    message.save(update_fields=["sent_at"])
