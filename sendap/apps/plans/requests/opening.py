"""Opening the account of the adult who asked, from their own request."""

from __future__ import annotations

import uuid

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account
from sendap.apps.plans.models import RequestForm
from sendap.basics.errors import BadInput, NotFound


def open_account(*, actor: Actor, form_id: uuid.UUID, password: str) -> Account:
    """Set the password of the account that waits for the one who asked, and let it sign in.

    The caller has had the contact verified in this session. Errors: ``NotFound`` when no account
    waits; ``BadInput`` for a password that is too short or too common.
    """
    with audit.change(actor, "requests.open_account") as note:
        form = RequestForm.objects.select_for_update().filter(pk=form_id).first()
        waiting = Account.objects.filter(pk=(form and form.account_id) or 0, is_active=False)
        account = waiting.first()
        if form is None or account is None or form.verified_at is None:
            raise NotFound("No account is waiting.")
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), field="password") from None
        account.set_password(password)
        account.is_active = True
        account.save()
        if form.person_id:
            note.saw(form.person_id)
    return account
