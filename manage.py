"""Django's own commands (migrations, tests); everything for users is in ``sendap``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    execute_from_command_line(sys.argv)
