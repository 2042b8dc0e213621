//! Names that stand behind a title in plain English: "Russian Foreign Minister Sergei Lavrov",
//! "President-elect X", "President of the European Commission Y".

use chancery::resolve::{Knowledge, Rank};

/// Most words a title has.
const LONGEST_TITLE: usize = 9;

/// Most words the name of a state or body has.
const LONGEST_OWNER: usize = 6;

/// Words that stand between a title and a name, or before a name, and are neither.
const STYLES: &[&str] = &[
    "sir",
    "dr",
    "mr",
    "mrs",
    "ms",
    "general",
    "gen",
    "lt",
    "colonel",
    "col",
    "admiral",
    "marshal",
    "field",
    "sheikh",
    "sheik",
    "shaikh",
    "prince",
    "princess",
    "dato",
    "datuk",
    "hajji",
    "haji",
    "his",
    "her",
    "majesty",
    "highness",
    "excellency",
    "royal",
    "engineer",
    "professor",
    "lord",
    "dame",
    "reverend",
    "right",
    "honorable",
    "major",
    "captain",
    "ayatollah",
    "cardinal",
    "archbishop",
];

/// Words inside a name that are written small.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "bint", "ben", "abu", "abd", "ould", "de", "da", "do", "dos", "das",
    "del", "della", "di", "du", "van", "von", "der", "den", "ter", "la", "le", "e", "y", "af",
    "zu", "ur", "ul", "un", "e",
];

/// What follows a name and is no part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "3rd", "iii"];

/// Words with a capital that begin no name and go on in none.
const NO_NAMES: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "summit",
    "meeting",
    "conference",
    "countries",
];

/// How the office is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// On the day, were it in place of another.
    Now,
    /// Not yet.
    Elect,
    /// No longer.
    Former,
}

/// An office as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Office {
    /// Its plain name.
    pub(crate) name: String,
    /// The title as it stands, in small letters.
    pub(crate) words: String,
    /// Its rank among the offices of the state; none where it is a deputy's.
    pub(crate) rank: Option<Rank>,
    pub(crate) standing: Standing,
    /// ISO alpha-3 code of the state, or id of the body, that the text itself says it belongs to.
    pub(crate) of: Option<String>,
}

/// Somebody named behind a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Titled {
    pub(crate) office: Office,
    /// The name without styles.
    pub(crate) name: String,
}

/// A word and whether a stop or comma ends it.
#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    ends: bool,
}

/// Everybody a text names behind a title in the singular, in order.
pub(crate) fn titled(text: &str, knowledge: &Knowledge) -> Vec<Titled> {
    let text = spaced(text);
    let words: Vec<Word<'_>> = text.split_whitespace().map(word).collect();
    let mut out = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < words.len() {
        let Some((mut office, end)) = title_at(&words, at, knowledge) else {
            at += 1;
            continue;
        };
        qualify(&mut office, &words[floor..at], knowledge);
        let (name, end) = name_at(&words, end);
        if !name.is_empty() {
            out.push(Titled { office, name });
        }
        (at, floor) = (end, end);
    }
    out
}

/// The name a text without titles begins with, styles left out.
pub(crate) fn untitled(text: &str) -> String {
    let words: Vec<Word<'_>> = text.split_whitespace().map(word).collect();
    name_at(&words, 0).0
}

/// The same text with "elect" a word of its own.
fn spaced(text: &str) -> String {
    let text = text.replace("- elect", "-elect").replace("-designate", "-elect");
    text.replace("-elect", " elect").replace('(', ", ").replace(')', ",")
}

fn word(raw: &str) -> Word<'_> {
    let text = raw.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '.' | '"' | '“' | '”'));
    let stop = raw.ends_with(',') || raw.ends_with(';') || raw.ends_with(':');
    let abbreviated = text.chars().count() == 1
        || text.contains('.')
        || STYLES.contains(&text.to_lowercase().as_str());
    Word { text, ends: stop || raw.ends_with('.') && !abbreviated }
}

/// The words from `from` to `to` as one phrase, where nothing ends inside.
fn phrase(words: &[Word<'_>], from: usize, to: usize) -> Option<String> {
    let words = words.get(from..to)?;
    let (_, inner) = words.split_last()?;
    let whole = inner.iter().all(|w| !w.ends);
    whole.then(|| words.iter().map(|w| w.text).collect::<Vec<_>>().join(" "))
}

/// The longest title that begins at a word, with what follows it up to the name, and where that
/// ends.
fn title_at(words: &[Word<'_>], at: usize, knowledge: &Knowledge) -> Option<(Office, usize)> {
    let (mut office, mut end) = (1..=LONGEST_TITLE).rev().find_map(|length| {
        let words = phrase(words, at, at + length)?.to_lowercase();
        let (name, rank) = knowledge.office_titled(&words)?;
        let (name, rank) = (name.to_owned(), Some(rank));
        Some((Office { name, words, rank, standing: Standing::Now, of: None }, at + length))
    })?;
    if words.get(end).is_some_and(|w| w.text == "elect") {
        office.standing = Standing::Elect;
        end += 1;
    }
    if !words[end - 1].ends
        && let Some((of, after)) = owner_after(words, end, knowledge)
    {
        office.of = Some(of);
        end = after;
    }
    (!words[end - 1].ends).then_some((office, end))
}

/// "of the Slovak Republic", and where it ends.
fn owner_after(words: &[Word<'_>], at: usize, knowledge: &Knowledge) -> Option<(String, usize)> {
    words.get(at).filter(|w| w.text == "of")?;
    let from = at + 1 + usize::from(words.get(at + 1).is_some_and(|w| w.text == "the"));
    (1..=LONGEST_OWNER).rev().find_map(|length| {
        let owner = phrase(words, from, from + length)?;
        Some((knowledge.owner_called(&owner)?, from + length))
    })
}

/// What stands before a title: deputy, acting, former, and the state or body.
fn qualify(office: &mut Office, before: &[Word<'_>], knowledge: &Knowledge) {
    let mut end = before.len();
    while end > 0 && !before[end - 1].ends {
        match before[end - 1].text.to_lowercase().as_str() {
            "former" | "ex" | "late" => office.standing = Standing::Former,
            "deputy" | "vice" | "assistant" => {
                office.name = format!("deputy {}", office.name);
                office.rank = None;
            }
            "acting" | "interim" | "provisional" | "transitional" | "caretaker" | "first"
            | "then" | "new" | "outgoing" | "transition" => {}
            _ => {
                let Some((of, length)) = owner_before(&before[..end], knowledge) else { return };
                office.of.get_or_insert(of);
                end -= length - 1;
            }
        }
        end -= 1;
    }
}

/// The longest name of a state or body that ends here, and its length in words.
fn owner_before(before: &[Word<'_>], knowledge: &Knowledge) -> Option<(String, usize)> {
    let capital = |w: &Word<'_>| w.text.starts_with(char::is_uppercase);
    (1..=LONGEST_OWNER.min(before.len())).rev().find_map(|length| {
        let from = before.len() - length;
        let words = phrase(before, from, before.len()).filter(|_| capital(&before[from]))?;
        Some((knowledge.owner_called(&words)?, length))
    })
}

/// The name that begins at a word, styles left out, and where it ends.
fn name_at(words: &[Word<'_>], from: usize) -> (String, usize) {
    let is = |list: &[&str], w: &Word<'_>| list.contains(&w.text.to_lowercase().as_str());
    let mut at = from;
    while words.get(at).is_some_and(|w| is(STYLES, w) && !w.ends) {
        at += 1;
    }
    let mut parts: Vec<&str> = Vec::new();
    while let Some(word) = words.get(at) {
        let own = word.text.trim_end_matches("'s").trim_end_matches("’s");
        let capital = own.trim_start_matches(['\'', '’', '‘']).starts_with(char::is_uppercase);
        let joined = own.split_once('-').is_some_and(|(first, _)| PARTICLES.contains(&first));
        let particle = is(PARTICLES, word) && words.get(at + 1).is_some() && !word.ends;
        if !(capital || joined || particle || own == "al-") || is(NO_NAMES, word) {
            break;
        }
        at += 1;
        if !is(SUFFIXES, word) {
            parts.push(own);
        }
        if word.ends || own.len() < word.text.len() {
            break;
        }
    }
    while parts.last().is_some_and(|p| PARTICLES.contains(p)) {
        parts.pop();
    }
    (parts.join(" "), at.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>, String)> {
        let knowledge = Knowledge::embedded();
        let found = titled(text, &knowledge).into_iter();
        found.map(|t| (t.office.name, t.office.of, t.name)).collect()
    }

    fn item(office: &str, of: Option<&str>, name: &str) -> (String, Option<String>, String) {
        (office.to_owned(), of.map(str::to_owned), name.to_owned())
    }

    #[test]
    fn names_stand_behind_their_titles() {
        assert_eq!(
            read(
                "Met with President Orlan, Prime Minister Dr. Ilse van der Brandt and Latvian Foreign \
                  Minister Talo. Visited a school."
            ),
            [
                item("president", None, "Orlan"),
                item("prime minister", None, "Ilse van der Brandt"),
                item("foreign minister", Some("LVA"), "Talo"),
            ]
        );
        assert_eq!(
            read(
                "Met with President of the European Commission Jan Orlan and NATO Secretary General Talo."
            ),
            [
                item("president of the european commission", None, "Jan Orlan"),
                item("secretary-general", Some("body:nato"), "Talo"),
            ]
        );
        assert_eq!(
            read(
                "Met with Deputy Foreign Minister Sheikh Omar al-Talo; saw King Orlan II's palace."
            ),
            [item("deputy foreign minister", None, "Omar al-Talo"), item("king", None, "Orlan II")]
        );
    }

    #[test]
    fn plurals_and_offices_without_a_name_name_nobody() {
        assert!(read("Met with the Foreign Ministers of France and Italy.").is_empty());
        assert!(read("Met with the President and with party leaders.").is_empty());
    }

    #[test]
    fn a_bare_name_loses_its_styles() {
        assert_eq!(untitled("Sheikh Omar bin Talo al-Orlan"), "Omar bin Talo al-Orlan");
    }

    #[test]
    fn standing_is_read_off_the_words_around() {
        let knowledge = Knowledge::embedded();
        let standing = |text: &str| titled(text, &knowledge)[0].office.standing;
        assert_eq!(standing("President-elect Orlan"), Standing::Elect);
        assert_eq!(standing("Met with former President Orlan."), Standing::Former);
        assert_eq!(standing("Acting President Orlan"), Standing::Now);
    }
}
