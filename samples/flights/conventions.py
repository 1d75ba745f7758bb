"""Casefile's own conventions for drift, restated with numpy and scipy (docs/metrics.md has the rules).

Counts come as arrays over bins or categories, reference first. Values are float64 without nulls, NaN and infinities.
"""

import numpy as np
from scipy import stats


def reference_edges(reference):
    """Inner edges at the reference's deciles (numpy's linear rule); the outer bins are open.

    Ties are merged, and a value on which deciles tie has a bin of its own; with at most 10 values each has one.
    """
    values = np.unique(reference)
    if len(values) <= 10:
        return np.append(values, np.nextafter(values[-1], np.inf))
    cuts, times = np.unique(np.quantile(reference, np.arange(1, 10) / 10, method="linear"), return_counts=True)
    return np.unique(np.append(cuts, np.nextafter(cuts[times > 1], np.inf)))


def bin_counts(values, edges, nulls):
    """Rows per bin `[edge, next edge)`, then the null bin."""
    places = np.searchsorted(edges, values, side="right")
    return np.append(np.bincount(places, minlength=len(edges) + 1), nulls)


def category_counts(reference, production):
    """Rows per category of either side, in the categories' order. Both arguments map category to rows."""
    names = sorted(set(reference) | set(production))
    return names, np.array([[side.get(name, 0) for name in names] for side in (reference, production)])


def occupied(reference, production):
    """Bins that hold a row on either side."""
    keep = (reference + production) > 0
    return reference[keep], production[keep]


def half_filled(counts):
    """Shares after half a row is added to every bin."""
    return (counts + 0.5) / (counts.sum() + 0.5 * len(counts))


def filled_distances(reference, production):
    """The distances that an empty bin would make infinite, in nats."""
    p, q = half_filled(reference), half_filled(production)
    return {"psi": float(np.sum((q - p) * np.log(q / p))), "kl": float(stats.entropy(p, q))}


def shape_distances(reference, production):
    """Distances between the shares as they are."""
    p, q = reference / reference.sum(), production / production.sum()
    middle = (p + q) / 2
    divergence = (stats.entropy(p, middle, base=2) + stats.entropy(q, middle, base=2)) / 2
    return {
        "js": float(np.sqrt(max(divergence, 0.0))),
        "hellinger": float(np.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2) / 2)),
        "tvd": float(np.abs(p - q).sum() / 2),
        "l_infinity": float(np.abs(p - q).max()),
    }


def rank_distances(reference, production):
    """Exact distances between two empirical distributions of numbers."""
    ks = stats.ks_2samp(reference, production, method="asymp")
    moved = float(stats.wasserstein_distance(reference, production))
    return {
        "ks": float(ks.statistic),
        "ks_p": float(ks.pvalue),
        "wasserstein": moved,
        "wasserstein_normed": moved / float(np.std(reference, ddof=0)),
    }


def contingency(reference, production):
    """Chi-square of the 2 x k table without Yates' correction, and Cramer's V with Bergsma's (2013)."""
    table = np.array([reference, production])
    chi2, p, _, _ = stats.chi2_contingency(table, correction=False)
    n, (r, k) = table.sum(), table.shape
    phi2 = max(0.0, chi2 / n - (k - 1) * (r - 1) / (n - 1))
    smaller = min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
    return {
        "chi2_p": float(p),
        "cramers_v": float(np.sqrt(phi2 / smaller)),
    }
