//! A brief as a document of Word (DOCX). Its bytes depend on the brief alone: no clock is read,
//! and paragraphs are numbered here, not by the process.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, Hyperlink, HyperlinkType, LineSpacing, PageMargin, PageNum,
    Paragraph, Run, RunFonts, SpecialIndentType, Style, StyleType,
};

use super::heading;
use crate::briefs::{Brief, Item, Line, Quote, Section, SourceLine};
use crate::show::sources::{about, title};
use crate::show::words::short_id;

/// A4 in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// Margin on every side, in twentieths of a point.
const MARGIN: i32 = 1020;
/// Colour of what is beside the matter: ids, days, addresses.
const SOFT: &str = "555555";
/// Colour of links.
const LINK: &str = "0B4F8A";

/// A Word file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the Word file could not be put together: {0}")]
pub struct DocxError(String);

/// The brief as the bytes of a DOCX file.
pub fn docx(brief: &Brief) -> Result<Vec<u8>, DocxError> {
    let mut pages = Pages { docx: sheet(), paragraphs: 0 };
    pages.add(Paragraph::new().style("Title").add_run(run(&heading(brief))));
    pages.add(Paragraph::new().style("Subtle").add_run(run(&brief.period)));
    pages.add(Paragraph::new().style("Normal").add_run(run(&brief.counts)));
    for section in &brief.sections {
        pages.section(section);
    }
    if !brief.sources.is_empty() {
        pages.add(Paragraph::new().style("Heading1").add_run(run("Sources")));
    }
    for source in &brief.sources {
        pages.source(source);
    }
    let mut bytes = Cursor::new(Vec::new());
    pages.docx.build().pack(&mut bytes).map_err(|error| DocxError(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// An empty document with page, styles and page numbers.
fn sheet() -> Docx {
    let fonts = || RunFonts::new().ascii("Georgia").hi_ansi("Georgia").cs("Georgia");
    let paragraph = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name);
    let spaced = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    let margin = PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN);
    let number = Paragraph::new().id("7f000000").style("Normal").align(AlignmentType::Center);
    Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin.header(500).footer(500))
        .default_fonts(fonts())
        .default_size(19)
        .add_style(paragraph("Normal", "Normal"))
        .add_style(paragraph("Title", "Title").size(32).bold().line_spacing(spaced(0, 40)))
        .add_style(paragraph("Heading1", "heading 1").size(22).bold().line_spacing(spaced(160, 40)))
        .add_style(paragraph("Subtle", "Subtle").size(17).color(SOFT).line_spacing(spaced(0, 80)))
        .add_style(paragraph("Entry", "Entry").line_spacing(spaced(60, 0)))
        .add_style(paragraph("Told", "Told").line_spacing(spaced(0, 0)))
        .add_style(paragraph("Source", "Source").size(16).line_spacing(spaced(0, 20)))
        .footer(Footer::new().add_paragraph(number.add_page_num(PageNum::new())))
}

/// A text without what XML cannot hold.
fn run(text: &str) -> Run {
    let clean: String = text.chars().filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    Run::new().add_text(clean)
}

/// The number of a source, leading to it.
fn cite(number: usize) -> Hyperlink {
    Hyperlink::new(format!("s{number}"), HyperlinkType::Anchor)
        .add_run(run(&format!("[{number}]")).color(LINK))
}

struct Pages {
    docx: Docx,
    paragraphs: u32,
}

impl Pages {
    fn add(&mut self, paragraph: Paragraph) {
        self.paragraphs += 1;
        let paragraph = paragraph.id(format!("{:08x}", self.paragraphs));
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn section(&mut self, section: &Section) {
        let heading = Paragraph::new().style("Heading1").keep_next(true);
        self.add(heading.add_run(run(&section.title)));
        for item in &section.items {
            self.item(item);
        }
        if let Some(left) = &section.left_out {
            self.add(Paragraph::new().style("Subtle").add_run(run(left).italic()));
        }
    }

    fn item(&mut self, item: &Item) {
        let head = Paragraph::new()
            .style("Entry")
            .keep_next(!item.lines.is_empty())
            .add_run(run(&item.day).color(SOFT))
            .add_run(run("  "))
            .add_run(run(&item.head).bold())
            .add_run(run(&format!("  {}", item.id)).size(14).color(SOFT));
        self.add(head);
        for told in &item.lines {
            self.add(line(told));
        }
    }

    fn source(&mut self, source: &SourceLine) {
        let number = source.number;
        let id = short_id(source.document.as_str());
        let mut about = about(source);
        about.extend(source.address.clone());
        about.extend(source.quote.as_ref().map(|quote| format!("“{quote}”")));
        let paragraph = Paragraph::new()
            .style("Source")
            .keep_lines(true)
            .indent(Some(400), Some(SpecialIndentType::Hanging(400)), None, None)
            .add_bookmark_start(number, format!("s{number}"))
            .add_run(run(&format!("[{number}] ")))
            .add_bookmark_end(number)
            .add_run(run(title(source)).bold())
            .add_run(run(&format!(". {}. ", about.join(" · "))))
            .add_run(run(&format!("Document {id}.")).color(SOFT));
        self.add(paragraph);
    }
}

fn line(line: &Line) -> Paragraph {
    let mut paragraph = Paragraph::new().style("Told").indent(Some(284), None, None, None);
    if !line.label.is_empty() {
        paragraph = paragraph.add_run(run(&format!("{}: ", line.label)).color(SOFT));
    }
    if !line.text.is_empty() {
        paragraph = paragraph.add_run(run(&format!("{} ", line.text)));
    }
    for Quote { words, source, .. } in &line.quotes {
        paragraph = paragraph
            .add_run(run(&format!("“{words}” ")).italic())
            .add_hyperlink(cite(*source))
            .add_run(run(" "));
    }
    paragraph
}
