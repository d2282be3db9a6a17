//! A text on the way to its blocks: what is known of each passage, and the rules that tell it by shape and neighbours.
//!
//! The rules look at length, capitals, last mark and the passages around; they know no document and no subject. When in
//! doubt nothing is told, and the passage is a paragraph.

use std::ops::Range;

use dateline_core::BlockKind;

use crate::rules::{LineRule, Section};
use crate::structure::Rule;
use crate::words;

/// The longest headline: of the 8,456 titles in BASIL and NeuS, one in a hundred has more than 123 characters, one in a
/// thousand more than 177.
const HEADLINE_CHARS_MAX: usize = 160;

/// Words that make a headline: none of those 8,456 has fewer; one or two alone name a topic or a country.
const HEADLINE_WORDS_MIN: usize = 3;

/// The longest standfirst: a lead may be longer, and then the passage is one.
const STANDFIRST_CHARS_MAX: usize = 300;

/// Passages between headline and byline or dateline that can be its standfirst.
const STANDFIRST_PASSAGES_MAX: usize = 2;

/// Content words that a passage needs so that the next one can be said to repeat it, and the share of them (in percent)
/// that it then repeats.
///
/// A lead spells its headline and standfirst out; a paragraph does not repeat the one before. Of 7,369 pairs of
/// neighbouring passages behind the first one in PolNeAR and BASIL reports, 16 reach this share, six of them titles.
const REPEATED_WORDS_MIN: usize = 6;
const REPEATED_PERCENT_MIN: usize = 65;

/// The longest subheading, in characters and words.
const SUBHEADING_CHARS_MAX: usize = 80;
const SUBHEADING_WORDS_MAX: usize = 12;

/// The longest line of a section that can be a title of another report.
const SECTION_TITLE_CHARS_MAX: usize = 120;

/// What is known of a passage.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Told<'r> {
    /// Nothing yet.
    Not,
    /// By its own words.
    Line(&'r LineRule),
    /// By the title of the section in which it stands.
    Section(&'r LineRule),
    /// By its place and neighbours.
    Place(Rule),
}

impl Told<'_> {
    pub(crate) const fn kind(self) -> BlockKind {
        match self {
            Self::Not => BlockKind::Paragraph,
            Self::Line(rule) | Self::Section(rule) => rule.kind,
            Self::Place(rule) => rule.kind(),
        }
    }

    const fn is_untold(self) -> bool {
        matches!(self, Self::Not)
    }
}

/// A text on the way to its blocks.
pub(crate) struct Page<'t, 'r> {
    pub(crate) text: &'t str,
    pub(crate) passages: Vec<Range<usize>>,
    /// What is known of each passage.
    pub(crate) told: Vec<Told<'r>>,
}

impl<'t> Page<'t, '_> {
    pub(crate) fn passage(&self, at: usize) -> &'t str {
        &self.text[self.passages[at].clone()]
    }

    pub(crate) fn untold(&self) -> impl Iterator<Item = usize> {
        (0..self.told.len()).filter(|at| self.told[*at].is_untold())
    }

    /// The passages of which something wanted is known.
    pub(crate) fn told_by(&self, wanted: impl Fn(&Told<'_>) -> bool) -> impl Iterator<Item = Range<usize>> {
        let told = self.told.iter().zip(&self.passages);
        told.filter(move |(told, _)| wanted(told)).map(|(_, passage)| passage.clone())
    }

    /// Gives the lines behind the title of a section its kind. Before the first long passage there are no sections:
    /// what looks like the title of one stands over the headline.
    pub(crate) fn tell_sections(&mut self) {
        let long: Vec<usize> = self.untold().filter(|at| self.is_long(*at)).collect();
        let (Some(&first_long), Some(&last_long)) = (long.first(), long.last()) else { return };
        let mut current: Option<(&LineRule, bool)> = None;
        for at in first_long..self.told.len() {
            match self.told[at] {
                Told::Line(rule) if rule.section != Section::None => {
                    let is_rest = rule.section == Section::Rest && self.is_in_latter_half(at);
                    current = Some((rule, is_rest || last_long < at));
                }
                Told::Line(rule) if !rule.kind.is_set_aside() => current = None,
                Told::Not => match current {
                    Some((rule, is_rest)) if is_rest || self.looks_like_title(at) => {
                        self.told[at] = Told::Section(rule);
                    }
                    _ => current = None,
                },
                _ => {}
            }
        }
    }

    fn is_long(&self, at: usize) -> bool {
        !words::has_chars_at_most(self.passage(at), SECTION_TITLE_CHARS_MAX)
    }

    fn looks_like_title(&self, at: usize) -> bool {
        !self.is_long(at) && words::last_mark(self.passage(at)) != Some('.')
    }

    fn is_in_latter_half(&self, at: usize) -> bool {
        self.passages[at].start * 2 > self.text.len()
    }

    /// Takes back what a line rule told of a first passage that has the wording of the given title: titles may begin
    /// with "Watch:" or be a single word.
    pub(crate) fn untell_given_title(&mut self, title: Option<&str>) {
        let is_title = |(title, first): (&str, &Range<usize>)| words::same_wording(title, &self.text[first.clone()]);
        if title.zip(self.passages.first()).is_some_and(is_title) {
            self.told[0] = Told::Not;
        }
    }

    /// Tells the lines right below a byline that name only a known agency or outlet.
    pub(crate) fn tell_agencies(&mut self, is_known: impl Fn(&str) -> bool) {
        for at in 1..self.told.len() {
            let is_below_byline = self.told[at - 1].kind() == BlockKind::Byline;
            if is_below_byline && self.told[at].is_untold() && is_known(self.passage(at)) {
                self.told[at] = Told::Place(Rule::AgencyAlone);
            }
        }
    }

    /// Tells the headline among the opening passages, and the standfirst below it.
    ///
    /// `text_at` is the passage that begins with the dateline.
    pub(crate) fn tell_headline(&mut self, opening: &[usize], text_at: Option<usize>, title: Option<&str>) {
        let Some((&first, rest)) = opening.split_first() else { return };
        let end = text_at.into_iter().chain(self.byline_behind(first)).min();
        if end == Some(first) {
            return;
        }
        let Some(rule) = self.headline_rule(first, rest, end, title) else { return };
        self.told[first] = Told::Place(rule);
        match rule {
            Rule::TopicWords => self.tell_headline(rest, text_at, title),
            _ => self.tell_standfirst(rest, end),
        }
    }

    /// Tells the standfirst among the opening passages of a page whose headline is marked.
    pub(crate) fn tell_standfirst_of_page(&mut self, opening: &[usize], text_at: Option<usize>) {
        let end = text_at.into_iter().chain(self.byline_behind(0)).min();
        self.tell_standfirst(opening, end);
    }

    /// The first byline behind a passage, among the passages where bylines stand.
    fn byline_behind(&self, at: usize) -> Option<usize> {
        let is_byline = |told: &Told<'_>| told.kind() == BlockKind::Byline;
        self.told[at..].iter().position(is_byline).map(|behind| at + behind)
    }

    /// Why the passage is the headline, if it is.
    fn headline_rule(&self, at: usize, rest: &[usize], end: Option<usize>, title: Option<&str>) -> Option<Rule> {
        let passage = self.passage(at);
        if title.is_some_and(|title| words::same_wording(title, passage)) {
            return Some(Rule::HeadlineGiven);
        }
        let followed_by_longer = rest.iter().any(|behind| self.passage(*behind).len() > passage.len());
        if !words::has_chars_at_most(passage, HEADLINE_CHARS_MAX) || !followed_by_longer {
            return None;
        }
        if words::n_words(passage) < HEADLINE_WORDS_MIN {
            return words::last_mark(passage).is_some_and(char::is_alphanumeric).then_some(Rule::TopicWords);
        }
        let is_before_dateline = end.is_some_and(|end| self.standfirst_passages(rest, end).is_some());
        match words::last_mark(passage) {
            Some('.' | '…') if words::is_title_case(passage) => Some(Rule::HeadlineShape),
            Some('.' | '…' | ':' | ',' | ';') if is_before_dateline => Some(Rule::HeadlineBeforeDateline),
            Some('.' | '…' | ':' | ',' | ';') => {
                rest.first().is_some_and(|behind| self.is_repeated(at, *behind)).then_some(Rule::HeadlineRepeated)
            }
            _ => Some(Rule::HeadlineShape),
        }
    }

    /// Whether a longer passage repeats most content words of a shorter one.
    fn is_repeated(&self, at: usize, behind: usize) -> bool {
        let (passage, next) = (self.passage(at), self.passage(behind));
        let shared = words::shared_content_percent(passage, next, REPEATED_WORDS_MIN);
        next.len() > passage.len() && shared.is_some_and(|percent| percent >= REPEATED_PERCENT_MIN)
    }

    /// The untold passages before `end`, if they can be a standfirst.
    fn standfirst_passages<'o>(&self, rest: &'o [usize], end: usize) -> Option<&'o [usize]> {
        let between = &rest[..rest.partition_point(|at| *at < end)];
        let are_short = between.iter().all(|at| words::has_chars_at_most(self.passage(*at), STANDFIRST_CHARS_MAX));
        (between.len() <= STANDFIRST_PASSAGES_MAX && are_short).then_some(between)
    }

    /// Tells the standfirst below the headline: all before byline or dateline, else one passage that shows it.
    fn tell_standfirst(&mut self, rest: &[usize], end: Option<usize>) {
        if let Some(between) = end.and_then(|end| self.standfirst_passages(rest, end)) {
            for at in between {
                self.told[*at] = Told::Place(Rule::StandfirstBeforeDateline);
            }
            return;
        }
        if let [at, behind, ..] = *rest
            && let Some(rule) = self.standfirst_rule(at, behind)
        {
            self.told[at] = Told::Place(rule);
        }
    }

    /// Why a passage directly below the headline is a standfirst, if it is.
    fn standfirst_rule(&self, at: usize, behind: usize) -> Option<Rule> {
        let (passage, next) = (self.passage(at), self.passage(behind));
        if !words::has_chars_at_most(passage, STANDFIRST_CHARS_MAX) || next.len() <= passage.len() {
            return None;
        }
        let has_no_mark = words::last_mark(passage).is_some_and(char::is_alphanumeric);
        let is_line = words::n_words(passage) >= HEADLINE_WORDS_MIN && words::begins_sentence(passage);
        if has_no_mark && is_line {
            return Some(Rule::StandfirstShape);
        }
        self.is_repeated(at, behind).then_some(Rule::StandfirstRepeated)
    }

    /// A quoted passage above the line that says whose post it is.
    pub(crate) fn tell_signed_quotes(&mut self) {
        for at in 1..self.told.len() {
            let is_signature = matches!(self.told[at], Told::Line(rule) if rule.kind == BlockKind::Quote);
            let above = self.passage(at - 1);
            let is_quoted = above.starts_with(words::is_opening) && above.ends_with(words::is_closing);
            if is_signature && is_quoted && self.told[at - 1].is_untold() {
                self.told[at - 1] = Told::Place(Rule::QuoteSigned);
            }
        }
    }

    /// Items marked with hyphens or numbers, where two stand together.
    pub(crate) fn tell_list_marks(&mut self) {
        let mut above: Option<Mark> = None;
        for at in 0..self.told.len() {
            let mark = if self.told[at].is_untold() { list_mark(self.passage(at)) } else { None };
            if mark.is_some() && mark == above {
                self.told[at - 1] = Told::Place(Rule::ListMarks);
                self.told[at] = Told::Place(Rule::ListMarks);
            }
            above = mark;
        }
    }

    pub(crate) fn tell_subheadings(&mut self) {
        let shaped: Vec<(usize, Rule)> = self.untold().filter_map(|at| Some((at, self.subheading_rule(at)?))).collect();
        let n_questions = shaped.iter().filter(|(_, rule)| *rule == Rule::SubheadingQuestion).count();
        for (at, rule) in shaped {
            // A single question is more often the writer's own sentence.
            if rule == Rule::SubheadingShape || n_questions > 1 {
                self.told[at] = Told::Place(rule);
            }
        }
    }

    /// Why a passage can be a subheading, if it can.
    fn subheading_rule(&self, at: usize) -> Option<Rule> {
        let passage = self.passage(at);
        let is_short = words::has_chars_at_most(passage, SUBHEADING_CHARS_MAX)
            && words::n_words(passage) <= SUBHEADING_WORDS_MAX
            && words::begins_sentence(passage);
        let is_quoted = passage.starts_with(words::is_opening);
        let rule = match words::last_mark(passage) {
            // A quoted question or one behind "Q:" is somebody's words.
            Some('?') if !is_quoted && !passage.contains(':') => Rule::SubheadingQuestion,
            Some(mark) if mark.is_alphanumeric() && (!is_quoted || passage.ends_with(words::is_closing)) => {
                Rule::SubheadingShape
            }
            _ => return None,
        };
        (is_short && self.stands_between_text(at)).then_some(rule)
    }

    /// Whether the text before is complete and longer text or a list follows.
    fn stands_between_text(&self, at: usize) -> bool {
        let is_kept = |other: &usize| !self.told[*other].kind().is_set_aside();
        let before = (0..at).rev().find(is_kept);
        let behind = (at + 1..self.told.len()).find(is_kept);
        let (Some(before), Some(behind)) = (before, behind) else { return false };
        let is_complete = match self.told[before].kind() {
            BlockKind::Paragraph => words::ends_sentence(self.passage(before)),
            BlockKind::List | BlockKind::Quote | BlockKind::Caption => true,
            _ => false,
        };
        let goes_on = match self.told[behind].kind() {
            BlockKind::Paragraph => self.is_text_longer_than(behind, at),
            BlockKind::List | BlockKind::Quote => true,
            _ => false,
        };
        is_complete && goes_on
    }

    fn is_text_longer_than(&self, at: usize, other: usize) -> bool {
        let passage = self.passage(at);
        let is_text = words::ends_sentence(passage) || passage.ends_with(':');
        is_text && passage.len() > self.passage(other).len()
    }
}

/// How an item of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Hyphen,
    Star,
    Number,
}

fn list_mark(passage: &str) -> Option<Mark> {
    let unnumbered = passage.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = passage.len() - unnumbered.len();
    if (1..=2).contains(&n_digits) && unnumbered.starts_with([')', '.']) && unnumbered[1..].starts_with(' ') {
        return Some(Mark::Number);
    }
    match passage.chars().next()? {
        '-' | '–' if passage.chars().nth(1) == Some(' ') => Some(Mark::Hyphen),
        '*' => Some(Mark::Star),
        _ => None,
    }
}
