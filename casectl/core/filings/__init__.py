"""Returns to regulators: packs that say which boxes, rows or provisions a return has, and how a casebook fills them."""
