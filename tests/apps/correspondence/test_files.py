"""Keeping files on a case, and who sees which."""

from __future__ import annotations

import io
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account, AuditEntry
from sendap.apps.correspondence.files import actions, queries, upkeep
from sendap.apps.correspondence.files.actions import Kept, keep_file
from sendap.apps.correspondence.files.storing import place_of
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.jobs.models import Job
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound, Unavailable, WrongState
from tests import builders as make
from tests import file_corpus as made

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def case() -> Case:
    return make.make_case(make.make_person())


@pytest.fixture
def officer() -> Actor:
    return acting(make.make_staff("caseworker"))


@pytest.fixture
def parent(case: Case) -> Actor:
    return relative(case)


def acting(account: Account) -> Actor:
    return actor_for(account, on=TODAY)


def relative(case: Case) -> Actor:
    account = make.make_staff("parent", str(case.person_id))
    make.make_relationship(case.person, account, name=account.name)
    return acting(account)


def keep(actor: Actor, case: Case, content: bytes | str = "Reads well.", **more: Any) -> Kept:
    body = content.encode() if isinstance(content, str) else content
    name = more.pop("name", "notes.txt")
    return keep_file(actor=actor, case_id=case.pk, name=name, content=io.BytesIO(body), now=NOW,
                     **more)  # fmt: skip


def names(viewer: Actor, case: Case, **more: Any) -> list[str]:
    return [line.name for line in queries.files_of(viewer, case.pk, on=TODAY, **more)]


def read(viewer: Actor, case: Case, kept: Kept) -> bytes:
    return queries.contents(viewer, case.pk, kept.id, on=TODAY).path.read_bytes()


def protect(case: Case) -> None:
    make.make_location(case.person, "7 Alder Lane", "NM1 1AA", is_protected=True)


def scanner(settings: Any, tmp_path: Path, body: str) -> None:
    """A fake command that scans: Python with ``path`` as the file's."""
    script = tmp_path / "scanner.py"
    script.write_text(f"import sys, time\npath = sys.argv[1]\n{body}\n")
    settings.VIRUS_SCANNER = [sys.executable, str(script)]


EICAR_SCANNER = "sys.exit(1 if b'EICAR' in open(path, 'rb').read() else 0)"


def test_a_file_is_kept_and_can_be_read(officer: Actor, case: Case) -> None:
    assert read(officer, case, keep(officer, case)) == b"Reads well."


def test_what_is_kept_lies_under_a_name_that_says_nothing(
    officer: Actor, case: Case, media: Path
) -> None:
    keep(officer, case)
    (path,) = [path for path in media.rglob("*") if path.is_file()]
    assert "notes" not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_refused_file_leaves_nothing(officer: Actor, case: Case, media: Path) -> None:
    with pytest.raises(BadInput, match="program for Windows"):
        keep(officer, case, made.PROGRAM, name="report.pdf")
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_refusal_is_in_the_audit(officer: Actor, case: Case) -> None:
    with pytest.raises(BadInput):
        keep(officer, case, made.PROGRAM, name="report.pdf")
    row = AuditEntry.objects.get(action="files.keep")
    assert row.outcome == "refused"


def test_the_same_file_twice_is_kept_once(officer: Actor, case: Case) -> None:
    first, second = keep(officer, case), keep(officer, case, name="again.txt")
    assert (second.id, second.is_known) == (first.id, True)
    assert StoredFile.objects.count() == 1


def test_a_family_isnt_told_that_a_file_is_known_to_the_council(
    officer: Actor, parent: Actor, case: Case
) -> None:
    keep(officer, case)
    assert not keep(parent, case).is_known


def test_the_same_file_about_something_else_is_kept_for_that(officer: Actor, case: Case) -> None:
    keep(officer, case)
    assert not keep(officer, case, about="review:1").is_known


def test_a_click_that_came_between_is_found(
    officer: Actor, case: Case, monkeypatch: Any, media: Path
) -> None:
    keep(officer, case)
    monkeypatch.setattr(actions, "_known", lambda *_: None)
    assert keep(officer, case).is_known
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_the_council_sees_what_the_family_added(officer: Actor, parent: Actor, case: Case) -> None:
    keep(parent, case)
    assert names(officer, case) == ["notes.txt"]


def test_the_family_sees_nothing_of_the_councils(officer: Actor, parent: Actor, case: Case) -> None:
    kept = keep(officer, case)
    assert names(parent, case) == []
    with pytest.raises(NotFound):
        read(parent, case, kept)


def test_the_family_sees_what_is_shared(officer: Actor, parent: Actor, case: Case) -> None:
    assert read(parent, case, keep(officer, case, with_family=True)) == b"Reads well."


def test_sharing_can_be_ended(officer: Actor, parent: Actor, case: Case) -> None:
    kept = keep(officer, case, with_family=True)
    actions.share(actor=officer, case_id=case.pk, file_id=kept.id, with_family=False,
                  looked_through=False, now=NOW)  # fmt: skip
    assert names(parent, case) == []


def test_another_adult_sees_what_one_added(parent: Actor, case: Case) -> None:
    keep(parent, case)
    assert names(relative(case), case) == ["notes.txt"]


def test_another_adult_sees_none_of_it_where_an_address_is_protected(
    parent: Actor, case: Case
) -> None:
    protect(case)
    keep(parent, case)
    assert names(relative(case), case) == []
    assert names(parent, case) == ["notes.txt"]


@pytest.mark.parametrize("body", ["We moved to 7 Alder Lane.", "post it to nm1 1aa"])
def test_a_text_that_names_a_protected_place_isnt_shared(
    body: str, officer: Actor, case: Case
) -> None:
    protect(case)
    with pytest.raises(BadInput, match="protected"):
        keep(officer, case, body, with_family=True, looked_through=True)


def test_a_word_document_that_names_a_protected_place_isnt_shared_later(
    officer: Actor, case: Case
) -> None:
    protect(case)
    kept = keep(officer, case, made.word("At 7 Alder Lane"), name="a.docx")
    with pytest.raises(BadInput, match="protected"):
        actions.share(actor=officer, case_id=case.pk, file_id=kept.id, with_family=True,
                      looked_through=True, now=NOW)  # fmt: skip


def test_a_picture_is_shared_of_a_protected_child_once_someone_looked(
    officer: Actor, parent: Actor, case: Case
) -> None:
    protect(case)
    with pytest.raises(BadInput, match="Look through"):
        keep(officer, case, made.picture(), name="a.jpg", with_family=True)
    keep(officer, case, made.picture(), name="a.jpg", with_family=True, looked_through=True)
    assert names(parent, case) == ["a.jpg"]


def test_staff_have_no_names_where_an_address_is_protected(
    officer: Actor, parent: Actor, case: Case
) -> None:
    protect(case)
    keep(officer, case, with_family=True, looked_through=True)
    (line,) = queries.files_of(parent, case.pk, on=TODAY)
    assert line.added_by == "The council"


def test_nobody_of_another_authority_reaches_a_file(officer: Actor, case: Case) -> None:
    kept = keep(officer, case)
    stranger = acting(make.make_staff("caseworker", make.SOUTHVALE))
    with pytest.raises(NotFound):
        read(stranger, case, kept)
    with pytest.raises(NotFound):
        keep(stranger, case)


def test_a_file_of_one_case_isnt_read_through_another(officer: Actor, case: Case) -> None:
    kept, other = keep(officer, case), make.make_case(make.make_person())
    with pytest.raises(NotFound):
        read(officer, other, kept)


def test_a_school_sees_only_its_own_and_what_is_for_the_review(officer: Actor) -> None:
    case = make.make_case(make.make_person(), setting_number="100001")
    senco = acting(make.make_staff("senco", "100001"))
    keep(officer, case)
    keep(officer, case, "For the review", name="papers.txt", about="review:1", with_family=True)
    keep(senco, case, "From school", name="school.txt")
    assert sorted(names(senco, case)) == ["papers.txt", "school.txt"]


def test_views_need_words_for_those_who_cant_see_them(parent: Actor, case: Case) -> None:
    with pytest.raises(BadInput) as refused:
        keep(parent, case, made.picture(), name="a.jpg", about="views:child")
    assert refused.value.field == "note"


def test_views_are_found_by_what_they_are_about(parent: Actor, case: Case) -> None:
    keep(parent, case)
    keep(parent, case, made.picture(), name="a.jpg", about="views:child", note="A lighthouse")
    (line,) = queries.files_of(parent, case.pk, about="views:child", on=TODAY)
    assert (line.note, line.group) == ("A lighthouse", "picture")
    assert line.picture.startswith("data:image/jpeg;base64,")


def test_about_something_unknown_is_refused(officer: Actor, case: Case) -> None:
    with pytest.raises(BadInput):
        keep(officer, case, about="../../etc")


def test_the_family_takes_away_its_own_only(officer: Actor, parent: Actor, case: Case) -> None:
    own, shared = keep(parent, case), keep(officer, case, "Shared", with_family=True)
    with pytest.raises(NotFound):
        actions.take_away(actor=parent, case_id=case.pk, file_id=shared.id, reason="", now=NOW)
    actions.take_away(actor=parent, case_id=case.pk, file_id=own.id, reason="", now=NOW)
    assert names(officer, case) == ["notes.txt"]


def test_what_is_taken_away_is_gone(
    officer: Actor, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    kept = keep(officer, case)
    path = place_of(StoredFile.objects.get(pk=kept.id).storage)
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_away(actor=officer, case_id=case.pk, file_id=kept.id, reason="Wrong child",
                          now=NOW)  # fmt: skip
    assert not path.exists()
    with pytest.raises(NotFound):
        read(officer, case, kept)


def test_a_full_case_takes_no_more(officer: Actor, case: Case, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "MOST_OF_A_CASE", 11)
    keep(officer, case)
    with pytest.raises(BadInput, match="no more room"):
        keep(officer, case, "More")


def test_an_account_has_its_share(parent: Actor, case: Case, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "MOST_OF_AN_ACCOUNT", 1)
    keep(parent, case)
    with pytest.raises(BadInput, match="all that there is room for"):
        keep(parent, case, "More")


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


def test_contents_without_a_row_are_swept_up_a_day_later(
    officer: Actor, case: Case, media: Path
) -> None:
    kept = keep(officer, case)
    orphan = place_of("ab" * 16)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_text("left by a crash")
    assert upkeep.sweep(now=NOW) == 0
    assert upkeep.sweep(now=NOW + timedelta(days=2)) == 1
    assert not orphan.exists()
    assert read(officer, case, kept) == b"Reads well."


def test_contents_that_are_missing_are_told(officer: Actor, case: Case) -> None:
    kept = keep(officer, case)
    place_of(StoredFile.objects.get().storage).unlink()
    assert upkeep.missing() == [kept.id]
    with pytest.raises(Unavailable):
        read(officer, case, kept)


@pytest.mark.parametrize("step", ["_flush", "_move", "_record"])
def test_a_fault_at_any_step_leaves_neither_row_nor_contents(
    step: str, officer: Actor, case: Case, media: Path, monkeypatch: Any
) -> None:
    def fail(*_: Any) -> None:
        raise OSError("the disk is full")

    where = "actions" if step == "_record" else "storing"
    monkeypatch.setattr(f"sendap.apps.correspondence.files.{where}.{step}", fail)
    with pytest.raises((Unavailable, OSError)):
        keep(officer, case)
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_file_is_on_the_disk_before_its_row_is_written(
    officer: Actor, case: Case, monkeypatch: Any
) -> None:
    seen: list[str] = []
    real_fsync, real_rename, real_record = os.fsync, Path.rename, actions._record
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append("fsync"), real_fsync(handle))[1])
    monkeypatch.setattr(
        Path, "rename", lambda path, to: (seen.append("rename"), real_rename(path, to))[1]
    )
    monkeypatch.setattr(
        actions, "_record", lambda *args: (seen.append("row"), real_record(*args))[1]
    )
    keep(officer, case)
    assert seen == ["fsync", "rename", "fsync", "fsync", "row"]
