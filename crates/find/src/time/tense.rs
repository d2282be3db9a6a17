//! Whether a clause speaks of what was or of what will be, told by its verbs.
//!
//! Deliberately shallow: the nearest telling word decides, the ones before the expression first. Only for a verb in the
//! present, which no ending tells, the tree is asked. What is told of an act is for [`crate::event`].

use std::collections::HashMap;
use std::ops::Range;

use dateline_core::syntax::{self, Relation, VerbForm};
use dateline_core::{Table, TableError, TokenKind, Upos};

use crate::expression::item::Writing;
use crate::grammar::Grammar;
use crate::words::{Class, VERBAL, Words};

/// Tokens that are looked at before an expression and behind it: a clause in news is hardly longer.
const BEFORE_TOKENS_MAX: usize = 24;
const BEHIND_TOKENS_MAX: usize = 12;

/// Tokens between who is asked and what they are asked to do: "asked the two congressional leaders to return".
const DEMAND_TOKENS_MAX: usize = 6;

/// Words in -ed that are no verbs.
const NO_PAST: [&str; 8] = ["need", "speed", "indeed", "hundred", "united", "red", "seed", "exceed"];

/// What a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
}

/// The word that tells the tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) tense: Tense,
    pub(crate) token: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    Past,
    Future,
    /// Future where "to" stands behind it.
    Plan,
    /// Future where "to" stands some words behind it: "asked the owners to return".
    Demand,
    /// Future where "us" stands right behind it: "let's meet".
    Proposal,
    /// Behind it "to" leads to a day ahead: "postponed to Friday".
    Deferral,
    /// A lemma that news has in the present for what was said or done before: "the paper reports".
    Account,
}

/// The words that tell tenses.
#[derive(Debug)]
pub(crate) struct Tenses(HashMap<&'static str, Vec<Telling>>);

impl Tenses {
    /// Reads `tense_words.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let mut tellings: HashMap<&str, Vec<Telling>> = HashMap::new();
        for row in Table::new("tense_words.tsv", table).rows()? {
            let telling = match row.need("tense")? {
                "past" => Telling::Past,
                "future" => Telling::Future,
                "plan" => Telling::Plan,
                "demand" => Telling::Demand,
                "proposal" => Telling::Proposal,
                "deferral" => Telling::Deferral,
                "account" => Telling::Account,
                other => return Err(row.error(format!("{other:?} is no tense"))),
            };
            tellings.entry(row.need("word")?).or_default().push(telling);
        }
        Ok(Self(tellings))
    }

    /// The word that tells the tense of what stands at `tokens`, within its sentence.
    pub(crate) fn around(
        &self,
        words: &Words<'_>,
        writing: Writing,
        sentence: Range<usize>,
        tokens: Range<usize>,
    ) -> Option<Told> {
        let before = tokens.start.saturating_sub(BEFORE_TOKENS_MAX).max(sentence.start)..tokens.start;
        let behind = tokens.end..sentence.end.min(tokens.end + BEHIND_TOKENS_MAX);
        // "Mohamed" and "Ahmed" are no verbs; titles write verbs with capitals too.
        let is_name = |at: usize| writing == Writing::Prose && at > sentence.start && words.is_name_like(at);
        let tense_at = |at: usize| self.tense_at(words, at, sentence.end).filter(|_| !is_name(at));
        let told = |at: usize| tense_at(at).map(|tense| Told { tense, token: at });
        let planned = |at: usize| {
            let is_planned = told(at).is_none() && self.plans_beyond(words, at, tokens.end, sentence.end);
            if is_planned { Some(Told { tense: Tense::Future, token: at }) } else { told(at) }
        };
        let is_to_be = |at: &usize| words.lower(*at) == "be" && *at > sentence.start && words.lower(*at - 1) == "to";
        let to_be = || before.clone().rev().find(is_to_be).map(|token| Told { tense: Tense::Future, token });
        // "On Monday the court ordered the mill to close": the day before the verb is that of the order.
        let told_behind = |at: usize| {
            let is_done =
                !self.tellings(words.lower(at)).contains(&Telling::Future) && is_regular_past(words.lower(at));
            told(at).map(|told| if is_done { Told { tense: Tense::Past, ..told } } else { told })
        };
        before.clone().rev().find_map(planned).or_else(to_be).or_else(|| behind.into_iter().find_map(told_behind))
    }

    /// The verb in the present on which an expression hangs, itself or through the verb's object: what is told so in prose
    /// lies ahead ("the mayor, elected in 2027, faces a recall on Tuesday"). Without syntax none.
    pub(crate) fn present(&self, grammar: Grammar<'_>, words: &Words<'_>, tokens: &Range<usize>) -> Option<Told> {
        let top = grammar.top(tokens.clone())?;
        let is_led_back = tokens.start > 0 && matches!(words.lower(tokens.start - 1), "since" | "of" | "from");
        let head = grammar.head(top)?;
        let verb = match (grammar.relation(top)?, grammar.upos(head)?) {
            // "resume Monday": a bare weekday may look like an object.
            (Relation::Oblique | Relation::UnmarkedOblique | Relation::Object, Upos::Verb) => head,
            (Relation::NominalModifier, Upos::Noun) if grammar.relation(head) == Some(Relation::Object) => {
                grammar.head(head)?
            }
            _ => return None,
        };
        let features = grammar.features(verb);
        let is_present = grammar.upos(verb) == Some(Upos::Verb)
            && features.tense == Some(syntax::Tense::Present)
            && features.verb_form == Some(VerbForm::Finite);
        let is_account = self.tellings(grammar.lemma(verb)).contains(&Telling::Account);
        let is_ahead = is_present && !is_led_back && !is_account;
        is_ahead.then_some(Told { tense: Tense::Future, token: verb })
    }

    /// "plans on Thursday to bring it up": what is planned stands behind the expression.
    fn plans_beyond(&self, words: &Words<'_>, at: usize, behind: usize, end: usize) -> bool {
        let is_present =
            self.tellings(words.lower(at)).iter().any(|told| matches!(told, Telling::Plan | Telling::Demand))
                && words.lower(at).ends_with('s')
                && !words.class(at).any(Class::AUXILIARY);
        is_present && behind < end && words.lower(behind) == "to"
    }

    /// Whether a lower-case word can be the verb of a clause.
    pub(crate) fn is_told_by(&self, word: &str) -> bool {
        let is_verb = |told: &Telling| !matches!(told, Telling::Proposal | Telling::Deferral | Telling::Account);
        self.tellings(word).iter().any(is_verb) || is_regular_past(word)
    }

    /// Whether the word before an expression leads ahead of the report: "until Wednesday", "by Friday"; where the clause
    /// speaks of what was, only some do ("by Thursday a million had signed", "messages from Friday said").
    pub(crate) fn leads_ahead(
        &self,
        words: &Words<'_>,
        sentence: &Range<usize>,
        at: usize,
        told: Option<Told>,
    ) -> bool {
        let past = told.filter(|told| told.tense == Tense::Past);
        let is_done = || {
            let tells = |at: usize| matches!(words.lower(at), "was" | "were" | "had" | "been");
            past.is_some_and(|past| tells(past.token) || (past.token > sentence.start && tells(past.token - 1)))
        };
        at > sentence.start
            && match words.lower(at - 1) {
                "until" | "till" => true,
                "to" => at > sentence.start + 1 && self.tellings(words.lower(at - 2)).contains(&Telling::Deferral),
                "by" => !is_done(),
                // Of "they banned it from Friday" and "the message from Friday said" only the first looks ahead.
                "from" | "starting" | "beginning" => told.is_some_and(|told| past.is_none() || told.token < at),
                _ => false,
            }
    }

    /// What the table says of a word in lower case.
    fn tellings(&self, word: &str) -> &[Telling] {
        self.0.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    fn tense_at(&self, words: &Words<'_>, at: usize, end: usize) -> Option<Tense> {
        if words.kind(at) != TokenKind::Word {
            return None;
        }
        let lower = words.lower(at);
        let before_to = at + 1 < end && words.lower(at + 1) == "to";
        let tellings = self.tellings(lower);
        let looks_ahead = |told: &Telling| match told {
            Telling::Past | Telling::Deferral | Telling::Account => false,
            Telling::Future => true,
            Telling::Plan => before_to || is_set_for(words, at, end),
            Telling::Demand => leads_to_infinitive(words, at, end),
            Telling::Proposal => at + 1 < end && matches!(words.lower(at + 1), "us" | "'s" | "’s"),
        };
        // "could lose in November", but "could not leave on Tuesday".
        let is_denied = lower == "could" && at + 1 < end && words.class(at + 1).any(Class::NEGATION);
        if tellings.iter().any(looks_ahead) && !is_denied {
            return Some(Tense::Future);
        }
        let is_past = tellings.contains(&Telling::Past) || (is_regular_past(lower) && !is_attribute(words, at, end));
        (is_past && !is_in_passive_infinitive(words, at)).then_some(Tense::Past)
    }
}

/// "the shuttered agencies", "of disputed islands": a participle that belongs to the noun behind it tells no tense.
fn is_attribute(words: &Words<'_>, at: usize, end: usize) -> bool {
    const LEADS: Class = Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PREPOSITION);
    const CLOSED: Class = VERBAL.with(Class::PREPOSITION).with(Class::CONJUNCTION).with(Class::SUBORDINATOR);
    let is_led = at > 0
        && (words.class(at - 1).any(LEADS) || words.ends_in_ing(at - 1))
        && !matches!(words.lower(at - 1), "that" | "which" | "what" | "to" | "all" | "both");
    let behind = at + 1;
    let has_noun = behind < end
        && words.kind(behind) == TokenKind::Word
        && !words.class(behind).any(CLOSED.with(Class::ADVERB).with(Class::DETERMINER).with(Class::CAPITAL));
    is_led && has_noun
}

/// Whether an infinitive stands some words behind, with nothing but words between: "asked the owners of it to return".
fn leads_to_infinitive(words: &Words<'_>, at: usize, end: usize) -> bool {
    const OBJECTS: Class = Class::DETERMINER.with(Class::POSSESSIVE).with(Class::CAPITAL);
    let near = at + 1..end.saturating_sub(1).min(at + 1 + DEMAND_TOKENS_MAX);
    let to = near.take_while(|at| words.kind(*at) == TokenKind::Word).find(|at| words.lower(*at) == "to");
    to.is_some_and(|to| words.kind(to + 1) == TokenKind::Word && !words.class(to + 1).any(OBJECTS))
}

/// "is set for Monday": what is set now lies ahead.
fn is_set_for(words: &Words<'_>, at: usize, end: usize) -> bool {
    at > 0
        && at + 1 < end
        && words.lower(at) == "set"
        && words.lower(at + 1) == "for"
        && matches!(words.lower(at - 1), "is" | "are" | ",")
}

/// Whether a word ends as the past of regular verbs does.
fn is_regular_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !NO_PAST.contains(&word)
}

/// Whether "be" stands right before the word: in "to be signed" and "will be signed" the participle tells no tense.
fn is_in_passive_infinitive(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.lower(at - 1) == "be"
}
