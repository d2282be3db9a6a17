//! Where a report says that somebody says something, and who stands beside it.

use std::ops::Range;

use dateline_core::{EntityKind, Sentence, TokenKind};

use crate::lexicon::Lexicon;
use crate::phrase::{Head, Reach, head, noun_phrase, starts_phrase};
use crate::words::{Class, Words};

/// How far before a cue its subject may begin, in tokens.
const SUBJECT_TOKENS_MAX: usize = 40;

/// Longest insertion between commas that is skipped between a subject and its cue, in tokens.
const INSERTION_TOKENS_MAX: usize = 25;

/// How many cues back a shared subject is looked for.
const SHARING_CUES_MAX: usize = 8;

/// Longest insertion in brackets behind a name, in tokens: "Keller (Left Party, Velm)".
const BRACKET_TOKENS_MAX: usize = 10;

/// A cue as it stands in the text.
#[derive(Debug, Clone)]
pub(crate) struct CueHit {
    /// The index of its entry in the lexicon.
    pub(crate) entry: usize,
    /// Its tokens, with the auxiliaries right before it.
    pub(crate) tokens: Range<usize>,
    /// Where the verb group starts, with adverbs among its auxiliaries: "have recently admitted".
    pub(crate) group_start: usize,
    /// Whether it is a participle that shares the subject of its sentence: "…, saying that".
    pub(crate) is_participle: bool,
    /// Who stands before it.
    pub(crate) subject: Option<Subject>,
    /// Who stands behind it: "said the minister", "according to the minister".
    pub(crate) inverted: Option<Inverted>,
}

impl CueHit {
    /// Who says it: who stands before the cue, else who stands behind it.
    fn speaker(&self) -> Option<Subject> {
        let behind = || {
            let Inverted { tokens, core } = self.inverted.clone()?;
            Some(Subject { tokens, core, rule: SubjectRule::OfTheSentence })
        };
        self.subject.clone().or_else(behind)
    }
}

/// Who stands before a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The noun phrase, with an apposition behind it.
    pub(crate) tokens: Range<usize>,
    /// The noun phrase without the apposition.
    pub(crate) core: Range<usize>,
    /// Which rule found it.
    pub(crate) rule: SubjectRule,
}

/// Who stands behind a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inverted {
    /// The noun phrase, with an apposition behind it.
    pub(crate) tokens: Range<usize>,
    /// The noun phrase without the apposition.
    pub(crate) core: Range<usize>,
}

/// How a cue's subject was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubjectRule {
    /// It stands right before the cue.
    Beside,
    /// The cue shares it with an earlier verb of the sentence.
    OfTheSentence,
}

impl SubjectRule {
    /// The name that stands in reasons.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Beside => "subject-before-cue",
            Self::OfTheSentence => "subject-of-the-sentence",
        }
    }
}

/// Finds the cues among the tokens of one sentence that `outside` lets through (those outside quotations).
pub(crate) fn find(
    lexicon: &Lexicon,
    words: &Words<'_>,
    sentence: &Sentence,
    outside: impl Fn(usize) -> bool,
) -> Vec<CueHit> {
    let tokens = sentence.tokens.range();
    let mut hits: Vec<CueHit> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let found = if outside(at) { words.phrase_at(&lexicon.cue_forms, at) } else { None };
        let Some((end, form)) = found.filter(|(end, _)| *end <= tokens.end && (at..*end).all(&outside)) else {
            at += 1;
            continue;
        };
        let entry = &lexicon.cues[form.entry];
        let group = if entry.is_adposition { Some((at, at)) } else { verb_group(words, tokens.clone(), at..end) };
        if let Some((group_start, start)) = group {
            let is_participle = start == at && !entry.is_adposition && words.lower(at).ends_with("ing");
            hits.push(CueHit {
                entry: form.entry,
                tokens: start..end,
                group_start,
                is_participle,
                subject: None,
                inverted: if is_participle { None } else { inverted(lexicon, words, end, tokens.end, &outside) },
            });
        }
        at = end;
    }
    for n in 0..hits.len() {
        if lexicon.cues[hits[n].entry].is_adposition {
            continue;
        }
        let subject = subject(lexicon, words, tokens.clone(), &hits[..n], &hits[n], &outside);
        // "The move showed": what reports by itself needs a subject that can speak or is written.
        let entry = &lexicon.cues[hits[n].entry];
        let needs_speaker = entry.is_report && !entry.is_strong;
        let can_speak = |subject: &Subject| !needs_speaker || head(lexicon, words, subject.core.clone()) != Head::Words;
        let is_plain_form = entry.has_own_past && words.lower(hits[n].tokens.end - 1) == entry.lemma;
        let is_alone = hits[n].tokens.len() == 1;
        let agrees = |subject: &Subject| !is_plain_form || !is_alone || is_plural(lexicon, words, subject);
        hits[n].subject = subject.filter(can_speak).filter(agrees);
    }
    hits.retain(|hit| hit.subject.is_some() || hit.inverted.is_some());
    hits
}

/// Words that are plural, or agree with the plain form of a verb, without an -s at their end.
const PLURAL_WORDS: [&str; 15] = [
    "all", "both", "few", "i", "many", "men", "most", "people", "several", "some", "they", "we", "who", "women", "you",
];

/// Whether the plain form of a verb agrees with the subject: "they say", not "a joint press".
fn is_plural(lexicon: &Lexicon, words: &Words<'_>, subject: &Subject) -> bool {
    let core = subject.core.clone();
    let is_joined = core.clone().any(|at| words.lower(at) == "and");
    let is_plural_word = |at: usize| {
        let lower = words.lower(at);
        let by_role = lexicon.role(lower).is_some_and(|role| role.is_plural || role.kind != EntityKind::Person);
        by_role || lower.ends_with('s') || PLURAL_WORDS.contains(&lower)
    };
    is_joined || core.into_iter().any(is_plural_word)
}

/// Where the verb group that ends with the cue starts, and where its last run of auxiliaries does; none if the word is
/// no verb here, is denied, or passive.
fn verb_group(words: &Words<'_>, sentence: Range<usize>, cue: Range<usize>) -> Option<(usize, usize)> {
    const BE: [&str; 11] = ["is", "are", "was", "were", "be", "been", "being", "am", "'re", "’re", "gets"];
    let is_gerund = words.lower(cue.start).ends_with("ing");
    let is_whole_phrase = BE.contains(&words.lower(cue.start));
    let is_inside_name = words.is_name_like(cue.start) && !words.class(cue.start).any(Class::FIRST);
    if is_inside_name || is_used_as_noun(words, sentence.end, &cue) {
        return None;
    }
    let mut start = cue.start;
    let mut at = cue.start;
    while at > sentence.start {
        let class = words.class(at - 1);
        let before = words.lower(at - 1);
        if class.any(Class::NEGATION) || class.any(Class::MODAL) || before == "to" {
            return None;
        }
        if class.any(Class::AUXILIARY) {
            if BE.contains(&before) && !is_gerund && !is_whole_phrase {
                return None;
            }
            at -= 1;
            start = if at + 1 == start { at } else { start };
        } else if class.any(Class::ADVERB) || before.ends_with("ly") {
            at -= 1;
        } else {
            break;
        }
    }
    let before = (at > sentence.start).then(|| at - 1);
    let is_noun = before.is_some_and(|before| marks_noun(words, before));
    (!is_noun).then_some((at, start))
}

/// Whether what follows says that the word is a noun or a passive participle: "states of", "proposed by", "alleged plot".
fn is_used_as_noun(words: &Words<'_>, sentence_end: usize, cue: &Range<usize>) -> bool {
    if cue.end >= sentence_end {
        return false;
    }
    let next = words.lower(cue.end);
    let last = words.lower(cue.end - 1);
    let is_verb_form = last.ends_with("ing") || last == "said";
    let is_past = last.ends_with("ed");
    let next_is_verb = words.class(cue.end).any(Class::AUXILIARY.with(Class::MODAL).with(Class::FINITE_VERB));
    !is_verb_form && (next == "by" || (!is_past && (next == "of" || next_is_verb)))
}

/// Whether a word that follows this token is a noun: "the report", "his claim", "'s demand".
fn marks_noun(words: &Words<'_>, before: usize) -> bool {
    const MARKS: Class = Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PREPOSITION);
    let lower = words.lower(before);
    let is_plural_subject = matches!(lower, "all" | "both" | "many" | "most" | "some" | "few" | "others" | "another");
    matches!(lower, "'s" | "’s" | "-") || (words.class(before).any(MARKS) && !is_plural_subject)
}

/// The noun phrase behind a cue, if it can be who says it.
fn inverted(
    lexicon: &Lexicon,
    words: &Words<'_>,
    from: usize,
    to: usize,
    outside: &impl Fn(usize) -> bool,
) -> Option<Inverted> {
    let to = to.min(from + SUBJECT_TOKENS_MAX);
    let to = (from..to).find(|at| !outside(*at)).unwrap_or(to);
    let phrase = noun_phrase(lexicon, words, from, to, Reach::Near);
    if phrase.is_empty() || head(lexicon, words, phrase.clone()) == Head::Words {
        return None;
    }
    // A verb behind it says that the phrase begins a clause of its own: "said the port would open".
    let next = (phrase.end..to).find(|at| !words.class(*at).any(Class::ADVERB));
    let is_subject = next.is_some_and(|next| words.class(next).any(crate::words::VERBAL));
    let end = apposition_end(lexicon, words, phrase.end, to).unwrap_or(phrase.end);
    (!is_subject).then_some(Inverted { tokens: phrase.start..end, core: phrase })
}

/// Where an apposition behind a noun phrase ends: "Keller, the head of the port, …".
fn apposition_end(lexicon: &Lexicon, words: &Words<'_>, comma: usize, to: usize) -> Option<usize> {
    if comma + 1 >= to || words.lower(comma) != "," {
        return None;
    }
    let phrase = noun_phrase(lexicon, words, comma + 1, to, Reach::Near);
    let closes = phrase.end >= to || words.kind(phrase.end) == TokenKind::Punctuation;
    let describes = matches!(head(lexicon, words, phrase.clone()), Head::Role(_));
    (closes && !phrase.is_empty() && describes).then_some(phrase.end)
}

fn subject(
    lexicon: &Lexicon,
    words: &Words<'_>,
    sentence: Range<usize>,
    earlier: &[CueHit],
    hit: &CueHit,
    outside: &impl Fn(usize) -> bool,
) -> Option<Subject> {
    let floor = earlier.last().map_or(sentence.start, |before| before.tokens.end);
    let floor = floor.max(hit.tokens.start.saturating_sub(SUBJECT_TOKENS_MAX));
    if !hit.is_participle
        && let Some(beside) = beside(lexicon, words, floor, hit.tokens.start, outside)
    {
        return Some(beside);
    }
    let shares = hit.is_participle || shares_subject(words, sentence.start, hit);
    // A source that stands behind its cue is shared by "according to Keller, … but warned", and by what is added
    // behind a comma: "said Keller, adding that".
    let is_added = hit.is_participle && hit.group_start > floor && words.lower(hit.group_start - 1) == ",";
    let shares_behind = |cue: &CueHit| is_added || lexicon.cues[cue.entry].is_adposition;
    let speaker = |cue: &CueHit| if shares_behind(cue) { cue.speaker() } else { cue.subject.clone() };
    let of_earlier = || earlier.iter().rev().take(SHARING_CUES_MAX).find_map(speaker);
    let of_sentence = || first_phrase(lexicon, words, sentence.start, hit.tokens.start, outside);
    let shared = || of_earlier().or_else(of_sentence);
    let subject = if shares { shared() } else { None };
    subject.map(|subject| Subject { rule: SubjectRule::OfTheSentence, ..subject })
}

/// Whether the words before a finite cue say that its subject stands earlier: "… and said", "…, then added".
///
/// A comma alone does not, if a source stands behind the cue: "The money is fine, claimed Keller".
fn shares_subject(words: &Words<'_>, sentence_start: usize, hit: &CueHit) -> bool {
    let before = (sentence_start..hit.tokens.start).rev().find(|at| !words.class(*at).any(Class::ADVERB));
    let is_inverted = hit.inverted.as_ref().is_some_and(|inverted| {
        let end = inverted.tokens.end;
        end >= words.len() || words.kind(end) == TokenKind::Punctuation
    });
    before.is_some_and(|at| words.class(at).any(Class::CONJUNCTION) || (words.lower(at) == "," && !is_inverted))
}

/// The noun phrase that ends right before the cue.
fn beside(
    lexicon: &Lexicon,
    words: &Words<'_>,
    floor: usize,
    cue: usize,
    outside: &impl Fn(usize) -> bool,
) -> Option<Subject> {
    let skip_brackets = |end: usize| match words.lower(end - 1) {
        ")" => (floor..end).rev().take(BRACKET_TOKENS_MAX).find(|at| words.lower(*at) == "(").unwrap_or(end),
        _ => end,
    };
    let stands_between = |at: &usize| words.class(*at).any(Class::ADVERB) || words.lower(*at).ends_with("self");
    let adverbs = |end: usize| (floor..end).rev().find(|at| !stands_between(at)).map(|at| at + 1);
    let mut end = adverbs(cue)?;
    let mut whole_end = end;
    if matches!(words.lower(end - 1), "who" | "which") && end - 1 > floor {
        end -= 1;
        end -= usize::from(words.lower(end - 1) == ",");
        whole_end = end;
    } else if words.lower(end - 1) == "," {
        let insertion = end.saturating_sub(INSERTION_TOKENS_MAX).max(floor)..end - 1;
        let comma = insertion.rev().find(|at| words.lower(*at) == ",")?;
        (end, whole_end) = (comma, end - 1);
    }
    if end <= floor {
        return None;
    }
    end = skip_brackets(end).max(floor + 1);
    let core = phrase_before(lexicon, words, floor, end, outside)?;
    // Only an apposition names: "Brejo, the union's leader, said", not "Brejo, speaking in Lisbon, said".
    let is_apposition = whole_end > end && starts_phrase(words, end + 1) && !words.lower(end + 1).ends_with("ing");
    let tokens = core.start..if is_apposition { whole_end } else { end };
    Some(Subject { tokens, core, rule: SubjectRule::Beside })
}

/// The longest noun phrase that ends exactly at `end`.
fn phrase_before(
    lexicon: &Lexicon,
    words: &Words<'_>,
    floor: usize,
    end: usize,
    outside: &impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let start = (floor..end).rev().take_while(|at| outside(*at) && !is_border(words, *at)).last()?;
    let starts = || (start..end).filter(|at| starts_phrase(words, *at));
    let reaching =
        |reach| starts().map(|at| noun_phrase(lexicon, words, at, end, reach)).find(|phrase| phrase.end == end);
    reaching(Reach::Near).or_else(|| reaching(Reach::Far))
}

/// Whether a noun phrase cannot reach over the token.
fn is_border(words: &Words<'_>, at: usize) -> bool {
    let is_mark = matches!(words.kind(at), TokenKind::Punctuation | TokenKind::QuotationMark);
    let joins = matches!(words.lower(at), "-" | "–" | "'" | "’");
    let class = words.class(at);
    let is_word_border = class.any(Class::SUBORDINATOR.with(Class::WH).with(crate::words::VERBAL));
    (is_mark && !joins) || (is_word_border && !words.is_name_like(at))
}

/// The first noun phrase of a sentence, behind an opening phrase of time or place.
fn first_phrase(
    lexicon: &Lexicon,
    words: &Words<'_>,
    start: usize,
    to: usize,
    outside: &impl Fn(usize) -> bool,
) -> Option<Subject> {
    let to = to.min(start + SUBJECT_TOKENS_MAX);
    let to = (start..to).find(|at| !outside(*at)).unwrap_or(to);
    let from = behind_opening(words, start, to);
    let from = (from..to).find(|at| starts_phrase(words, *at))?;
    let core = noun_phrase(lexicon, words, from, to, Reach::Near);
    (!core.is_empty()).then(|| Subject { tokens: core.clone(), core, rule: SubjectRule::OfTheSentence })
}

/// The token behind an opening phrase of time ("On Friday") or, up to its comma, of anything else ("In a statement,").
fn behind_opening(words: &Words<'_>, start: usize, to: usize) -> usize {
    const TIME: Class = Class::WEEKDAY.with(Class::MONTH).with(Class::NUMBER);
    if start >= to || !words.class(start).any(Class::PREPOSITION.with(Class::SUBORDINATOR)) {
        return start;
    }
    let time_end = (start + 1..to).find(|at| !words.class(*at).any(TIME)).unwrap_or(to);
    if time_end > start + 1 {
        return time_end;
    }
    (start..to).find(|at| words.lower(*at) == ",").map_or(start, |comma| comma + 1)
}
