"""The files of a casebook as JSON Schemas (draft 7), for editors and other programs."""
