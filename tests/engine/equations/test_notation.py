from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

import engine

MATHML = "{http://www.w3.org/1998/Math/MathML}"


@pytest.mark.parametrize(
    ("cell", "nonlinearity", "form", "expected"),
    [
        ("dense", None, None, [r"h_t = \tanh(W x_t + b)"]),
        ("rnn", None, None, [r"h_t = \tanh(W x_t + U h_{t-1} + b)"]),
        ("rnn", "relu", None, [r"h_t = \operatorname{relu}(W x_t + U h_{t-1} + b)"]),
        (
            "lstm",
            None,
            None,
            [
                r"i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i)",
                r"f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)",
                r"g_t = \tanh(W_g x_t + U_g h_{t-1} + b_g)",
                r"o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)",
                r"c_t = f_t \odot c_{t-1} + i_t \odot g_t",
                r"h_t = o_t \odot \tanh(c_t)",
            ],
        ),
        (
            "gru",
            None,
            None,
            [
                r"r_t = \sigma(W_r x_t + U_r h_{t-1} + b_r)",
                r"z_t = \sigma(W_z x_t + U_z h_{t-1} + b_z)",
                r"n_t = \tanh(W_n x_t + b_{xn} + r_t \odot (U_n h_{t-1} + b_{hn}))",
                r"h_t = (1 - z_t) \odot n_t + z_t \odot h_{t-1}",
            ],
        ),
    ],
)
def test_the_latex_is_the_textbooks(
    cell: str, nonlinearity: str | None, form: str | None, expected: list[str]
) -> None:
    assert [equation.latex for equation in engine.equations(cell, nonlinearity, form)] == expected


def test_the_textbook_form_of_the_gru_resets_before_the_product() -> None:
    candidate = engine.equations("gru", form="reset_before")[2]
    assert candidate.latex == r"n_t = \tanh(W_n x_t + U_n (r_t \odot h_{t-1}) + b_n)"


@pytest.mark.parametrize(
    ("cell", "form", "signal", "text"),
    [
        ("dense", None, 0, "ht=tanh(Wxt+b)"),
        ("lstm", None, 1, "ft=σ(Wfxt+Ufht−1+bf)"),
        ("lstm", None, 4, "ct=ft⊙ct−1+it⊙gt"),
        ("lstm", None, 5, "ht=ot⊙tanh(ct)"),
        ("gru", "reset_after", 2, "nt=tanh(Wnxt+bxn+rt⊙(Unht−1+bhn))"),
        ("gru", "reset_before", 2, "nt=tanh(Wnxt+Un(rt⊙ht−1)+bn)"),
        ("gru", None, 3, "ht=(1−zt)⊙nt+zt⊙ht−1"),
    ],
)
def test_the_mathml_reads_as_the_equation(cell: str, form: str | None, signal: int, text: str) -> None:
    root = ElementTree.fromstring(engine.equations(cell, form=form)[signal].mathml)
    assert root.tag == f"{MATHML}math"
    assert "".join(root.itertext()) == text


def test_letters_and_times_in_the_mathml_can_be_found() -> None:
    root = ElementTree.fromstring(engine.equations("lstm")[1].mathml)
    found = [(element.get("class"), element.text) for element in root.iter(f"{MATHML}mi")]
    assert found == [
        ("sig sig-f", "f"),
        ("time", "t"),
        ("fn", "σ"),
        ("gate sig-f", "W"),
        ("gate sig-f", "f"),
        ("sig sig-x", "x"),
        ("time", "t"),
        ("gate sig-f", "U"),
        ("gate sig-f", "f"),
        ("sig sig-h", "h"),
        ("time", "t−1"),
        ("gate sig-f", "b"),
        ("gate sig-f", "f"),
    ]
    offsets = [element.get("data-offset") for element in root.iter(f"{MATHML}mi") if element.get("class") == "time"]
    assert offsets == ["0", "0", "-1"]
