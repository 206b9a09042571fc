"""The reference page of the process: a diagram of each track, and every move with its law."""

from __future__ import annotations

from collections.abc import Iterator

from sendap.law.process import Move, Process, Track, find_process


def process_page() -> str:
    """The page in Markdown, made from the process of the law in force."""
    return "\n".join(_lines(find_process())) + "\n"


def _lines(process: Process) -> Iterator[str]:
    yield "# The course of a case"
    yield ""
    yield "Made from `sendap/law/regimes/cfa2014/process.toml` by `make docs`. A case is in one"
    yield "state of each track at once; the proposed regimes run the same course so far."
    for track in process.tracks.values():
        moves = [move for move in process.moves.values() if move.track == track.name]
        yield from ("", f"## {track.title}", "")
        yield from _diagram(track, moves)
        yield ""
        yield from _table(moves)


def _diagram(track: Track, moves: list[Move]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in track.states.values():
        yield f'    state "{state.title}" as {state.name}'
    yield f"    [*] --> {track.first}"
    for move in moves:
        for start in sorted(move.from_states):
            yield f"    {start} --> {move.to or start}: {move.title}"
    yield "```"


def _table(moves: list[Move]) -> Iterator[str]:
    yield "| Step | By | Needs | Letter | Appeal | Law |"
    yield "|---|---|---|---|---|---|"
    for move in moves:
        by = ", ".join(sorted(role.replace("_", " ") for role in move.by)) or "by itself"
        needs = ", ".join(item.replace("_", " ") for item in (*move.needs, *move.needs_one_of))
        letter, appeal = move.notice.replace("_", " "), "yes" if move.appealable else ""
        yield f"| {move.title} | {by} | {needs} | {letter} | {appeal} | {move.source} |"
