"""Tables of other systems: CSV, JSON, workbooks, and the file of rejected rows."""
