"""The file that a reader downloads and the checker reads again."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FORMAT = "qedescent-certificate-1"
MOST_BYTES = 8_000_000  # what the checker reads
CHECKER = Path(__file__).parent / "kernel" / "checker.py"


class NotACertificate(ValueError):
    """The file cannot be read as a certificate; the message says why."""


def certificate_bytes(certificate: dict[str, Any]) -> bytes:
    """The certificate as canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(certificate, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def data_link(data: bytes) -> str:
    """The bytes as a link that needs no network."""
    return "data:application/json;base64," + base64.b64encode(data).decode("ascii")


def read_certificate(path: Path) -> bytes:
    """The bytes of a certificate's file; NotACertificate if it cannot be read or is none."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise NotACertificate(f"{path} is longer than the {MOST_BYTES:,} bytes that the checker reads")
        content = json.loads(data)
    except OSError as wrong:
        raise NotACertificate(f"cannot read {path}: {wrong.strerror}") from wrong
    except NotACertificate:
        raise
    except (ValueError, RecursionError) as wrong:
        raise NotACertificate(f"{path} is not JSON: {wrong}") from wrong
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotACertificate(f"{path} is not a certificate: its format is not {FORMAT!r}")
    return data


def checked(data: bytes, timeout: float = 60.0) -> dict[str, Any]:
    """What the checker, started afresh with nothing but the standard library, says of these bytes."""
    command = [sys.executable, "-I", "-S", str(CHECKER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return {"verdict": "REJECTED", "why": f"no answer within {timeout:g} s"}
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {}
    if done.returncode == 0 and answer.get("verdict") == "PROVED":
        return {"why": "", **answer}
    return {**answer, "verdict": "REJECTED", "why": answer.get("why") or f"the checker failed: {done.stderr.decode()[-300:]}"}
