"""Charts and maps as SVG made on the server: no scripts, no styles, a title and a description each.

Every chart stands beside a table of the same figures. Colours keep apart for people who see colours
differently, and no difference is told by colour alone: lines have their own dashes and markers, map
areas their own outline and a legend with ranges.
"""

from sendap.web.charts.bars import Bar, bar_chart
from sendap.web.charts.lines import Line, line_chart
from sendap.web.charts.maps import MapArea, inset, map_classes, map_of_england
from sendap.web.charts.strip import Dot, strip_chart

__all__ = [
    "Bar", "Dot", "Line", "MapArea", "bar_chart", "inset", "line_chart", "map_classes",
    "map_of_england", "strip_chart",
]  # fmt: skip
