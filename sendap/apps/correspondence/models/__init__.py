"""Tables of the app: letters, messages, files."""

from sendap.apps.correspondence.models.files import StoredFile
from sendap.apps.correspondence.models.letters import ContactDetails, Notice, NoticeCopy
from sendap.apps.correspondence.models.messages import Message, ReadMark
from sendap.apps.correspondence.models.sending import Contact, News, OutgoingEmail

__all__ = [
    "Contact",
    "ContactDetails",
    "Message",
    "News",
    "Notice",
    "NoticeCopy",
    "OutgoingEmail",
    "ReadMark",
    "StoredFile",
]
