//! Whose text a report takes over, in words.

use dateline_wire::{Comparison, CopiedText};

/// How many reports there are, and where some take text from others how many stand on their own.
pub fn origins(comparison: &Comparison) -> String {
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let reports = counted(comparison.reports.len(), "report");
    if comparison.copies.is_empty() {
        return reports;
    }
    let n_origins = usize::try_from(comparison.origins.unwrap_or_default()).unwrap_or(usize::MAX);
    format!("{reports} of {}", counted(n_origins, "independent origin"))
}

/// What a report takes from another one.
pub fn taken(copied: &CopiedText) -> String {
    let kind = match copied.kind.as_ref() {
        "verbatim" => "all of the text, unchanged",
        "shortened" => "a part of the text, unchanged",
        _ => "text with words changed",
    };
    format!("{} % of its own words ({kind})", copied.share.percent())
}

/// Why the text is taken to come from there.
pub fn because(copied: &CopiedText) -> &'static str {
    match copied.reason.as_str() {
        "credits-the-agency" => "(it credits that agency)",
        "published-first" => "(published before it)",
        "holds-more" => "(which holds more of it)",
        _ => "(or the other way round)",
    }
}

/// What a report takes from others.
pub fn copies_of<'a>(comparison: &'a Comparison, key: &str) -> impl Iterator<Item = &'a CopiedText> {
    comparison.copies.iter().filter(move |copied| copied.to == key)
}
