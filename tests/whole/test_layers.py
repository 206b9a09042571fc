"""The shape of the whole: layers, no circles, small pieces, and nothing of any one machine."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from sendap.cli.main import COMMANDS

ROOT: Path = settings.BASE_DIR
LONGEST_FUNCTION, LONGEST_FILE = 50, 400
SOURCES = ("sendap", "tests", "bench", "docs", ".ci")
# Put together here, so that this file doesn't break its own rule.
MACHINE_PATHS = re.compile(rf"(?<![\w.\-/])/(?:{'wo'}rk|{'tm'}p|{'fa'}rm|home/\w+|{'ro'}ot)/")
REGISTRIES = re.compile("|".join(("py" + "pi.org", "python" + "hosted", "npm" + "js.org")))


def source_files() -> list[Path]:
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts]


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_packages_keep_to_their_layers_and_make_no_circle() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def layered_apps() -> list[str]:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    return contracts["importlinter:contract:apps"]["layers"].split()


def test_foreign_keys_point_down() -> None:
    place = {name: row for row, name in enumerate(layered_apps())}
    upwards = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if (label := model._meta.app_label) in place
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        if place.get(field.related_model._meta.app_label, len(place)) < place[label]
    ]
    assert upwards == []


def test_every_app_of_ours_is_in_the_order_of_layers() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("sendap.")}
    assert ours - {"web"} <= set(layered_apps())


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_long() -> None:
    long = [
        f"{shown(path)}: {node.name}"
        for path in source_files()
        for node in functions(ast.parse(path.read_text(encoding="utf-8")))
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_source_file_is_long() -> None:
    long = [
        shown(path)
        for path in source_files()
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        shown(path)
        for path in source_files()
        if (text := path.read_text(encoding="utf-8")).strip()
        if not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


@pytest.mark.parametrize("forbidden", [MACHINE_PATHS, REGISTRIES], ids=["paths", "registries"])
def test_nothing_names_a_machine_or_a_package_registry(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{shown(path)}: {match.group()}"
        for path in tracked_files()
        if (match := forbidden.search(path.read_bytes().decode("utf-8", errors="replace")))
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE_PATHS.search("open('" + "/".join(("", "wo" + "rk", "main")) + "')")
    assert not MACHINE_PATHS.search("docs/how-to/work/with/it")
    assert REGISTRIES.search("https://" + "py" + "pi.org/simple")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_has_every_command_and_each_has_help(command: str) -> None:
    assert f"sendap {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sendap", command, "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert f"sendap {command}" in done.stdout


def test_the_readme_has_every_setting() -> None:
    names = re.compile(r"SENDAP_[A-Z_]+")
    used = {
        name
        for path in (ROOT / "sendap").rglob("*.py")
        for name in names.findall(path.read_text(encoding="utf-8"))
    }
    assert used <= set(names.findall((ROOT / "README.md").read_text(encoding="utf-8")))


def test_make_help_lists_every_target_with_a_comment() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert phony == set(re.findall(r"^  make (\S+)", told.stdout, re.MULTILINE))
