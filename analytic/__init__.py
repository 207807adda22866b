"""What the mathematics says: the chapter's rules as exact formulas, and what follows from them."""
