"""The measures, each a pure function: formula, source, worked example and bounds stand with it."""
