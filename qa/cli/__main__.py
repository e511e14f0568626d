"""`python -m qa.cli` is `groundwire`."""

from qa.cli import main

main()
