"""The libraries, for the tests that want them."""

import os

import pytest


@pytest.fixture(scope="session")
def torch():
    return pytest.importorskip("torch")


@pytest.fixture(scope="session")
def optax():
    return pytest.importorskip("optax")


@pytest.fixture(scope="session")
def keras():
    pytest.importorskip("jax")
    os.environ.setdefault("KERAS_BACKEND", "jax")
    module = pytest.importorskip("keras")
    if module.backend.backend() != "jax":
        pytest.skip("Keras was imported on another backend")
    return module
