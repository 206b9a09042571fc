"""Addresses of the caseworker's desk."""

from django.urls import URLPattern, path

from sendap.web.casework import reassign, reviews
from sendap.web.desk import chasing, hand_over, messages, notes, tasks, texts

urlpatterns: list[URLPattern] = [
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/<uuid:case>/done", tasks.done, name="done"),
    path("reviews/planning", reviews.planning, name="planning"),
    path("cases/moving", reassign.moving, name="moving"),
    path("cases/<uuid:case>/notes", notes.notes, name="notes"),
    path("cases/<uuid:case>/hand-over", hand_over.hand_over, name="hand-over"),
    path("cases/<uuid:case>/messages/no-answer", messages.no_answer, name="no-answer"),
    path("advice/chase", chasing.chase, name="chase"),
    path("team/templates", texts.texts, name="texts"),
]
