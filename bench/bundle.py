"""How fast a bundle is bound: ``python bench/bundle.py [--pages N]`` (limit 10 s for 500 pages).

Half of the pages are letters that the service sets itself, half come as PDF files of ten pages.
Prints the time, its ratio to merely joining the same pages into one file, and the size.
"""

from __future__ import annotations

import argparse
import io
import time

import pikepdf
import typst

from sendap.exchange.bundle.binding import bind
from sendap.exchange.bundle.papers import Paper

LIMIT_SECONDS, LIMIT_PAGES, SHEETS = 10, 500, 10
LINE = "Ada works with a teaching assistant for half an hour three times a week. " * 6


def made_up_papers(pages: int) -> list[Paper]:
    """Letters of two pages and reports of ten, in turns, that fill about this many pages."""
    sheets = "\n#pagebreak()\n".join(LINE * 5 for _ in range(SHEETS))
    report = bytes(typst.compile(sheets.encode(), format="pdf"))
    letter = (LINE,) * 14
    found: list[Paper] = []
    for place in range(pages // (2 * SHEETS)):
        found += [Paper(f"Letter {place}.{n}", "Letter", letter) for n in range(SHEETS // 2)]
        found.append(Paper(f"Report {place}", "Advice", pages=report))
    return found


def seconds_to_join(papers: list[Paper], pages: int) -> float:
    """Seconds in which as many pages are merely joined, without numbers, index or tags."""
    began = time.perf_counter()
    reports = [paper.pages for paper in papers if paper.pages]
    joined = pikepdf.new()
    while len(joined.pages) < pages:
        with pikepdf.open(io.BytesIO(reports[len(joined.pages) % len(reports)])) as report:
            joined.pages.extend(report.pages)
    joined.save(io.BytesIO())
    return time.perf_counter() - began


def main() -> None:
    """Print one line: pages, seconds, limit, ratio, size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    pages = parser.parse_args().pages
    papers = made_up_papers(pages)
    began = time.perf_counter()
    bundle = bind(papers, title="Bundle", about="Made up")
    taken = time.perf_counter() - began
    joined = seconds_to_join(papers, bundle.pages)
    limit = LIMIT_SECONDS * max(1, bundle.pages / LIMIT_PAGES)
    print(
        f"bundle: {bundle.pages} pages in {taken:.1f} s (limit {limit:.0f} s), "
        f"{taken / joined:.0f} times merely joining them, {len(bundle.pdf) / 1e6:.1f} MB"
    )
    if taken > limit:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
