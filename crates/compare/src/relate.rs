//! From judged wordings to relations between the units that have them.

use std::collections::BTreeMap;

use dateline_core::{
    Analysis, Clean, Difference, DifferenceKind, End, Reason, Relation, RelationKind, RuleName, Span, SpeakerAgreement,
    Statement,
};

use crate::align::align;
use crate::candidates::candidates;
use crate::content::Content;
use crate::difference::{Side, difference, qualifications, reason, restrictions};
use crate::entity::Cast;
use crate::judge::{Departure, Sort, Verdict, judge};
use crate::likeness::Likeness;
use crate::paraphrase::Paraphrase;
use crate::qualification::Qualifiers;
use crate::unit::{Form, Unit};
use crate::wording::{Told, Vocabulary, Wording, wordings};
use crate::words::{Word, within};

/// Most relations that two wordings give between all units that have them, as many as 32 reports with the one and 32
/// with the other give. Where there would be more, every unit is related to the first one of the other wording only,
/// so that a much quoted sentence does not cost the square of its reports.
const RELATIONS_OF_TWO_WORDINGS_MAX: usize = 1024;

/// Smallest part of the words that a quotation lacks that another piece of it must hold; a word or two may be changed there.
const HELD_PERCENT_MIN: usize = 60;

/// What relations are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Story<'a> {
    pub(crate) analyses: &'a [&'a Analysis],
    /// By report and position.
    pub(crate) units: &'a [Unit],
    pub(crate) cast: &'a Cast,
    pub(crate) qualifiers: &'a Qualifiers,
}

/// A relation with its two units, by their index.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) relation: Relation,
}

/// Two wordings of one utterance.
#[derive(Debug)]
struct Judged<'a> {
    left: &'a Wording,
    right: &'a Wording,
    /// The units that are related, each with one of the left wording first.
    pairs: Vec<(usize, usize)>,
    verdict: Verdict,
}

/// By a unit and a report: the units of that report to which the unit is related.
type Pieces = BTreeMap<(usize, usize), Vec<usize>>;

impl Story<'_> {
    /// All relations, by their units.
    pub(crate) fn links(self) -> Vec<Link> {
        let vocabulary = Vocabulary::of(self.units);
        let told = wordings(&vocabulary, self.units);
        let same = (0..told.len()).map(|at| (at, at));
        let pairs = same.chain(candidates(&told));
        let judged: Vec<Judged<'_>> =
            pairs.filter_map(|(left, right)| self.judged(&vocabulary, &told[left], &told[right])).collect();
        let pieces = self.pieces(&judged);
        let mut links: Vec<Link> = judged.iter().flat_map(|judged| self.links_of(judged, &pieces)).collect();
        links.sort_unstable_by_key(|link| (link.a, link.b));
        links
    }

    /// What each unit is related to, by report.
    fn pieces(self, judged: &[Judged<'_>]) -> Pieces {
        let mut pieces = Pieces::new();
        for (a, b) in judged.iter().flat_map(|judged| &judged.pairs).copied() {
            pieces.entry((a, self.units[b].report)).or_default().push(b);
            pieces.entry((b, self.units[a].report)).or_default().push(a);
        }
        pieces
    }

    /// Whether the words that one side cut stand in another piece of the same utterance in its report: "..., said Rowe.
    /// ..." is one quotation in two pieces.
    fn is_in_another_piece(self, pieces: &Pieces, a: usize, b: usize, cut: &Difference) -> bool {
        let is_given = |whole: usize, piece: usize, lost: Span<Clean>| {
            let lost = within(&self.units[whole].words, lost, |word| word.span);
            let others = pieces[&(whole, self.units[piece].report)].iter().filter(|other| **other != piece);
            !lost.is_empty() && others.into_iter().any(|other| holds_most(&self.units[*other].words, lost))
        };
        match cut.kind {
            DifferenceKind::Deleted => is_given(a, b, cut.a),
            DifferenceKind::Inserted => is_given(b, a, cut.b),
            _ => false,
        }
    }

    /// The relations of tellings in other words, in the order of `paraphrases`.
    pub(crate) fn retold(self, content: &Content, paraphrases: &[Paraphrase]) -> Vec<Link> {
        let link = |pair: &Paraphrase| {
            let (a, b) = (&self.units[pair.a], &self.units[pair.b]);
            let relation = Relation {
                a: End { report: a.report, span: a.span },
                b: End { report: b.report, span: b.span },
                // "…, the ministry said" in both reports, word for word, is no telling in other words.
                kind: if self.are_same(a, b) { RelationKind::Identical } else { RelationKind::Paraphrased },
                speaker: self.cast.agreement(&a.speakers, &b.speakers),
                slot: None,
                differences: self.stance_difference(a, b).into_iter().collect(),
                reason: Reason::new(RuleName::new(pair.rule), content.in_common(a, b)),
            };
            Link { a: pair.a, b: pair.b, relation }
        };
        paraphrases.iter().map(link).collect()
    }

    /// Whether two sentences have the same letters and digits in a row, capitals aside.
    fn are_same(self, a: &Unit, b: &Unit) -> bool {
        let letters = |unit: &Unit| {
            let text = self.analyses[unit.report].report.text().get(unit.span);
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
        };
        letters(a).eq(letters(b))
    }

    /// What two wordings, which may be the same one, are to each other; nothing if they are not of one utterance.
    fn judged<'a>(self, vocabulary: &Vocabulary<'_>, left: &'a Told, right: &'a Told) -> Option<Judged<'a>> {
        let pairs = pairs(self.units, left, right);
        let verdict = if pairs.is_empty() { None } else { verdict(vocabulary, &left.wording, &right.wording) };
        Some(Judged { left: &left.wording, right: &right.wording, pairs, verdict: verdict? })
    }

    /// The relations between the units of two wordings.
    fn links_of(self, judged: &Judged<'_>, pieces: &Pieces) -> Vec<Link> {
        let flipped = judged.verdict.flipped();
        let link = |(of_left, of_right): (usize, usize)| {
            let left = Side { unit: &self.units[of_left], wording: judged.left };
            let right = Side { unit: &self.units[of_right], wording: judged.right };
            if of_left < of_right {
                Link {
                    a: of_left,
                    b: of_right,
                    relation: self.relation((of_left, left), (of_right, right), &judged.verdict, pieces),
                }
            } else {
                Link {
                    a: of_right,
                    b: of_left,
                    relation: self.relation((of_right, right), (of_left, left), &flipped, pieces),
                }
            }
        };
        judged.pairs.iter().copied().map(link).collect()
    }

    fn relation(
        self,
        (of_a, a): (usize, Side<'_>),
        (of_b, b): (usize, Side<'_>),
        verdict: &Verdict,
        pieces: &Pieces,
    ) -> Relation {
        let speaker = match self.cast.agreement(&a.unit.speakers, &b.unit.speakers) {
            _ if self.is_name_written_differently(a.unit, b.unit) => SpeakerAgreement::Unknown,
            speaker => speaker,
        };
        let counts = |departure: &Departure| {
            let found = difference(a, b, departure)?;
            let is_change = departure.sort == Sort::Changed;
            (is_change || !self.is_in_another_piece(pieces, of_a, of_b, &found)).then_some(found)
        };
        let mut differences: Vec<Difference> = verdict.departures.iter().filter_map(counts).collect();
        let lost = qualifications(self.qualifiers, a, b, verdict).into_iter();
        differences.extend(lost.filter(|lost| !self.is_told_elsewhere(a.unit, b.unit, lost)));
        differences.extend(restrictions(self.qualifiers, a, b, verdict));
        differences.extend(self.speaker_difference(a.unit, b.unit, speaker));
        differences.extend(self.stance_difference(a.unit, b.unit));
        Relation {
            a: End { report: a.unit.report, span: a.unit.span },
            b: End { report: b.unit.report, span: b.unit.span },
            kind: verdict.kind,
            speaker,
            slot: None,
            differences,
            reason: reason(a.unit, verdict),
        }
    }

    /// Whether a report gives the words that it leaves out of one quotation in another one.
    fn is_told_elsewhere(self, a: &Unit, b: &Unit, lost: &Difference) -> bool {
        let tells = |report: usize, words: &[Word]| {
            let units = within_report(self.units, report).iter();
            let same = |run: &[Word]| run.iter().map(|word| &word.key).eq(words.iter().map(|word| &word.key));
            words.is_empty() || units.into_iter().any(|unit| unit.words.windows(words.len()).any(same))
        };
        tells(b.report, within(&a.words, lost.a, |word| word.span))
            && tells(a.report, within(&b.words, lost.b, |word| word.span))
    }

    /// Whether two reports give the same words to what may be one person whose name they write in two ways.
    fn is_name_written_differently(self, a: &Unit, b: &Unit) -> bool {
        matches!((&a.speakers[..], &b.speakers[..]), ([a], [b]) if self.cast.may_be_written_for(*a, *b))
    }

    fn speaker_difference(self, a: &Unit, b: &Unit, speaker: SpeakerAgreement) -> Option<Difference> {
        let source = |statement: &Statement| Some(statement.source.first()?.cover(*statement.source.last()?));
        let is_name = self.is_name_written_differently(a, b);
        (is_name || speaker == SpeakerAgreement::Different).then(|| Difference {
            kind: if is_name { DifferenceKind::Name } else { DifferenceKind::Speaker },
            a: self.words_of(a, source),
            b: self.words_of(b, source),
        })
    }

    fn stance_difference(self, a: &Unit, b: &Unit) -> Option<Difference> {
        let hedge_or_cue = |statement: &Statement| {
            let cue = statement.cue.as_ref().map(|cue| cue.span);
            statement.hedges.first().copied().or(cue)
        };
        (a.stance != b.stance).then(|| Difference {
            kind: DifferenceKind::Stance,
            a: self.words_of(a, hedge_or_cue),
            b: self.words_of(b, hedge_or_cue),
        })
    }

    /// Words of the unit's statement; where there are none, the place at which the unit begins.
    fn words_of(self, unit: &Unit, words: impl Fn(&Statement) -> Option<Span<Clean>>) -> Span<Clean> {
        let findings = &self.analyses[unit.report].findings;
        let found = unit.statement.and_then(|index| words(&findings.statement(index).what));
        found.unwrap_or(Span::new(unit.span.start(), unit.span.start()))
    }
}

/// Whether most of some words stand among others.
fn holds_most(words: &[Word], some: &[Word]) -> bool {
    let n_held = some.iter().filter(|word| words.iter().any(|other| other.key == word.key)).count();
    100 * n_held >= HELD_PERCENT_MIN * some.len()
}

/// The units of a report; `units` stand in the order of the reports.
fn within_report(units: &[Unit], report: usize) -> &[Unit] {
    let first = units.partition_point(|unit| unit.report < report);
    let behind = units.partition_point(|unit| unit.report <= report);
    &units[first..behind]
}

/// What two wordings are to each other, if one utterance stands behind both.
fn verdict(vocabulary: &Vocabulary<'_>, left: &Wording, right: &Wording) -> Option<Verdict> {
    if left.ids == right.ids {
        return Some(Verdict { kind: RelationKind::Identical, departures: Vec::new() });
    }
    let steps = align(vocabulary, left, right)?;
    let verdict = judge(left, right, &steps);
    Likeness::of(left, right, &steps, &verdict).is_one_utterance().then_some(verdict)
}

/// The pairs of units of different reports that are related, each once. A title in two reports is only a name.
fn pairs(units: &[Unit], left: &Told, right: &Told) -> Vec<(usize, usize)> {
    let is_same = left.wording == right.wording;
    let is_name = |a: usize, b: usize| is_same && units[a].form == Form::Title && units[b].form == Form::Title;
    let are_related = |a: usize, b: usize| units[a].report != units[b].report && !is_name(a, b);
    let mut pairs: Vec<(usize, usize)> = if left.units.len() * right.units.len() <= RELATIONS_OF_TWO_WORDINGS_MAX {
        let all = left.units.iter().flat_map(|a| right.units.iter().map(|b| (*a, *b)));
        all.filter(|(a, b)| are_related(*a, *b)).collect()
    } else {
        let first = |told: &Told, unit: usize| told.units.iter().copied().find(|other| are_related(*other, unit));
        let of_left = left.units.iter().filter_map(|a| Some((*a, first(right, *a)?)));
        let of_right = right.units.iter().filter_map(|b| Some((first(left, *b)?, *b)));
        of_left.chain(of_right).collect()
    };
    if is_same {
        // Each pair was met from both sides.
        pairs.retain(|(a, b)| a < b);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
