"""What each environment variable of the service does, and what is refused in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WARN = "import logging; logging.getLogger('django.request').warning('a page was not found')"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env={**os.environ, **environment},
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(("level", "logged"), [("WARNING", True), ("ERROR", False)])
def test_nothing_below_the_level_asked_for_is_logged(level: str, logged: bool) -> None:
    ended = run("manage.py", "shell", "--no-imports", "-c", WARN, SENDAP_LOG_LEVEL=level)
    assert ended.returncode == 0, ended.stderr
    assert ("a page was not found" in ended.stderr) is logged


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SENDAP_LOG_LEVEL", "NOPE"),
        ("SENDAP_MODE", "prod"),
        ("SENDAP_DATABASE_URL", "mysql://database"),
    ],
)
def test_a_setting_that_cannot_be_is_named_in_one_sentence(setting: str, value: str) -> None:
    ended = run("-m", "sendap", "audit", "verify", **{setting: value})
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert setting in ended.stderr


def test_production_names_everything_that_is_missing() -> None:
    ended = run(
        "-m", "sendap", "serve", SENDAP_MODE="production",
        SENDAP_SECRET_KEY="", SENDAP_DATABASE_URL="sqlite:///:memory:",
    )  # fmt: skip
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "SENDAP_SECRET_KEY" in ended.stderr and "SQLite" in ended.stderr
