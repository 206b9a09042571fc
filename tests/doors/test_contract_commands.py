"""What every command promises: its status, its streams, and one sentence for what it can't do."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

CASE = json.dumps({"regime": "cfa2014", "as_of": "2025-06-30", "events": []})
GENERATE = ("sen2", "generate", "--persons", "10", "--year", "2026", "--seed", "1", "-o")


def run_shell(line: str, *, folder: Path) -> subprocess.CompletedProcess[str]:
    command = line.replace("sendap", f"'{sys.executable}' -m sendap")
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env={**os.environ, "PYTHONPATH": os.getcwd()},
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def run(*words: str | bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sendap", *words], cwd=folder, check=False, capture_output=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()}, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("line", ["sendap clock case.json >&-", "sendap clock - <&-"])
def test_a_closed_stream_is_refused_in_one_sentence(tmp_path: Path, line: str) -> None:
    (tmp_path / "case.json").write_text(CASE, encoding="utf-8")
    ended = run_shell(line, folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith("sendap: ")


def test_an_error_never_reaches_standard_output(tmp_path: Path) -> None:
    ended = run_shell("sendap clock missing.json 2>&-", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")


def test_a_name_with_a_new_line_is_still_one_line(tmp_path: Path) -> None:
    ended = run("clock", "two\nlines\x1b[31m", folder=tmp_path)
    assert (ended.returncode, ended.stderr.count("\n"), "\x1b" in ended.stderr) == (2, 1, False)


def test_help_has_no_marks_of_the_source(tmp_path: Path) -> None:
    assert "``" not in run("--help", folder=tmp_path).stdout


def test_a_return_never_takes_the_place_of_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ended = run(*GENERATE, str(pipe), folder=tmp_path)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_return_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.xml").write_text("", encoding="utf-8")
    (tmp_path / "link.xml").symlink_to("real.xml")
    assert run(*GENERATE, "link.xml", folder=tmp_path).returncode == 0
    assert (tmp_path / "link.xml").is_symlink()
    assert (tmp_path / "real.xml").stat().st_size > 0


def test_tables_are_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    run(*GENERATE, "return.xml", folder=tmp_path)
    ended = run("sen2", "tables", "return.xml", "-o", "link", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "person.parquet").is_file()


def test_a_file_name_outside_utf8_is_no_crash(tmp_path: Path) -> None:
    run(*GENERATE, "return.xml", folder=tmp_path)
    odd = os.fsencode(tmp_path) + b"/\xff.xml"
    os.rename(tmp_path / "return.xml", odd)
    for words in ((odd,), (odd, b"--json")):
        ended = run("sen2", "check", *words, folder=tmp_path)
        assert (ended.returncode, ended.stderr) == (0, "")
