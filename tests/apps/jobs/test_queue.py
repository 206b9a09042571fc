"""The queue: in the caller's transaction, one worker a job, again after a failure, dead at last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from sendap.apps.jobs import queries, queue
from sendap.apps.jobs.models import Job
from sendap.apps.jobs.registry import DAILY, JOBS, job
from sendap.apps.jobs.worker import Worker
from sendap.basics.errors import CannotDo

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
done: list[str] = []


@pytest.fixture(autouse=True)
def only_our_jobs() -> Iterator[None]:
    """Jobs of this test's own, and no periodic work."""
    daily = dict(DAILY)
    DAILY.clear()
    done.clear()
    yield
    DAILY.update(daily)
    for name in [name for name in JOBS if name.startswith("tests.")]:
        del JOBS[name]


@pytest.fixture
def note() -> None:
    """A job that notes its word."""

    @job("tests.note")
    def note(*, word: str) -> None:
        done.append(word)


def failing(error: Exception) -> Callable[[], None]:
    @job("tests.fail")
    def fail() -> None:
        done.append("tried")
        raise error

    return fail


def at(moment: datetime) -> Worker:
    return Worker(clock=lambda: moment)


@pytest.mark.usefixtures("note")
def test_jobs_are_done_in_their_turn() -> None:
    queue.enqueue("tests.note", {"word": "second"}, run_after=NOON)
    queue.enqueue("tests.note", {"word": "first"}, run_after=NOON - timedelta(hours=1))
    assert at(NOON).drain() == 2
    assert done == ["first", "second"]


@pytest.mark.usefixtures("note")
def test_a_job_waits_for_its_moment() -> None:
    queue.enqueue("tests.note", {"word": "later"}, run_after=NOON)
    assert at(NOON - timedelta(seconds=1)).drain() == 0
    assert at(NOON).drain() == 1


@pytest.mark.usefixtures("note")
def test_a_job_of_a_deed_that_is_undone_is_never_queued() -> None:
    with pytest.raises(CannotDo), transaction.atomic():
        queue.enqueue("tests.note", {"word": "undone"}, run_after=NOON)
        raise CannotDo("no")
    assert Job.objects.count() == 0


def test_an_unknown_job_is_refused_when_it_is_queued() -> None:
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        queue.enqueue("tests.unknown")


@pytest.mark.usefixtures("note")
def test_a_job_under_a_lease_is_taken_by_nobody_else() -> None:
    queue.enqueue("tests.note", {"word": "mine"}, run_after=NOON)
    assert queue.claim(holder="a", now=NOON) is not None
    assert queue.claim(holder="b", now=NOON + queue.LEASE - timedelta(seconds=1)) is None


@pytest.mark.usefixtures("note")
def test_a_job_is_taken_again_when_its_lease_has_run_out() -> None:
    number = queue.enqueue("tests.note", {"word": "again"}, run_after=NOON)
    queue.claim(holder="killed", now=NOON)
    assert at(NOON + queue.LEASE).drain() == 1
    assert (done, Job.objects.get(pk=number).attempts) == (["again"], 2)


@pytest.mark.usefixtures("note")
def test_a_renewed_lease_keeps_the_job() -> None:
    number = queue.enqueue("tests.note", {"word": "slow"}, run_after=NOON)
    queue.claim(holder="a", now=NOON)
    assert queue.renew(job_id=number, holder="a", now=NOON + timedelta(minutes=4))
    assert queue.claim(holder="b", now=NOON + queue.LEASE) is None


def test_what_a_worker_wrote_after_it_lost_its_lease_is_undone() -> None:
    @job("tests.overtaken")
    def overtaken() -> None:
        Job.objects.filter(name="tests.overtaken").update(holder="another worker")
        Job.objects.create(name="written", queued_at=NOON, run_after=NOON)

    queue.enqueue("tests.overtaken", run_after=NOON)
    at(NOON).do_next()
    assert not Job.objects.filter(name="written").exists()


def test_a_failing_job_is_tried_later_and_later_and_then_is_dead() -> None:
    failing(CannotDo("the disk is full"))
    number = queue.enqueue("tests.fail", run_after=NOON)
    waits = []
    for _ in range(queue.ATTEMPTS):
        moment = Job.objects.get(pk=number).run_after
        waits.append(int((moment - NOON).total_seconds()))
        at(moment).drain()
    assert waits == [0, 10, 30, 70, 150, 310]
    assert (Job.objects.get(pk=number).state, len(done)) == ("dead", queue.ATTEMPTS)


def test_a_dead_job_can_be_given_another_chance() -> None:
    number = Job.objects.create(name="x", state="dead", queued_at=NOON, run_after=NOON).pk
    assert queue.revive(job_id=number, now=NOON)
    assert not queue.revive(job_id=number, now=NOON)


@pytest.mark.usefixtures("note")
def test_a_job_that_kills_its_worker_every_time_becomes_dead() -> None:
    number = queue.enqueue("tests.note", {"word": "deadly"}, run_after=NOON)
    for attempt in range(queue.ATTEMPTS):
        assert queue.claim(holder="killed", now=NOON + attempt * queue.LEASE) is not None
    assert queue.claim(holder="b", now=NOON + queue.ATTEMPTS * queue.LEASE) is None
    assert Job.objects.get(pk=number).state == "dead"


def test_a_failed_job_undoes_what_it_wrote() -> None:
    @job("tests.half")
    def half() -> None:
        Job.objects.create(name="written", queued_at=NOON, run_after=NOON)
        raise CannotDo("half way")

    queue.enqueue("tests.half", run_after=NOON)
    at(NOON).do_next()
    assert not Job.objects.filter(name="written").exists()


@pytest.mark.parametrize(
    ("error", "kept"),
    [(CannotDo("the disk is full"), True), (ValueError("Canary Childname"), False)],
)
def test_only_our_own_words_about_an_error_are_kept(error: Exception, kept: bool) -> None:
    failing(error)
    number = queue.enqueue("tests.fail", run_after=NOON)
    at(NOON).do_next()
    said = Job.objects.get(pk=number).last_error
    assert said.startswith(type(error).__name__)
    assert (str(error) in said) is kept


@pytest.mark.usefixtures("note")
def test_the_queue_is_stuck_when_a_job_has_waited_too_long() -> None:
    queue.enqueue("tests.note", {"word": "x"}, run_after=NOON)
    late = NOON + queries.LONGEST_QUEUE
    assert queries.queue_is_moving(now=late)
    assert not queries.queue_is_moving(now=late + timedelta(seconds=1))
    assert queries.oldest_waiting(now=late) == NOON


@pytest.mark.usefixtures("note")
def test_a_job_being_done_or_due_later_does_not_make_the_queue_stuck() -> None:
    queue.enqueue("tests.note", {"word": "now"}, run_after=NOON)
    queue.enqueue("tests.note", {"word": "later"}, run_after=NOON + timedelta(days=9))
    queue.claim(holder="a", now=NOON)
    assert queries.oldest_waiting(now=NOON + timedelta(minutes=1)) is None
    assert queries.queue_length() == queries.QueueLength(waiting=1, running=1, done=0, dead=0)


@pytest.mark.usefixtures("note")
def test_done_jobs_are_forgotten_after_a_while_and_dead_ones_are_not() -> None:
    Job.objects.create(name="x", state="dead", queued_at=NOON, run_after=NOON, finished_at=NOON)
    queue.enqueue("tests.note", {"word": "x"}, run_after=NOON)
    at(NOON).drain()
    assert queue.forget_done(before=NOON) == 0
    assert queue.forget_done(before=NOON + timedelta(seconds=1)) == 1
    assert Job.objects.get().state == "dead"
