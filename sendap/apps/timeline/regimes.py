"""Under which regime a case runs: the law in force, or in a trial a proposed one."""

from __future__ import annotations

from django.conf import settings

from sendap.apps.timeline.models import Case
from sendap.law.process import Process, find_process


def regime_of(case: Case) -> str:
    """The name of the regime of a case.

    That of the installation (``SENDAP_REGIME``) whatever the authority: the law in force unless a
    demonstration tries another.
    """
    return str(settings.REGIME)


def process_of(case: Case) -> Process:
    """The course that a case takes under its regime."""
    return find_process(regime_of(case))
