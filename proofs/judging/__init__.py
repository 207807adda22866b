"""How two update rules are related: identical, equivalent under a change of variables, or different, each with its proof."""
