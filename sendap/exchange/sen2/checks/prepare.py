"""The tables of a return made ready for checking: each row with what it is compared with.

A row of a lower block gains the values it is compared with from the blocks above, and a row of an
upper block the counts of what is below it, so that every check looks at one table only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from sendap.exchange.sen2.checks.identity import with_identity
from sendap.exchange.sen2.read import Return

Rows = npt.NDArray[np.int64]


class Prepared:
    """The tables of one return, ready for checking, in ``tables`` by name."""

    def __init__(self, return_: Return) -> None:
        self._raw = return_.tables
        self._people = return_.people
        self._requests = self._raw["request"].height
        self._first = self._first_requests()
        self._at = {name: self._request_rows(name) for name in self._raw if name != "person"}
        self.tables: dict[str, pl.DataFrame] = {
            "person": self._person(),
            "request": self._request(),
            "assessment": self._assessment(),
            "named_plan": self._named_plan(),
            "plan_detail": self._raw["plan_detail"],
            "active_plan": self._active_plan(),
            "placement": self._placement(),
            "need": self._need(),
        }

    def _first_requests(self) -> Rows:
        """For each person, the row of the first request."""
        counts = self._per_person("request")
        ends: Rows = np.cumsum(counts, dtype=np.int64)
        return ends - counts

    def _per_person(self, table: str) -> Rows:
        people = self._raw[table]["person_no"].to_numpy() - 1
        return np.bincount(people, minlength=self._people)

    def _request_rows(self, table: str) -> Rows:
        frame = self._raw[table]
        people = frame["person_no"].to_numpy().astype(np.int64) - 1
        rows: Rows = self._first[people] + frame["request_no"].to_numpy() - 1
        return rows

    def _count(self, table: str, condition: pl.Expr | None = None) -> pl.Series:
        """For each request, how many rows of a table are below it (that meet a condition)."""
        at = self._at[table]
        if condition is not None:
            at = at[self._raw[table].select(condition.fill_null(False)).to_series().to_numpy()]
        return pl.Series(np.bincount(at, minlength=self._requests))

    def _latest(self, table: str, column: str) -> pl.Series:
        """For each request, the value of a column in its (last) row of a table; else null."""
        rows = np.full(self._requests, -1, dtype=np.int64)
        rows[self._at[table]] = np.arange(len(self._at[table]))
        places = pl.Series(rows)
        return self._raw[table][column].gather(places.set(places < 0, None))

    def _births(self, table: str) -> pl.Series:
        return self._raw["person"]["person_birth_date"].gather(self._raw[table]["person_no"] - 1)

    def _person(self) -> pl.DataFrame:
        frame = self._raw["person"].with_columns(requests=pl.Series(self._per_person("request")))
        return with_identity(frame, self._newest())

    def _newest(self) -> pl.Series:
        """For each person, the latest day of a request received or a placement entered."""
        request, placement = self._raw["request"], self._raw["placement"]
        days = pl.concat(
            [
                request.select("person_no", day="received_date"),
                placement.select("person_no", day="entry_date"),
            ]
        )
        latest = days.group_by("person_no").agg(pl.col("day").max())
        people = self._raw["person"].select("person_no")
        return people.join(latest, on="person_no", how="left", maintain_order="left")["day"]

    def _request(self) -> pl.DataFrame:
        active = self._count("active_plan")
        running = np.cumsum(active.to_numpy() > 0)
        people = self._raw["request"]["person_no"].to_numpy() - 1
        first = self._first[people]
        before = np.concatenate(([0], running))
        return self._raw["request"].with_columns(
            birth=self._births("request"),
            assessments=self._count("assessment"),
            named_plans=self._count("named_plan"),
            active_plans=active,
            active_before=pl.Series(before[:-1] - before[first]),
            same_day=self._same_day(),
        )

    def _same_day(self) -> pl.Series:
        """Whether an earlier request of the same person was received on the same day."""
        key = pl.struct("person_no", "received_date")
        again = (
            key.is_duplicated() & ~key.is_first_distinct() & pl.col("received_date").is_not_null()
        )
        return self._raw["request"].select(again).to_series()

    def _above(self, table: str, column: str) -> pl.Series:
        return self._raw["request"][column].gather(pl.Series(self._at[table]))

    def _assessment(self) -> pl.DataFrame:
        return self._raw["assessment"].with_columns(
            request_received=self._above("assessment", "received_date"),
            request_decided=self._above("assessment", "request_outcome_date"),
            plans=self._count("named_plan").gather(pl.Series(self._at["assessment"])),
        )

    def _named_plan(self) -> pl.DataFrame:
        at = pl.Series(self._at["named_plan"])
        rank = pl.col("placement_rank")
        return self._raw["named_plan"].with_columns(
            birth=self._births("named_plan"),
            active_plans=self._count("active_plan").gather(at),
            details=self._count("plan_detail").gather(at),
            primary=self._count("plan_detail", rank == "1").gather(at),
            odd_ranks=self._count("plan_detail", ~rank.is_in(["1", "2"])).gather(at),
        )

    def _active_plan(self) -> pl.DataFrame:
        at = pl.Series(self._at["active_plan"])
        rank = pl.col("placement_rank")
        return self._raw["active_plan"].with_columns(
            placements=self._count("placement").gather(at),
            primary=self._count("placement", rank == "1").gather(at),
            odd_ranks=self._count("placement", ~rank.is_in(["1", "2"])).gather(at),
            needs=self._count("need").gather(at),
            plan_started=self._latest("named_plan", "start_date").gather(at),
            plan_ceased=self._latest("named_plan", "cease_date").gather(at),
        )

    def _placement(self) -> pl.DataFrame:
        return self._raw["placement"].with_columns(birth=self._births("placement"))

    def _need(self) -> pl.DataFrame:
        at = pl.Series(self._at["need"])
        same_request = at == at.shift(1)
        count = self._count("need").gather(at)
        return self._raw["need"].with_columns(
            needs=count,
            type_before=pl.when(same_request).then(pl.col("sen_type").shift(1)),
            rank_before=pl.when(same_request).then(pl.col("sen_type_rank").shift(1)),
        )
