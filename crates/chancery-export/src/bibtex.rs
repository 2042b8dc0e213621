//! Citations for BibTeX.

use std::fmt::Write;

use chancery::nouns::Moment;

/// What is cited: a thing of the record, and the document whose words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citable {
    /// Id of the thing.
    pub id: String,
    /// Headline of the document.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Moment>,
    /// Address.
    pub url: Option<String>,
    /// Day of reading it in.
    pub retrieved: Option<String>,
    /// The document.
    pub document: String,
    /// Its reading.
    pub reading: String,
    /// First byte of the words and one past the last, in the reading; none for the whole.
    pub span: Option<(u32, u32)>,
    /// How many other documents tell it too.
    pub others: usize,
}

/// An entry. Its key is the id's, so that it stays the same whatever is read later.
pub fn bibtex(it: &Citable) -> String {
    let short = |id: &str| id.chars().take(20).collect::<String>();
    let mut fields = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        fields.extend(value.map(|value| format!("  {name} = {{{value}}},\n")));
    };
    put("title", Some(plain(it.title.as_deref().unwrap_or("Untitled"))));
    // Two braces: a name that is not to be taken apart.
    let author = it.byline.as_deref().or(it.outlet.as_deref());
    put("author", author.map(|name| format!("{{{}}}", plain(name))));
    put("howpublished", it.outlet.as_deref().map(plain));
    put("year", it.published.and_then(|day| day.year).map(|year| format!("{year:04}")));
    put("month", it.published.and_then(|day| day.month).map(|month| month.to_string()));
    put("date", it.published.filter(|day| day.year.is_some()).map(|day| day.to_string()));
    put("url", it.url.as_deref().map(address));
    put("urldate", it.retrieved.clone());
    let mut note = format!("chancery record {}; document sha256:{}", short(&it.id), it.document);
    let _ = write!(note, "; reading sha256:{}", it.reading);
    if let Some((start, end)) = it.span {
        let _ = write!(note, "; bytes {start}-{end}");
    }
    match it.others {
        0 => {}
        1 => note.push_str("; 1 more document tells it"),
        more => {
            let _ = write!(note, "; {more} more documents tell it");
        }
    }
    note.push_str(concat!("; read by chancery ", env!("CARGO_PKG_VERSION")));
    put("note", Some(note));
    format!("@misc{{chancery:{},\n{}}}\n", short(&it.id), fields.concat())
}

/// Words with everything that means something to TeX written out.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for char in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match char {
            '\\' => out.push_str("\\textbackslash{}"),
            // Braces are counted even where they are escaped.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '$' | '&' | '%' | '#' | '_' => out.extend(['\\', char]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            char if char.is_control() => {}
            char => out.push(char),
        }
    }
    out
}

/// An address; braces and backslashes would end the field.
fn address(url: &str) -> String {
    let encoded = |char: char| match char {
        '{' => "%7B".to_owned(),
        '}' => "%7D".to_owned(),
        '\\' => "%5C".to_owned(),
        char if char.is_whitespace() || char.is_control() => "%20".to_owned(),
        char => char.to_string(),
    };
    url.chars().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_the_words_and_escapes_what_tex_would_read() {
        let it = Citable {
            id: "enc-0123456789abcdef".to_owned(),
            title: Some("Talks on R&D: 50% done\n{soon}".to_owned()),
            outlet: Some("The Daily_Post".to_owned()),
            published: "2022-12-13".parse().ok(),
            url: Some("https://example.org/a_b?c=%7D".to_owned()),
            document: "d".repeat(64),
            reading: "e".repeat(64),
            span: Some((3, 9)),
            others: 2,
            ..Citable::default()
        };
        let expected = format!(
            "@misc{{chancery:enc-0123456789abcdef,\n  title = {{Talks on R\\&D: 50\\% done \
             \\textbraceleft{{}}soon\\textbraceright{{}}}},\n  author = {{{{The Daily\\_Post}}}},\n  howpublished = \
             {{The Daily\\_Post}},\n  year = {{2022}},\n  month = {{12}},\n  date = \
             {{2022-12-13}},\n  url = {{https://example.org/a_b?c=%7D}},\n  note = {{chancery \
             record enc-0123456789abcdef; document sha256:{}; reading sha256:{}; bytes 3-9; 2 more \
             documents tell it; read by chancery {}}},\n}}\n",
            it.document,
            it.reading,
            env!("CARGO_PKG_VERSION"),
        );
        assert_eq!(bibtex(&it), expected);
    }
}
