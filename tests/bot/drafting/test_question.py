"""A question's own words say what is counted, what was done, where, and in which measure."""

import pytest

from bot.drafting.en import DRAFTING
from bot.drafting.question import Inferred, infer
from bot.model import Measure, Modality, Series
from bot.reading.languages.en_matching import MATCHING

PLACES = {"port-amal": ("Port Amal", "Puerto Amal"), "amal": ("Amal",)}


def ask(question: str) -> Inferred | None:
    return infer(question, PLACES, DRAFTING, MATCHING.inflection)


@pytest.mark.parametrize(
    ("question", "family", "noun", "series"),
    [
        ("How many people were injured?", "injured", "people", Series.CUMULATIVE),
        ("How many inmates escaped from the prison?", "escaped", "inmate", Series.ONE_OFF),
        ("How many of the dead have been identified?", "identified", "dead", Series.CUMULATIVE),
        ("What is the death toll?", "killed", "people", Series.CUMULATIVE),
        ("How many customers are without power?", "customers-without-power", "customer", Series.STOCK),
        ("How many homes were destroyed?", "buildings-destroyed", "home", Series.CUMULATIVE),
        ("How many of the inmates are still on the run?", "at-large", "inmate", Series.STOCK),
        ("How many prison guards were hurt?", "injured", "guards", Series.CUMULATIVE),
        ("How many jobs were cut?", "laid-off", "job", Series.CUMULATIVE),
    ],
)
def test_a_question_names_a_built_in_kind_of_claim(question: str, family: str, noun: str, series: Series) -> None:
    said = ask(question)

    assert said is not None
    assert (said.family, said.series) == (family, series)
    assert noun in said.counts
    assert said.event


@pytest.mark.parametrize(
    ("question", "measure", "counted"),
    [
        ("How many acres burned?", Measure.AREA, "acre"),
        ("What percent of voters turned out?", Measure.PERCENT, "percent"),
        ("How much did the storm cost?", Measure.MONEY, None),
        ("How much is the reward?", Measure.MONEY, None),
        ("How strong was the earthquake?", Measure.MAGNITUDE, "magnitude"),
    ],
)
def test_a_question_names_its_measure(question: str, measure: Measure, counted: str | None) -> None:
    said = ask(question)

    assert said is not None
    assert said.measure is measure
    assert counted in said.counts if counted else said.counts == ()


def test_a_part_of_the_people_is_counted_alone() -> None:
    said = ask("How many children were killed?")

    assert said is not None
    assert said.counts == ("children",)


def test_a_thing_is_counted_alone_even_where_people_do_what_was_done() -> None:
    said = ask("How many plants and other sites are on strike?")

    assert said is not None
    assert (said.family, said.counts, said.unit) == ("on-strike", ("plants",), "plants")


def test_a_noun_and_verb_of_no_built_in_kind_stand_as_asked() -> None:
    said = ask("How many lifeboats were launched?")

    assert said is not None
    assert (said.family, said.counts, said.event, said.unit) == (None, ("lifeboats",), ("launched",), "lifeboats")


def test_the_longest_spelling_of_a_place_is_the_place() -> None:
    said = ask("How many people were killed in Port Amal?")

    assert said is not None
    assert said.place == ("port-amal",)


def test_a_question_about_a_plan_asks_for_a_ceiling() -> None:
    said = ask("How many prisoners could be moved?")

    assert said is not None
    assert (said.series, said.modality) == (Series.CEILING, (Modality.PLANNED_CEILING, Modality.ESTIMATE))


@pytest.mark.parametrize("question", ["", "Who?", "How many?", "Was anybody there?", "How large is the oil slick?"])
def test_a_question_that_names_nothing_says_nothing(question: str) -> None:
    assert ask(question) is None
