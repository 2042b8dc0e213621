//! CoNLL-U written and read again.

use super::*;
use crate::doc::{Doc, Entity, Token};
use crate::labels::{Dep, EntityKind, Pos, Tag};

/// A small generator of numbers, the same on every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const WORDS: [&str; 14] = [
    "treaty",
    "_",
    "\\",
    "\\n",
    "#",
    "a|b=c",
    "\n",
    " ",
    "\n \t",
    "\u{a0}",
    "Élysée",
    "\u{1f}\u{85}",
    "\u{200b}",
    "\r\n\u{2028}",
];
const MORPHS: [&str; 3] = ["", "Number=Sing", "Case=Nom|Number=Plur"];

fn random_doc(numbers: &mut Numbers) -> Doc {
    let mut doc = Doc::default();
    let count = numbers.below(12) as u32;
    while (doc.tokens.len() as u32) < count {
        let first = doc.tokens.len() as u32;
        let end = first + 1 + numbers.below((count - first) as usize) as u32;
        for index in first..end {
            random_token(numbers, &mut doc, index, first..end);
        }
        doc.sentences.push(first..end);
    }
    let mut at = 0;
    while at < count {
        let end = at + 1 + numbers.below((count - at) as usize) as u32;
        if numbers.below(2) == 0 {
            doc.entities.push(Entity { start: at, end, kind: numbers.pick(EntityKind::ALL) });
        }
        at = end;
    }
    doc
}

fn random_token(numbers: &mut Numbers, doc: &mut Doc, index: u32, sent: std::ops::Range<u32>) {
    let start = doc.text.len() as u32;
    doc.text.push_str(numbers.pick(&WORDS));
    let end = doc.text.len() as u32;
    let space_after = numbers.below(2) == 0;
    doc.text.push_str(if space_after { " " } else { "" });
    doc.tokens.push(Token {
        start,
        end,
        space_after,
        lemma: if numbers.below(5) == 0 { "".into() } else { numbers.pick(&WORDS).into() },
        pos: numbers.pick(Pos::ALL),
        tag: numbers.pick(Tag::ALL),
        morph: numbers.pick(&MORPHS).into(),
        head: sent.start + numbers.below(sent.len()) as u32,
        dep: numbers.pick(Dep::ALL),
        sent_start: index == sent.start,
    });
}

#[test]
fn what_is_written_is_read_back() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..2000 {
        let doc = random_doc(&mut numbers);
        let id = format!("{} {round}", numbers.pick(&WORDS));
        let written = write(&id, &doc);
        assert_eq!(read(&written), Ok((id, doc)), "{written}");
    }
}

#[test]
fn a_token_has_ten_columns_in_the_standard_order() {
    let conllu = "# newdoc id = a\n# sent_id = a-1\n# text = Go\\n\n\
        1\tGo\tgo\tVERB\tVB\tVerbForm=Inf\t0\tROOT\t_\tStart=0|End=2|SpaceAfter=No\n\
        2\t\\n\t\\n\tSPACE\t_SP\t_\t1\tdep\t_\tStart=2|End=3|NER=B-ORG|SpaceAfter=No\n\n";
    let (id, doc) = read(conllu).unwrap();
    assert_eq!(doc.text, "Go\n");
    assert_eq!((doc.tokens[0].head, doc.tokens[1].head), (0, 0));
    assert_eq!(write(&id, &doc), conllu);
}

#[test]
fn what_is_no_conllu_is_refused_with_its_line() {
    let row = |form: &str, pos: &str, head: &str, misc: &str| {
        format!("# a\n1\t{form}\t_\t{pos}\tNN\t_\t{head}\tROOT\t_\t{misc}\n")
    };
    assert!(read(&row("a", "NOUN", "0", "_")).is_ok());
    for bad in [
        row("a", "Noun", "0", "_"),
        row("a\\x", "NOUN", "0", "_"),
        row("a\\u{d800}", "NOUN", "0", "_"),
        row("", "NOUN", "0", "_"),
        row("a", "NOUN", "2", "_"),
        row("a", "NOUN", "4294967295", "_"),
        row("a", "NOUN", "0", "Start=1"),
        row("a", "NOUN", "0", "NER=I-ORG"),
        row("a", "NOUN", "0\t0", "_"),
    ] {
        assert_eq!(read(&bad).map_err(|e| e.line), Err(2), "{bad}");
    }
}
