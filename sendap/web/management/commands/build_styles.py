"""``manage.py build_styles``: makes the styles and collects what the server sends as it is."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from sendap.basics.errors import CannotDo
from sendap.web.static_files import build


class Command(BaseCommand):
    """Build the styles and collect all static files into ``STATIC_ROOT``."""

    help = "Build the styles and scripts, then collect them where the server finds them."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, then collect. Errors: ``CommandError`` with the reason in one sentence."""
        try:
            build()
        except CannotDo as error:
            raise CommandError(str(error)) from error
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
