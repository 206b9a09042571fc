"""Every error that the system raises on purpose.

    SendapError
    ├── CannotDo          a command or a file can't be handled: exit status 2, one sentence
    │   └── UnreadableInput   the input can't be read, or is refused unread
    └── Refusal           a lawful "no" to a person: a sentence, nothing changed
        ├── NotAllowed        the policy doesn't let this person do it
        ├── NotFound          it isn't there, or isn't theirs (the same answer)
        ├── WrongState        it can't be done at this point
        ├── BadInput          what was entered can't be used; names the field
        └── Unavailable       it can't be done safely just now; try again

Any other exception is a bug. The text of each is written for a person: what, where and what to do.
"""


class SendapError(Exception):
    """The root of all errors raised on purpose."""


class CannotDo(SendapError):
    """A command can't be carried out; its text is the one sentence that the user sees."""


class UnreadableInput(CannotDo):
    """The input can't be read, or is refused before it is read; says what, where and what to do."""


class Refusal(SendapError):
    """A lawful "no" to a person: what was asked isn't done, and nothing has changed."""


class NotAllowed(Refusal):
    """The policy doesn't let this person do this."""


class NotFound(Refusal):
    """There is no such thing for this person: absent and forbidden give the same answer."""


class WrongState(Refusal):
    """The thing exists and may be acted on, but not at this point."""


class BadInput(Refusal):
    """What was entered can't be used.

    ``field`` is the name of the form field or API item, or an empty string for the whole form.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Unavailable(Refusal):
    """It can't be done safely at the moment (for example, the audit can't be written)."""
