"""The same columns as Evidently 0.7 and NannyML 0.13 measure them, by those packages' own functions."""

import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from evidently.legacy.calculations import stattests  # noqa: E402
from evidently.legacy.core import ColumnType  # noqa: E402
from nannyml.chunk import DefaultChunker  # noqa: E402
from nannyml.drift.univariate import methods  # noqa: E402
from nannyml.thresholds import ConstantThreshold  # noqa: E402

EVIDENTLY = ["psi", "kl_div", "jensenshannon", "hellinger"]
EVIDENTLY_NUMBER = ["wasserstein", "ks", "t_test", "mannw", "ed", "anderson", "cramer_von_mises", "es"]
EVIDENTLY_TEXT = ["chisquare"]
NANNYML = {
    "number": {
        "js": methods.ContinuousJensenShannonDistance,
        "hellinger": methods.ContinuousHellingerDistance,
        "wasserstein": methods.WassersteinDistance,
        "ks": methods.KolmogorovSmirnovStatistic,
    },
    "text": {
        "js": methods.CategoricalJensenShannonDistance,
        "hellinger": methods.CategoricalHellingerDistance,
        "l_infinity": methods.LInfinityDistance,
        "chi2": methods.Chi2Statistic,
    },
}
# The package reads the choice of the exact distance only from the top level, and only where its own key is present too.
EXACT = {"wasserstein": {}, "kolmogorov_smirnov": {}, "calculation_method": "exact"}


def evidently(reference, production, kind):
    column_type = ColumnType.Numerical if kind == "number" else ColumnType.Categorical
    names = EVIDENTLY + (EVIDENTLY_NUMBER if kind == "number" else EVIDENTLY_TEXT)
    tests = {name: stattests.get_stattest(reference, production, column_type, name) for name in names}
    return {
        f"evidently-0.7/{name}": float(test.func(reference, production, column_type, 0.1)[0])
        for name, test in tests.items()
    }


def nannyml(reference, production, kind):
    return {f"nannyml-0.13/{name}": _nannyml(method, reference, production) for name, method in NANNYML[kind].items()}


def _nannyml(method, reference, production):
    """The method's value, or for chi-square the p-value that its alert is made of."""
    fitted = method(chunker=DefaultChunker(), threshold=ConstantThreshold(), computation_params=EXACT)
    fitted._fit(pd.Series(reference))
    value = fitted._calculate(pd.Series(production))
    return float(getattr(fitted, "_p_value", value))
