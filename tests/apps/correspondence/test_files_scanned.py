"""Looking for viruses: what is clean, what is infected, and what is held."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.files import queries, upkeep
from sendap.apps.correspondence.files.actions import Kept
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.jobs.models import Job
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, WrongState
from tests import builders as make
from tests import file_corpus as made
from tests.apps.correspondence.filing import (
    NOW,
    TODAY,
    acting,
    keep,
    read,
)

pytestmark = pytest.mark.django_db


def scanner(settings: Any, tmp_path: Path, body: str) -> None:
    """A fake command that scans: Python with ``path`` as the file's."""
    script = tmp_path / "scanner.py"
    script.write_text(f"import sys, time\npath = sys.argv[1]\n{body}\n")
    settings.VIRUS_SCANNER = [sys.executable, str(script)]


EICAR_SCANNER = "sys.exit(1 if b'EICAR' in open(path, 'rb').read() else 0)"


def test_without_a_scanner_a_demonstration_says_that_it_hasnt_scanned(
    officer: Actor, case: Case
) -> None:
    keep(officer, case)
    assert not queries.files_of(officer, case.pk, on=TODAY)[0].is_scanned


def test_without_a_scanner_production_holds_every_file(
    officer: Actor, case: Case, settings: Any
) -> None:
    settings.PRODUCTION = True
    kept = keep(officer, case)
    assert kept.state == "waiting"
    with pytest.raises(WrongState):
        read(officer, case, kept)


def test_a_clean_file_is_known_to_be_scanned(
    officer: Actor, case: Case, settings: Any, tmp_path: Path
) -> None:
    scanner(settings, tmp_path, EICAR_SCANNER)
    keep(officer, case)
    assert queries.files_of(officer, case.pk, on=TODAY)[0].is_scanned


def test_a_virus_is_refused(officer: Actor, case: Case, settings: Any, tmp_path: Path) -> None:
    scanner(settings, tmp_path, EICAR_SCANNER)
    with pytest.raises(BadInput, match="virus"):
        keep(officer, case, made.EICAR)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("body", ["sys.exit(2)", "raise MemoryError", "time.sleep(60)"])
def test_a_scanner_that_fails_holds_the_file(
    body: str, officer: Actor, case: Case, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    scanner(settings, tmp_path, body.replace("raise MemoryError", "sys.exit(137)"))
    monkeypatch.setattr("sendap.apps.correspondence.files.scanning.SECONDS", 0.5)
    kept = keep(officer, case)
    assert kept.state == "waiting"
    with pytest.raises(WrongState):
        read(officer, case, kept)
    assert Job.objects.filter(name="files.scan", state="waiting").exists()


def held(officer: Actor, case: Case, settings: Any, tmp_path: Path, text: str) -> Kept:
    scanner(settings, tmp_path, "sys.exit(2)")
    return keep(officer, case, text)


def test_a_held_file_is_served_once_it_was_found_clean(
    officer: Actor, case: Case, settings: Any, tmp_path: Path
) -> None:
    kept = held(officer, case, settings, tmp_path, "Reads well.")
    scanner(settings, tmp_path, EICAR_SCANNER)
    upkeep.scan_again(kept.id, tries=0, now=NOW)
    assert read(officer, case, kept) == b"Reads well."


def test_a_held_file_with_a_virus_is_thrown_away(
    officer: Actor, case: Case, settings: Any, tmp_path: Path, media: Path
) -> None:
    kept = held(officer, case, settings, tmp_path, made.EICAR)
    scanner(settings, tmp_path, EICAR_SCANNER)
    upkeep.scan_again(kept.id, tries=0, now=NOW)
    (line,) = queries.files_of(officer, case.pk, on=TODAY)
    assert (line.state, "virus" in line.reason) == ("refused", True)
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_held_file_is_tried_later_and_later(
    officer: Actor, case: Case, settings: Any, tmp_path: Path
) -> None:
    kept = held(officer, case, settings, tmp_path, "Reads well.")
    Job.objects.all().delete()
    for tries in (0, 3, 30):
        upkeep.scan_again(kept.id, tries=tries, now=NOW)
    waits = [job.run_after - NOW for job in Job.objects.order_by("pk")]
    assert waits == [timedelta(minutes=1), timedelta(minutes=8), timedelta(hours=1)]


def test_the_manager_sees_how_long_the_oldest_waits(
    officer: Actor, case: Case, settings: Any, tmp_path: Path
) -> None:
    held(officer, case, settings, tmp_path, "Reads well.")
    manager = acting(make.make_staff("team_manager"))
    assert not queries.held(manager, now=NOW).is_too_long
    late = queries.held(manager, now=NOW + timedelta(minutes=11))
    assert (late.count, late.since, late.is_too_long) == (1, NOW, True)


def test_a_manager_elsewhere_sees_none_of_it(
    officer: Actor, case: Case, settings: Any, tmp_path: Path
) -> None:
    held(officer, case, settings, tmp_path, "Reads well.")
    manager = acting(make.make_staff("team_manager", make.SOUTHVALE))
    assert queries.held(manager, now=NOW).count == 0
