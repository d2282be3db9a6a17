//! Whether the name of a capital or a palace stands for a government ("Tokyo pledged") or for the place ("in Tokyo"), and
//! whether the name of a place stands for its team.

use std::ops::Range;

use dateline_core::Upos;
use dateline_core::syntax::Relation;

use crate::grammar::Grammar;

/// Verbs whose subject is a place where something happens, or that say how a place is; everything else governments do.
const OF_PLACES: [&str; 22] = [
    "awake",
    "be",
    "become",
    "boast",
    "celebrate",
    "experience",
    "feature",
    "get",
    "grow",
    "have",
    "host",
    "house",
    "lie",
    "look",
    "remain",
    "see",
    "seem",
    "sit",
    "stand",
    "suffer",
    "wake",
    "witness",
];

/// Prepositions behind which a capital deals with others: "between Tokyo and Seoul", "a warning against Moscow".
const BETWEEN_POWERS: [&str; 4] = ["against", "between", "toward", "with"];

/// What a government has or does, behind "Tokyo's".
const OF_GOVERNMENTS: [&str; 32] = [
    "accusation",
    "ally",
    "ambassador",
    "ambition",
    "approach",
    "attitude",
    "claim",
    "commitment",
    "concern",
    "decision",
    "demand",
    "denial",
    "diplomat",
    "envoy",
    "foe",
    "intention",
    "invasion",
    "move",
    "offer",
    "plan",
    "pledge",
    "policy",
    "position",
    "promise",
    "proposal",
    "reaction",
    "refusal",
    "response",
    "sanction",
    "stance",
    "support",
    "threat",
];

/// What a team has, behind "Lume's".
const OF_TEAMS: [&str; 14] = [
    "bench",
    "coach",
    "defender",
    "fullback",
    "goalkeeper",
    "league",
    "lineup",
    "midfielder",
    "pitcher",
    "quarterback",
    "record",
    "roster",
    "season",
    "striker",
];

/// What one team does to another.
const BETWEEN_TEAMS: [&str; 6] = ["beat", "coach", "defeat", "outscore", "rout", "trounce"];

/// Whether the name of a place stands for its team.
pub(crate) fn of_team(grammar: Grammar<'_>, name: Range<usize>) -> bool {
    let Some(top) = grammar.top(name) else { return false };
    let Some(head) = grammar.head(top) else { return false };
    match grammar.relation(top) {
        Some(Relation::Possessive | Relation::Compound) => OF_TEAMS.contains(&grammar.lemma(head)),
        Some(Relation::Object | Relation::Subject) => BETWEEN_TEAMS.contains(&grammar.lemma(head)),
        _ => false,
    }
}

/// By which rule the name stands for a government; none if it is the place.
pub(crate) fn of_government(grammar: Grammar<'_>, name: Range<usize>, sentence: Range<usize>) -> Option<&'static str> {
    let top = grammar.top(name)?;
    let carrier = grammar.carrier(top);
    let head = grammar.head(carrier)?;
    match grammar.relation(carrier)? {
        Relation::Subject | Relation::Agent | Relation::PassiveSubject => {
            let acts = grammar.upos(head) == Some(Upos::Verb) && !OF_PLACES.contains(&grammar.lemma(head));
            acts.then_some("capital-acts")
        }
        Relation::Possessive => OF_GOVERNMENTS.contains(&grammar.lemma(head)).then_some("capital-has-policy"),
        Relation::Oblique | Relation::NominalModifier => {
            let mut cases = grammar.dependents(carrier, sentence.start..carrier, Relation::Case);
            let is_between = cases.any(|case| BETWEEN_POWERS.contains(&grammar.lemma(case)));
            is_between.then_some("capital-among-powers")
        }
        Relation::Object | Relation::IndirectObject => {
            const TOWARDS: [&str; 14] = [
                "accuse",
                "ask",
                "blame",
                "criticize",
                "condemn",
                "convince",
                "demand",
                "persuade",
                "press",
                "pressure",
                "sanction",
                "tell",
                "urge",
                "warn",
            ];
            TOWARDS.contains(&grammar.lemma(head)).then_some("capital-is-addressed")
        }
        _ => None,
    }
}
