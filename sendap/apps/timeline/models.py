"""Cases, events, recorded exceptions, open deadlines and search keys."""

from __future__ import annotations

import uuid

from django.db import models

from sendap.apps.access.models import Account
from sendap.apps.access.tenancy import Tenancy
from sendap.apps.people.models import Person


class Case(models.Model):
    """A person's time with one authority: the thread that everything else hangs on.

    From ``stage`` on, the columns are copies made by ``actions.refresh`` so that lists are fast:
    ``next_due_on`` is the earliest open deadline and ``next_rule`` its rule; ``recorded_to`` is the
    last day for which the source of the record speaks.
    """

    tenancy = Tenancy(authority="authority_code", setting="setting_number", person="person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="cases")
    authority_code = models.CharField(max_length=3)
    reference = models.CharField(max_length=16, unique=True)
    officer = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    stage = models.CharField(max_length=20)
    sort_name = models.CharField(max_length=120)
    born_on = models.DateField()
    need = models.CharField(max_length=5, blank=True)
    setting_number = models.CharField(max_length=8, blank=True)
    setting_kind = models.CharField(max_length=10, blank=True)
    setting_name = models.CharField(max_length=200, blank=True)
    requested_on = models.DateField(null=True)
    plan_from = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    next_rule = models.CharField(max_length=16, blank=True)
    has_exception = models.BooleanField(default=False)
    recorded_from = models.DateField(null=True)
    recorded_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "authority_code"], name="one_case_a_person_and_authority"
            )
        ]
        indexes = [
            models.Index(fields=["authority_code", "next_due_on", "id"], name="case_by_due"),
            models.Index(fields=["authority_code", "sort_name", "id"], name="case_by_name"),
            models.Index(fields=["authority_code", "stage", "next_due_on"], name="case_by_stage"),
            models.Index(fields=["officer", "next_due_on"], name="case_by_officer"),
            models.Index(fields=["setting_number"], name="case_by_setting"),
        ]


class Event(models.Model):
    """Something that happened on a day; added, never changed.

    ``name`` and ``facts`` (``for``, ``outcome`` and the like) are the words of ``sendap.law``;
    ``reference`` ties an answer to what was asked; ``source`` says where it is known from
    (``sen2:2026`` or ``entered``).
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    name = models.CharField(max_length=40)
    on = models.DateField()
    reference = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    source = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)


class Retraction(models.Model):
    """Takes an event back: it no longer counts, and both stay in the history."""

    tenancy = Tenancy(
        authority="event__case__authority_code",
        setting="event__case__setting_number",
        person="event__case__person_id",
    )
    event = models.OneToOneField(Event, models.CASCADE, primary_key=True)
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)


class ExceptionRecord(models.Model):
    """A lawful exception recorded for a time limit of a case.

    ``limb`` and the days are empty when the source (item Week20 of the return) doesn't say which.
    """

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="exception_records")
    rule = models.CharField(max_length=16)
    limb = models.CharField(max_length=30, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=20)


class OpenDeadline(models.Model):
    """A copy of a time limit that nothing has met or ended; rebuilt from events."""

    tenancy = Tenancy(
        authority="case__authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="open_deadlines")
    rule = models.CharField(max_length=16)
    due = models.DateField(null=True)
    excepted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["due"], name="deadline_by_due", include=["case", "rule", "excepted"]
            ),
            models.Index(
                fields=["case", "due"], name="deadline_missed", condition=models.Q(excepted=False)
            ),
        ]


class SearchKey(models.Model):
    """A word by which a case is found: a folded name, a name's sound, an identifier."""

    tenancy = Tenancy(
        authority="authority_code", setting="case__setting_number", person="case__person_id"
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="search_keys")
    authority_code = models.CharField(max_length=3)
    key = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(
                fields=["authority_code", "key"],
                name="search_key",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            )
        ]


class SavedView(models.Model):
    """A name for a set of caseload filters that an account uses again."""

    tenancy = Tenancy(account="account_id")
    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="one_saved_view_a_name")
        ]


class Note(models.Model):
    """One version of a note that staff keep on a case; added, never changed.

    ``thread`` is the same for all versions of a note and ``number`` counts them from 1: the last
    one stands. ``remind_on`` is the day to be reminded; ``reminds`` is who then is, or None for
    whoever has the case by then. ``token`` makes the same form sent twice harmless.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    thread = models.UUIDField(default=uuid.uuid4)
    number = models.IntegerField(default=1)
    token = models.UUIDField(unique=True)
    text = models.TextField()
    remind_on = models.DateField(null=True)
    reminds = models.BigIntegerField(null=True)
    is_pinned = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_note_version_a_number")
        ]
        indexes = [
            models.Index(
                fields=["remind_on"], name="note_by_day",
                condition=models.Q(remind_on__isnull=False),
            )
        ]  # fmt: skip


class Handover(models.Model):
    """A case given to another officer, with what the one who gave it wants them to know.

    ``accepted_at`` is None until the new officer says that they have read it.
    """

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    before = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    officer = models.ForeignKey(Account, models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["officer"], name="handover_to_accept",
                condition=models.Q(accepted_at__isnull=True),
            )
        ]  # fmt: skip


class AnswerWaived(models.Model):
    """That no answer is needed to what a family wrote up to a moment, and why."""

    tenancy = Tenancy(authority="case__authority_code", person="case__person_id")
    case = models.ForeignKey(Case, models.CASCADE, related_name="answers_waived")
    reason = models.CharField(max_length=300)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()


class ReadyText(models.Model):
    """One version of a text that an authority keeps ready; added, never changed.

    ``kind`` is where it is used; the last version of a name stands, unless ``is_withdrawn``.
    """

    tenancy = Tenancy(authority="authority_code")

    class Kind(models.TextChoices):
        """Where a ready text is used."""

        MESSAGE = "message", "Messages to a family"
        NOTE = "note", "Notes on a case"
        LETTER = "letter", "The reasons in a letter"

    authority_code = models.CharField(max_length=3)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80)
    number = models.IntegerField()
    text = models.TextField()
    is_withdrawn = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_code", "kind", "name", "number"],
                name="one_ready_text_version_a_number",
            )
        ]
