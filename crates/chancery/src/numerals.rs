//! Numbers in words: cardinal ones, and ordinal ones in figures too. Stages that read how many
//! there are, the number of a round or of a day ask here.

const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ORDINALS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// The number below twenty that one lower-case word is.
pub(crate) fn below_twenty(lower: &str) -> Option<u32> {
    CARDINALS.iter().position(|word| *word == lower).map(|at| at as u32)
}

/// The tens that one lower-case word is, twenty to ninety.
pub(crate) fn tens(lower: &str) -> Option<u32> {
    TENS.iter().position(|(word, _)| *word == lower).map(|at| (at as u32 + 2) * 10)
}

/// The ordinal that one lower-case word is, up to "twentieth".
pub(crate) fn up_to_twentieth(lower: &str) -> Option<u32> {
    if lower == TENS[0].1 { Some(20) } else { unit(lower) }
}

fn unit(lower: &str) -> Option<u32> {
    ORDINALS.iter().position(|u| *u == lower).map(|at| at as u32 + 1)
}

/// The ordinal that some words begin with, and how many words it takes: "16th", "sixteenth",
/// "twenty second" (two words, as a hyphen parts them).
pub(crate) fn ordinal(words: &[&str]) -> Option<(u32, usize)> {
    let first = words.first()?.to_lowercase();
    if let Some(figures) =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| first.strip_suffix(ending))
        && let Ok(number) = figures.parse()
    {
        return Some((number, 1));
    }
    if let Some(number) = unit(&first) {
        return Some((number, 1));
    }
    let (at, (tens, _)) =
        TENS.iter().enumerate().find(|(_, (tens, tenth))| first == *tens || first == *tenth)?;
    let whole = (at as u32 + 2) * 10;
    if first != *tens {
        return Some((whole, 1));
    }
    let last = unit(&words.get(1)?.to_lowercase()).filter(|number| *number < 10)?;
    Some((whole + last, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_goes_up_to_twenty() {
        assert_eq!(up_to_twentieth("first"), Some(1));
        assert_eq!(up_to_twentieth("twentieth"), Some(20));
        assert_eq!(up_to_twentieth("thirtieth"), None);
        assert_eq!(up_to_twentieth("twenty"), None);
    }

    #[test]
    fn ordinals_are_read_in_words_and_figures() {
        assert_eq!(ordinal(&["Sixteenth", "round"]), Some((16, 1)));
        assert_eq!(ordinal(&["twenty", "second", "session"]), Some((22, 2)));
        assert_eq!(ordinal(&["21st", "meeting"]), Some((21, 1)));
        assert_eq!(ordinal(&["thirtieth"]), Some((30, 1)));
        assert_eq!(ordinal(&["twenty", "ships"]), None);
        assert_eq!(ordinal(&["north"]), None);
    }
}
