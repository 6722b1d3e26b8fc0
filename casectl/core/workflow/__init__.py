"""The transitions a case may take, the guards on each, and who may assign, hand off and accept it."""
