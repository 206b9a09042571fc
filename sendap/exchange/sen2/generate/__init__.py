"""Synthetic SEN2 returns with the published marginals, and errors planted on request.

``marginals.toml`` and ``settings.toml`` hold the figures with their sources, ``names.toml`` the
names; ``histories`` draws whose request and plan happened when, and ``writing`` lays a block of
people out as XML in the order of ``description``.
"""

from sendap.exchange.sen2.generate.directory import Setting, settings_of
from sendap.exchange.sen2.generate.making import Tally, generate, persons_for

__all__ = ["Setting", "Tally", "generate", "persons_for", "settings_of"]
