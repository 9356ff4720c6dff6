"""How good a ranking is: judgements, runs, measures."""
