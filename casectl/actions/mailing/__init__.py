"""What `casectl mail` is made of: what a message leads to, and the mail that the casebook keeps beside its cases."""
