"""The check rules of the return, and the report of what they found.

``check`` runs every rule over a return that has been read; ``rules`` lists them.
"""

from sendap.exchange.sen2.checks.report import Problem, Report
from sendap.exchange.sen2.checks.rules import Rule, rule, rules
from sendap.exchange.sen2.checks.running import check

__all__ = ["Problem", "Report", "Rule", "check", "rule", "rules"]
