"""The models of hypotheses are judged by the evaluator that judges the checker, a module beside the checker's tests."""

import sys
from pathlib import Path

for place in (Path(__file__).parent, Path(__file__).parents[1] / "kernel"):
    sys.path.insert(0, str(place))  # tests are no package, so that modules beside them have no other way in
