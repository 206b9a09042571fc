"""From the decision to assess to the final plan and its delivery, each by the one who does it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from sendap.basics.dates import written_day
from tests.journeys.following import follow
from tests.journeys.walking import Walk, go, look, press

SIX_WEEKS = timedelta(weeks=6)
ADVISERS = {
    "Educational psychologist": "Sol loses the thread of an instruction of more than one step.",
    "Health officer or clinician": "Sol has hearing loss in the left ear.",
    "Social care officer": "Sol’s family has no break from caring at weekends.",
}
"""Who answers in an account of their own, by title of the role, and the need that each names."""
OF_THE_FAMILY = "Sol hides when the classroom is loud."
OF_THE_CHILD = "I like trains. It is too loud at lunch."


def ask_for_advice(walk: Walk) -> None:
    """The caseworker notes earlier advice that all three agree to, and asks the others at once."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/advice")
    page.get_by_label("What kind of advice").select_option(label="The school, college or nursery")
    page.get_by_label("The report, its author and its day").fill("School report, May Lowe")
    for who in ("author", "authority", "family"):
        page.locator(f"[name=agreed-{who}]").fill(walk.today.isoformat())
    press(page, "Note it")
    expect(page.locator("main")).to_contain_text("All three agreed: it counts.")
    press(page, "Ask them all")
    expect(page.locator("main")).not_to_contain_text("also asks for")


def remind(walk: Walk, service: str) -> None:
    """The caseworker reminds a service that hasn't answered."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/advice")
    press(page, f"Remind {service}")
    expect(page.locator("main")).to_contain_text("reminded")


def advise(walk: Walk, role: str, need: str, *, asked_on: date) -> None:
    """A professional takes the request from the list of the service, and gives the advice."""
    page = walk.desk(role)
    go(page, "/advice")
    press(page, f"due {written_day(asked_on + SIX_WEEKS)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sol")
    _say(page, need)
    press(page, "Send the advice")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Advice asked of you")


def parent_advises(walk: Walk) -> None:
    """The parent answers the council's questions on the phone, with the child's own words."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/advice")
    page.locator("textarea").first.fill(OF_THE_FAMILY)
    page.locator("[name=child]").fill(OF_THE_CHILD)
    page.locator("[name=child_how]").first.check()
    press(page, "Send to the council")
    expect(page.get_by_text("You sent this on")).to_be_visible()


def _say(page: Page, need: str) -> None:
    for kind, text in (
        ("need", need),
        ("outcome", f"{need[:-1]}: by the end of Year 4 that no longer holds Sol back."),
        ("provision", f"{need[:-1]}: a trained adult works on that."),
    ):
        number = page.locator(f"[name^=kind-][value={kind}]").first.get_attribute("name")
        assert number
        page.locator(f"[name={number.replace('kind', 'text')}]").fill(text)
        page.locator(f"[name={number.replace('kind', 'evidence')}]").fill("Seen in class")
    for detail, said in (("who", "A trained adult"), ("frequency", "twice a week"),
                         ("length", "30 minutes")):  # fmt: skip
        page.locator(f"[name^={detail}-]").first.fill(said)


def put_on_agenda(walk: Walk, on: str) -> None:
    """The caseworker puts the case before the panel."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/panel")
    page.get_by_label("The day of the panel").fill(on)
    page.get_by_label("What the panel decides").select_option(label="Whether to issue a plan")
    press(page, "Put it on the agenda")


def panel_decides(walk: Walk, surname: str, answer: str, *, then: str) -> None:
    """A member of the panel reads the pack, and decides with reasons."""
    page = walk.desk("Panel member")
    go(page, "/panel")
    follow(page.get_by_role("link", name=f"Sol {surname}"))
    look(page)
    for need in ADVISERS.values():
        expect(page.locator("main")).to_contain_text(need)
    follow(page.get_by_role("link", name="Decide, with reasons"))
    look(page)
    page.get_by_label(answer, exact=True).check()
    for box in page.locator("textarea").all():
        box.fill("The advice of all three services says so.")
    press(page, "See what follows")
    press(page, f"Confirm: {then}")


def draft(walk: Walk) -> None:
    """The plan writer begins from the advice, edits, ties each need to provision, and sends."""
    page = walk.desk("Plan writer")
    go(page, f"/cases/{walk.case}/plan")
    _begin(page, "Draft")
    press(page, "Begin from the advice")
    for need in ADVISERS.values():
        expect(page.locator("main")).to_contain_text(f"“{need}”")
    for need in ("B1", "C1", "D1"):
        expect(page.locator(f"dl a[href='#{need}']")).to_have_count(2)
    expect(page.locator("main")).to_contain_text(OF_THE_CHILD)
    _write(page, "E", by_when="the end of Year 4", measure="by the class teacher, each week")
    _send(page, "draft")


def _begin(page: Page, kind: str) -> None:
    page.get_by_label("Begin a version").select_option(label=kind)
    press(page, "Begin")


def _send(page: Page, kind: str) -> None:
    press(page, f"Send: {kind}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(kind)
    expect(page.locator("main")).to_contain_text("; sent ")


def _write(page: Page, letter: str, **said: str) -> None:
    follow(page.get_by_role("link", name=f"Write section {letter}", exact=True))
    for name, words in said.items():
        page.locator(f"[id='{letter}1.{name}']").fill(words)
    press(page, "Save the section")
    follow(page.get_by_role("link", name="The plan", exact=True))


def family_answers_draft(walk: Walk) -> None:
    """The parent says what they think of a line and of sections, on the phone."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/plan")
    expect(page.get_by_text("You can say what you think until")).to_be_visible()
    expect(page.locator("main")).to_contain_text("This is blank in a draft.")
    page.get_by_text("Say something about B1").click()
    page.get_by_label("What do you think of B1?").fill("Pictures help Sol too.")
    _send_from(page, "What do you think of B1?")
    page.get_by_text("Do you agree with section B?").click()
    page.locator("#B-yes").check()
    _send_from(page, "What do you think of B?")
    expect(page.get_by_text("You agree with this section.")).to_be_visible()


def _send_from(page: Page, label: str) -> None:
    form = page.locator("form").filter(has=page.get_by_label(label, exact=True))
    follow(form.get_by_role("button"))
    look(page)


def answer_family(walk: Walk) -> None:
    """The caseworker answers the parent's comment, and records that the family has commented."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/plan")
    expect(page.locator("#agreements + dl")).to_contain_text("Agrees: Ada")
    page.get_by_label("Answer on B1").fill("We added pictures.")
    follow(page.get_by_role("button", name=re.compile("^Answer")).first)
    expect(page.locator("main")).to_contain_text("Answer of")
    make(walk, page, "receive_comments")


def make(walk: Walk, page: Page, move: str, **given: str) -> None:
    """Make a step of the process that has no page of its own."""
    go(page, f"/cases/{walk.case}/moves/{move}")
    for name, value in given.items():
        page.locator(f"#{name}").fill(value)
    title = page.get_by_role("heading", level=1).inner_text().split("\n")[0].strip()
    button = page.locator("main form button:not([name])")
    follow(button)
    look(page)
    assert title


def consult(walk: Walk) -> None:
    """The caseworker consults a setting."""
    page = walk.desk("Caseworker")
    make(walk, page, "consult_setting", reference="Alderwick Primary School")


def hear_from_setting(walk: Walk) -> None:
    """The caseworker records what the setting replied."""
    page = walk.desk("Caseworker")
    make(walk, page, "receive_consultation", reference="Alderwick Primary School")


def finish(walk: Walk) -> None:
    """The caseworker begins the final plan, names the SENCO's own school, and sends it."""
    number, name = walk.server.ask("setting_of", "senco")
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/plan")
    _begin(page, "Final")
    _write(page, "I", setting_type="A mainstream primary school",
           setting_name=name, setting_number=number)  # fmt: skip
    _send(page, "final")


def read_final(walk: Walk) -> None:
    """The parent reads the final plan: as it is, in short lines and as a PDF."""
    page = walk.phone()
    go(page, f"/family/{walk.case}/plan")
    expect(page.locator("main")).to_contain_text("A mainstream primary school")
    with page.expect_download() as file:
        page.get_by_role("link", name="PDF").first.click()
    assert file.value.path().read_bytes().startswith(b"%PDF")
    go(page, f"/family/{walk.case}/plan/easy")


def deliver(walk: Walk) -> None:
    """The plan's provision goes into the ledger, and the SENCO enters a week on a phone."""
    page = walk.desk("Caseworker")
    go(page, f"/cases/{walk.case}/delivery")
    press(page, "Take provision from the final plan")
    expect(page.locator("main")).to_contain_text("2 sessions a week")
    page = walk.desk("SENCO")
    go(page, "/settings/delivery")
    page.get_by_label(re.compile("Sessions delivered to Sol")).first.fill("2")
    press(page, "Keep this week")
