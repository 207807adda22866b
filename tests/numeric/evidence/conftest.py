"""The data sets on which error rates are measured are a module beside the tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests are no package, so that the modules here have no other way in


@pytest.fixture
def data_sets(request: pytest.FixtureRequest) -> int:
    """How many data sets an error rate is measured on."""
    return 1000 if request.config.getoption("--error-rates") else 200
