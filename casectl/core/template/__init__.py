"""What a team configures: templates with fields, workflow and clock rules, the settings file, and their readers."""
