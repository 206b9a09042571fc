"""SEN2 returns: checked, loaded into the record, and their reports kept.

Promises: a return is loaded in one transaction, all of it or none; the same file twice changes
nothing; another authority's people are never touched; read = added + changed + unchanged + refused.
"""
