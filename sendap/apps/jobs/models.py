"""The queue, and the days for which periodic work was queued."""

from __future__ import annotations

from django.db import models

from sendap.apps.access.tenancy import INTERNAL


class Job(models.Model):
    """A function to be run once: ``name`` says which, ``arguments`` are its keywords.

    ``run_after`` is the earliest moment; ``lease_until`` the moment at which a running job counts
    as abandoned; ``holder`` the worker that has it; ``attempts`` how often it was taken.
    """

    tenancy = INTERNAL

    class State(models.TextChoices):
        """Where a job is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    queued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=36, blank=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "run_after", "id"], name="job_by_turn"),
            models.Index(fields=["state", "lease_until"], name="job_by_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"


class PeriodicWork(models.Model):
    """The last local day for which a piece of periodic work was queued."""

    tenancy = INTERNAL
    name = models.CharField(max_length=80, primary_key=True)
    last_on = models.DateField()

    def __str__(self) -> str:
        return self.name
