"""Children and young people, the adults around them, who is responsible, and where they live.

Words: a *person* is a child or young person; a *relationship* ties an adult's account to a person
on a stated basis between two days; *responsibility* says which authority has the duties, and when;
a *location* is an address, kept apart because it can be protected.

Promises: locations live in one table only; a protected location is shown to no one but the
responsible authority's caseworkers.
"""
