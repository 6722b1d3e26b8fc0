"""The report of a period: its sections and pictures, as HTML, Markdown or a workbook."""
