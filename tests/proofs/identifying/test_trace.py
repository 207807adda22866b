"""A file is read as a run only if it is one: what it claims to hold is checked before anything is made of it."""

import io
import struct
import zipfile

import numpy as np
import pytest

from qedescent.proofs.cli import run
from qedescent.proofs.identifying.trace import NotATrace, read_trace, trace

X, G = np.cumsum(np.ones((4, 2)), axis=0) / 3, np.ones((3, 2))
GOOD = {"x": X, "g": G, "lr": np.array(0.1)}


def npy(array):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, allow_pickle=True)
    return out.getvalue()


def claiming(shape, data=b"\0" * 64):
    """An array whose header says more than the file holds."""
    header = str({"descr": "<f8", "fortran_order": False, "shape": shape}).encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


def packed(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(f"{name}.npy", data)
    return path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"g": None}, "g is not there"),
        ({"x": None, "lr": None}, "x, lr is not there"),
        ({"g": np.ones((4, 2))}, "shape"),
        ({"g": np.ones((3, 3))}, "shape"),
        ({"x": np.ones((1, 2)), "g": np.ones((0, 2))}, "shape"),
        ({"x": np.float64(1.0)}, "shape"),
        ({"lr": np.ones(4)}, "lr is one number or one a step"),
        ({"momentum": np.ones((3, 1))}, "momentum is one number or one a step"),
        ({"g": np.full((3, 2), np.nan)}, "g has values that are no finite numbers"),
        ({"momentum": np.array([0.9, np.inf, 0.9])}, "momentum has values"),
        ({"x": X.astype(complex)}, "x holds complex128"),
        ({"lr": np.array("0.1")}, "lr holds <U3"),
        ({"x": X > 0}, "x holds bool"),
        ({"x": X * 0 + 1}, "move by no more than rounding"),
        ({"x": 1 + X * 1e-17}, "move by no more than rounding"),
    ],
)
def test_arrays_that_are_no_run_are_refused_with_the_reason(tmp_path, changed, said):
    arrays = {k: v for k, v in {**GOOD, **changed}.items() if v is not None}
    np.savez(tmp_path / "run.npz", **arrays)
    with pytest.raises(NotATrace, match=said):
        read_trace(tmp_path / "run.npz")


class Marked:
    """Would leave a file behind if it were unpickled."""

    def __reduce__(self):
        return (open, ("unpickled", "w"))


HOSTILE = {
    "objects": (lambda: npy(np.array([Marked()], dtype=object)), "x holds object"),
    "an array larger than any memory": (lambda: claiming((2**40, 2**10)), "GiB"),
    "more than it holds": (lambda: claiming((1000, 2)), "which 64 bytes are not"),
    "less than it holds": (lambda: claiming((2, 2)), "which 64 bytes are not"),
    "a bomb": (lambda: claiming((2**27 + 1, 1), b"\0" * (2**20)), "GiB"),
    "a header that is code": (lambda: claiming("__import__('os').getcwd()"), "damaged"),
    "a negative shape": (lambda: claiming((-1, 2)), "is said to be of shape|damaged"),
    "no array at all": (lambda: b"not an array", "damaged"),
    "nothing": (lambda: b"", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_members_are_refused_before_anything_is_made_of_them(name, tmp_path, monkeypatch):
    make, said = HOSTILE[name]
    monkeypatch.chdir(tmp_path)
    path = packed(tmp_path / "run.npz", x=make(), g=npy(G), lr=npy(np.array(0.1)))
    with pytest.raises(NotATrace, match=said):
        read_trace(path)
    assert not (tmp_path / "unpickled").exists()


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "text.npz").write_text("not a run")
    np.save(tmp_path / "single.npy", X)
    np.savez(tmp_path / "run.npz", **GOOD)
    whole = (tmp_path / "run.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bent.npz").write_bytes(whole[:200] + b"\xff" * 40 + whole[240:])
    for name in ("text.npz", "single.npy", "cut.npz", "bent.npz", "missing.npz", "."):
        with pytest.raises(NotATrace):
            read_trace(tmp_path / name)


def test_other_arrays_in_the_file_are_not_looked_at(tmp_path):
    path = packed(tmp_path / "run.npz", x=npy(X), g=npy(G), lr=npy(np.array(0.1)), losses=claiming((2**40,)))
    assert read_trace(path).x.shape == (4, 2)


def test_the_command_refuses_in_one_line_with_exit_code_two(tmp_path, capsys):
    np.savez(tmp_path / "run.npz", x=X)
    for name in ("run.npz", "missing.npz"):
        assert run(["identify", str(tmp_path / name)]) == 2
        said = capsys.readouterr()
        assert len(said.err.strip().splitlines()) == 1 and said.out == ""


def test_the_precision_of_a_run_is_seen_in_its_iterates():
    fine = np.random.default_rng(1).normal(size=(4, 2))
    coarse = fine.astype(np.float32)
    single, double = np.finfo(np.float32).eps, np.finfo(float).eps
    assert trace(fine, G, 0.1).rounding == double
    assert trace(coarse, G, 0.1).rounding == trace(coarse.astype(float), G, 0.1).rounding == single
    assert trace(np.array([0.0, 0.5, 1.0, 2.0])[:, None], G[:, :1], 0.1).rounding == double  # numbers that fit anywhere
