"""Tests of the checker share an evaluator, random worlds and hand-made proofs, which are modules beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # tests are no package, so that the modules here have no other way in
