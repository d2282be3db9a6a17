//! What is told with the words of politics but is none: sport, art, business, lessons of history.

use dateline_core::{Aspect, EntityKind, EventTime, EventType, Finding, Statement, StatementKind};

use super::Act;
use super::actor::Actor;
use super::lexicon::ActLexicon;
use super::merge::Telling;
use crate::figure::singular;
use crate::words::Words;

/// The first year of the acts that are news or its background; what lies before is a lesson of history.
const HISTORY_ENDS: i16 = 1900;

/// The topic that a report is about if so many of its sentences are: in a report of a match also the sentence in which
/// somebody "was sacked" tells of sport.
const OF_REPORT_MIN_PERCENT: usize = 40;

/// How many sentences on a topic make a report one on it at least.
const OF_REPORT_MIN: usize = 3;

/// The topic that is no politics of which most of a report's sentences are that have any, if they are enough of it.
pub(crate) fn main_topic(topics: &[Option<&'static str>]) -> Option<&'static str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for topic in topics.iter().flatten() {
        match counts.iter_mut().find(|(known, _)| known == topic) {
            Some((_, n)) => *n += 1,
            None => counts.push((topic, 1)),
        }
    }
    // Of equals the first in the report.
    let (main, n) = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (n >= OF_REPORT_MIN && n * 100 >= topics.len() * OF_REPORT_MIN_PERCENT).then_some(main)
}

/// Whether an act is one between actors of politics, or `is_said` by somebody who is known: a sentence of another topic
/// needs a state or a body of one among them.
pub(crate) fn is_politics(
    act: &Act<'_>,
    is_said: bool,
    topic: Option<&str>,
    lexicon: &ActLexicon,
    words: &Words<'_>,
) -> bool {
    let mut all = act.sources.iter().chain(&act.targets).peekable();
    // Who goes to law over business does more than business.
    let is_at_law = topic == Some("business")
        && act.entry.kind == EventType::Accuse
        && (act.entry.contexts.contains(&"legal") || act.entry.mode == Some("allege"));
    (is_said || all.peek().is_some())
        && (topic.is_none() || is_at_law || all.any(|actor| is_of_state(actor, lexicon, words)))
}

/// Whether an actor is a state, a body that governs, judges or polices, or somebody with an office or a part in a fight
/// that nothing but politics has: "the senator", "Premier Ana Keller", "rebels".
fn is_of_state(actor: &Actor, lexicon: &ActLexicon, words: &Words<'_>) -> bool {
    let Actor::Phrase(phrase) = actor else { return false };
    let is_country = phrase.kind == EntityKind::Country && phrase.core.len() == 1;
    let is_body = phrase.kind == EntityKind::Organisation && lexicon.is_body_of_state(words.lower(phrase.head));
    let is_of_politics = |at: usize| lexicon.is_of_politics(&singular(words.lower(at)));
    is_country || is_body || phrase.tokens.clone().any(is_of_politics)
}

/// Whether a report tells enough of an act to stand for it. In the words of others, where much is only spoken of, both
/// sides must be named if they are quoted, unless they do it by these words ("we demand"), and the act must be told as done
/// or to come; of violence who is quoted mostly tells what the report tells itself. Nobody accuses without a source, but charges and trials are told by whom they are
/// against ("was charged on Monday"), and so is blame whose source the passive leaves open: "has been criticised". Who gives
/// without a receiver mostly gives nothing that counts.
pub(crate) fn is_told_enough(telling: &Telling, statements: &[Finding<Statement>]) -> bool {
    let event = &telling.event;
    let has_both = !event.sources.is_empty() && !event.targets.is_empty();
    let is_real = !matches!(event.aspect, Aspect::Hypothetical | Aspect::Negated);
    let teller = event.attributed_to.map(|teller| statements[teller.0].what.kind);
    let is_quoted = teller == Some(StatementKind::Direct);
    let is_in_marks = matches!(teller, Some(StatementKind::Direct | StatementKind::Mixed));
    let is_done_by_words =
        telling.is_own_word && matches!(event.kind, EventType::Accuse | EventType::Request | EventType::Threaten);
    let is_against_somebody =
        (event.contexts.contains(&"legal") || telling.leaves_source_open) && !event.targets.is_empty();
    (event.kind != EventType::Accuse || !event.sources.is_empty() || is_against_somebody)
        && (event.kind != EventType::Aid || !event.targets.is_empty())
        && (is_real || event.attributed_to.is_none())
        && (has_both || !is_quoted || is_done_by_words)
        && !(event.kind == EventType::Assault && is_in_marks)
}

/// Whether an act lies in times of which news does not tell.
pub(crate) fn is_history(when: Option<EventTime>) -> bool {
    when.is_some_and(|when| when.last.year() < HISTORY_ENDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_on_the_topic_of_most_of_its_sentences() {
        let sport = Some("sport");
        assert_eq!(main_topic(&[sport, None, sport, sport, Some("art")]), sport);
        assert_eq!(main_topic(&[sport, sport]), None, "too short to tell");
        assert_eq!(main_topic(&[sport, sport, sport, None, None, None, None, None]), None, "most are of none");
    }
}
