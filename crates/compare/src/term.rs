//! Terms: one thing that some reports name by words that others do not use at all.
//!
//! Which thing is named is told by the registry's entry of an entity, or by a table of words that stand for each other.
//! Which word is right is not asked.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{Analysis, Clean, EntityKind, MentionForm, Span, Table, TableError, Term};

use crate::words::{Lexicon, Word, fold};

/// The table that is built in.
pub(crate) const TERMS: &str = include_str!("../../../data/en/terms.tsv");

/// Kinds of entities whose names say how a report sees them; what a person is called is a matter of style.
const NAMED_KINDS: [EntityKind; 4] =
    [EntityKind::Country, EntityKind::Place, EntityKind::Organisation, EntityKind::Event];

/// The words that reports use for one thing: by report and folded form, where the form stands first.
type Uses = BTreeMap<usize, BTreeMap<String, Span<Clean>>>;

/// A heading of the table, and the words that stand under it.
#[derive(Debug)]
struct Concept {
    name: &'static str,
    /// Each form as its folded words.
    forms: Vec<Vec<String>>,
}

/// All terms of a story, those of entities first, each by its concept.
pub(crate) fn terms(lexicon: &Lexicon, analyses: &[&Analysis]) -> Vec<Term> {
    let concepts = concepts().unwrap_or_else(|defect| panic!("built-in data: {defect}"));
    let named = of_entities(analyses).into_values().map(|uses| (name(analyses, &uses), uses));
    let listed = of_words(lexicon, &concepts, analyses);
    let sort = |terms: Vec<(String, Uses)>| {
        let different = terms.into_iter().filter(|(_, uses)| some_share_nothing(uses));
        let mut terms: Vec<Term> = different.map(|(concept, uses)| term(concept, uses)).collect();
        terms.sort_by(|a, b| a.concept.cmp(&b.concept));
        terms
    };
    [sort(named.collect()), sort(listed)].concat()
}

fn term(concept: String, uses: Uses) -> Term {
    let mut forms: Vec<(usize, Span<Clean>)> =
        uses.into_iter().flat_map(|(report, forms)| forms.into_values().map(move |span| (report, span))).collect();
    forms.sort_unstable();
    Term { concept, forms }
}

/// Whether two reports name the thing and have no word for it in common.
fn some_share_nothing(uses: &Uses) -> bool {
    let share = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().any(|left| b.keys().any(|right| are_one(left, right)))
    };
    // Reports that use the same words say the same; there are few different sets.
    let sets: BTreeMap<Vec<&String>, &BTreeMap<String, _>> =
        uses.values().map(|forms| (forms.keys().collect(), forms)).collect();
    sets.values().any(|a| sets.values().any(|b| !share(a, b)))
}

/// Whether two forms are one name, written short or in full: the words of the one begin or end the other, or are its
/// first letters.
fn are_one(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let initials: String = long.split(' ').filter_map(|word| word.chars().next()).collect();
    short == long || long.starts_with(short) || long.ends_with(&format!(" {short}")) || short == initials
}

/// The names of entities by their entry in Wikidata.
fn of_entities(analyses: &[&Analysis]) -> BTreeMap<String, Uses> {
    let mut named = BTreeMap::<String, Uses>::new();
    for (report, analysis) in analyses.iter().enumerate() {
        for entity in analysis.findings.entities.items().iter().map(|found| &found.what) {
            let entry = entity.registered.as_ref().and_then(|registered| registered.wikidata.as_ref());
            let Some(entry) = entry.filter(|_| NAMED_KINDS.contains(&entity.kind)) else { continue };
            let forms = named.entry(entry.to_string()).or_default().entry(report).or_default();
            for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
                let form = analysis.report.text().get(mention.span);
                let form = form.split_whitespace().map(fold).collect::<Vec<_>>().join(" ");
                forms.entry(form).or_insert(mention.span);
            }
        }
    }
    for uses in named.values_mut() {
        uses.retain(|_, forms| !forms.is_empty());
    }
    named
}

/// The name that most reports use; of several the shortest that is no abbreviation.
fn name(analyses: &[&Analysis], uses: &Uses) -> String {
    let mut n_reports = BTreeMap::<&str, usize>::new();
    for (report, forms) in uses {
        let names: BTreeSet<&str> = forms.values().map(|span| analyses[*report].report.text().get(*span)).collect();
        for name in names {
            *n_reports.entry(name).or_default() += 1;
        }
    }
    let is_abbreviation = |name: &str| !name.chars().any(char::is_lowercase);
    let best = n_reports.into_iter().min_by_key(|(name, n)| (std::cmp::Reverse(*n), is_abbreviation(name), name.len()));
    best.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

/// The words of the table that the reports use.
fn of_words(lexicon: &Lexicon, concepts: &[Concept], analyses: &[&Analysis]) -> Vec<(String, Uses)> {
    let mut used: Vec<(String, Uses)> = concepts.iter().map(|concept| (concept.name.to_owned(), Uses::new())).collect();
    for (report, analysis) in analyses.iter().enumerate() {
        for block in analysis.report.blocks().iter().filter(|block| block.kind.holds_prose()) {
            let words = lexicon.words(analysis, block.span);
            for at in 0..words.len() {
                for (concept, (_, uses)) in concepts.iter().zip(&mut used) {
                    if let Some(form) = concept.forms.iter().find(|form| begins(&words[at..], form)) {
                        let span = words[at].span.cover(words[at + form.len() - 1].span);
                        uses.entry(report).or_default().entry(form.join(" ")).or_insert(span);
                    }
                }
            }
        }
    }
    used
}

fn begins(words: &[Word], form: &[String]) -> bool {
    words.len() >= form.len() && words.iter().zip(form).all(|(word, form)| word.key == *form)
}

/// Reads `terms.tsv`.
fn concepts() -> Result<Vec<Concept>, TableError> {
    let mut concepts = Vec::new();
    for row in Table::new("terms.tsv", TERMS).rows()? {
        let forms = row.list("forms")?.into_iter().map(|form| form.split(' ').map(fold).collect());
        concepts.push(Concept { name: row.need("concept")?, forms: forms.collect() });
    }
    Ok(concepts)
}

#[cfg(test)]
mod tests {
    use super::{are_one, concepts};

    #[test]
    fn forms_of_one_name() {
        let check = |left, right, expected| {
            assert_eq!(are_one(left, right), expected, "{left}, {right}");
            assert_eq!(are_one(right, left), expected, "{right}, {left}");
        };
        check("us", "united states", true);
        check("commission", "european commission", true);
        check("north korea", "north korean", true);
        check("dprk", "north korea", false);
        check("falklands", "malvinas", false);
    }

    #[test]
    fn each_concept_has_words_that_differ() {
        for concept in concepts().expect("the table is sound") {
            for (at, form) in concept.forms.iter().enumerate() {
                assert!(form.iter().all(|word| !word.is_empty()), "{}: {form:?}", concept.name);
                assert!(!concept.forms[..at].contains(form), "{}: {form:?} stands twice", concept.name);
            }
            assert!(concept.forms.len() > 1, "{} has one word only", concept.name);
        }
    }
}
