"""What is taken and what is refused, over files made by code."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from PIL import Image

from sendap.exchange.files.checking import Verdict, check
from tests import file_corpus as made
from tests.engines.files.bad import BAD
from tests.engines.files.good import GOOD, PDF, WORD


def verdict(tmp_path: Path, name: str, content: bytes) -> Verdict:
    sent = tmp_path / "sent"
    sent.write_bytes(content)
    return check(sent, name, kept=tmp_path / "kept", small=tmp_path / "small")


def kept(tmp_path: Path, name: str, content: bytes) -> bytes:
    assert not verdict(tmp_path, name, content).sentence
    return (tmp_path / "kept").read_bytes()


@pytest.mark.parametrize("case", sorted(GOOD))
def test_a_good_file_is_taken(case: str, tmp_path: Path) -> None:
    found = verdict(tmp_path, *GOOD[case])
    assert found.sentence == ""
    assert (tmp_path / "kept").stat().st_size


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_bad_file_is_refused_in_a_sentence(case: str, tmp_path: Path) -> None:
    found = verdict(tmp_path, *BAD[case])
    assert found.sentence.endswith(".")
    assert 20 < len(found.sentence) < 250
    assert not (tmp_path / "kept").exists()


def test_the_corpus_is_large() -> None:
    assert len(GOOD) + len(BAD) >= 160
    assert len(BAD) >= 120


def test_a_kept_picture_says_nothing_of_its_place(tmp_path: Path) -> None:
    content = kept(tmp_path, "a.jpg", made.picture(gps=True))
    assert b"Canary" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_a_photograph_in_a_pdf_says_nothing_of_its_place(tmp_path: Path) -> None:
    assert b"Canary" in made.pdf_with_photograph()
    assert b"Canary" not in kept(tmp_path, "a.pdf", made.pdf_with_photograph())


def test_a_photograph_in_word_says_nothing_of_its_place(tmp_path: Path) -> None:
    content = kept(tmp_path, "a.docx", made.word_with("word/media/a.jpg", made.picture(gps=True)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"Canary" not in archive.read("word/media/a.jpg")


def test_a_kept_pdf_names_no_author(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(kept(tmp_path, "a.pdf", PDF))) as document:
        assert "/Info" not in document.trailer


def test_a_kept_word_document_names_no_author(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(kept(tmp_path, "a.docx", WORD))) as archive:
        assert b"Canary" not in archive.read("docProps/core.xml")
        assert b"Reads well." in archive.read("word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.m4a", made.mp4(), b"+53.68"),
        ("a.mp3", made.mp3(), b"Canary"),
        ("a.webm", made.webm(), b"Canary"),
    ],
)
def test_a_kept_recording_says_nothing_of_its_place(
    name: str, content: bytes, told: bytes, tmp_path: Path
) -> None:
    assert told in content
    assert told not in kept(tmp_path, name, content)


def test_what_a_film_plays_stays_in_its_place(tmp_path: Path) -> None:
    content = made.mp4(handler=b"vide")
    after = kept(tmp_path, "a.mp4", content)
    assert len(after) == len(content)
    assert after.index(b"mdat") == content.index(b"mdat")


def test_the_words_of_a_document_are_given_back(tmp_path: Path) -> None:
    assert "Reads well." in verdict(tmp_path, "a.docx", WORD).text


def test_words_in_several_runs_are_given_back_together(tmp_path: Path) -> None:
    split = "<w:p><w:r><w:t>7 Canary La</w:t></w:r><w:r><w:t>ne</w:t></w:r></w:p>"
    assert "7 Canary Lane" in verdict(tmp_path, "a.docx", made.word(more=split)).text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\fakepath\a.txt", "a.txt"),
        ("a" * 300 + ".txt", "a" * 116 + ".txt"),
        ("con.txt", "con-file.txt"),
        ('say "hi"; <b>.txt', "say -hi-- -b-.txt"),
    ],
)
def test_a_name_is_made_safe_to_show(given: str, shown: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, given, b"hello").name == shown


def test_a_file_of_the_limit_is_taken_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("sendap.exchange.files.kinds.DOCUMENT_LIMIT", 100)
    assert not verdict(tmp_path, "a.txt", b"a" * 100).sentence
    assert "at most" in verdict(tmp_path, "a.txt", b"a" * 101).sentence


@pytest.mark.parametrize(
    "text", ["At 7 Canary Lane", "= At 7 Canary Lane", "At 7 #h(2cm) Canary #h(1cm) Lane"]
)
def test_the_words_of_a_pdf_are_given_back(text: str, tmp_path: Path) -> None:
    content = bytes(typst.compile(text.encode(), format="pdf"))
    said = verdict(tmp_path, "a.pdf", content).text
    assert "At7CanaryLane" in "".join(said.split())


def test_the_words_of_a_pdf_with_plain_letters_are_given_back(tmp_path: Path) -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(b"BT /F 12 Tf (7 Canary) Tj [(La) 20 (ne)] TJ ET")
    document.save(tmp_path / "made.pdf")
    said = verdict(tmp_path, "a.pdf", (tmp_path / "made.pdf").read_bytes()).text
    assert "7CanaryLane" in "".join(said.split())
