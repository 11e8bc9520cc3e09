"""Arrays go out exact, or packed as Plotly reads them."""

from __future__ import annotations

import base64

import numpy as np
import orjson
from hypothesis import given
from hypothesis import strategies as st

from app.web.encoding import compact, dumps, exact


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_json_numbers_read_back_to_the_same_bits(values: list[float]) -> None:
    array = np.array(values)
    back = np.array(orjson.loads(dumps({"a": exact(array)}))["a"], dtype=np.float64)
    assert back.tobytes() == array.tobytes()


def test_what_is_not_finite_is_null_in_json() -> None:
    assert dumps({"a": exact(np.array([1.0, np.nan, np.inf, -np.inf]))}) == b'{"a":[1.0,null,null,null]}'


def test_columns_of_a_wider_array_go_out_in_their_own_order() -> None:
    columns = np.arange(12.0).reshape(3, 4)[::-1, 1:3]
    assert orjson.loads(dumps(exact(columns))) == columns.tolist()
    assert base64.b64decode(compact(columns)["bdata"]) == columns.astype("<f4").tobytes()


def test_a_packed_array_says_its_type_and_shape() -> None:
    packed = compact(np.zeros((200, 64)))
    assert (packed["dtype"], packed["shape"]) == ("f4", "200, 64")
    assert compact(np.zeros(3))["shape"] == "3"


def test_a_packed_number_is_the_nearest_float32_and_keeps_what_is_not_finite() -> None:
    values = np.array([0.1, np.inf, -np.inf, np.nan, 1e-60])
    packed = np.frombuffer(base64.b64decode(compact(values)["bdata"]), "<f4")
    assert packed[0] == np.float32(0.1)
    assert packed[1:3].tolist() == [np.inf, -np.inf]
    assert np.isnan(packed[3])
    assert packed[4] == 0


def test_a_number_too_large_for_float32_is_packed_as_float64() -> None:
    values = np.array([0.1, -1e300, np.nan, np.inf])
    packed = compact(values)
    assert packed["dtype"] == "f8"
    assert base64.b64decode(packed["bdata"]) == values.tobytes()
