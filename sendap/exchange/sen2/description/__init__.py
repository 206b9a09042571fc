"""The one description of the SEN2 return, from which reading, checking, tables and pages follow.

Structure, order, types, codes and conditions of the person-level returns of 2023 to 2026.
Supporting another year means adding that year's differences to ``blocks`` and ``codes.toml``.
"""

from sendap.exchange.sen2.description.blocks import (
    BLOCKS,
    CHANGES,
    RUNNING_NUMBERS,
    TABLES,
    YEARS,
    block_of_table,
    items_in,
    nearest_year,
)
from sendap.exchange.sen2.description.census import census_day, period_of
from sendap.exchange.sen2.description.codes import CODE_LISTS, code_list
from sendap.exchange.sen2.description.model import Block, Change, Code, CodeList, Item, Kind

__all__ = [
    "BLOCKS",
    "CHANGES",
    "CODE_LISTS",
    "RUNNING_NUMBERS",
    "TABLES",
    "YEARS",
    "Block",
    "Change",
    "Code",
    "CodeList",
    "Item",
    "Kind",
    "block_of_table",
    "census_day",
    "code_list",
    "items_in",
    "nearest_year",
    "period_of",
]
