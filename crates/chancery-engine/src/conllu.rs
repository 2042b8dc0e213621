//! CoNLL-U, the exchange format of parsed text.
//!
//! One file holds one text. The columns are those of Universal Dependencies; UPOS, XPOS and DEPREL
//! are the labels of this crate, DEPS is always `_`. MISC holds the byte offsets into the text,
//! the entity in BIO style and what follows the token:
//!
//! ```text
//! # newdoc id = a
//! # sent_id = a-1
//! # text = Ban met him.
//! 1  Ban   Ban   PROPN  NNP  Number=Sing             2  nsubj  _  Start=0|End=3|NER=B-PERSON
//! 2  met   meet  VERB   VBD  Tense=Past|VerbForm=Fin 0  ROOT   _  Start=4|End=7
//! 3  him   he    PRON   PRP  Case=Acc                2  dobj   _  Start=8|End=11|SpaceAfter=No
//! 4  .     .     PUNCT  .    PunctType=Peri          2  punct  _  Start=11|End=12|SpaceAfter=No
//! ```
//!
//! White space beyond the single spaces between words is a token, as in the model. So that it and
//! everything else survives, FORM, LEMMA, `# text` and the identifiers are escaped: `\s` space
//! (not in `# text`, nor in identifiers), `\n` line feed, `\t` tab, `\r` carriage return, `\\`
//! backslash, `\u{a0}` any other white space or control character. A lemma that is empty is
//! written `_`; a lemma that is an underscore is written `\u{5f}`.

mod escape;
mod read;
mod write;

pub use read::{ConlluError, read};
pub use write::write;

#[cfg(test)]
mod tests;
