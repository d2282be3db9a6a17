//! Who did what to whom, where and when: acts between actors, in the types of PLOVER.

use jiff::civil::Date;

use crate::{Clean, EntityIndex, FigureIndex, Span, StatementIndex};

/// The place of an event in its report's layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub usize);

/// An act between actors, told once or several times in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What kind of act it is.
    pub kind: EventType,
    /// In which way it was done, one of [`EventType::modes`]; none where the words do not tell.
    pub mode: Option<&'static str>,
    /// What it is about, in the order of [`EVENT_CONTEXTS`] and out of them.
    pub contexts: Vec<&'static str>,
    /// Who did it, in the order of the text; empty where the report does not say.
    pub sources: Vec<EntityIndex>,
    /// To whom it was done, in the order of the text; empty where the report does not say or there is nobody.
    pub targets: Vec<EntityIndex>,
    /// Whether sources and targets, or several sources among themselves, do it to one another: "met", "fought".
    pub is_reciprocal: bool,
    /// Where.
    pub place: Option<EventPlace>,
    /// When.
    pub when: Option<EventTime>,
    /// Whether it is told as done.
    pub aspect: Aspect,
    /// The statement in whose content it is told; none where the report tells it itself.
    pub attributed_to: Option<StatementIndex>,
    /// The words that name the act, where it is told best.
    pub trigger: Span<Clean>,
    /// The figures that say what became of how many people in it.
    pub casualties: Vec<FigureIndex>,
}

/// Where an event is, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventPlace {
    /// The place.
    pub entity: EntityIndex,
    /// What it rests on.
    pub basis: EventBasis,
}

/// When an event is, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventTime {
    /// The first day.
    pub first: Date,
    /// The last day, which is included.
    pub last: Date,
    /// What it rests on.
    pub basis: EventBasis,
}

/// What the place or the time of an event rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventBasis {
    /// It stands in the clause that tells the event.
    Clause,
    /// It stands elsewhere in the sentence.
    Sentence,
    /// It stands in the sentence before, in the same paragraph.
    SentenceBefore,
    /// The dateline names it.
    Dateline,
}

impl EventBasis {
    /// The basis' name as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::SentenceBefore => "sentence_before",
            Self::Dateline => "dateline",
        }
    }
}

/// Whether an act is told as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// It happened or is happening.
    Actual,
    /// It is to happen.
    Future,
    /// It may or might happen, or would on a condition.
    Hypothetical,
    /// It did not happen or will not.
    Negated,
    /// It happened more than about a year before the report.
    Historical,
}

impl Aspect {
    /// All aspects.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Future, Self::Hypothetical, Self::Negated, Self::Historical];

    /// The aspect's name as it stands in the output and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
            Self::Historical => "historical",
        }
    }

    /// The aspect of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.name() == name)
    }
}

/// Declares the types of events with their names and modes.
macro_rules! event_types {
    ($($(#[$meta:meta])* $variant:ident = $name:literal [$($mode:literal),*],)+) => {
        /// The types of events of PLOVER, version 2 of its manual.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType {
            $($(#[$meta])* $variant,)+
        }

        impl EventType {
            /// All types, from the friendliest to the most hostile.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The type's name as it stands in the output and in data files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The ways in which an act of this type is done, as PLOVER names them.
            #[must_use]
            pub const fn modes(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($mode),*],)+
                }
            }
        }
    };
}

event_types! {
    /// Agreeing or promising to act.
    Agree = "AGREE" [],
    /// Meeting, visiting, talking, mediating.
    Consult = "CONSULT" ["visit", "third-party", "multilateral", "phone"],
    /// Praising, endorsing, recognising.
    Support = "SUPPORT" [],
    /// Yielding, easing, apologising.
    Concede = "CONCEDE" [],
    /// Working together in deed: trade, exercises, intelligence.
    Cooperate = "COOPERATE" [],
    /// Giving help.
    Aid = "AID" [],
    /// Withdrawing, releasing, disarming, resigning.
    Retreat = "RETREAT" ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    /// Asking, urging, demanding.
    Request = "REQUEST" ["assist", "change", "yield", "meet"],
    /// Blaming, condemning, investigating.
    Accuse = "ACCUSE" ["disapprove", "investigate", "allege"],
    /// Refusing.
    Reject = "REJECT" ["assist", "change", "yield", "meet"],
    /// Threatening.
    Threaten = "THREATEN" ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    /// Demonstrating, striking, rioting.
    Protest = "PROTEST" ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
    /// Breaking off relations, punishing by law.
    Sanction = "SANCTION" ["convict", "expel", "withdraw", "discontinue"],
    /// Readying forces.
    Mobilize = "MOBILIZE" ["troops", "weapons", "police", "militia"],
    /// Arresting, seizing, restricting.
    Coerce = "COERCE" [
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"
    ],
    /// Attacking, killing, abducting.
    Assault = "ASSAULT" [
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"
    ],
}

impl EventType {
    /// The type of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether acts of this type are done to people and places by other means than words.
    #[must_use]
    pub const fn is_deed(self) -> bool {
        matches!(
            self,
            Self::Consult
                | Self::Cooperate
                | Self::Aid
                | Self::Retreat
                | Self::Concede
                | Self::Sanction
                | Self::Mobilize
                | Self::Coerce
                | Self::Assault
        )
    }

    /// The mode of that name, if acts of this type are done in it.
    #[must_use]
    pub fn mode(self, name: &str) -> Option<&'static str> {
        self.modes().iter().copied().find(|mode| *mode == name)
    }
}

/// What events can be about, as PLOVER names it.
pub const EVENT_CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_types() {
        for kind in EventType::ALL {
            assert_eq!(EventType::of_name(kind.name()), Some(*kind));
            for mode in kind.modes() {
                assert_eq!(kind.mode(mode), Some(*mode));
            }
        }
        assert_eq!(EventType::of_name("accuse"), None, "the types are written in capitals");
        assert_eq!(EventType::Agree.mode("visit"), None, "a mode belongs to its type");
        for aspect in Aspect::ALL {
            assert_eq!(Aspect::of_name(aspect.name()), Some(aspect));
        }
    }

    #[test]
    fn contexts_stand_once() {
        let mut contexts = EVENT_CONTEXTS.to_vec();
        contexts.sort_unstable();
        contexts.dedup();
        assert_eq!(contexts.len(), EVENT_CONTEXTS.len());
    }
}
