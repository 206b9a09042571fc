"""News leaves the building as an e-mail that says to sign in, and nothing about anyone."""

from __future__ import annotations

import smtplib
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account
from sendap.apps.correspondence.messages.actions import write
from sendap.apps.correspondence.models import Contact, News, OutgoingEmail
from sendap.apps.correspondence.sending import actions
from sendap.apps.correspondence.sending.actions import keep_own, tell
from sendap.apps.jobs.worker import Worker
from sendap.apps.plans.advice.actions import ask
from sendap.apps.plans.models import OutboxMessage
from sendap.apps.timeline.models import Case
from sendap.basics.errors import BadInput
from sendap.project.email import email_settings
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LETTER = News.Kind.LETTER


@pytest.fixture
def leaves(settings: Any) -> None:
    settings.EMAIL_LEAVES = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def case(db: None) -> Case:
    return make.make_case(make.make_person(forename="Robin", surname="Quill"))


@pytest.fixture
def account(case: Case) -> Account:
    made = make.make_account("pat", name="Pat Example")
    make.make_grant(made, "parent", str(case.person_id))
    make.make_relationship(case.person, made, name="Pat Example")
    return made


@pytest.fixture
def told(account: Account) -> Account:
    keep_own(actor=acting(account), email="pat@example.org", wants_news=True)
    return account


def acting(account: Account) -> Actor:
    return actor_for(account, on=timezone.localdate())


def work(at: datetime | None = None) -> None:
    Worker(clock=lambda: at or timezone.now()).drain()


def test_a_message_is_told_of_without_a_word_about_anyone(
    leaves: None, told: Account, case: Case
) -> None:
    officer = acting(make.make_staff("caseworker", name="Officer Example"))
    write(actor=officer, case_id=case.pk, token=uuid.uuid4(), text="About Robin.",
          now=timezone.now())  # fmt: skip
    work()
    sent = mail.outbox[0]
    assert sent.to == ["pat@example.org"] and "Sign in" in sent.body
    for word in ("Robin", "Quill", "Pat", "Officer", case.reference, "Northmere", "998"):
        assert word not in sent.subject + sent.body
    assert OutgoingEmail.objects.get().sent_at is not None


def test_several_news_within_the_hour_are_one_email(leaves: None, told: Account) -> None:
    now = timezone.now()
    for _ in range(3):
        tell([told.pk], LETTER, now=now)
    assert actions.tell_of_news(now=now) == 1
    tell([told.pk], LETTER, now=now)
    assert actions.tell_of_news(now=now + timedelta(minutes=59)) == 0
    assert actions.tell_of_news(now=now + timedelta(minutes=60)) == 1
    assert [email.news.count() for email in OutgoingEmail.objects.order_by("pk")] == [3, 1]


def test_without_a_mail_server_the_email_is_kept_and_its_person_sees_it(told: Account) -> None:
    tell([told.pk], LETTER)
    work()
    assert not mail.outbox and OutgoingEmail.objects.get().sent_at is None
    page = make.signed_in(told).get(reverse("letters:news")).content.decode()
    assert "emails are kept and none leaves" in page and "There is something for you" in page


def test_whoever_wants_none_or_gave_no_address_gets_none(told: Account) -> None:
    other = make.make_account("sam")
    assert tell([other.pk], LETTER) == 0
    keep_own(actor=acting(told), email="pat@example.org", wants_news=False)
    assert tell([told.pk], LETTER) == 0 and not News.objects.exists()


def test_what_comes_back_stops_all_further_sending_until_it_is_confirmed(
    leaves: None, told: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"pat@example.org": (550, b"no such address")})

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuses)
        tell([told.pk], LETTER)
        work()
    contact = Contact.objects.get()
    assert contact.stopped_at and OutgoingEmail.objects.get().came_back_at
    assert tell([told.pk], LETTER) == 0
    keep_own(actor=acting(told), email="pat@example.org", wants_news=True)
    assert tell([told.pk], LETTER) == 1


def test_a_mail_server_that_is_down_is_tried_again(
    leaves: None, told: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", down)
        tell([told.pk], LETTER)
        work()
    assert not mail.outbox and Contact.objects.get().stopped_at is None
    work(timezone.now() + timedelta(minutes=5))
    assert len(mail.outbox) == 1


def test_staff_stop_a_contact_when_something_came_back_and_confirm_it(case: Case) -> None:
    officer = make.signed_in(make.make_staff("caseworker"))
    tie = make.make_relationship(case.person, make.make_account("pat"))
    Contact.objects.create(relationship=tie, account=tie.account, email="pat@example.org")
    place = reverse("people:adult", args=[case.pk, tie.pk])
    assert officer.post(place, {"do": "came-back", "because": ""}).status_code == 400
    assert officer.post(place, {"do": "came-back", "because": "Bounced today"}).status_code == 302
    assert tell([tie.account.pk], LETTER) == 0
    assert "Bounced today" in officer.get(place).content.decode()
    officer.post(place, {"do": "confirm"})
    assert tell([tie.account.pk], LETTER) == 1


def test_whoever_may_take_a_request_for_advice_hears_of_it(case: Case) -> None:
    today = timezone.localdate()
    make.make_event(case, "request_received", today)
    make.make_event(case, "decision_to_assess_notified", today)
    psychologist = make.make_staff("psychologist")
    elsewhere = make.make_staff("psychologist", make.SOUTHVALE)
    for each in (psychologist, elsewhere):
        keep_own(actor=acting(each), email=f"{each.pk}@example.org", wants_news=True)
    ask(actor=acting(make.make_staff("caseworker")), case_id=case.pk, kinds=["psychological"],
        question="", on=today, today=today)  # fmt: skip
    assert [row.account_id for row in News.objects.all()] == [psychologist.pk]


def test_the_outbox_counts_and_names_nobody(told: Account) -> None:
    tell([told.pk], LETTER)
    work()
    page = make.signed_in(make.make_staff("administrator", ""))
    seen = page.get(reverse("letters:outbox")).content.decode()
    assert "kept here, not sent" in seen and "Pat" not in seen and "pat@" not in seen


@pytest.mark.parametrize("email", ["", "a@b", "a b@example.org", "two@a.org,b@c.org"])
def test_what_cant_be_an_address_is_refused(account: Account, email: str) -> None:
    with pytest.raises(BadInput):
        keep_own(actor=acting(account), email=email, wants_news=True)


def test_the_code_of_a_request_goes_by_email(leaves: None) -> None:
    from sendap.apps.access.actors import public_actor
    from sendap.apps.plans.requests import writing

    someone = public_actor(came_from="192.0.2.1")
    form_id, code = writing.start(actor=someone)
    writing.save(actor=someone, form_id=form_id, answers={"email": "pat@example.org"})
    writing.ask_one_use_code(actor=someone, code=code)
    work()
    assert "Your code is" in mail.outbox[0].body and OutboxMessage.objects.get().sent_at


def test_a_mail_server_is_given_as_one_address_and_always_encrypted() -> None:
    found = email_settings("smtp://user:p%40ss@mail.example.org")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (587, True)
    assert found["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert email_settings("smtps://mail.example.org")["EMAIL_USE_SSL"]
