"""The regimes: bodies of law as dated data, one folder each, read into ``Regime``."""

from sendap.law.regimes.reading import find_regime, read_regime, regime_names

__all__ = ["find_regime", "read_regime", "regime_names"]
