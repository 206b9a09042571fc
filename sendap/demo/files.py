"""Files of the demonstration: a child's drawing with its plan, and a letter that was shared."""

from __future__ import annotations

import hashlib
import io
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PIL import Image, ImageDraw

from sendap.apps.correspondence.files.storing import receive, settle
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.people.models import Relationship
from sendap.apps.timeline.models import Case
from sendap.demo.casework import LONDON
from sendap.exchange.files.checking import check
from sendap.exchange.files.kinds import DOCUMENT_LIMIT
from sendap.reference.authorities import NORTHMERE

DRAWING = "A red lighthouse with a yellow light, on a green hill beside the sea"
LETTER = (
    "Occupational therapy\n\nWe met at school. A tilted desk and a break after twenty minutes of "
    "writing helped at once. We will look again in the spring term.\n"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file to keep: its name, contents, what is said of it and whose it is."""

    name: str
    content: bytes
    about: str
    note: str
    by_family: bool


FILES = (
    Made("drawing.png", b"", "views:child", DRAWING, by_family=True),
    Made("therapy-letter.txt", LETTER.encode(), "", "Letter of the therapist", by_family=False),
)


def make_files(*, seed: int, today: date) -> int:
    """Make the files of every family with an account; of its own chance."""
    chance = random.Random(seed)  # noqa: S311 - made-up facts, not secrets
    at = datetime.combine(today - timedelta(days=6), time(16, 20), tzinfo=LONDON)
    rows = [_kept(case, tie, made, chance, at) for tie, case in _families() for made in FILES]
    StoredFile.objects.bulk_create(rows)
    return len(rows)


def _families() -> Iterator[tuple[Relationship, Case]]:
    ties = Relationship.objects.filter(
        account__isnull=False, sees_record=True, limits="",
        person__cases__authority_code=NORTHMERE.code,
    )  # fmt: skip
    first = {tie.person_id: tie for tie in ties.order_by("-pk")}
    cases = Case.objects.filter(person__in=first, authority_code=NORTHMERE.code)
    for case in cases.select_related("officer").order_by("reference"):
        yield first[case.person_id], case


def _kept(
    case: Case, tie: Relationship, made: Made, chance: random.Random, at: datetime
) -> StoredFile:
    content = made.content or drawing()
    storage = f"{chance.getrandbits(128):032x}"
    with receive(io.BytesIO(content), most=DOCUMENT_LIMIT) as sent:
        verdict = check(sent.path, made.name, kept=sent.kept, small=sent.small)
        size, has_small = sent.kept.stat().st_size, sent.small.exists()
        settle(sent, storage=storage)
    officer = case.officer
    return StoredFile(
        id=uuid.UUID(int=chance.getrandbits(128)), case=case, about=made.about, name=verdict.name,
        note=made.note, kind=verdict.kind, size=size, has_small=has_small, storage=storage,
        digest=sent.digest, once=hashlib.sha256(storage.encode()).hexdigest(), added_at=at,
        state=StoredFile.State.CLEAN, with_family=not made.by_family,
        side=StoredFile.Side.FAMILY if made.by_family else StoredFile.Side.AUTHORITY,
        account_id=tie.account_id if made.by_family else case.officer_id,
        added_by=tie.name if made.by_family else (officer.name if officer else "The team"),
    )  # fmt: skip


def drawing() -> bytes:
    """A lighthouse as a child may draw it, as a PNG."""
    picture = Image.new("RGB", (640, 480), "#bfe3f5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 640, 480), fill="#2f6fa8")
    draw.ellipse((330, 250, 760, 560), fill="#4f9d4f")
    draw.polygon(((440, 300), (500, 300), (488, 120), (452, 120)), fill="#c8321e")
    draw.rectangle((450, 170, 490, 200), fill="white")
    draw.rectangle((448, 88, 492, 120), fill="#ffd23c")
    draw.polygon(((440, 88), (500, 88), (470, 60)), fill="#7a1c10")
    draw.polygon(((446, 104), (60, 40), (60, 150)), fill="#fff3b0")
    draw.ellipse((40, 20, 110, 90), fill="#ffd23c")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
