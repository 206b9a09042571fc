"""The interface keeps to its own description, whatever it is sent."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sendap.api import case_answers, v1
from sendap.api.v1 import description
from sendap.apps.access.actions import make_token
from sendap.apps.access.actors import actor_for
from sendap.project.wsgi import application

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
EXAMPLES = 8

load_all_checks()


@pytest.mark.parametrize("who", ["", "caseworker", "parent", "senco", "team_manager"])
def test_every_operation_answers_as_it_says_it_will(world: Any, who: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    headers = _headers(world, who)
    reached = {_try(operation.ok(), headers) for operation in schema.get_all_operations()}
    assert len(reached) == sum(len(methods) for methods in description()["paths"].values())


@pytest.mark.parametrize("part", ["", "/deadlines", "/events"])
def test_a_real_case_has_the_shape_that_is_described(world: Any, part: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    operation = schema[f"/api/v1/cases/{{case_id}}{part}"]["GET"]
    case = operation.Case(path_parameters={"case_id": str(world.subjects["own"].case.pk)})
    response = case.call_and_validate(checks=list(CHECKS), headers=_headers(world, "caseworker"))
    assert response.status_code == 200


def test_no_two_shapes_share_a_name() -> None:
    shapes = [
        shape
        for module in (case_answers, *filter(inspect.ismodule, vars(v1).values()))
        for name, shape in vars(module).items()
        if isinstance(shape, type) and issubclass(shape, Schema) and name[0].isupper()
    ]
    named = {(shape.__name__, shape.__module__) for shape in shapes}
    assert len({name for name, _ in named}) == len(named)


def _try(operation: Any, headers: dict[str, str]) -> str:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        case.call_and_validate(checks=list(CHECKS), headers=headers)

    attempt()
    return str(operation.label)


def _headers(world: Any, who: str) -> dict[str, str]:
    if not who:
        return {}
    account = world.accounts[who]
    secret = make_token(actor=actor_for(account, on=world.today), account=account, name="a program")
    return {"Authorization": f"Bearer {secret}"}
