"""The reference page of the process: a diagram of each track, and every move with its law."""

from __future__ import annotations

from collections.abc import Iterator

from sendap.law.process import Move, Process, Track, find_process
from sendap.law.regimes import find_regime, regime_names
from sendap.law.rules import Regime


def process_page() -> str:
    """The page in Markdown: the process in force, and what each proposal would change."""
    lines = [*_lines(find_process())]
    for regime in map(find_regime, regime_names()):
        if regime.proposed:
            lines += ["", *_proposed(regime, find_process(regime.name))]
    return "\n".join(lines) + "\n"


def _proposed(regime: Regime, process: Process) -> Iterator[str]:
    """What a proposed regime would change: not law, and not offered to anyone who works a case."""
    yield f"## Proposed: {regime.title}"
    yield ""
    yield f"Not law. From `sendap/law/regimes/{regime.name}/process.toml`, laid over the law in"
    yield "force: only what is stated. Nobody can take these steps on a case."
    new = [track for name, track in process.tracks.items() if name not in find_process().tracks]
    for track in new:
        moves = [move for move in process.moves.values() if move.track == track.name]
        yield from ("", f"### {track.title}", "", *_diagram(track, moves))
    yield from (
        "",
        "| Step or state | What would change | Not before | Proposed in |",
        "|---|---|---|---|",
    )
    for title, proposal in process.proposals:
        day = f"{proposal.not_before:%d %B %Y}".lstrip("0") if proposal.not_before else ""
        yield f"| {title} | {proposal.change} | {day} | {proposal.source} |"


def _lines(process: Process) -> Iterator[str]:
    yield "# The course of a case"
    yield ""
    yield "Made from `sendap/law/regimes/cfa2014/process.toml` by `make docs`. A case is in one"
    yield "state of each track at once. What the proposed regimes would change comes last."
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
