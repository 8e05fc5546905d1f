"""The stages run one after another; what cannot be measured here is told with its reason."""

import importlib
from collections.abc import Iterable

from cockpit.app import Engines
from cockpit.bench.figure import Measured, Result, Tell
from cockpit.bench.figures import figures_of
from cockpit.errors import TELLABLE, told


def run(stages: Iterable[str], engines: Engines, *, quick: bool, tell: Tell) -> list[Result]:
    """The results of every figure of the stages, in the order of `figures.FIGURES`.

    `quick` takes fewer and shorter measurements. Each stage is a module of this package with
    `measure(engines, quick, tell)`; it gives its measurements one by one, so that those before an
    error are kept.
    """
    results: list[Result] = []
    for stage in stages:
        results += run_stage(stage, engines, quick=quick, tell=tell)
    return results


def run_stage(stage: str, engines: Engines, *, quick: bool, tell: Tell) -> list[Result]:
    taken: dict[str, Measured] = {}
    reason = "this stage does not take it"
    tell(stage)
    try:
        for name, measured in importlib.import_module(f"cockpit.bench.{stage}").measure(engines, quick, tell):
            taken[name] = measured
    except TELLABLE as error:
        reason = told(error)
        tell(f"{stage}: {reason}")
    figures = figures_of(stage, quick=quick)
    unknown = taken.keys() - {figure.name for figure in figures}
    assert not unknown, f"{stage} took {unknown}, which cockpit.bench.figures does not have"
    return [Result(f, taken.get(f.name), "" if f.name in taken else reason) for f in figures]
