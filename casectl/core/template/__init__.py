"""What a team writes down: templates with their fields, workflow and clock rules, and casectl.yaml."""
