"""Equations written out: LaTeX for copying, MathML for the page.

In the MathML every signal's letter carries `class="sig sig-f"`, the letters of its matrices and biases
`class="gate sig-f"` and every time `class="time" data-offset="-1"`, so that a page can colour the letters and put
numbers for t.
"""

from __future__ import annotations

from typing import Final

from engine.equations.expressions import At, Bias, Call, Complement, Dot, Equation, Expression, Product, Ref, Sum

_LATEX_FUNCTIONS: Final = {"sigmoid": r"\sigma", "tanh": r"\tanh", "relu": r"\operatorname{relu}"}
_MATHML_FUNCTIONS: Final = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}
_TIMES: Final[dict[At, str]] = {0: "t", -1: "t−1"}


def latex(equation: Equation) -> str:
    """The equation in LaTeX, without delimiters."""
    return f"{_latex(Ref(equation.signal))} = {_latex(equation.expression)}"


def mathml(equation: Equation) -> str:
    """The equation as a MathML element."""
    body = f"{_mathml(Ref(equation.signal))}<mo>=</mo>{_mathml(equation.expression)}"
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>{body}</mrow></math>'


def operand(node: Dot) -> Expression:
    """The vector of a matrix product, as an expression."""
    if node.gating is not None:
        return Product((Ref(node.gating), Ref("h", -1)))
    return Ref(node.of, node.at)


def is_compound(node: Expression) -> bool:
    """Whether a node needs brackets as a factor."""
    return isinstance(node, Sum | Complement)


def _latex(node: Expression) -> str:
    match node:
        case Ref(symbol, at):
            return f"{symbol}_t" if at == 0 else f"{symbol}_{{t-1}}"
        case Dot(symbol):
            return f"{_latex_symbol(symbol)} {_latex_factor(operand(node), isinstance(operand(node), Product))}"
        case Bias(symbol):
            return _latex_symbol(symbol)
        case Sum(args):
            return " + ".join(_latex(arg) for arg in args)
        case Product(args):
            return r" \odot ".join(_latex_factor(arg, is_compound(arg)) for arg in args)
        case Complement(arg):
            return f"1 - {_latex(arg)}"
        case Call(function, arg):
            return f"{_LATEX_FUNCTIONS[function]}({_latex(arg)})"


def _latex_factor(node: Expression, brackets: bool) -> str:
    return f"({_latex(node)})" if brackets else _latex(node)


def _latex_symbol(symbol: str) -> str:
    letter, _, index = symbol.partition("_")
    return f"{letter}_{{{index}}}" if len(index) > 1 else symbol


def _mathml(node: Expression) -> str:
    match node:
        case Ref(symbol, at):
            letter = f'<mi class="sig sig-{symbol}">{symbol}</mi>'
            return f'<msub>{letter}<mi class="time" data-offset="{at}">{_TIMES[at]}</mi></msub>'
        case Dot(symbol, gate):
            vector = operand(node)
            factor = _bracketed(vector) if isinstance(vector, Product) else _mathml(vector)
            return f'<mrow>{_mathml_symbol(symbol, gate)}<mspace width="0.1667em"/>{factor}</mrow>'
        case Bias(symbol, gate):
            return _mathml_symbol(symbol, gate)
        case Sum(args):
            return f"<mrow>{'<mo>+</mo>'.join(_mathml(arg) for arg in args)}</mrow>"
        case Product(args):
            factors = (_bracketed(arg) if is_compound(arg) else _mathml(arg) for arg in args)
            return f"<mrow>{'<mo>⊙</mo>'.join(factors)}</mrow>"
        case Complement(arg):
            return f"<mrow><mn>1</mn><mo>−</mo>{_mathml(arg)}</mrow>"
        case Call(function, arg):
            return f'<mrow><mi class="fn">{_MATHML_FUNCTIONS[function]}</mi>{_bracketed(arg)}</mrow>'


def _bracketed(node: Expression) -> str:
    return f"<mrow><mo>(</mo>{_mathml(node)}<mo>)</mo></mrow>"


def _mathml_symbol(symbol: str, gate: str) -> str:
    letter, _, index = symbol.partition("_")
    parts = [f'<mi class="gate sig-{gate}">{part}</mi>' for part in (letter, index) if part]
    return parts[0] if len(parts) == 1 else f"<msub>{''.join(parts)}</msub>"
