"""DuckDB and Apache Spark give the same figures from the same tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sendap.cli.main import main
from sendap.exchange.sen2.generate import generate
from sendap.exchange.sen2.tables import write_tables

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two authorities and two years, 2023's other shape among them."""
    folder = tmp_path_factory.mktemp("areas")
    for authority, year in (("998", 2023), ("998", 2026), ("301", 2026)):
        out = folder / "made.xml"
        generate(persons=600, year=year, seed=year, out=out, authority=authority)
        write_tables(out, folder / "tables" / f"{authority}-{year}")
    return folder / "tables"


def found_by(engine: str, tables: Path, folder: Path) -> pl.DataFrame:
    out = folder / f"{engine}.parquet"
    assert main(["indicators", "--tables", str(tables), "--engine", engine, "-o", str(out)]) == 0
    return pl.read_parquet(out)


def test_both_engines_give_the_same_table(tables: Path, tmp_path: Path) -> None:
    embedded, spread = (found_by(name, tables, tmp_path) for name in ("duckdb", "spark"))
    assert embedded.height > 8000
    assert embedded.equals(spread)


def test_a_spoilt_table_is_refused_in_a_sentence(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tables / "998-2023" / "request.parquet").write_bytes(b"PAR1 not a table")
    out = str(tmp_path / "out.parquet")
    arguments = ["indicators", "--tables", str(tables), "--engine", "spark", "-o", out]
    assert main(arguments) == 2
    assert "make them again with sendap sen2 tables" in capsys.readouterr().err
