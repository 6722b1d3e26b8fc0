"""Mail as files and servers have it: messages, mailboxes."""
