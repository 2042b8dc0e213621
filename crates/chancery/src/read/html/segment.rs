//! A parsed page as a list of text blocks in reading order, each with the region it stands in.

use dom_query::{Document, NodeRef};

/// The region of text that is not shown with the text around it.
pub(super) const HIDDEN: &str = "hidden in the page";

/// What markup says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    Heading,
    ListItem,
    Cell,
    Caption,
}

/// A block of text.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) shape: Shape,
    /// Why the place it stands in is no place for a story; None where it may be one.
    pub(super) region: Option<&'static str>,
    /// Bytes of the text that are links.
    pub(super) link_bytes: usize,
    /// Whether it is the page's `h1`.
    pub(super) first_heading: bool,
    /// Number of the element that holds its block, in the order of the walk.
    pub(super) parent: usize,
}

impl Segment {
    /// Whether it is a link and nothing else.
    pub(super) fn is_link(&self) -> bool {
        self.link_bytes * 10 >= self.text.len() * 8
    }
}

/// What an element does to the blocks inside it.
#[derive(Clone, Copy, Default)]
struct Context {
    shape: Option<Shape>,
    region: Option<&'static str>,
    link: bool,
    first_heading: bool,
    in_article: bool,
    /// Numbers of the nearest block element and of the one around it.
    block: usize,
    parent: usize,
}

impl Context {
    /// Takes in what an element says of what is inside it.
    fn enter(&mut self, node: &NodeRef<'_>, name: &str) {
        if matches!(name, "article" | "main") {
            // A story may lie in a panel that calls itself a sidebar.
            self.in_article = true;
            self.region = None;
        }
        self.link |= name == "a";
        self.first_heading |= name == "h1";
        self.region = self.region.or_else(|| region(node, name, self.in_article));
        self.shape = shape(node, name, self.shape);
    }
}

enum Step<'d> {
    Enter(NodeRef<'d>, Context),
    Break,
}

/// The blocks of a page. Walks with a stack of its own: depth costs memory, not the call stack.
pub(super) fn segments(document: &Document) -> Vec<Segment> {
    let mut writer = Writer::default();
    let mut steps = vec![Step::Enter(document.root(), Context::default())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Break => writer.close(),
            Step::Enter(node, context) if node.is_text() => writer.write(&node.text(), context),
            Step::Enter(node, context) => enter(node, context, &mut writer, &mut steps),
        }
    }
    writer.close();
    writer.segments
}

fn enter<'d>(
    node: NodeRef<'d>,
    mut context: Context,
    writer: &mut Writer,
    steps: &mut Vec<Step<'d>>,
) {
    let name = node.node_name().unwrap_or_default();
    let name: &str = &name;
    if is_no_text(name) {
        return;
    }
    if name == "br" {
        writer.line_break();
        return;
    }
    if is_hidden(&node, name) {
        writer.set_apart(&node.text(), context);
        return;
    }
    context.enter(&node, name);
    let breaks = !is_inline(name);
    if breaks {
        writer.close();
        writer.blocks += 1;
        (context.parent, context.block) = (context.block, writer.blocks);
        steps.push(Step::Break);
    }
    let before = steps.len();
    steps.extend(node.children_it(false).map(|child| Step::Enter(child, context)));
    steps[before..].reverse();
}

/// Whether what an element holds is for machines, or a drawing.
fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "head"
            | "iframe"
            | "object"
            | "math"
    )
}

fn shape(node: &NodeRef<'_>, name: &str, outer: Option<Shape>) -> Option<Shape> {
    if outer == Some(Shape::Caption) || name == "figcaption" || is_caption_box(node, name) {
        return Some(Shape::Caption);
    }
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Shape::Heading),
        "li" | "dt" | "dd" => Some(Shape::ListItem),
        "td" | "th" => Some(Shape::Cell),
        "p" | "div" | "section" | "article" | "blockquote" => {
            outer.filter(|shape| !matches!(shape, Shape::Heading))
        }
        _ => outer,
    }
}

/// Why an element holds no part of a story.
fn region(node: &NodeRef<'_>, name: &str, in_article: bool) -> Option<&'static str> {
    match name {
        "nav" => return Some("navigation"),
        "footer" if !in_article => return Some("page footer"),
        "header" if !in_article => return Some("page header"),
        "aside" => return Some("sidebar"),
        "form" | "button" | "select" | "textarea" | "dialog" => return Some("a form to fill in"),
        _ => {}
    }
    let role = node.attr("role").unwrap_or_default();
    match role.as_ref() {
        "navigation" | "menu" | "menubar" => return Some("navigation"),
        "contentinfo" => return Some("page footer"),
        "banner" => return Some("page header"),
        "complementary" => return Some("sidebar"),
        "dialog" | "alertdialog" => return Some("a dialog"),
        _ => {}
    }
    None
}

/// Whether an element is not shown with the text around it: hidden, or a box that opens over a word.
fn is_hidden(node: &NodeRef<'_>, name: &str) -> bool {
    const LONGEST: usize = 2000;
    let named = |token: &str| {
        let token = token.to_ascii_lowercase();
        let boxes = ["tooltip", "popover", "rollover"];
        matches!(token.as_str(), "hidden" | "sr-only" | "visually-hidden" | "visuallyhidden")
            || boxes.iter().any(|name| token.starts_with(name) || token.ends_with(name))
    };
    if matches!(name, "html" | "body" | "main" | "article") {
        return false;
    }
    let style = node.attr("style").unwrap_or_default().replace(' ', "");
    style.contains("display:none")
        || node.has_attr("hidden")
        || (node.class().is_some_and(|class| class.split_whitespace().any(named))
            && node.text().len() <= LONGEST)
}

/// Whether an element is named a caption and is no longer than one.
fn is_caption_box(node: &NodeRef<'_>, name: &str) -> bool {
    const LONGEST: usize = 600;
    let named = |names: &str| {
        names.split_whitespace().any(|token| {
            let mut parts = token.split(['-', '_']);
            token.len() <= 30 && parts.any(|part| part.eq_ignore_ascii_case("caption"))
        })
    };
    let outer = matches!(name, "html" | "body" | "main" | "article" | "section" | "figure" | "img");
    !outer
        && [node.class(), node.id_attr()].iter().flatten().any(|names| named(names))
        && node.text().trim().len() <= LONGEST
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Collects text into segments.
#[derive(Default)]
struct Writer {
    segments: Vec<Segment>,
    open: Option<Segment>,
    after_break: bool,
    /// Number of block elements entered.
    blocks: usize,
}

impl Writer {
    fn write(&mut self, text: &str, context: Context) {
        if text.trim().is_empty() {
            if let Some(open) = self.open.as_mut().filter(|open| !open.text.ends_with(' ')) {
                open.text.push(' ');
            }
            return;
        }
        self.after_break = false;
        let open = self.open.get_or_insert_with(|| Segment {
            text: String::new(),
            shape: context.shape.unwrap_or(Shape::Paragraph),
            region: context.region,
            link_bytes: 0,
            first_heading: context.first_heading,
            parent: context.parent,
        });
        let before = open.text.len();
        for c in text.chars() {
            if !c.is_whitespace() || c == '\u{A0}' {
                open.text.push(c);
            } else if !open.text.is_empty() && !open.text.ends_with(' ') {
                open.text.push(' ');
            }
        }
        if context.link {
            open.link_bytes += open.text.len() - before;
        }
    }

    /// Text that is not part of the line it stands in.
    fn set_apart(&mut self, text: &str, context: Context) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.segments.push(Segment {
                text,
                shape: context.shape.unwrap_or(Shape::Paragraph),
                region: Some(HIDDEN),
                link_bytes: 0,
                first_heading: false,
                parent: context.parent,
            });
        }
    }

    /// A line break ends a block after a sentence, or where it is doubled.
    fn line_break(&mut self) {
        let sentence =
            self.open.as_ref().is_some_and(|open| crate::read::text::ends_as_sentence(&open.text));
        if sentence || self.after_break {
            self.close();
        } else if let Some(open) = self.open.as_mut().filter(|open| !open.text.ends_with(' ')) {
            open.text.push(' ');
        }
        self.after_break = true;
    }

    fn close(&mut self) {
        self.after_break = false;
        if let Some(mut segment) = self.open.take() {
            segment.text.truncate(segment.text.trim_end().len());
            let lead = segment.text.len() - segment.text.trim_start().len();
            segment.text.drain(..lead);
            if !segment.text.is_empty() {
                self.segments.push(segment);
            }
        }
    }
}

/// How deep a tree is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Depth {
    /// Of the deepest node.
    pub(super) deepest: usize,
    /// Of all nodes together: the number of pairs of a node and one around it.
    pub(super) sum: usize,
}

/// Measures a tree.
pub(super) fn depth(document: &Document) -> Depth {
    let mut found = Depth::default();
    let mut nodes = vec![(document.root(), 0)];
    while let Some((node, depth)) = nodes.pop() {
        found.deepest = found.deepest.max(depth);
        found.sum += depth;
        nodes.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    found
}
