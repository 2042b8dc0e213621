//! Whether two phrases name one office, held in one way.

use chancery::pipeline::PageReader;
use chancery::resolve::fold;

/// How an office is held, by any of these words.
const STANDINGS: &[&[&str]] = &[
    &["elect", "designate"],
    &["acting", "interim", "caretaker"],
    &["former", "ex"],
    &["deputy", "vice"],
];

/// An office in plain words, with how it is held.
#[derive(Debug, PartialEq, Eq)]
struct Plain {
    name: String,
    /// Which of the [`STANDINGS`] it is held in.
    standing: [bool; 4],
}

/// Whether two phrases name one office: its plain name is the same, and so is whether its holder
/// is elect, acting, former or a deputy.
pub(crate) fn same_office(reader: &PageReader, a: &str, b: &str) -> bool {
    plain(reader, a) == plain(reader, b)
}

fn plain(reader: &PageReader, office: &str) -> Plain {
    let folded = fold(office);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let doc = reader.engine().parse(office);
    let known = reader.knowledge().plain_office(&doc).map(str::to_owned);
    let name = known.unwrap_or_else(|| words.join(" "));
    // "Vice president" is an office of its own; a deputy foreign minister is known by the word.
    let own = fold(&name);
    let told = |of: &&[&str]| words.iter().any(|w| of.contains(w));
    let inside = |of: &&[&str]| own.split(' ').any(|w| of.contains(&w));
    let mut standing = [false; 4];
    for (held, of) in standing.iter_mut().zip(STANDINGS) {
        *held = told(of) && !inside(of);
    }
    Plain { name, standing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_are_one_office_and_standings_are_not() {
        let reader = PageReader::new();
        let same = |a: &str, b: &str| same_office(&reader, a, b);
        assert!(same("foreign secretary", "minister of foreign affairs"));
        assert!(same("vice premier", "deputy prime minister"));
        assert!(same("prime minister-designate", "prime minister-elect"));
        assert!(!same("president", "president-elect"));
        assert!(!same("acting president", "president"));
        assert!(!same("deputy foreign minister", "foreign minister"));
    }
}
