//! Lines of text: widths as a terminal shows them, Han characters two columns wide.

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();

/// A page that grows line by line.
pub(crate) struct Page {
    text: String,
    /// Columns of the terminal; `None` where it goes to a file or a pipe: lines are not broken there.
    width: Option<usize>,
}

impl Page {
    pub(crate) fn new() -> Page {
        let size = terminal_size::terminal_size_of(std::io::stdout());
        Page { text: String::new(), width: size.map(|(width, _)| usize::from(width.0)) }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A line after an empty one.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.styled(BOLD, text);
    }

    /// A line without indent.
    pub(crate) fn line(&mut self, text: &str) {
        self.item("", text);
    }

    /// A line in one style.
    pub(crate) fn styled(&mut self, style: Style, text: &str) {
        self.item("", &paint(style, text));
    }

    /// A line that is never broken, to be copied.
    pub(crate) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Items in a row behind a first text; a line is broken between two of them only.
    pub(crate) fn flow(&mut self, first: &str, items: &[String], separator: &str) {
        // behind an indent they stay behind it
        let spaces = first.chars().take_while(|char| *char == ' ').count();
        let indent = " ".repeat(spaces.max(2));
        let mut line = first.to_owned();
        let mut is_empty = true;
        let separators = std::iter::repeat_n(separator, items.len().saturating_sub(1)).chain([""]);
        for (item, separator) in items.iter().zip(separators) {
            let item = format!("{item}{separator}");
            let width = display_width(&line).saturating_add(display_width(item.trim_end()));
            if !is_empty && self.width.is_some_and(|most| width > most) {
                self.verbatim(line.trim_end());
                line.clone_from(&indent);
            }
            line.push_str(&item);
            is_empty = false;
        }
        self.verbatim(line.trim_end());
    }

    /// A text behind a first column; where it is broken it stays behind it.
    pub(crate) fn item(&mut self, first: &str, text: &str) {
        let Some(width) = self.width else {
            self.text.push_str(&format!("{first}{text}\n"));
            return;
        };
        let indent = " ".repeat(display_width(first));
        let options = textwrap::Options::new(width)
            .initial_indent(first)
            .subsequent_indent(&indent)
            .break_words(false)
            // a date is not broken at its hyphens
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}

pub(crate) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The text with spaces behind it, up to a width.
pub(crate) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// The text with spaces before it, up to a width.
pub(crate) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// The greatest width of some texts.
pub(crate) fn widest<'t>(texts: impl IntoIterator<Item = &'t str>) -> usize {
    texts.into_iter().map(display_width).max().unwrap_or(0)
}

/// The text without control characters that could move about on a terminal; ends of lines stay.
pub(crate) fn printable(text: &str) -> String {
    let shown = |char: char| match char {
        '\n' => char,
        char if char.is_control() => '\u{fffd}',
        char => char,
    };
    text.chars().map(shown).collect()
}
