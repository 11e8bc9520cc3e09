"""Problems point at the field, quote little, and suggest the nearest name."""

from __future__ import annotations

import json

from app.web.errors import FieldError, ProblemError, choose_from, nearest, problem_response


def test_a_pointer_escapes_as_rfc_6901_asks() -> None:
    assert FieldError(("network", "a/b~c", 3), "").pointer == "/network/a~1b~0c/3"
    assert FieldError((), "").pointer == ""


def test_a_pointer_shortens_a_long_name() -> None:
    pointer = FieldError(("x" * 1000,), "").pointer
    assert len(pointer) < 70
    assert pointer.endswith("…")


def test_the_detail_of_one_field_is_that_fields() -> None:
    problem = ProblemError(422, errors=[FieldError(("seed",), "is -1; it must be from 0.")])
    assert problem.detail == "/seed is -1; it must be from 0."


def test_the_detail_of_several_counts_them() -> None:
    problem = ProblemError(422, errors=[FieldError((str(i),), "is wrong.") for i in range(30)])
    assert problem.detail == "30 fields need correcting; the first 20 are listed. The first: /0 is wrong."
    assert len(problem.errors) == 20


def test_the_nearest_name_is_suggested_only_when_it_is_near() -> None:
    assert nearest("LSMT", ["lstm", "gru"]) == " Did you mean lstm?"
    assert nearest("transformer", ["lstm", "gru"]) == ""
    assert choose_from("gur", ["lstm", "gru"]) == "choose one of lstm, gru. Did you mean gru?"


def test_a_problem_has_the_title_of_its_status_and_is_not_kept() -> None:
    response = problem_response(413, "too much")
    body = json.loads(bytes(response.body))
    assert body == {"type": "about:blank", "title": body["title"], "status": 413, "detail": "too much"}
    assert body["title"] in {"Content Too Large", "Request Entity Too Large"}
    assert response.headers["cache-control"] == "no-store"
