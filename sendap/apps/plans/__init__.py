"""Requests, assessments, plans, placements and needs, as the return has them.

Words follow the Children and Families Act 2014 and the SEN2 return: a *request* asks for an
assessment; an *assessment* may lead to a *plan*; a plan names *settings* (section I); while it is
in force the person has *placements* and *needs* recorded, and reviews.

Promises: what a return says is kept as it said it, by year; repeated rows are all kept.
"""
