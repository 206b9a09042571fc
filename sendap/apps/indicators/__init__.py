"""Published figures and the area's own, ready to show to anyone.

Words: a *source* is a published file; an *area* is England, a region or a local authority; an
*indicator* is what is measured; a *figure* is one area's value of it in one period, or the reason
why there is none. A *live figure* comes from an authority's own records after disclosure control.

Promises: a load is whole or doesn't happen; the same files loaded again change nothing; nothing
here is about a person.
"""
