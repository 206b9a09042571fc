"""Which setting a plan names and why, the place that follows, and who waits for one."""
