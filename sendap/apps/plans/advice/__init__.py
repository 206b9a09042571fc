"""Advice for an assessment: asked, picked up, answered in statements, chased, used again."""
