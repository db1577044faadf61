"""The operator's verbs: audit, rebuild, redrive."""
