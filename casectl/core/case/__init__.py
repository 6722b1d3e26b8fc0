"""The case: header, fields, journal; its ids; the fold from journal to header."""
