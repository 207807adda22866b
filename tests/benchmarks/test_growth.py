"""How the time of a sample changes with the number of runs, of steps and of dimensions: ideally not at all."""

import pytest
from works import ensemble  # pyright: ignore[reportMissingImports]

BASE = {"runs": 4096, "steps": 512, "dimension": 1}
GROWN = {
    "runs": ({"runs": 512}, {"runs": 32_768}),
    "steps": ({"steps": 64}, {"steps": 4096}),
    "dimension": ({"dimension": 8, "runs": 512}, {"dimension": 64, "runs": 64}, {"dimension": 1024, "runs": 64}),
}


def samples(size):
    return size["runs"] * size["steps"] * size["dimension"]


@pytest.mark.parametrize(("name", "grown"), [(name, g) for name, all_ in GROWN.items() for g in all_], ids=str)
def test_growth(compare, name, grown):
    """Repeated so often that both draw as many samples."""
    sizes = {"R = 4096, K = 512, d = 1": BASE, ", ".join(f"{k} {v}" for k, v in grown.items()): BASE | grown}
    most = max(map(samples, sizes.values()))
    works = {label: _repeated(ensemble(**size), most // samples(size)) for label, size in sizes.items()}
    assert all(most % samples(size) == 0 for size in sizes.values())
    compare(f"momentum, more {name}", works, most)


def _repeated(work, times):
    return lambda: [work() for _ in range(times)]
