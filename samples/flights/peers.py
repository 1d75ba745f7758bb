"""The same columns as Evidently 0.7 and NannyML 0.13 measure them, by those packages' own functions."""

import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from evidently.legacy.calculations import stattests  # noqa: E402
from evidently.legacy.core import ColumnType  # noqa: E402
from nannyml.chunk import DefaultChunker  # noqa: E402
from nannyml.drift.univariate import methods  # noqa: E402
from nannyml.thresholds import ConstantThreshold  # noqa: E402

EVIDENTLY = {
    "psi": stattests.psi_stat_test,
    "kl": stattests.kl_div_stat_test,
    "js": stattests.jensenshannon_stat_test,
    "hellinger": stattests.hellinger_stat_test,
}
EVIDENTLY_NUMBER = {"wasserstein_normed": stattests.wasserstein_stat_test, "ks_p": stattests.ks_stat_test}
NANNYML = {
    "number": {
        "js": methods.ContinuousJensenShannonDistance,
        "hellinger": methods.ContinuousHellingerDistance,
        "wasserstein": methods.WassersteinDistance,
    },
    "text": {
        "js": methods.CategoricalJensenShannonDistance,
        "hellinger": methods.CategoricalHellingerDistance,
        "l_infinity": methods.LInfinityDistance,
    },
}
# The package reads the choice of the exact distance only from the top level, and only where its own key is present too.
EXACT = {"wasserstein": {}, "calculation_method": "exact"}


def evidently(reference, production, kind):
    column_type = ColumnType.Numerical if kind == "number" else ColumnType.Categorical
    tests = EVIDENTLY | (EVIDENTLY_NUMBER if kind == "number" else {})
    return {
        f"evidently-0.7/{name}": float(test.func(reference, production, column_type, 0.1)[0])
        for name, test in tests.items()
    }


def nannyml(reference, production, kind):
    return {f"nannyml-0.13/{name}": _nannyml(method, reference, production) for name, method in NANNYML[kind].items()}


def _nannyml(method, reference, production):
    fitted = method(chunker=DefaultChunker(), threshold=ConstantThreshold(), computation_params=EXACT)
    fitted._fit(pd.Series(reference))
    return float(fitted._calculate(pd.Series(production)))
