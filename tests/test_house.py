"""The house keeps its own rules: what is packaged, who may import whom, what a name may be, what CI runs."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("analytic", "numeric", "proofs")
CHECKER = ROOT / "proofs" / "kernel" / "checker.py"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(module: Path) -> set[str]:
    """Every module named in an import statement, wherever it stands in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def offenders(folder: str, *forbidden: str) -> list[str]:
    """The modules of a folder that import a forbidden name or something below it."""
    return [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(folder)
        for name in imports(module)
        if any(name == f or name.startswith(f + ".") for f in forbidden)
    ]


def package_of(folder: Path) -> str:
    return ".".join(("qedescent", *folder.relative_to(ROOT).parts))


def test_every_folder_with_code_is_a_package_and_is_packaged():
    with_code = {package_of(module.parent) for name in FOLDERS for module in modules(name)}
    with_init = {package_of(m.parent) for name in FOLDERS for m in modules(name) if m.name == "__init__.py"}
    assert with_code == with_init == set(SETUPTOOLS["packages"])


def test_every_other_file_that_the_code_needs_is_packaged():
    patterns = [
        ROOT.joinpath(*package.split(".")[1:]) / pattern
        for package, names in SETUPTOOLS["package-data"].items()
        for pattern in names
    ]
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if tracked.returncode:
        pytest.skip("not a git checkout")
    files = [ROOT / line for line in tracked.stdout.splitlines() if not line.endswith(".py")]
    assert [f for f in files if not any(f.match(str(p)) for p in patterns)] == []


def test_the_three_folders_have_one_name_in_a_checkout_and_in_a_wheel():
    assert SETUPTOOLS["package-dir"] == {f"qedescent.{name}": name for name in FOLDERS}
    for name in FOLDERS:
        assert (ROOT / ".imports" / "qedescent" / name).resolve() == ROOT / name
    assert not (ROOT / ".imports" / "qedescent" / "__init__.py").exists()


def test_the_formula_knows_no_numbers_and_no_code():
    assert offenders("analytic", "numpy", "scipy", "mpmath", "matplotlib", "flint", "math") == []
    assert offenders("analytic", "qedescent.numeric", "qedescent.proofs") == []


def test_the_formula_has_no_floats():
    floats = [
        f"{module.name}:{node.lineno}"
        for module in modules("analytic")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert floats == []


def test_the_code_knows_no_formula():
    assert offenders("numeric", "sympy", "mpmath", "matplotlib") == []
    assert offenders("numeric", "qedescent.analytic", "qedescent.proofs") == []


def test_only_the_report_draws():
    drawing = [line for line in offenders("proofs", "matplotlib") if not line.startswith("proofs/report/")]
    assert drawing == []


def test_an_import_hidden_in_a_function_is_seen(tmp_path):
    sly = tmp_path / "sly.py"
    sly.write_text("def f():\n    from numpy import linalg\n    return linalg\n", encoding="utf-8")
    assert "numpy" in imports(sly)


def test_the_checker_imports_the_standard_library_only():
    roots = {name.split(".")[0] for name in imports(CHECKER)}
    assert roots <= sys.stdlib_module_names
    assert "__import__" not in CHECKER.read_text(encoding="utf-8")


def test_the_checker_can_be_read_in_one_sitting():
    assert len(CHECKER.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_checker_runs_alone_and_refuses_what_is_no_certificate():
    alone = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKER)], input="[]", capture_output=True, text=True, check=False
    )
    assert alone.returncode == 1 and "REJECTED" in alone.stdout


def test_no_file_is_named_after_nothing_in_particular():
    vague = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "tools"}
    files = [module for name in (*FOLDERS, "tests") for module in modules(name)]
    assert [f for f in files if f.stem.split("_")[-1] in vague] == []


def test_the_top_level_shows_the_three_folders_and_little_else():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    names = {line.split("/")[0] for line in tracked.stdout.splitlines() if not line.startswith(".")}
    assert names <= {"LICENSE", "README.md", "pyproject.toml", "tests", *FOLDERS}


def test_ci_takes_its_test_command_from_the_readme():
    printed = subprocess.run(
        ["bash", str(ROOT / ".ci" / "run"), "test-command"], capture_output=True, text=True, check=True
    ).stdout.strip()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(printed) == 1
    assert printed.startswith("python3 -m venv .venv && ") and "\n" not in printed
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    others = [line for line in script if "pytest" in line]
    assert "pytest" in printed and all(" -q tests/" in line for line in others)  # a part of them only
