"""Advice: asked of all in one go, taken from a pool that names nobody, given as statements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.actors import actor_for
from sendap.apps.access.models import Grant
from sendap.apps.plans.advice.actions import Said, answer
from sendap.apps.plans.advice.queries import statements_of
from sendap.apps.plans.advice.rules import suffices
from sendap.apps.plans.models import AdviceRequest, AdviceReuse, AdviceStatement
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from sendap.basics.errors import BadInput
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    born_on = today.replace(day=1) - timedelta(days=365 * 9)
    case = make.make_case(make.make_person(born_on=born_on), setting_number="900001")
    make.make_event(case, "request_received", today - timedelta(days=40))
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=30))
    return case


@pytest.fixture
def officer(case: Case):
    return make.signed_in(make.make_staff("caseworker"))


def ask(officer, case: Case, *kinds: str, **more: str):
    return officer.post(reverse("advice:ask", args=[case.pk]), {"kinds": kinds, **more})


def take(account, case: Case) -> AdviceRequest:
    found = AdviceRequest.objects.get(case=case, kind="psychological")
    browser = make.signed_in(account)
    assert browser.post(reverse("advice:pick-up", args=[found.pk])).status_code == 302
    return found


def said(today: date, *texts: str, **more: str) -> dict[str, str]:
    rows = {f"text-{n}": text for n, text in enumerate(texts, 1)}
    kinds = {f"kind-{n}": "need" for n in range(1, len(texts) + 1)}
    return {"do": "send", "on": today.isoformat(), **rows, **kinds, **more}


def test_everyone_that_the_law_names_is_ticked_and_asked_in_one_go(
    officer, case: Case, today: date
) -> None:
    page = officer.get(reverse("advice:case", args=[case.pk])).content.decode()
    assert page.count(" checked") == 5
    ask(officer, case, "family", "education", "medical", "psychological", "social_care")
    assert AdviceRequest.objects.filter(case=case).count() == 5
    due = OpenDeadline.objects.filter(case=case, rule="C3").values_list("due", flat=True)
    # The six weeks bind the bodies that are asked, not the family.
    assert list(due) == [today + timedelta(days=42)] * 4


def test_asking_twice_asks_once(officer, case: Case) -> None:
    for _ in range(2):
        ask(officer, case, "medical")
    assert AdviceRequest.objects.count() == 1
    assert Event.objects.filter(name="advice_requested").count() == 1


def test_asking_nobody_is_refused_and_the_question_kept(officer, case: Case) -> None:
    page = ask(officer, case, question="How is her sight?")
    assert page.status_code == 400
    assert "Tick whom to ask" in page.content.decode()
    assert "How is her sight?" in page.content.decode()


def test_the_pool_names_nobody_and_taking_it_opens_the_one_request(officer, case: Case) -> None:
    ask(officer, case, "psychological", "medical")
    account = make.make_staff("psychologist")
    page = make.signed_in(account).get(reverse("advice:list")).content.decode()
    assert "Educational psychologist" in page and case.person.surname not in page
    take(account, case)
    page = make.signed_in(account).get(reverse("advice:list")).content.decode()
    assert case.person.surname in page
    other = AdviceRequest.objects.get(kind="medical")
    form = make.signed_in(account).get(reverse("advice:answer", args=[other.pk]))
    assert form.status_code == 404


def test_a_request_that_a_colleague_took_is_not_there_for_another(officer, case: Case) -> None:
    ask(officer, case, "psychological")
    found = take(make.make_staff("psychologist"), case)
    late = make.signed_in(make.make_staff("psychologist"))
    assert late.post(reverse("advice:pick-up", args=[found.pk])).status_code == 409
    assert late.get(reverse("advice:answer", args=[found.pk])).status_code == 404


def test_advice_is_given_in_statements_and_meets_its_limit(
    officer, case: Case, today: date
) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist", name="Dr Vale")
    found = take(account, case)
    browser, form = make.signed_in(account), reverse("advice:answer", args=[found.pk])
    texts = ("Finds it hard to follow more than one instruction.", "Needs quiet to work.")
    assert browser.post(form, said(today, *texts)).status_code == 302
    assert not OpenDeadline.objects.filter(case=case, rule="C3").exists()
    actor = actor_for(make.make_staff("caseworker"), on=today)
    given = statements_of(actor, case.pk)
    assert [each.text for each in given] == list(texts)
    assert {each.author for each in given} == {"Dr Vale"}
    grant = Grant.objects.get(account=account, scope="person")
    assert grant.ends_on == today + timedelta(days=28)


def test_what_was_written_is_kept_for_later_and_another_row_loses_nothing(
    officer, case: Case, today: date
) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    found = take(account, case)
    browser, form = make.signed_in(account), reverse("advice:answer", args=[found.pk])
    more = browser.post(form, said(today, "Half a thought", do="more")).content.decode()
    assert "Half a thought" in more and 'name="text-2"' in more
    browser.post(form, said(today, "Half a thought", do="keep"))
    assert "Half a thought" in browser.get(form).content.decode()
    assert not AdviceStatement.objects.exists()


def need_outcome_and_help(today: date) -> dict[str, str]:
    """A form with one need and what belongs to it, and a second need on its own."""
    kinds = {"kind-2": "outcome", "kind-3": "provision", "group-4": "2"}
    details = {"who-3": "A teaching assistant", "frequency-3": "4 times a week"}
    groups = {f"group-{n}": "1" for n in (1, 2, 3)}
    texts = ("Reads slowly.", "Reads a page alone.", "Reading recovery.", "Tires by noon.")
    return said(today, *texts, **{**kinds, **details, **groups, "evidence-1": "YARC, May"})


def test_a_need_its_outcome_and_its_help_stay_together(officer, case: Case, today: date) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    found = take(account, case)
    form = reverse("advice:answer", args=[found.pk])
    assert make.signed_in(account).post(form, need_outcome_and_help(today)).status_code == 302
    given = statements_of(actor_for(make.make_staff("caseworker"), on=today), case.pk)
    ids = [each.id for each in given]
    assert [each.about for each in given] == [(), (ids[0],), (ids[0], ids[1]), ()]
    assert given[2].said == {"who": "A teaching assistant", "frequency": "4 times a week"}
    assert given[0].evidence == "YARC, May"


def test_a_draft_comes_back_in_its_groups_with_every_word(officer, case: Case, today: date) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    browser, found = make.signed_in(account), take(account, case)
    form = reverse("advice:answer", args=[found.pk])
    browser.post(form, need_outcome_and_help(today) | {"do": "keep"})
    page = browser.get(form).content.decode()
    assert page.count('<fieldset class="govuk-fieldset') == 2
    assert 'value="4 times a week"' in page and 'value="YARC, May"' in page
    more = need_outcome_and_help(today) | {"do": "more-outcome-2"}
    assert 'name="group-5" value="2"><input type="hidden" name="kind-5" value="outcome"' in (
        browser.post(form, more).content.decode()
    )


def test_help_cannot_belong_to_help(officer, case: Case, today: date) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    found = take(account, case)
    with pytest.raises(BadInput):
        answer(
            actor=actor_for(account, on=today), request_id=found.pk, on=today, today=today,
            said=[Said("provision", "A"), Said("provision", "B", about=(1,))],
        )  # fmt: skip


def test_an_empty_answer_is_refused_and_nothing_is_recorded(
    officer, case: Case, today: date
) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    found = take(account, case)
    page = make.signed_in(account).post(
        reverse("advice:answer", args=[found.pk]), {"do": "send", "on": today.isoformat()}
    )
    assert page.status_code == 400 and "at least one statement" in page.content.decode()
    assert not Event.objects.filter(name="advice_received").exists()


def test_a_missed_appointment_excuses_the_limit(officer, case: Case, today: date) -> None:
    AdviceRequest.objects.all().delete()
    asked_on = today - timedelta(days=29)
    ask(officer, case, "psychological", on=asked_on.isoformat())
    account = make.make_staff("psychologist")
    found = take(account, case)
    path = reverse("advice:missed", args=[found.pk])
    early = make.signed_in(account).post(path, {"missed": "2020-01-01"})
    assert early.status_code == 400
    make.signed_in(account).post(path, {"missed": (today - timedelta(days=3)).isoformat()})
    record = case.exception_records.get()
    assert (record.rule, record.limb) == ("C3", "missed_appointment")


def test_a_senco_answers_for_the_schools_own_pupils_only(officer, case: Case, today: date) -> None:
    make.make_setting("900001")
    ask(officer, case, "education")
    found = AdviceRequest.objects.get()
    form = reverse("advice:answer", args=[found.pk])
    own = make.signed_in(make.make_staff("senco", "900001"))
    other = make.signed_in(make.make_staff("senco", "900002"))
    assert other.get(form).status_code == 404
    assert own.post(form, said(today, "Reads at the level of a six-year-old.")).status_code == 302


def test_a_senco_sees_nothing_once_the_pupil_has_left(officer, case: Case) -> None:
    ask(officer, case, "education")
    Case.objects.update(setting_number="900002")
    senco = make.signed_in(make.make_staff("senco", "900001"))
    form = reverse("advice:answer", args=[AdviceRequest.objects.get().pk])
    assert senco.get(form).status_code == 404
    assert case.person.surname not in senco.get(reverse("advice:list")).content.decode()


def test_earlier_advice_counts_once_all_three_agree(officer, case: Case, today: date) -> None:
    path = reverse("advice:reuse", args=[case.pk])
    first = {"reuse-kind": "medical", "report": "Dr Hale, 3 May", "agreed-author": str(today)}
    officer.post(path, first)
    page = officer.get(reverse("advice:case", args=[case.pk])).content.decode()
    assert "The family hasn’t agreed" in page
    officer.post(path, first | {"agreed-authority": str(today), "agreed-family": str(today)})
    page = officer.get(reverse("advice:case", args=[case.pk])).content.decode()
    assert "All three agreed" in page and AdviceReuse.objects.count() == 1


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_two_agreements_are_not_enough(missing: int, today: date) -> None:
    agreed = [today, today, today]
    assert suffices(agreed)
    assert not suffices([None if n == missing else day for n, day in enumerate(agreed)])


def test_the_manager_sees_the_load_by_service_and_names_what_is_late_alone(
    officer, case: Case, today: date
) -> None:
    manager = make.signed_in(make.make_staff("team_manager"))
    make.make_advice_request(case, "medical", "waiting", on=today)
    assert case.person.surname not in manager.get(reverse("advice:load")).content.decode()
    make.make_advice_request(case, "medical", "late", on=today - timedelta(days=60))
    assert case.person.surname in manager.get(reverse("advice:load")).content.decode()


def test_whoever_declared_a_conflict_cannot_take_the_request(officer, case: Case) -> None:
    ask(officer, case, "psychological")
    account = make.make_staff("psychologist")
    make.exclude(account, case.person)
    browser = make.signed_in(account)
    found = AdviceRequest.objects.get()
    assert "Educational psychologist" not in browser.get(reverse("advice:list")).content.decode()
    assert browser.post(reverse("advice:pick-up", args=[found.pk])).status_code == 404
