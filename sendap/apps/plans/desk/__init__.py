"""The caseworker's desk: tasks, notes, ready texts, cases handed over."""
