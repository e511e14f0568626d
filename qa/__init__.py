"""Question in, cited answer or abstention out; articles in, one-page brief out."""

import index  # noqa: F401 - before numpy: it says how many threads that has
