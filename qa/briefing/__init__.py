"""The parts of a brief: who, which, how many, who said what, what fits. `qa.brief` is the flow."""
