//! The line rules of `data/en/blocks.toml`: what a passage is by its own words and its place.

use std::sync::Arc;

use dateline_core::BlockKind;
use serde::Deserialize;
use thiserror::Error;

use crate::pattern::PatternSet;

/// Passages at the beginning of a report in which rules for its head hold: title, byline, times, pictures, share bar.
const HEAD_PASSAGES: usize = 8;

/// Passages at the end of a report in which rules for its foot hold: credits, calls to readers, agencies.
const FOOT_PASSAGES: usize = 12;

/// The line rules, in the order in which they are tried.
#[derive(Debug)]
pub(crate) struct LineRules {
    rules: Vec<LineRule>,
    /// The rules that look at the start of a passage. Running text leaves them after a few characters.
    anchored: Patterns,
    /// The rules that look for something at its end or inside, and so have to go through all of it.
    floating: Patterns,
    /// Capitalised words that look like the place of a dateline and are none.
    labels: Vec<String>,
}

/// The patterns of some rules as one automaton.
#[derive(Debug)]
struct Patterns {
    /// The rules' indexes in the file, in the order of the set.
    rules: Vec<usize>,
    set: PatternSet,
}

/// What a rule says of the passages that its pattern matches.
#[derive(Debug)]
pub(crate) struct LineRule {
    /// The name that a block's `rule` carries.
    pub(crate) name: Arc<str>,
    /// What such a passage is.
    pub(crate) kind: BlockKind,
    place: Place,
    chars_max: usize,
    /// What becomes of the passages behind.
    pub(crate) section: Section,
    /// Whether the line names the agency to which the report is credited.
    pub(crate) credits_agency: bool,
    /// Whether the line states the day of publication.
    pub(crate) states_day: bool,
}

/// The file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    labels: Vec<String>,
    rule: Vec<Entry>,
}

/// One entry of the file; its head says what the fields mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: String,
    about: String,
    pattern: String,
    covers: Covers,
    #[serde(rename = "where")]
    place: Place,
    chars_max: usize,
    #[serde(default)]
    section: Section,
    #[serde(default)]
    credits_agency: bool,
    #[serde(default)]
    states_day: bool,
    examples: Vec<String>,
    counterexamples: Vec<String>,
}

/// Which part of the passage the pattern has to match.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Covers {
    Whole,
    Start,
    End,
    Inside,
}

/// Where in a report a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// Everywhere.
    Any,
    /// Among the first passages.
    Head,
    /// Among the last passages.
    Foot,
}

/// What becomes of the passages behind one that a rule told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Section {
    /// They stand for themselves.
    #[default]
    None,
    /// Those that look like titles share its kind.
    Titles,
    /// All share its kind if it stands in the latter half of the text; else as `Titles`.
    Rest,
}

/// A defect of the rule file.
#[derive(Debug, Error)]
pub(crate) enum RuleError {
    #[error(transparent)]
    Form(#[from] toml::de::Error),
    #[error("rule {name:?}: {what}")]
    Entry { name: String, what: String },
}

impl LineRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// If an entry has not the form that the head of the file describes, or two have one name.
    pub(crate) fn parse(file: &str) -> Result<Self, RuleError> {
        let File { labels, rule: entries } = toml::from_str(file)?;
        for (at, entry) in entries.iter().enumerate() {
            let is_taken = entries[..at].iter().any(|other| other.name == entry.name);
            let defect = if is_taken { Some("the name is taken".to_owned()) } else { entry.defect() };
            if let Some(what) = defect {
                return Err(RuleError::Entry { name: entry.name.clone(), what });
            }
        }
        let anchored = Patterns::of(&entries, |covers| matches!(covers, Covers::Whole | Covers::Start))?;
        let floating = Patterns::of(&entries, |covers| matches!(covers, Covers::End | Covers::Inside))?;
        let rules = entries.into_iter().filter_map(Entry::into_rule).collect();
        Ok(Self { rules, anchored, floating, labels })
    }

    /// The first rule that tells what the passage is, which is the `at`-th of `n_passages`.
    pub(crate) fn tell(&self, passage: &str, at: usize, n_passages: usize) -> Option<&LineRule> {
        let first = |patterns: &Patterns| {
            let mut matching = patterns.matching(passage);
            matching.find(|rule| self.rules[*rule].holds(passage, at, n_passages))
        };
        let rule = first(&self.anchored).into_iter().chain(first(&self.floating)).min()?;
        Some(&self.rules[rule])
    }

    /// Whether the word stands before a dash as a label and not as the place of a dateline.
    pub(crate) fn is_label(&self, word: &str) -> bool {
        self.labels.iter().any(|label| label == word)
    }
}

impl Entry {
    /// What is wrong with the entry, if anything is.
    fn defect(&self) -> Option<String> {
        if BlockKind::of_name(&self.kind).is_none() {
            return Some(format!("there is no kind of block {:?}", self.kind));
        }
        if self.about.is_empty() || self.examples.is_empty() || self.counterexamples.is_empty() {
            return Some("it needs a sentence about it, an example and a counterexample".to_owned());
        }
        None
    }

    /// The pattern as the engine takes it: anchored as `covers` says, a blank standing for any run of blanks.
    fn full_pattern(&self) -> String {
        // A word border of Unicode in one pattern keeps the fast automaton from all of them on lines beyond ASCII.
        let pattern = self.pattern.replace(' ', r"(?:\s+)").replace(r"\b", r"(?-u:\b)");
        match self.covers {
            Covers::Whole => format!(r"\A(?:{pattern})\z"),
            Covers::Start => format!(r"\A(?:{pattern})"),
            Covers::End => format!(r"(?:{pattern})\z"),
            Covers::Inside => pattern,
        }
    }

    /// The rule, unless the entry has a defect.
    fn into_rule(self) -> Option<LineRule> {
        Some(LineRule {
            kind: BlockKind::of_name(&self.kind)?,
            name: self.name.into(),
            place: self.place,
            chars_max: self.chars_max,
            section: self.section,
            credits_agency: self.credits_agency,
            states_day: self.states_day,
        })
    }
}

impl LineRule {
    fn holds(&self, passage: &str, at: usize, n_passages: usize) -> bool {
        let in_place = match self.place {
            Place::Any => true,
            Place::Head => at < HEAD_PASSAGES,
            Place::Foot => at + FOOT_PASSAGES >= n_passages,
        };
        in_place && crate::words::has_chars_at_most(passage, self.chars_max)
    }
}

impl Patterns {
    /// Compiles the patterns of the entries whose `covers` is wanted.
    ///
    /// # Errors
    /// If a pattern is no regular expression. Which one is sought only then: compiling each by itself costs more time
    /// than all else that a reader needs to start.
    fn of(entries: &[Entry], wanted: impl Fn(Covers) -> bool) -> Result<Self, RuleError> {
        let rules: Vec<usize> = (0..entries.len()).filter(|at| wanted(entries[*at].covers)).collect();
        let patterns: Vec<String> = rules.iter().map(|at| entries[*at].full_pattern()).collect();
        let set = PatternSet::compile(&patterns).map_err(|what| {
            let culprit = rules.iter().zip(&patterns).find(|(_, one)| PatternSet::compile(&[one]).is_err());
            let name = culprit.map_or_else(|| "all together".to_owned(), |(at, _)| entries[*at].name.clone());
            RuleError::Entry { name, what }
        })?;
        Ok(Self { rules, set })
    }

    /// The rules whose patterns match, in the order of the file.
    fn matching(&self, passage: &str) -> impl Iterator<Item = usize> {
        self.set.matching(passage).into_iter().map(|at| self.rules[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../data/en/blocks.toml");

    /// The name of the rule that tells a passage standing alone, where rules for head and foot hold too.
    fn told(rules: &LineRules, passage: &str) -> Option<String> {
        rules.tell(passage, 0, 1).map(|rule| rule.name.to_string())
    }

    #[test]
    fn every_entry_tells_its_examples_and_no_counterexample() {
        let rules = LineRules::parse(FILE).unwrap_or_else(|error| panic!("data/en/blocks.toml: {error}"));
        let file: File = toml::from_str(FILE).expect("the file was just parsed");
        let mut wrong = Vec::new();
        for entry in &file.rule {
            let name = Some(entry.name.clone());
            wrong.extend(
                entry.examples.iter().filter(|text| told(&rules, text) != name).map(|text| (&entry.name, text)),
            );
            wrong.extend(
                entry.counterexamples.iter().filter(|text| told(&rules, text) == name).map(|text| (&entry.name, text)),
            );
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    const ENTRY: &str = r#"
labels = []
[[rule]]
name = "a"
kind = "caption"
about = "A."
pattern = "Photo: .*"
covers = "whole"
where = "foot"
chars_max = 20
examples = ["Photo: x"]
counterexamples = ["x"]
"#;

    fn entry(changed: &str, to: &str) -> Result<LineRules, RuleError> {
        assert!(ENTRY.contains(changed), "{changed}");
        LineRules::parse(&ENTRY.replace(changed, to))
    }

    #[test]
    fn place_and_length_limit_a_rule() {
        let rules = entry("", "").expect("the entry is right");
        assert!(rules.tell("Photo: Lantern", 0, FOOT_PASSAGES).is_some());
        assert!(rules.tell("Photo: Lantern", 0, FOOT_PASSAGES + 1).is_none());
        assert!(rules.tell("Photo:\nLantern", 0, 1).is_some(), "a blank of the pattern is any blank");
        assert!(rules.tell("Photo: Lantern Pictures of Lisbon", 0, 1).is_none());
        let rules = entry("foot", "head").expect("the entry is right");
        assert!(rules.tell("Photo: Lantern", HEAD_PASSAGES - 1, 100).is_some());
        assert!(rules.tell("Photo: Lantern", HEAD_PASSAGES, 100).is_none());
    }

    #[test]
    fn defects_are_named() {
        for (changed, to, what) in [
            ("caption", "capton", "rule \"a\": there is no kind of block \"capton\""),
            ("examples = [\"Photo: x\"]", "examples = []", "rule \"a\": it needs a sentence"),
            ("Photo: .*", "Photo: (", "rule \"a\": regex parse error"),
            ("about", "abuot", "TOML parse error at line 6"),
        ] {
            let error = entry(changed, to).expect_err("the entry is wrong");
            assert!(error.to_string().starts_with(what), "{error}");
        }
        let twice = format!("{ENTRY}{}", ENTRY.replace("labels = []", ""));
        let error = LineRules::parse(&twice).expect_err("a name stands twice");
        assert_eq!(error.to_string(), "rule \"a\": the name is taken");
    }
}
