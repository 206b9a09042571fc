"""Addresses of the staff pages."""

from django.urls import URLPattern, path

from sendap.web.casework import calendar, case, caseload, reassign, team

urlpatterns: list[URLPattern] = [
    path("cases", caseload.cases, name="cases"),
    path("cases.csv", caseload.cases_csv, name="cases-csv"),
    path("cases/views", caseload.save_view, name="save-view"),
    path("cases/views/<int:view>/delete", caseload.delete_view, name="delete-view"),
    path("cases/reassign", reassign.reassign, name="reassign"),
    path("cases/<uuid:case>", case.case, name="case"),
    path("cases/<uuid:case>/conflict", case.conflict, name="conflict"),
    path("team", team.team, name="team"),
    path("team.csv", team.team_csv, name="team-csv"),
    path("calendar", calendar.address, name="calendar-address"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar"),
]
