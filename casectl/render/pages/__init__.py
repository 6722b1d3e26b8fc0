"""Files for a browser: pages for customers and in packs."""
