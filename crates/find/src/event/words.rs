//! The word lists beside the lexicon of acts: support verbs, words that tell an aspect, people's nouns, and topics that
//! are no news of politics.

use std::collections::{HashMap, HashSet};

use dateline_core::{Aspect, EntityKind, Row, Table, TableError};

/// The texts of the tables.
pub(crate) const DATA: [&str; 6] = [
    include_str!("../../../../data/events/support_verbs.tsv"),
    include_str!("../../../../data/events/aspect_words.tsv"),
    include_str!("../../../../data/events/actor_nouns.tsv"),
    include_str!("../../../../data/events/not_events.tsv"),
    include_str!("../../../../data/events/context_words.tsv"),
    include_str!("../../../../data/events/charges.tsv"),
];

/// Which side of an act the subject of a support verb is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SupportSide {
    /// "launched an attack".
    Source,
    /// "came under attack".
    Target,
    /// Nobody's: the act itself is the subject. "Clashes broke out."
    Nobody,
}

/// Verbs whose object tells the act.
#[derive(Debug)]
pub(crate) struct Support(HashMap<&'static str, SupportSide>);

impl Support {
    fn parse(text: &'static str) -> Result<Self, TableError> {
        let side = |row: &Row<'static>| match row.need("side")? {
            "source" => Ok(SupportSide::Source),
            "target" => Ok(SupportSide::Target),
            "nobody" => Ok(SupportSide::Nobody),
            other => Err(row.error(format!("side is source, target or nobody, not {other:?}"))),
        };
        let rows = Table::new("support_verbs.tsv", text).rows()?;
        Ok(Self(rows.iter().map(|row| Ok((row.need("verb")?, side(row)?))).collect::<Result<_, _>>()?))
    }

    /// The side of a verb's subject, if the verb only supports its object.
    pub(crate) fn side(&self, verb: &str) -> Option<SupportSide> {
        self.0.get(verb).copied()
    }
}

/// How a word bears upon the aspect of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum AspectRole {
    /// A verb or adjective whose complement or object is the act: "plan to", "prevented".
    Governs,
    /// An auxiliary of the verb: "will".
    Auxiliary,
    /// An adverb, adjective or determiner beside the act: "planned", "never".
    Beside,
    /// The mark of the clause, or the preposition before the noun: "if", "without".
    Mark,
    /// The mark of a clause on whose truth another depends: "if", but not "whether".
    Condition,
    /// A subject or object, or its determiner, that is nobody: "none", "no".
    Nobody,
    /// An auxiliary by which a speaker demands an act of others: "must".
    Obliges,
    /// A verb that names the act with its object, but only means it: "plans a strike".
    Own,
    /// A verb whose clause it says not to be so: "denied that".
    Denies,
    /// A verb by which who says that they wish to do it does it: "I want to thank".
    Performs,
    /// A noun for the time that something took: "during the 2009 war".
    Era,
    /// A verb for what a vote itself does: "voted to impeach", but not "voted to strike".
    Voted,
}

/// The words that tell aspects.
#[derive(Debug)]
pub(crate) struct AspectWords(HashMap<(AspectRole, &'static str), Aspect>);

impl AspectWords {
    fn parse(text: &'static str) -> Result<Self, TableError> {
        let mut words = HashMap::new();
        for row in Table::new("aspect_words.tsv", text).rows()? {
            let role = match row.need("role")? {
                "governs" => AspectRole::Governs,
                "auxiliary" => AspectRole::Auxiliary,
                "beside" => AspectRole::Beside,
                "mark" => AspectRole::Mark,
                "condition" => AspectRole::Condition,
                "nobody" => AspectRole::Nobody,
                "obliges" => AspectRole::Obliges,
                "own" => AspectRole::Own,
                "denies" => AspectRole::Denies,
                "performs" => AspectRole::Performs,
                "era" => AspectRole::Era,
                "voted" => AspectRole::Voted,
                other => return Err(row.error(format!("{other:?} is no role"))),
            };
            let name = row.need("aspect")?;
            let aspect = Aspect::of_name(name).ok_or_else(|| row.error(format!("{name:?} is no aspect")))?;
            words.insert((role, row.need("word")?), aspect);
        }
        Ok(Self(words))
    }

    /// The aspect that a word tells in a role.
    pub(crate) fn aspect(&self, role: AspectRole, word: &str) -> Option<Aspect> {
        self.0.get(&(role, word)).copied()
    }
}

/// Nouns of those who can act, beside the roles that speak.
#[derive(Debug)]
pub(crate) struct ActorNouns {
    nouns: HashMap<&'static str, EntityKind>,
    /// The names of feasts, in lower case.
    feasts: HashSet<&'static str>,
}

impl ActorNouns {
    fn parse(text: &'static str, holidays: &'static str) -> Result<Self, TableError> {
        let kind = |row: &Row<'static>| match row.need("kind")? {
            "person" => Ok(EntityKind::Person),
            "group" => Ok(EntityKind::Group),
            "organisation" => Ok(EntityKind::Organisation),
            other => Err(row.error(format!("{other:?} is no kind of actor"))),
        };
        let rows = Table::new("actor_nouns.tsv", text).rows()?;
        let nouns = rows.iter().map(|row| Ok((row.need("noun")?, kind(row)?))).collect::<Result<_, _>>()?;
        let feasts = Table::new("holidays.tsv", holidays).rows()?;
        Ok(Self { nouns, feasts: feasts.iter().map(|row| row.need("name")).collect::<Result<_, _>>()? })
    }

    /// What the noun names, by its lower-case form.
    pub(crate) fn kind(&self, noun: &str) -> Option<EntityKind> {
        self.nouns.get(noun).copied()
    }

    /// Whether a name, in lower case, is that of a feast: "promised to reply by Easter".
    pub(crate) fn is_feast(&self, name: &str) -> bool {
        self.feasts.contains(name)
    }
}

/// A topic whose words make an act a matter of sport, art, business …
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    /// How much a lemma counts for the topic.
    weights: HashMap<&'static str, u32>,
}

/// All topics that are no news of politics.
#[derive(Debug)]
pub(crate) struct Topics(Vec<Topic>);

impl Topics {
    fn parse(text: &'static str) -> Result<Self, TableError> {
        let mut topics: Vec<Topic> = Vec::new();
        for row in Table::new("not_events.tsv", text).rows()? {
            let name = row.need("topic")?;
            let at = topics.iter().position(|topic| topic.name == name).unwrap_or_else(|| {
                topics.push(Topic { name, weights: HashMap::new() });
                topics.len() - 1
            });
            let weight = match row.need("weight")? {
                "strong" => Self::ENOUGH,
                "weak" => 1,
                other => return Err(row.error(format!("weight is strong or weak, not {other:?}"))),
            };
            for lemma in row.list("lemmas")? {
                topics[at].weights.insert(lemma, weight);
            }
        }
        Ok(Self(topics))
    }

    /// The weight from which on a sentence is of a topic: one strong word or two weak ones.
    pub(crate) const ENOUGH: u32 = 2;

    /// The topic that lemmas are of, if any, the heaviest first and of equals the first in the file.
    pub(crate) fn of(&self, lemmas: &[&str]) -> Option<&'static str> {
        let weigh = |topic: &Topic| lemmas.iter().filter_map(|lemma| topic.weights.get(lemma)).sum();
        let weighed = self.0.iter().map(|topic| (weigh(topic), topic.name));
        let heaviest = weighed.fold((0, ""), |best: (u32, &str), next| if next.0 > best.0 { next } else { best });
        (heaviest.0 >= Self::ENOUGH).then_some(heaviest.1)
    }
}

/// The words that tell what an act is about.
#[derive(Debug)]
pub(crate) struct ContextWords(HashMap<&'static str, &'static str>);

impl ContextWords {
    fn parse(text: &'static str) -> Result<Self, TableError> {
        let mut words = HashMap::new();
        for row in Table::new("context_words.tsv", text).rows()? {
            let name = row.need("context")?;
            let known = dateline_core::EVENT_CONTEXTS.iter().copied().find(|context| *context == name);
            let context = known.ok_or_else(|| row.error(format!("{name:?} is no context")))?;
            words.extend(row.list("lemmas")?.into_iter().map(|lemma| (lemma, context)));
        }
        Ok(Self(words))
    }

    /// The context that a lemma tells.
    pub(crate) fn context(&self, lemma: &str) -> Option<&'static str> {
        self.0.get(lemma).copied()
    }
}

/// How a word by which somebody accuses others belongs to these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ChargeRole {
    /// They are its subject: "have failed".
    Verb,
    /// It is said of them: "are corrupt".
    Predicate,
    /// It is said to be theirs: "their lies".
    Owned,
    /// It stands before a noun for them or for what they have or do: "an immoral campaign".
    Attribute,
    /// A verb and its noun, which they do: "put" and "risk" of "put the town at risk".
    Done,
    /// A verb, with its noun or alone, which they do not do: "has not kept its word", "does not care".
    Omitted,
    /// It says how they do something: "acted recklessly".
    Manner,
    /// A verb by which somebody gives others a name: "called the plan a circus".
    Names,
    /// None, where it stands in such a name: it praises.
    Praise,
    /// A word that tells a merit of whom it is said: "honest", "statesman".
    Merit,
    /// An adjective that tells one before a noun for somebody: "an excellent minister".
    MeritBefore,
    /// None: a verb that nobody refuses anything by: "would not comment".
    NotRefused,
    /// A verb: who does not do so rejects it.
    Declined,
}

/// The words by which somebody who says them of others accuses these, and those by which nobody refuses anything.
#[derive(Debug)]
pub(crate) struct Charges(HashSet<(ChargeRole, &'static str)>);

impl Charges {
    fn parse(text: &'static str) -> Result<Self, TableError> {
        let role = |row: &Row<'static>| match row.need("pos")? {
            "verb" => Ok(ChargeRole::Verb),
            "predicate" => Ok(ChargeRole::Predicate),
            "owned" => Ok(ChargeRole::Owned),
            "attribute" => Ok(ChargeRole::Attribute),
            "done" => Ok(ChargeRole::Done),
            "names" => Ok(ChargeRole::Names),
            "omitted" => Ok(ChargeRole::Omitted),
            "praise" => Ok(ChargeRole::Praise),
            "merit" => Ok(ChargeRole::Merit),
            "merit_before" => Ok(ChargeRole::MeritBefore),
            "manner" => Ok(ChargeRole::Manner),
            "not_refused" => Ok(ChargeRole::NotRefused),
            "declined" => Ok(ChargeRole::Declined),
            other => Err(row.error(format!("{other:?} is no pos"))),
        };
        let rows = Table::new("charges.tsv", text).rows()?;
        Ok(Self(rows.iter().map(|row| Ok((role(row)?, row.need("word")?))).collect::<Result<_, _>>()?))
    }

    /// Whether a lemma accuses in a role.
    pub(crate) fn has(&self, role: ChargeRole, lemma: &str) -> bool {
        self.0.contains(&(role, lemma))
    }
}

/// All of them.
#[derive(Debug)]
pub(crate) struct EventWords {
    pub(crate) support: Support,
    pub(crate) aspects: AspectWords,
    pub(crate) actors: ActorNouns,
    pub(crate) topics: Topics,
    pub(crate) contexts: ContextWords,
    pub(crate) charges: Charges,
}

impl EventWords {
    /// Reads the tables.
    pub(crate) fn parse() -> Result<Self, TableError> {
        let [support, aspects, actors, topics, contexts, charges] = DATA;
        Ok(Self {
            support: Support::parse(support)?,
            aspects: AspectWords::parse(aspects)?,
            actors: ActorNouns::parse(actors, crate::time::HOLIDAYS)?,
            topics: Topics::parse(topics)?,
            contexts: ContextWords::parse(contexts)?,
            charges: Charges::parse(charges)?,
        })
    }
}
