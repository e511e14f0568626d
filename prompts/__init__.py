"""The prompt texts and nothing else: TOML header, then a body with $names. `qa.phrasing.prompts` reads it."""
