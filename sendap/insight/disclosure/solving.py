"""The one door to the optimiser: a linear programme whose aim can be changed and solved again.

HiGHS (``highspy``) stands behind it, on one thread with the simplex method, so that the same
programme has the same answer on every machine of a kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

INFINITE = float(highspy.kHighsInf)


@dataclass(frozen=True)
class Rows:
    """Linear conditions by row: ``least`` ≤ sum of ``values`` times variables ≤ ``most``.

    Row ``r`` has the entries from ``starts[r]`` up to ``starts[r + 1]``.
    """

    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    values: Numbers
    least: Numbers
    most: Numbers


class Programme:
    """Variables between bounds under linear conditions."""

    def __init__(self, rows: Rows, *, least: Numbers, most: Numbers) -> None:
        self.size = len(least)
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(_model(rows, least, most))

    def smallest(self, costs: Numbers) -> Numbers | None:
        """The variables at the smallest sum of ``costs`` times them; None if nothing satisfies
        the conditions."""
        everything = np.arange(self.size, dtype=np.int32)
        self._solver.changeColsCost(self.size, everything, costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)


def _model(rows: Rows, least: Numbers, most: Numbers) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(least), len(rows.least)
    model.col_cost_ = np.zeros(len(least))
    model.col_lower_, model.col_upper_ = least, most
    model.row_lower_, model.row_upper_ = rows.least, rows.most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = len(least), len(rows.least)
    model.a_matrix_.start_ = rows.starts.astype(np.int32)
    model.a_matrix_.index_ = rows.columns.astype(np.int32)
    model.a_matrix_.value_ = rows.values
    return model
