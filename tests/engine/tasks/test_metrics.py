"""Every metric on a few examples that are counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from engine.numbers.arrays import Array
from engine.tasks import Example, Metric, named
from engine.tasks.dances import Strain
from engine.tasks.melody import END as FINE
from engine.tasks.melody import likeliest_next

NONE = "–"


def saying(task: str, *labels: str) -> Array:
    """What a readout is given, (T_y, V), when these are its likeliest labels."""
    known = named(task).labels
    return np.array([[1.0 if column == label else -1.0 for column in known] for label in labels])


def reading(*targets: Sequence[str | None]) -> list[Example]:
    """Examples with these targets; what they read does not count."""
    return [Example(("x",) * len(labels), tuple(labels)) for labels in targets]


def test_accuracy_is_the_share_of_right_answers() -> None:
    said = [saying("recall", label) for label in "ABCD"]
    assert named("recall").score(said, reading("A", "C", "C", "D")) == Metric("accuracy", 3 / 4, 4)
    digits = [saying("digits", label) for label in "700"]
    assert named("digits").score(digits, reading("7", "0", "1")) == Metric("accuracy", 2 / 3, 3)


def test_a_date_is_exact_when_all_its_ten_signs_are() -> None:
    said = [saying("dates", *iso) for iso in ("2024-05-03", "1969-07-21", "1989-11-09", "2000-01-01")]
    right = reading("2024-05-03", "1969-07-20", "1989-11-09", "2000-01-02")
    assert named("dates").score(said, right) == Metric("exact", 2 / 4, 4)


def test_f1_counts_whole_entities_with_their_labels() -> None:
    right = reading(
        ("person", "person", NONE, "place"),  # two entities
        (NONE, "date", NONE, NONE),  # one
        (NONE, NONE, "organisation", "organisation"),  # one
    )
    said = [
        saying("entities", "person", "person", NONE, "organisation"),  # two, one right: the place has another label
        saying("entities", NONE, "date", NONE, "place"),  # two, one right
        saying("entities", NONE, NONE, NONE, "organisation"),  # one, not right: its first word is missing
    ]
    precision, recall = 2 / 5, 2 / 4
    found = named("entities").score(said, right)
    assert (found.name, found.examples) == ("F1", 3)
    assert found.value == pytest.approx(2 * precision * recall / (precision + recall))


def test_f1_of_a_network_that_finds_nothing_is_0_and_1_only_where_there_is_nothing() -> None:
    nothing = [saying("entities", NONE, NONE)]
    assert named("entities").score(nothing, reading((NONE, "date"))).value == 0.0
    assert named("entities").score(nothing, reading((NONE, NONE))).value == 1.0


def test_the_mean_error_is_the_mean_distance_from_the_fifth_second_on() -> None:
    came = np.zeros((7, 2))
    said = came.copy()
    said[:4] = 100.0  # the first four do not count
    said[4:] = [[3.0, 4.0], [0.0, 1.0], [0.0, 0.0]]  # distances 5, 1, 0
    found = named("vehicle").score([said], [Example(np.zeros((7, 2)), came)])
    assert found == Metric("mean error", 2.0, 1)


def test_bits_a_letter_are_the_mean_of_minus_log2_of_what_the_letter_was_given() -> None:
    labels = named("names").labels
    halves = np.full((2, len(labels)), -np.inf)
    halves[0, [labels.index("a"), labels.index("b")]] = 0.0  # a half each: 1 bit
    halves[1, [labels.index(label) for label in "abcdefgh"]] = 0.0  # an eighth each: 3 bits
    certain = np.where(saying("names", "z") > 0, 0.0, -np.inf)  # 0 bits
    found = named("names").score([halves, certain], reading("ah", "z"))
    assert (found.name, found.examples) == ("bits a letter", 2)
    assert found.value == pytest.approx((1 + 3 + 0) / 3)


def test_a_sum_is_right_within_four_hundredths() -> None:
    sums, said = (1.0, 1.0, 0.5, 1.2), (1.039, 0.95, 0.5, 1.25)
    examples = [Example(np.zeros((50, 2)), np.array([[total]])) for total in sums]
    found = named("adding").score([np.array([[number]]) for number in said], examples)
    assert found == Metric("within 0.04", 2 / 4, 4)


def test_next_notes_right_are_counted_note_by_note_over_all_tunes() -> None:
    notes = ("E4:1", "D4:1", "C4:2", FINE)
    said = [saying("melody", "E4:1", "D4:1", "D4:1", FINE), saying("melody", "C4:2")]
    assert named("melody").score(said, reading(notes, ("E4:1",))) == Metric("next notes right", 3 / 5, 2)
    assert named("melody").forced


@pytest.mark.parametrize(
    ("task", "name", "better"),
    [
        ("recall", "accuracy", "higher"),
        ("dates", "exact", "higher"),
        ("entities", "F1", "higher"),
        ("adding", "within 0.04", "higher"),
        ("melody", "next notes right", "higher"),
        ("names", "bits a letter", "lower"),
        ("sunspots", "mean error", "lower"),
    ],
)
def test_a_metric_tells_which_way_it_is_better(task: str, name: str, better: str) -> None:
    assert (named(task).measure, named(task).better) == (name, better)


def test_the_baselines_are_measured_as_the_networks_are() -> None:
    rows = [example.numbers[0] for example in named("sunspots").held_out()]
    years = named("sunspots").held_out()[0].numbers
    by_hand = np.abs(years[0] - years[1])[32:].mean()
    assert named("sunspots").score(rows, named("sunspots").held_out()).value == pytest.approx(by_hand)
    assert named("sunspots").baselines()["persistence"].value == pytest.approx(by_hand)
    assert len(named("melody").held_out()) == named("melody").baselines()["likeliest_next"].examples


def test_the_note_that_follows_most_often_is_counted_in_its_style_and_then_in_any() -> None:
    learnt = [Strain("Jig", ("C", "D", "E")), Strain("Jig", ("G", "D", "C")), Strain("Jig", ("C", "D", "E"))]
    learnt += [Strain("Reel", ("C", "D", "G"))]
    new = [Strain("Jig", ("G", "D", "C")), Strain("Reel", ("C", "D", "E"))]
    # after one note: not G, which began one of three jigs; D; not C; then, after C, not the end, but D
    # in the reel: C, D; not E; and the end, as after E in any style
    assert likeliest_next(learnt, new, 1) == (1 + 3) / 8
    # after two: D; C, as once after G and D; the end, after D and C; in the reel: C, D; not E; and the end
    assert likeliest_next(learnt, new, 2) == (3 + 3) / 8
