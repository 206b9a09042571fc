"""Keeping files on a case, and who sees which."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typst

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import AuditEntry
from sendap.apps.correspondence.files import actions, queries, upkeep
from sendap.apps.correspondence.files.storing import place_of
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound, Unavailable
from tests import builders as make
from tests import file_corpus as made
from tests.apps.correspondence.filing import (
    NOW,
    TODAY,
    acting,
    keep,
    names,
    protect,
    read,
    relative,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("body", ["We moved to 7 Alder Lane.", "post it to zz99 1aa"])
def test_a_text_that_names_a_protected_place_isnt_shared(
    body: str, officer: Actor, case: Case
) -> None:
    protect(case)
    with pytest.raises(BadInput, match="protected"):
        keep(officer, case, body, with_family=True, looked_through=True)


def test_a_pdf_that_names_a_protected_place_isnt_shared(officer: Actor, case: Case) -> None:
    protect(case)
    content = bytes(typst.compile(b"The family lives at 7 Alder Lane.", format="pdf"))
    with pytest.raises(BadInput, match="protected"):
        keep(officer, case, content, name="a.pdf", with_family=True, looked_through=True)


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


def test_what_was_shared_isnt_from_the_moment_that_a_place_is_protected_or_another(
    officer: Actor, parent: Actor, case: Case
) -> None:
    kept = keep(officer, case, with_family=True)
    protect(case)
    assert names(parent, case) == []
    with pytest.raises(NotFound):
        read(parent, case, kept)
    (line,) = queries.files_of(officer, case.pk, on=TODAY)
    assert line.was_shared and not line.with_family
    share = {"actor": officer, "case_id": case.pk, "file_id": kept.id, "with_family": True}
    with pytest.raises(BadInput, match="Look through"):
        actions.share(**share, looked_through=False, now=NOW)
    actions.share(**share, looked_through=True, now=NOW)
    assert names(parent, case) == ["notes.txt"]
    case.setting_name = "Elm Bank School"
    case.save()
    assert names(parent, case) == []


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
