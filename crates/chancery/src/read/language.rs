//! The language of a reading.

use super::page::{Draft, note};
use crate::nouns::Note;

/// Shorter texts do not show their language, in bytes.
const ENOUGH: usize = 60;

/// How much of a long text is looked at, in bytes.
const SAMPLE: usize = 20_000;

/// The ISO 639-1 code of a text, and a note where it is not English and thus will not be read
/// further. A given language counts; then what the words show, then what the markup declares;
/// short texts without either are taken for English.
pub(super) fn of(
    draft: &Draft,
    given: Option<&str>,
    declared: Option<&str>,
) -> (Option<String>, Option<Note>) {
    let mut body = draft.body();
    if let Some((end, _)) = body.char_indices().find(|&(at, _)| at >= SAMPLE) {
        body.truncate(end);
    }
    let seen = if body.len() >= ENOUGH { detect(&body) } else { None };
    let code = given.and_then(primary).or(seen).or_else(|| declared.and_then(primary));
    let code = code.unwrap_or_else(|| "en".to_owned());
    let unread = (code != "en").then(|| {
        note("unread_language", &format!("the text is in `{code}`; only English is read"))
    });
    (Some(code), unread)
}

/// `en` of `en-GB`, `EN_us`; three-letter codes as they are known.
fn primary(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_lowercase();
    match code.len() {
        2 => Some(code),
        3 => whatlang::Lang::from_code(&code).map(|lang| two_letters(lang).to_owned()),
        _ => (code == "english").then(|| "en".to_owned()),
    }
}

fn detect(text: &str) -> Option<String> {
    let info = whatlang::detect(text)?;
    info.is_reliable().then(|| two_letters(info.lang()).to_owned())
}

/// ISO 639-1 of a detected language; its three-letter code where there is none.
fn two_letters(lang: whatlang::Lang) -> &'static str {
    const CODES: &str = "epo eo eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de \
        ukr uk kat ka ara ar hin hi jpn ja heb he yid yi pol pl amh am jav jv kor ko nob nb dan da \
        swe sv fin fi tur tr nld nl hun hu ces cs ell el bul bg bel be mar mr kan kn ron ro slv sl \
        hrv hr srp sr mkd mk lit lt lav lv est et tam ta vie vi urd ur tha th guj gu uzb uz pan pa \
        aze az ind id tel te pes fa mal ml ori or mya my nep ne sin si khm km tuk tk aka ak zul zu \
        sna sn afr af lat la slk sk cat ca tgl tl hye hy cym cy";
    let mut codes = CODES.split_whitespace();
    while let (Some(three), Some(two)) = (codes.next(), codes.next()) {
        if three == lang.code() {
            return two;
        }
    }
    lang.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detected_language_has_its_code() {
        let missing: Vec<&str> = whatlang::Lang::all()
            .iter()
            .map(|&lang| two_letters(lang))
            .filter(|code| code.len() != 2)
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("fra").as_deref(), Some("fr"));
    }
}
