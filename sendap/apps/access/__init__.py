"""Who may do and see what, and the proof of what they did.

Words: an *account* signs in; a *grant* gives it a role over a scope between two days; the *policy*
says which roles may use which address and do which deed; *visible* cuts every list down to what an
actor may see; the *audit chain* records each read, change and refusal.

Promises: what isn't declared is refused; a read that can't be audited isn't shown; audit rows are
never changed.
"""
