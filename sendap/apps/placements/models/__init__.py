"""Tables of the app, each piece in a module of its own."""

from sendap.apps.placements.models.consultation import Consultation
from sendap.apps.placements.models.naming import Naming, PlaceClaim

__all__ = ["Consultation", "Naming", "PlaceClaim"]
