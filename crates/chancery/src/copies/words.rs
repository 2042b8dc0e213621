//! A text as the words that can be taken from it: folded, hashed, and told apart by what they
//! carry. Headings, credits and contact blocks are left out, as they are nobody's telling.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// One word of a telling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Hash of the folded word.
    pub(super) hash: u64,
    /// Hash of its stem, for words that carry something; 0 for the others.
    pub(super) stem: u64,
    /// A name or a number: what a template is filled with.
    pub(super) filled: bool,
    /// Between quotation marks.
    pub(super) quoted: bool,
    /// Which sentence it stands in, counted from 0.
    pub(super) sentence: u32,
}

/// Fewer words than this, and headings are kept: they may be all there is.
const BARE: usize = 20;

/// The words of a text without its furniture, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let telling = collect(text.split("\n\n").filter(|block| !heading(block)));
    if telling.len() >= BARE { telling } else { collect(text.split("\n\n")) }
}

fn collect<'t>(blocks: impl Iterator<Item = &'t str>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut sentence = 0;
    for block in blocks {
        let lines: Vec<&str> = block.lines().filter(|line| !furniture(line)).collect();
        sentence = read_block(&lines, sentence, &mut words);
    }
    words
}

/// A block that only heads or dates a text: few words and no sentence.
fn heading(block: &str) -> bool {
    let ends = block.trim_end().trim_end_matches(['"', '”', '»', ')', '\'', '’']);
    !ends.ends_with(['.', '?', '!', '…', '。']) && block.split_whitespace().count() <= 14
}

/// A line that serves the page and not the story: contacts, pointers to other pages, rights, and
/// the line that credits another paper.
pub(super) fn furniture(line: &str) -> bool {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let form = r"(?ix)^\W*(?:read\ (?:also|more|next)|also\ read|see\ also|related\b|follow\ us|
            subscribe|sign\ up|share\ this|click\ here|(?:media|press)\ (?:contacts?|enquiries|inquiries|office)\b|
            contacts?\b\W*:|for\ (?:further|more|media)\ (?:information|details|enquiries|inquiries)|
            (?:tel|phone|fax|e-?mail|twitter|facebook)\b\W*:|photo\b|image\b|copyright|©|advertisement|
            all\ rights\ reserved|don.t\ miss|most\ read|editing\ by|\(?reporting\ by|\(?additional\ reporting)";
        Regex::new(form).expect("a fixed pattern")
    });
    let count = line.split_whitespace().count();
    let reached =
        count <= 25 && ["@", "www.", "http://", "https://"].iter().any(|m| line.contains(m));
    (count <= 40 && PATTERN.is_match(line)) || reached || super::credit::is_credit_line(line)
}

/// Reads the words of one block; gives back the number of the next sentence.
fn read_block(lines: &[&str], first: u32, words: &mut Vec<Word>) -> u32 {
    let (mut sentence, mut quoted, mut opens) = (first, false, true);
    for line in lines {
        let mut rest = *line;
        while let Some(at) = rest.find(|c: char| c.is_alphanumeric() || is_mark(c)) {
            let next = rest[at..].chars().next().unwrap_or(' ');
            if is_mark(next) {
                let after = &rest[at + next.len_utf8()..];
                match next {
                    '“' | '«' | '„' => quoted = true,
                    '”' | '»' => quoted = false,
                    '"' => quoted = !quoted,
                    _ if ends_sentence(&rest[..at], after, words.last().is_some()) => {
                        (sentence, opens) = (sentence + 1, true);
                    }
                    _ => {}
                }
                rest = after;
                continue;
            }
            let end = word_end(&rest[at..]);
            words.push(word(&rest[at..at + end], opens, quoted, sentence));
            (rest, opens) = (&rest[at + end..], false);
        }
    }
    sentence + 1
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '«' | '»' | '„' | '"' | '.' | '!' | '?' | ';' | '。')
}

/// Whether a stop ends a sentence: a space and no small letter after it.
fn ends_sentence(_before: &str, after: &str, any: bool) -> bool {
    let mut chars = after.chars().skip_while(|c| matches!(c, '"' | '”' | '»' | ')' | '’'));
    let gap = chars.next().is_none_or(char::is_whitespace);
    any && gap && chars.next().is_none_or(|c| !c.is_lowercase())
}

/// Where the word at the head of the text ends. Writing without spaces is cut into characters.
fn word_end(text: &str) -> usize {
    let mut end = 0;
    for c in text.chars() {
        let joined =
            matches!(c, '\'' | '’') && text[end + c.len_utf8()..].starts_with(char::is_alphabetic);
        if is_ideograph(c) {
            return if end == 0 { c.len_utf8() } else { end };
        }
        if !c.is_alphanumeric() && !joined && !is_combining(c) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}')
}

fn word(text: &str, opens: bool, quoted: bool, sentence: u32) -> Word {
    let folded = fold(text);
    let number = text.starts_with(|c: char| c.is_ascii_digit());
    let filled = number || (!opens && text.starts_with(char::is_uppercase) && folded.len() > 1);
    let hash = hash(folded.as_bytes());
    let stem =
        if number || (folded.len() > 2 && !is_common(&folded)) { hash_stem(&folded) } else { 0 };
    Word { hash, stem, filled, quoted, sentence }
}

/// The word in small letters without accents.
fn fold(text: &str) -> Cow<'_, str> {
    let plain = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    if plain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(plain);
    }
    let ascii = if plain.is_ascii() {
        Cow::Borrowed(plain)
    } else {
        Cow::Owned(any_ascii::any_ascii(plain))
    };
    Cow::Owned(ascii.to_ascii_lowercase())
}

/// The first five letters stand for a word in all its forms.
fn hash_stem(folded: &str) -> u64 {
    let end = folded.char_indices().nth(5).map_or(folded.len(), |(at, _)| at);
    hash(folded[..end].trim_end_matches('s').as_bytes()).max(1)
}

/// FNV-1a with a last mixing, pinned here since records keep its values.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let folded = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(folded)
}

/// Spreads a value over all bits (the finaliser of `SplitMix64`).
pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Words that carry no fact of a story: function words and the verbs of telling.
fn is_common(folded: &str) -> bool {
    const WORDS: &str = " the and for with that this from was were has had have his her its their they them \
        will would could should been being are not but who whom which what when where than then there \
        here also into onto over under after before between during about against upon out off all any \
        some more most other such only own same both each few very can may might must shall did does \
        done our your you she him say says said saying tell tells told add adds added state stated \
        states according reported reports report one two while since until because through per via \
        how why whose these those however among amid within without toward towards just now still \
        yet even again once nor ";
    WORDS.split(' ').any(|word| word == folded)
}
