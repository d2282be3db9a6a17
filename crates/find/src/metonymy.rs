//! Whether the name of a capital or a palace stands for a government ("Tokyo pledged") or for the place ("in Tokyo"), and
//! whether the name of a place stands for its team.

use std::collections::HashSet;
use std::ops::Range;

use dateline_core::syntax::Relation;
use dateline_core::{Table, TableError, Upos};

use crate::grammar::Grammar;

/// The words of `metonymy.tsv` that tell what the name of a place stands for.
#[derive(Debug)]
pub(crate) struct Metonymy(HashSet<(&'static str, Role)>);

/// What a word beside the name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    /// A verb whose subject is a place where something happens, or that says how a place is.
    Place,
    /// A preposition behind which a capital deals with others: "between Tokyo and Seoul".
    Among,
    /// What a government has or does: "Tokyo's pledge".
    Policy,
    /// A verb whose object is a government.
    Addressed,
    TeamHas,
    TeamDoes,
}

impl Role {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "place" => Self::Place,
            "among" => Self::Among,
            "policy" => Self::Policy,
            "addressed" => Self::Addressed,
            "team_has" => Self::TeamHas,
            "team_does" => Self::TeamDoes,
            _ => return None,
        })
    }
}

impl Metonymy {
    /// Reads `metonymy.tsv`.
    pub(crate) fn parse(table: &'static str) -> Result<Self, TableError> {
        let mut words = HashSet::new();
        for row in Table::new("metonymy.tsv", table).rows()? {
            let role = row.need("role")?;
            let role = Role::of_name(role).ok_or_else(|| row.error(format!("{role:?} is no role")))?;
            if !words.insert((row.need("word")?, role)) {
                return Err(row.error("the word has this role already"));
            }
        }
        Ok(Self(words))
    }

    /// Whether the name of a place stands for its team.
    pub(crate) fn is_of_team(&self, grammar: Grammar<'_>, name: Range<usize>) -> bool {
        let Some(top) = grammar.top(name) else { return false };
        let Some(head) = grammar.head(top) else { return false };
        match grammar.relation(top) {
            Some(Relation::Possessive | Relation::Compound) => self.tells(grammar, head, Role::TeamHas),
            Some(Relation::Object | Relation::Subject) => self.tells(grammar, head, Role::TeamDoes),
            _ => false,
        }
    }

    /// By which rule the name stands for a government; none if it is the place.
    pub(crate) fn of_government(
        &self,
        grammar: Grammar<'_>,
        name: Range<usize>,
        sentence: Range<usize>,
    ) -> Option<&'static str> {
        let top = grammar.top(name)?;
        let carrier = grammar.carrier(top);
        let head = grammar.head(carrier)?;
        match grammar.relation(carrier)? {
            Relation::Subject | Relation::Agent | Relation::PassiveSubject => {
                let acts = grammar.upos(head) == Some(Upos::Verb) && !self.tells(grammar, head, Role::Place);
                acts.then_some("capital-acts")
            }
            Relation::Possessive => self.tells(grammar, head, Role::Policy).then_some("capital-has-policy"),
            Relation::Oblique | Relation::NominalModifier => {
                let mut cases = grammar.dependents(carrier, sentence.start..carrier, Relation::Case);
                cases.any(|case| self.tells(grammar, case, Role::Among)).then_some("capital-among-powers")
            }
            Relation::Object | Relation::IndirectObject => {
                self.tells(grammar, head, Role::Addressed).then_some("capital-is-addressed")
            }
            _ => None,
        }
    }

    fn tells(&self, grammar: Grammar<'_>, at: usize, role: Role) -> bool {
        self.0.contains(&(grammar.lemma(at), role))
    }
}

#[cfg(test)]
mod tests {
    use dateline_core::{Span, Table};

    use super::Role;
    use crate::TABLES;
    use crate::tests::analyse;

    #[test]
    fn every_word_stands_its_example() {
        let mut wrong = Vec::new();
        for row in Table::new("metonymy.tsv", TABLES.metonymy).rows().expect("the table is right") {
            let example = row.need("example").expect("an example");
            let start = example.find('[').expect("the name is marked");
            let end = example.find(']').expect("the name is marked") - 1;
            let analysis = analyse(&example.replace(['[', ']'], ""));
            let mentions = analysis.findings.entities.into_iter().flat_map(|found| found.what.mentions.iter());
            let rules: Vec<&str> = mentions
                .filter(|mention| mention.span == Span::of(start..end))
                .map(|mention| mention.reason.rule.as_str())
                .collect();
            let expected = match Role::of_name(row.need("role").expect("a role")).expect("a known role") {
                Role::Place => "capital-as-place",
                Role::Among => "capital-among-powers",
                Role::Policy => "capital-has-policy",
                Role::Addressed => "capital-is-addressed",
                Role::TeamHas | Role::TeamDoes => "team-of-a-place",
            };
            if rules != [expected] {
                wrong.push(format!("{example}: expected {expected}, got {rules:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
