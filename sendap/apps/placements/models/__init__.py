"""Tables of the app, each piece in a module of its own."""

from sendap.apps.placements.models.consultation import Consultation
from sendap.apps.placements.models.lists import ListChoice, ListMade, ListRules, ListWord
from sendap.apps.placements.models.naming import Naming, PlaceClaim

__all__ = [
    "Consultation", "ListChoice", "ListMade", "ListRules", "ListWord", "Naming", "PlaceClaim",
]  # fmt: skip
