"""Background work and periodic work, queued in the transaction of the deed that asks for it.

Words: a *job* is a named function with arguments, to be done once; a *worker* takes jobs under a
*lease*; a job whose worker was killed is taken again when the lease has run out; a job that keeps
failing is *dead* and waits for a person. *Periodic work* is a job queued once a day at a time.

Promises: a job is queued if and only if its deed commits; what a job writes and the mark that it is
done commit together, so that a kill at any moment neither loses nor repeats its writes; a day is
never missed or doubled when the clocks change.
"""
