"""Background work and periodic work, queued in the transaction of the deed that asks for it."""
