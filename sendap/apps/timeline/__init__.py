"""Cases, what happened on each, and what falls due because of it.

Words: a *case* is a person's time with one authority; an *event* is something that happened on a
day, under its name in law (``law`` lists them); a *retraction* takes an event back without erasing
it; an *open deadline* is a time limit that nothing has met or ended yet.

Promises: events are only ever added; deadlines are worked out from events by ``law`` and can be
rebuilt at any time; columns that make lists fast (``Case.next_due_on`` and the like) are copies.
"""
