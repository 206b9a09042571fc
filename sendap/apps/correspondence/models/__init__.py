"""Tables of the app: letters, messages, files."""

from sendap.apps.correspondence.models.files import StoredFile
from sendap.apps.correspondence.models.letters import ContactDetails, Notice, NoticeCopy
from sendap.apps.correspondence.models.messages import Message, ReadMark

__all__ = ["ContactDetails", "Message", "Notice", "NoticeCopy", "ReadMark", "StoredFile"]
