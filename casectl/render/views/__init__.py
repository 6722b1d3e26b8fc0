"""Views: one report each, as rows and columns or as a page."""
