//! Rules for commitments: which words commit whoever is their subject or owner, and where the action stands, kept as
//! data.
//!
//! A rule names its words (a verb with its particle: "rule out") and a pattern over the dependency tree around them.
//! `VERB > to:xcomp|advcl` reads: a verb, and the action is an infinitive with "to" that hangs on it by one of these
//! relations. In full:
//!
//! | part | stands for |
//! |---|---|
//! | `VERB` | a verb; who commits themselves is its subject |
//! | `STATE` | an adjective or a participle with "be": "is set to"; its subject commits itself |
//! | `NOUN` | a noun: "plan"; its possessor, the agent behind "by", or the subject of the verb that governs it |
//! | `DEED` | a noun that is the action, governed by one of the verbs that the rule names: "announced cuts" |
//! | `PLAN` | a verb whose subject is a plan: "the move includes the purchase of"; whoever made the plan acts |
//! | `MODAL` | an auxiliary of the action itself: "will" |
//! | `REPORTED` | the same, where somebody is told to have said so: "said it would" |
//! | `BE` | "is to" |
//! | `to:r` | an infinitive with "to" that hangs by the relation `r` |
//! | `whether-to:r` | the same behind "whether" |
//! | `ING:r`, `of-ING:r` | a gerund, with nothing or with that word before it |
//! | `WILL:r` | a clause with a modal of the future; where its subject can do nothing, the subject of the word acts |
//! | `OUTCOME:r` | a clause with a modal of the future, whatever it tells; the subject of the word acts unless that of the clause does it |
//! | `PASSIVE:r` | the same, only in the passive and without its agent |
//! | `NP:r`, `of-NP:r` | a noun phrase, with nothing or with that preposition before it |
//! | `SUM:r`, `of-SUM:r` | the same, only if it holds a number |
//! | `MONEY:r`, `of-MONEY:r` | the same, only if it holds a sign of money or a number of millions |

use std::collections::HashMap;

use dateline_core::syntax::Relation;
use dateline_core::{Change, RuleName, Strength};
use serde::Deserialize;

use crate::rule::RuleCard;

/// A rule for commitments.
#[derive(Debug)]
pub(crate) struct CommitmentRule {
    pub(crate) name: RuleName,
    pub(crate) head: Head,
    /// Where the action is looked for, in this order; none where the head is an auxiliary of it.
    pub(crate) links: Vec<Link>,
    pub(crate) strength: Strength,
    pub(crate) sense: Sense,
    /// The verbs of which a noun must be the object; with none, any verb of [`Vocabulary::makers`] may govern it, or
    /// none where its owner is named beside it.
    pub(crate) governed_by: Vec<String>,
    /// What became of an earlier commitment, where the words of the rule say so.
    pub(crate) change: Option<Change>,
    pub(crate) card: RuleCard,
}

/// What kind of word commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    Verb,
    State,
    Noun,
    Deed,
    Plan,
    Modal,
    Reported,
    Be,
}

/// How the action hangs on the word that commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) shape: Shape,
    pub(crate) relations: Vec<Relation>,
}

/// What the action looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Infinitive,
    Choice,
    Gerund(Option<String>),
    Clause,
    Outcome,
    PassiveClause,
    Phrase(Option<String>),
    Sum(Option<String>),
    Money(Option<String>),
}

/// What a rule's words say of the action, and what their denial says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sense {
    /// To do it; who denies the words ("did not promise") commits themselves to nothing.
    #[default]
    ToDo,
    /// To do it; who denies the words ("has no plans to") commits themselves not to do it.
    ToDoOrNot,
    /// Not to do it: "ruled out".
    NotToDo,
}

/// Words that bear on more than one rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// Modals that speak of the future.
    pub(crate) modals: Vec<String>,
    /// Verbs for what happens to somebody, whom nobody can promise it of.
    pub(crate) involuntary: Vec<String>,
    /// Verbs that are such only without an object: "its support will drop".
    pub(crate) happening: Vec<String>,
    /// Verbs in the passive for what happens to somebody.
    pub(crate) suffered: Vec<String>,
    /// Verbs for appointments and steps of procedure: who says that they will do that tells a plan.
    pub(crate) appointments: Vec<String>,
    /// Verbs that do so without an object or with somebody for it: "meet the minister".
    pub(crate) encounters: Vec<String>,
    /// Verbs that do so only of one of the occasions: "hold talks".
    pub(crate) arranging: Vec<String>,
    /// What is arranged: "talks".
    pub(crate) occasions: Vec<String>,
    /// Adverbs that make a prediction of a future.
    pub(crate) hedges: Vec<String>,
    /// Nouns for those who act beside the ones in `roles.tsv`.
    pub(crate) actors: Vec<String>,
    /// Nouns for whoever it may be, who are no identified actors.
    pub(crate) anybody: Vec<String>,
    /// Nouns for a plan that names no actor, beside those of the rules.
    pub(crate) plans: Vec<String>,
    /// Verbs whose subject owns the plan or promise that is their object.
    pub(crate) makers: Vec<String>,
    /// Words that report a guess, a hope or a fear: what somebody will do by them is a prediction.
    pub(crate) guesses: Vec<String>,
    /// Words that report what is heard of others: what others than the speakers will do by them is a prediction.
    pub(crate) hearsay: Vec<String>,
    /// Words that introduce a condition.
    pub(crate) conditions: Vec<String>,
    /// Words that introduce a remark behind the action: why, and against what.
    pub(crate) asides: Vec<String>,
    /// Verbs for telling something: who will not do so withholds words and binds himself to nothing.
    pub(crate) silences: Vec<String>,
    /// Words that introduce clauses in which nothing is promised.
    pub(crate) unasserted: Vec<String>,
    /// Those of them behind which something is told that happened.
    pub(crate) timed: Vec<String>,
    /// Prepositions before the last day on which something is to be done.
    pub(crate) deadlines: Vec<String>,
    /// Prepositions before a time that says of something else when it was.
    pub(crate) undated: Vec<String>,
    /// Prepositions before the length of time in which something is to be done.
    pub(crate) spans: Vec<String>,
    /// Verbs that say what became of the plan or promise that is their object.
    pub(crate) changes: Changes,
}

/// Verbs that say what became of a plan or promise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changes {
    renewed: Vec<String>,
    changed: Vec<String>,
    withdrawn: Vec<String>,
}

impl Changes {
    /// What became of the object of a verb.
    pub(crate) fn of(&self, verb: &str) -> Option<Change> {
        let lists =
            [(&self.renewed, Change::Renewed), (&self.changed, Change::Changed), (&self.withdrawn, Change::Withdrawn)];
        lists.into_iter().find(|(verbs, _)| holds(verbs, verb)).map(|(_, change)| change)
    }
}

/// Whether a list of the vocabulary holds a word.
pub(crate) fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

/// The rules with what they share.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) items: Vec<CommitmentRule>,
    /// For each lemma the rules that name it, in their order.
    pub(crate) by_lemma: HashMap<String, Vec<usize>>,
    pub(crate) vocabulary: Vocabulary,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vocabulary: Vocabulary,
    rule: Vec<Entry>,
}

/// A rule as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    about: String,
    words: Vec<String>,
    pattern: String,
    strength: String,
    #[serde(default)]
    sense: Sense,
    #[serde(default)]
    governed_by: Vec<String>,
    change: Option<String>,
    examples: Vec<String>,
    counterexamples: Vec<String>,
}

/// Reads the rules. Of several that find the same action the first one counts.
pub(crate) fn parse(text: &str) -> Result<Rules, String> {
    let file: File = toml::from_str(text).map_err(|defect| format!("commitments.toml: {defect}"))?;
    let mut items = Vec::with_capacity(file.rule.len());
    let mut by_lemma: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, entry) in file.rule.into_iter().enumerate() {
        for word in &entry.words {
            by_lemma.entry(word.clone()).or_default().push(at);
        }
        let name = entry.name.clone();
        items.push(compile(entry).map_err(|what| format!("commitments.toml: rule {name:?}: {what}"))?);
    }
    Ok(Rules { items, by_lemma, vocabulary: file.vocabulary })
}

fn compile(entry: Entry) -> Result<CommitmentRule, String> {
    let (head, links) = pattern(&entry.pattern)?;
    let strength = Strength::of_name(&entry.strength).ok_or_else(|| format!("{:?} is no strength", entry.strength))?;
    let change = match &entry.change {
        Some(name) => Some(Change::of_name(name).ok_or_else(|| format!("{name:?} is no change"))?),
        None => None,
    };
    let Entry { name, about, words, pattern, sense, governed_by, examples, counterexamples, .. } = entry;
    let pattern = Some(format!("{pattern} [{}]", words.join(", ")));
    let card = RuleCard { name: name.clone(), about, pattern, examples, counterexamples };
    Ok(CommitmentRule { name: RuleName::new(name), head, links, strength, sense, governed_by, change, card })
}

fn pattern(text: &str) -> Result<(Head, Vec<Link>), String> {
    let (head, links) = text.split_once('>').unwrap_or((text, ""));
    let head = match head.trim() {
        "VERB" => Head::Verb,
        "STATE" => Head::State,
        "NOUN" => Head::Noun,
        "DEED" => Head::Deed,
        "PLAN" => Head::Plan,
        "MODAL" => Head::Modal,
        "REPORTED" => Head::Reported,
        "BE" => Head::Be,
        other => return Err(format!("{other:?} is no kind of word that commits")),
    };
    let links: Vec<Link> = links.split_whitespace().map(link).collect::<Result<_, _>>()?;
    let is_action = matches!(head, Head::Modal | Head::Reported | Head::Be | Head::Deed);
    match (is_action, links.is_empty()) {
        (true, false) => Err("the word says itself where the action stands and needs no link".to_owned()),
        (false, true) => Err("it does not say where the action stands".to_owned()),
        _ => Ok((head, links)),
    }
}

fn link(word: &str) -> Result<Link, String> {
    let (shape, relations) = word.split_once(':').ok_or_else(|| format!("{word:?} names no relation"))?;
    let (introduction, kind) = match shape.split_once('-') {
        Some((introduction, kind)) => (Some(introduction.to_owned()), kind),
        None => (None, shape),
    };
    let shape = match (introduction, kind) {
        (None, "to") => Shape::Infinitive,
        (Some(word), "to") if word == "whether" => Shape::Choice,
        (None, "WILL") => Shape::Clause,
        (None, "OUTCOME") => Shape::Outcome,
        (None, "PASSIVE") => Shape::PassiveClause,
        (introduction, "ING") => Shape::Gerund(introduction),
        (introduction, "NP") => Shape::Phrase(introduction),
        (introduction, "SUM") => Shape::Sum(introduction),
        (introduction, "MONEY") => Shape::Money(introduction),
        _ => return Err(format!("{shape:?} is no shape of an action")),
    };
    let parse = |name| Relation::parse(name).ok_or_else(|| format!("{name:?} is no relation"));
    let relations = relations.split('|').map(parse).collect::<Result<_, _>>()?;
    Ok(Link { shape, relations })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read() {
        use Relation as R;
        let link = |shape, relations: &[R]| Link { shape, relations: relations.to_vec() };
        for (text, expected) in [
            ("MODAL", (Head::Modal, vec![])),
            (
                "VERB > to:xcomp|advcl",
                (Head::Verb, vec![link(Shape::Infinitive, &[R::OpenComplement, R::AdverbialClause])]),
            ),
            (
                "NOUN > of-ING:acl for-NP:nmod",
                (
                    Head::Noun,
                    vec![
                        link(Shape::Gerund(Some("of".to_owned())), &[R::ClauseOfNoun]),
                        link(Shape::Phrase(Some("for".to_owned())), &[R::NominalModifier]),
                    ],
                ),
            ),
        ] {
            assert_eq!(pattern(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (text, what) in [
            ("ADVERB > to:xcomp", "no kind of word"),
            ("VERB", "does not say where"),
            ("MODAL > to:xcomp", "needs no link"),
            ("VERB > xcomp", "names no relation"),
            ("VERB > to:complement", "no relation"),
            ("VERB > TO:xcomp", "no shape"),
        ] {
            let error = pattern(text).expect_err(text);
            assert!(error.contains(what), "{text}: {error}");
        }
    }
}
