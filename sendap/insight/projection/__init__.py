"""How many plans there will be: by age, need and setting, with honest ranges.

``observing`` counts who stayed, moved, left and joined between census days in the tables of
returns; ``rates`` makes probabilities of the counts; ``expecting`` gives the mean in closed form,
``simulating`` the spread of many runs, and ``running`` puts an area's table together.
"""

from sendap.insight.projection.running import COLUMNS, Order, areas_in, project_area, project_areas
from sendap.insight.projection.states import AGES, NEEDS, SETTINGS

__all__ = [
    "AGES",
    "COLUMNS",
    "NEEDS",
    "SETTINGS",
    "Order",
    "areas_in",
    "project_area",
    "project_areas",
]
