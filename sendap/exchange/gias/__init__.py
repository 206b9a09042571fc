"""The register of establishments as published: settings, links between them, and what is odd."""

from sendap.exchange.gias.links import Link, Links, read_links
from sendap.exchange.gias.problems import LOST, Problem
from sendap.exchange.gias.register import Establishment, Register, is_links, read_register

__all__ = [
    "LOST", "Establishment", "Link", "Links", "Problem", "Register", "is_links", "read_links",
    "read_register",
]  # fmt: skip
