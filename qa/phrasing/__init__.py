"""A language model, where there is one: how it is asked, bounded in time, streamed and counted."""
