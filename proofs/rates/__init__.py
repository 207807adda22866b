"""How fast an optimizer is on a problem, as measured, and what theorems promise for it."""
