"""How what was checked is shown: formulas, figures and the page."""
