//! CoNLL-U, the exchange format of parsed text.
