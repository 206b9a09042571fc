"""Addresses of these pages."""

from django.urls import path

from sendap.web.account import views

urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("home", views.home, name="home"),
    path(
        "demonstration/sign-in",
        views.choose_demonstration_account,
        name="choose-demonstration-account",
    ),
]
