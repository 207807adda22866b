"""How much a report may err, and each check's share of that.

A report reads all its random checks together: intervals that must cover a prediction, intervals that must lie in a band,
rivals that must be rejected. By Bonferroni's inequality, whatever their dependence, a report of true claims is all green with
probability 1 - FAMILY_ERROR at least if each check errs with probability ERROR at most. An interval errs by missing; a band
or a rival errs by too few runs, which is what `power` plans.
"""

FAMILY_ERROR = 0.01  # of a whole report: one true report in a hundred may be red
CLAIMS, CHECKS_A_CLAIM = 150, 10  # what a report may hold; a test counts what the chapter holds today
ERROR = FAMILY_ERROR / (CLAIMS * CHECKS_A_CLAIM)
LEVEL = 1 - ERROR  # of every interval, and the power of every check, unless told otherwise
