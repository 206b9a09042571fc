"""``python -m sendap`` is the same as the console command ``sendap``."""

import sys

from sendap.cli.main import main

sys.exit(main())
