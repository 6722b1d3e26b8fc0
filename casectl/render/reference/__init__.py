"""The reference: pages made from the declarations that the program uses."""
