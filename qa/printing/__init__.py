"""Briefs on paper: PDF and DOCX."""
