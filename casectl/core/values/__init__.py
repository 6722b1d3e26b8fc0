"""Values everything else is made of: messages, errors, trees of text, findings."""
