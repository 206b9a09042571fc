"""Clicks that lead to another page, waited for: what is read next is read there."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(way: Locator) -> None:
    """Click a link or a button, and wait until the page it leads to has come."""
    with way.page.expect_navigation():
        way.click()
