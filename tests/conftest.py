"""Options for all tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="many more attacks on the checker: about an hour on two cores")
    parser.addoption("--error-rates", action="store_true", help="every test of the evidence on 1,000 data sets: some minutes")


@pytest.fixture
def nightly(request: pytest.FixtureRequest) -> bool:
    """Whether the long attacks were asked for."""
    return bool(request.config.getoption("--nightly"))
