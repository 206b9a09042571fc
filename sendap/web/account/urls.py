"""Addresses of these pages."""

from django.urls import path

from sendap.web.account import tokens, views

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
    path("account/tokens", tokens.tokens, name="tokens"),
    path("account/tokens/new", tokens.make, name="make-token"),
    path("account/tokens/<int:token>/end", tokens.end, name="end-token"),
]
