"""What isn't a return, or is made to harm, is refused quickly and in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sendap.basics.errors import CannotDo, UnreadableInput
from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.read import read_return
from sendap.exchange.sen2.tables import write_tables
from tests.engines.sen2.hostile_files import HOSTILE
from tests.engines.sen2.made_returns import clean

SECONDS = 5.0
"""Far above what any takes, so that a busy machine doesn't fail the test."""


def sentence_about(content: bytes) -> str:
    with pytest.raises(UnreadableInput) as refused:
        read_return(content, name="return.xml")
    return str(refused.value)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name: str) -> None:
    started = time.perf_counter()
    sentence = sentence_about(HOSTILE[name])
    assert time.perf_counter() - started < SECONDS
    assert sentence.startswith("return.xml: ") and sentence.endswith(".")
    assert "\n" not in sentence and len(sentence) < 250


@pytest.mark.parametrize("name", [name for name in HOSTILE if "doctype" in name.lower()])
def test_a_doctype_is_named_as_the_reason(name: str) -> None:
    sentence = sentence_about(HOSTILE[name])
    assert "DOCTYPE" in sentence or "well-formed" in sentence


def test_the_line_is_given_where_a_file_goes_wrong() -> None:
    text = clean(2026).decode().split("\n")
    place = next(number for number, line in enumerate(text, 1) if "<UPN>" in line)
    text[place - 1] = text[place - 1].replace("</UPN>", "</NUP>")
    assert f"line {place} closes an element" in sentence_about("\n".join(text).encode())


def test_an_outside_file_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    entity = f'<!DOCTYPE M [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    sentence = sentence_about(entity.encode() + clean(2026))
    assert "hidden" not in sentence and "DOCTYPE" in sentence


def test_nesting_up_to_the_limit_is_read_and_reported() -> None:
    deep = "<A>" * 64 + "</A>" * 64
    text = clean(2026).decode().replace("<Surname>", f"{deep}<Surname>", 1)
    report = check(read_return(text.encode()))
    assert [problem.rule for problem in report.problems] == ["S001"]


def test_a_gigabyte_of_one_value_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    before, _, after = clean(2026).partition(b"Robin")
    with path.open("wb") as file:
        file.write(before)
        file.seek(1 << 30, os.SEEK_CUR)
        file.write(after)
    code = (
        "import sys, pathlib\n"
        "from sendap.exchange.sen2.read import read_return\n"
        "try:\n    read_return(pathlib.Path(sys.argv[1]))\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
        # Not getrusage: it counts what the parent held when it forked.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(status.split('VmHWM:')[1].split()[0])\n"
    )
    words = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    told, memory = done.stdout.strip().split("\n")
    assert told.startswith("UnreadableInput huge.xml: ")
    assert int(memory) < 400 * 1024


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "nothing.xml", tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(CannotDo) as refused:
            read_return(path)
        assert str(refused.value).startswith(f"{path.name}: ")


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(clean(2026))

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(UnreadableInput, match="Permission denied"):
        read_return(path)


@pytest.mark.parametrize("name", ["cut in a person", "doctype", "empty", "tags crossed"])
def test_a_refused_file_leaves_no_tables(name: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(UnreadableInput):
        write_tables(path, tmp_path / "tables")
    assert [each.name for each in tmp_path.iterdir()] == ["return.xml"]


def test_a_full_disk_leaves_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(clean(2026))
    code = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from sendap.cli.main import main\n"
        "sys.exit(main(['sen2', 'tables', sys.argv[1], '-o', sys.argv[2]]))\n"
    )
    words = [sys.executable, "-c", code, str(path), str(tmp_path / "tables")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("sendap: ") and done.stderr.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["return.xml"]
