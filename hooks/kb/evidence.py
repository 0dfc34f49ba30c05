"""Evidence: every figure in an essay is shown by a lab's record, covered by a citation, or derived in a comment."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from kb.citations import GROUP
from kb.faults import Fault
from kb.prose import Passage, line_of, passages, sentences

FIGURE = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?P<number>\d[\d,]*(?:\.\d+)*|\.\d+)(?P<unit>\s?%|\s?×|x\b|\spercent|(?:st|nd|rd|th)\b|s\b|-bit\b)?"
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
NUMBERED = (
    r"RFC|Art(?:icles?|s?\.)|Recitals?|Sect(?:ions?|\.)|§+|Ch(?:apters?|\.)|Fig(?:ures?|\.)|Tables?|pages?|pp?\.|Rules?|Points?"
    r"|essays?|versions?|Python|No\.|part|ISO|IEEE|NIST|Steps?|Questions?|Principles?"
)
# Numbers that count or measure nothing: dates, times of day, numbered things, links and what a citation holds.
NO_FIGURE = [
    re.compile(rf"\b\d{{1,2}}(?:\s?(?:[-–]|to|and)\s?\d{{1,2}})?\s+{MONTH}\b"),
    re.compile(rf"\b{MONTH}\s+\d{{1,2}}(?:[-–]\d{{1,2}})?\b(?!\.\d|%)"),
    re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b"),
    re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b"),
    re.compile(
        rf"(?i)\b(?:{NUMBERED})\s*\d[\d.]*(?:\([\w]+\))*(?:(?:,\s*|\s*(?:and|to|or|[-–])\s*)\d[\d.]*(?:\([\w]+\))*)*"
    ),
    re.compile(r"§+\s*\d[\d.]*"),
    re.compile(r"\]\([^)]*\)(?:\{[^}]*\})?"),
    re.compile(r"<[^>]*>"),
    re.compile(r"\[\^[^\]]+\]:?"),
    re.compile(r"^\s*(?:\d+[.)]\s|#{1,6}\s\d+\.\s)"),
    GROUP,
]
DERIVATION = re.compile(r"<!--\s*(?P<left>[\d.,]+)\s*%?\s*=\s*(?P<right>.*?)-->", re.S)
OPERATORS: dict[type[ast.AST], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def unproven(markdown: str, records: str, shown: str, first_line: int) -> Iterator[Fault]:
    """Yield a fault for each figure without evidence in a Markdown text, and for each derivation that fails.

    `records` is what the essay's labs recorded. A citation covers the sentence it stands in; in a table, the row.
    """
    known = {_value(figure["number"]) for figure in FIGURE.finditer(records) if figure["number"].count(".") < 2}
    units = [(passage.start + offset, text) for passage in passages(markdown) for offset, text in _units(passage)]
    cited = {_value(figure) for _, text in units if GROUP.search(text) for _, figure in figures(text)}
    for match in DERIVATION.finditer(markdown):
        line, left = first_line + line_of(markdown, match.start()) - 1, _value(match["left"])
        wrong = _failure(left, match["right"], known | cited)
        if wrong:
            yield Fault(
                shown, line, wrong, "write `<!-- 250 = 5 × 50 -->` with figures that a record or a citation shows"
            )
        known.add(left)
    for start, text in units:
        # A heading has no room for a citation; it may repeat a figure that its text cites.
        shown_here = known | cited if text.lstrip().startswith("#") else known
        for place, figure in figures(text) if not GROUP.search(text) else ():
            if _value(figure) not in shown_here:
                line = first_line + line_of(markdown, start + place) - 1
                remedy = "print it in a lab, cite its source in this sentence, or derive it in `<!-- … = … -->`"
                yield Fault(shown, line, f"the figure {figure} has no evidence", remedy)


def figures(sentence: str) -> Iterator[tuple[int, str]]:
    """Yield the figures in a sentence, each with its offset: no years, ordinals, dates, or bare counts up to ten."""
    for pattern in NO_FIGURE:
        sentence = pattern.sub(lambda match: " " * len(match[0]), sentence)
    for match in FIGURE.finditer(sentence):
        number, unit = match["number"].rstrip(","), (match["unit"] or "").strip()
        measured = unit in {"%", "×", "x", "percent"}
        year = re.fullmatch(r"1[5-9]\d\d|20\d\d", number) and not measured
        count = number.isdigit() and int(number) <= 10 and not measured
        if not (year or count or number.count(".") > 1 or unit in {"st", "nd", "rd", "th", "-bit"}):
            yield match.start(), number


def _units(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield what one citation covers: a sentence, or a whole row of a table."""
    return iter([(0, passage.text)]) if passage.text.lstrip().startswith("|") else sentences(passage.text)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "").rstrip(".")).normalize()


def _failure(left: Decimal, right: str, known: set[Decimal]) -> str:
    """Return what is wrong with the derivation `left = right`, or nothing."""
    expression = re.sub(r"(?<=\d),(?=\d{3})", "", right.strip()).translate(str.maketrans("×−÷", "*-/"))
    try:
        tree = ast.parse(expression, mode="eval").body
        value = _evaluate(tree)
        operands = [_value(str(node.value)) for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    except (SyntaxError, ValueError, ZeroDivisionError):
        return f"the derivation of {left:f} cannot be computed"
    if value != Fraction(left):
        return f"the derivation gives {float(value):g}, not {left:f}"
    # Counts up to ten and the hundred of a percentage need no evidence, here as in the prose.
    loose = [operand for operand in operands if operand not in known | {Decimal(n) for n in (*range(11), 100)}]
    return f"the derivation of {left:f} rests on {loose[0]:f}, which has no evidence" if loose else ""


def _evaluate(node: ast.AST) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_evaluate(node.left), _evaluate(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        value, *digits = map(_evaluate, node.args)
        # Half up, as a reader rounds, not half to even.
        scale = Fraction(10) ** int(digits[0] if digits else 0)
        return Fraction((value * scale + Fraction(1, 2)).__floor__()) / scale
    raise ValueError(ast.dump(node))
