"""The check of a file in a process of its own: its limits hold whatever a file does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sendap.exchange.files import apart
from sendap.exchange.files.checking import Verdict
from tests import file_corpus as made


def check(tmp_path: Path, name: str, content: bytes, **more: Any) -> Verdict:
    sent = tmp_path / "sent"
    sent.write_bytes(content)
    kept, small = tmp_path / "kept", tmp_path / "small"
    return apart.check_apart(sent, name, kept=kept, small=small, **more)


def test_a_good_file_comes_back_as_it_would_here(tmp_path: Path) -> None:
    assert check(tmp_path, "Ada’s report.pdf", made.pdf()).name == "Ada’s report.pdf"
    assert (tmp_path / "kept").read_bytes().startswith(b"%PDF-")


def test_a_refusal_comes_back_with_its_sentence(tmp_path: Path) -> None:
    assert "program for Windows" in check(tmp_path, "a.pdf", made.PROGRAM).sentence


@pytest.mark.parametrize("name", ["\ud800.pdf", "a\0.pdf", "-h", "--help.pdf", ""])
def test_a_hostile_name_is_only_ever_a_name(name: str, tmp_path: Path) -> None:
    assert check(tmp_path, name, made.pdf()) is not None


def stand_in(monkeypatch: Any, tmp_path: Path, body: str) -> None:
    """Let the process do something else than check, with the limits of the check set first."""
    script = tmp_path / "stand_in.py"
    script.write_text(
        "import sys\nsys.argv = ['x']\nimport runpy\n"
        "from unittest.mock import patch\n"
        f"def check(*a, **k):\n    {body}\n"
        "sys.argv = ['x', 'a', 'b', 'c']\n"
        "import sendap.exchange.files.checking as checking\nchecking.check = check\n"
        "runpy.run_module('sendap.exchange.files', run_name='__main__')\n"
    )
    real = subprocess.Popen

    def start(command: list[str], **more: Any) -> Any:
        return real([sys.executable, "-I", str(script)], **more)

    monkeypatch.setattr(subprocess, "Popen", start)


@pytest.mark.parametrize(
    "body",
    [
        "import time; time.sleep(60)",
        "import os; os.abort()",
        "raise RuntimeError('broken')",
        "return bytearray(4_000_000_000)",
        "open('big', 'wb').truncate(300_000_000)",
        "print('not an answer'); sys.exit(0)",
        "import subprocess; subprocess.Popen(['sleep', '60']); import time; time.sleep(60)",
    ],
)
def test_a_process_that_stalls_breaks_or_wants_too_much_means_that_the_file_isnt_taken(
    body: str, tmp_path: Path, monkeypatch: Any
) -> None:
    stand_in(monkeypatch, tmp_path, body)
    assert check(tmp_path, "a.pdf", made.pdf(), seconds=3).sentence == apart.TOO_HARD
    assert not (tmp_path / "kept").exists()


def test_no_secret_of_the_service_reaches_the_process(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("SENDAP_SECRET_KEY", "canary")
    told = "import os; return checking.Verdict(sentence=repr(dict(os.environ)))"
    stand_in(monkeypatch, tmp_path, told)
    answer = check(tmp_path, "a.pdf", made.pdf()).sentence
    assert "'LANG': 'C.UTF-8'" in answer
    assert "canary" not in answer
