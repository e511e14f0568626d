"""How fast it is and what it needs: `make bench` measures all of it in one go and writes RESULTS.md here."""
