"""The papers of a case that can go into a bundle, and the bundles that were bound of them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.files.storing import place_of
from sendap.apps.correspondence.messages.places import protected_places
from sendap.apps.correspondence.models import Message, NoticeCopy, StoredFile
from sendap.apps.correspondence.notices.queries import letter_of
from sendap.apps.plans.advice.queries import as_statement
from sendap.apps.plans.document.assembling import document_of
from sendap.apps.plans.models import AdviceStatement, PlanVersion
from sendap.apps.redress.appeals.actions import DEED, appeal_of, locked_case
from sendap.apps.redress.models import Appeal, Bundle, BundlePaper
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.exchange.bundle.binding import CannotBind, bind
from sendap.exchange.bundle.papers import CannotRedact, Paper, whole_words, without
from sendap.exchange.files.word import clean_word
from sendap.exchange.plan.assembly import Statement
from sendap.exchange.plan.comparison import shown
from sendap.exchange.plan.document import STATUSES, PlanDocument, without_internal

SOURCES = {
    "letter": "Letter", "plan": "Plan", "advice": "Advice", "file": "File", "message": "Messages",
}  # fmt: skip
BOUND = ("pdf", "docx", "txt")
"""The kinds of file that can be bound; pictures and recordings are sent on their own."""

MESSAGES = "thread"
LONGEST, MOST_PAPERS = 4_000, 400


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper of the case: what names it, what it is called, what it is and of which day."""

    source: str
    key: str
    title: str
    on: date | None

    @property
    def name(self) -> str:
        """What names it in a form."""
        return f"{self.source}:{self.key}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paper as it was chosen in a form, with the words to take out of it, a line each."""

    source: str
    key: str
    removed: str = ""


def offered(viewer: Actor, case: Case) -> tuple[Offered, ...]:
    """Every paper that could go in, by source and day; its caller audits the page."""
    return (*_letters(viewer, case), *_plans(viewer, case), *_advice(viewer, case),
            *_files(viewer, case), *_messages(viewer, case))  # fmt: skip


def _letters(viewer: Actor, case: Case) -> Iterator[Offered]:
    rows = visible(viewer, NoticeCopy.objects.filter(notice__case=case, body=""))
    seen = set()
    for row in rows.select_related("notice").order_by("notice__on", "name"):
        if row.notice_id not in seen:
            seen.add(row.notice_id)
            yield Offered("letter", str(row.pk), row.notice.title, row.notice.on)


def _plans(viewer: Actor, case: Case) -> Iterator[Offered]:
    rows = visible(viewer, PlanVersion.objects.filter(case=case, served_on__isnull=False))
    for row in rows.order_by("number"):
        title = f"{STATUSES[row.status]}, version {row.number}"
        yield Offered("plan", str(row.pk), title, row.served_on)


def _advice(viewer: Actor, case: Case) -> Iterator[Offered]:
    rows = visible(viewer, AdviceStatement.objects.filter(request__case=case))
    seen: dict[uuid.UUID, Statement] = {}
    for row in rows.select_related("request").order_by("request__answered_on", "pk"):
        seen.setdefault(row.request_id, as_statement(row))
    for key, said in seen.items():
        yield Offered("advice", str(key), said.report, said.dated_on)


def _files(viewer: Actor, case: Case) -> Iterator[Offered]:
    rows = visible(viewer, StoredFile.objects.filter(case=case, state="clean", kind__in=BOUND))
    for row in rows.order_by("added_at"):
        yield Offered("file", str(row.pk), row.name, timezone.localdate(row.added_at))


def _messages(viewer: Actor, case: Case) -> Iterator[Offered]:
    if visible(viewer, Message.objects.filter(case=case)).exists():
        yield Offered("message", MESSAGES, "Messages between the family and the council", None)


def choose(
    *, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID, chosen: Sequence[Chosen]
) -> None:
    """Keep which papers go in, in this order, and what is taken out of each.

    Errors: ``NotFound``; ``BadInput`` for a paper that isn't the case's.
    """
    with audit.change(actor, DEED, does="choose_papers") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        known = {(each.source, each.key) for each in offered(actor, case)}
        if len(chosen) > MOST_PAPERS:
            raise BadInput(f"A bundle has at most {MOST_PAPERS} papers.", field="papers")
        if any((each.source, each.key) not in known for each in chosen):
            raise NotFound("There is no such paper.")
        if any(len(each.removed) > LONGEST for each in chosen):
            raise BadInput(f"Take out {LONGEST:,} characters or fewer.", field="papers")
        BundlePaper.objects.filter(appeal=appeal).delete()
        BundlePaper.objects.bulk_create(
            BundlePaper(appeal=appeal, source=each.source, key=each.key, place=place,
                        removed=each.removed.replace("\r\n", "\n").replace("\0", "").strip())
            for place, each in enumerate(chosen)
        )  # fmt: skip


def make_bundle(*, actor: Actor, case_id: uuid.UUID, appeal_id: uuid.UUID) -> int:
    """Bind the chosen papers; returns the bundle's number. It is kept as it is.

    A protected place is taken out of every paper, asked or not. Errors: ``NotFound``;
    ``BadInput`` for a paper from which words can't be taken out for certain.
    """
    with audit.change(actor, DEED, does="bind") as note:
        case = locked_case(actor, case_id, note)
        appeal = appeal_of(case, appeal_id)
        papers = _papers(actor, case, appeal)
        try:
            title = f"Bundle, appeal {appeal.reference}"
            bound = bind(papers, title=title, about=f"Case {case.reference}")
        except CannotBind as refusal:
            raise BadInput(str(refusal), field="papers") from refusal
        number = Bundle.objects.filter(appeal=appeal).count() + 1
        Bundle.objects.create(
            appeal=appeal, number=number, pages=bound.pages, content=bound.pdf,
            digest=hashlib.sha256(bound.pdf).hexdigest(), made_by=actor.name,
            entries=[[each.title, each.first, each.last, each.redacted] for each in bound.entries],
            made_at=timezone.now(),
        )  # fmt: skip
        return number


def _papers(actor: Actor, case: Case, appeal: Appeal) -> list[Paper]:
    places = protected_places(case)
    by_name = {each.name: each for each in offered(actor, case)}
    found = []
    for row in BundlePaper.objects.filter(appeal=appeal).order_by("place"):
        given = by_name.get(f"{row.source}:{row.key}")
        if given is None:
            raise WrongState("A paper that was chosen is no longer on the case: choose again.")
        found.append(_redacted(_paper(actor, case, given), [*row.removed.split("\n"), *places]))
    if left := whole_words(found, places):
        raise BadInput(f"A protected place still stands in “{left[0]}”.", field="papers")
    return found


def _redacted(paper: Paper, words: list[str]) -> Paper:
    """The paper without these words. A PDF becomes a copy of its words wherever any are given:
    that a word wasn't found in it doesn't say for certain that it isn't drawn there.
    """
    asked = [said for said in words if said.strip()]
    if not asked or not (paper.pages or whole_words([paper, _head(paper)], asked)):
        return paper
    try:
        return without(paper, asked)
    except CannotRedact as refusal:
        raise BadInput(str(refusal), field="papers") from refusal


def _head(paper: Paper) -> Paper:
    return Paper(paper.title, paragraphs=(paper.title, paper.about))


def _paper(actor: Actor, case: Case, given: Offered) -> Paper:
    day = f" of {given.on:%-d %B %Y}" if given.on else ""
    about = f"{SOURCES[given.source]}{day}"
    if given.source == "file":
        return _file_paper(StoredFile.objects.get(pk=given.key, case=case), about)
    lines = {"letter": _letter_lines, "plan": _plan_lines, "advice": _advice_lines,
             "message": _message_lines}[given.source](actor, case, given.key)  # fmt: skip
    return Paper(given.title, about, tuple(lines))


def _file_paper(row: StoredFile, about: str) -> Paper:
    path = place_of(row.storage)
    if not path.is_file():
        raise WrongState(f"“{row.name}” can’t be read just now. Tell your administrator.")
    if row.kind == "pdf":
        return Paper(row.name, about, pages=path.read_bytes())
    if row.kind == "docx":
        copy = path.with_suffix(".bundle")
        try:
            return Paper(row.name, about, tuple(clean_word(path, copy).split("\n")))
        finally:
            copy.unlink(missing_ok=True)
    return Paper(row.name, about, tuple(path.read_text("utf-8", "replace").split("\n")))


def _letter_lines(actor: Actor, case: Case, key: str) -> Iterator[str]:
    row = NoticeCopy.objects.get(pk=key, notice__case=case)
    yield f"To {row.name}"
    for part in letter_of(row.letter).parts:
        yield part.heading
        yield from part.paragraphs


def _plan_lines(actor: Actor, case: Case, key: str) -> Iterator[str]:
    plan: PlanDocument = without_internal(document_of(PlanVersion.objects.get(pk=key, case=case)))
    for letter, section in plan.shape.sections.items():
        yield f"{letter}. {section.title}"
        for item in plan.sections.get(letter, ()):
            said = "; ".join(
                f"{field.title}: {words}"
                for field in section.kind.fields.values()
                if (words := shown(field, item))
            )
            yield f"{item.id}. {said}"


def _advice_lines(actor: Actor, case: Case, key: str) -> Iterator[str]:
    rows = AdviceStatement.objects.filter(request__case=case, request=uuid.UUID(key))
    for row in rows.select_related("request").order_by("pk"):
        said = as_statement(row)
        yield f"{said.kind.capitalize()}: {said.text}"
        if said.evidence:
            yield f"What it rests on: {said.evidence}"


def _message_lines(actor: Actor, case: Case, key: str) -> Iterator[str]:
    for row in Message.objects.filter(case=case).order_by("sent_at"):
        yield f"{timezone.localtime(row.sent_at):%-d %B %Y, %H:%M}, {row.name}: {row.text}"


def bundle_content(viewer: Actor, case_id: uuid.UUID, bundle_id: int) -> tuple[str, bytes]:
    """A bundle as a file: its name and its bytes; audited. Errors: ``NotFound``."""
    with audit.reading(viewer, "appeals.bundle") as note:
        rows = visible(viewer, Bundle.objects.select_related("appeal__case"))
        row = rows.filter(pk=bundle_id, appeal__case_id=case_id).first()
        if row is None:
            raise NotFound("There is no such bundle.")
        note.saw(row.appeal.case.person_id)
        return f"bundle-{row.number}.pdf", bytes(row.content)
