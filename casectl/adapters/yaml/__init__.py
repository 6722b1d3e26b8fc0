"""YAML: strict reading, quick reading, writing in one layout, and editing that keeps every comment."""
