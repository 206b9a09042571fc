"""Disagreement, mediation, appeals, orders and complaints."""
