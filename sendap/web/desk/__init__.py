"""The caseworker's desk: tasks, notes, ready texts, handovers, reminders to advisers."""
