"""The jobs that look ahead from returns."""

from __future__ import annotations

from django.utils import timezone

from sendap.apps.jobs.registry import job
from sendap.apps.returns.projecting import asking, computing


@job(asking.PROJECT)
def project(*, run_id: str) -> None:
    """Work out one projection."""
    computing.project(run_id, at=timezone.now())


@job(asking.BACK_TEST)
def back_test(*, run_id: str, step: int) -> None:
    """Do one step of a back-test."""
    computing.test_back(run_id, step, at=timezone.now())
