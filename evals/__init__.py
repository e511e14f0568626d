"""How good is it, and how sure are we."""

import index  # noqa: F401 - before numpy: it says how many threads that has
