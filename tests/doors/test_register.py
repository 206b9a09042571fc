"""``sendap register load``: the register in the database, with its report, all of it or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendap.apps.access.actors import public_actor
from sendap.apps.access.models import AuditEntry
from sendap.apps.organisations.actions import load_register
from sendap.apps.organisations.models import Setting, SettingLink
from sendap.basics.errors import NotAllowed
from sendap.cli.main import main

HEADER = (
    "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (name),"
    "SchoolCapacity,Postcode\n"
)
LINKS = "URN,LinkURN,LinkType,LinkEstablishedDate\n100001,100002,Successor,01-09-2024\n"


def file(folder: Path, text: str, *, name: str = "register.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def row(number: str, *, name: str = "Alder School", code: str = "7", places: str = "90") -> str:
    return f"{number},202,{name},{code},Open,{places},ZZ99 3WZ\n"


def test_the_register_and_its_links_are_loaded_and_told(db, tmp_path, capsys):
    register = file(tmp_path, HEADER + row("100001") + row("100002", code="34"))
    links = file(tmp_path, LINKS, name="links.csv")
    assert main(["register", "load", register, links, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["files"]
    assert [(each["what"], each["rows"], each["loaded"]) for each in told] == [
        ("settings", 2, 2), ("links", 1, 1),
    ]  # fmt: skip
    one = Setting.objects.get(pk="100001")
    assert (one.kind, one.category, one.capacity, one.register_file) == (
        "Community special school", "special", 90, "register.csv",
    )  # fmt: skip
    assert SettingLink.objects.get().other == "100002"
    assert AuditEntry.objects.get(action="organisations.load_register").count == 3


def test_what_was_left_out_is_printed_with_its_row_and_ends_with_1(db, tmp_path, capsys):
    text = HEADER + row("100001") + row("100001", name="Birch School") + row("100003", code="88")
    assert main(["register", "load", file(tmp_path, text)]) == 1
    printed = capsys.readouterr().out
    assert "register.csv: 1 settings loaded from 3 rows." in printed
    assert "rows 2 and 3: URN 100001; neither was loaded" in printed
    assert "row 4: URN 100003: 88" in printed
    assert list(Setting.objects.values_list("number", "category")) == [("100003", "")]


def test_loading_again_changes_what_the_file_says_and_nothing_else(db, tmp_path):
    main(["register", "load", file(tmp_path, HEADER + row("100001") + row("100002"))])
    Setting.objects.filter(pk="100001").update(trust="A trust")
    main(["register", "load", file(tmp_path, HEADER + row("100001", name="New name"))])
    one = Setting.objects.get(pk="100001")
    assert (one.name, one.trust) == ("New name", "A trust")
    assert Setting.objects.filter(pk="100002").exists()


def test_one_bad_file_of_two_loads_neither(db, tmp_path, capsys):
    good = file(tmp_path, HEADER + row("100001"))
    bad = file(tmp_path, "a,b\n1,2\n", name="bad.csv")
    assert main(["register", "load", good, bad]) == 2
    assert "bad.csv: it lacks URN" in capsys.readouterr().err
    assert not Setting.objects.exists()


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_what_cannot_be_read_is_refused_in_a_sentence(db, tmp_path, capsys, name):
    assert main(["register", "load", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.strip().splitlines()[-1].startswith("sendap: ")


def test_only_an_operator_loads_the_register(db, tmp_path):
    path = Path(file(tmp_path, HEADER + row("100001")))
    with pytest.raises(NotAllowed):
        load_register(files=[path], on=None, actor=public_actor())
    assert not Setting.objects.exists()
