"""The parts of a brief: who, which, how many, who said what, what fits on the page. `qa.brief` is the flow."""
