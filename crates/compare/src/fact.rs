//! Facts: sentences of different reports that tell one thing, with the values that they give for it.
//!
//! The way of the data: `number`, `age`, `date`, `length`, `clock` and `name` each find the places where values of their kind stand, pair those of
//! different reports whose sentences speak of the same matter, and say how the values relate; here the sentences that
//! relations hold together become points; what the reports tell alike, and which numbers one report alone gives, `alike`
//! gathers.
//!
//! A value that the other report gives too, wherever it stands, is no difference: then the reports only tell it in
//! another order.

mod age;
mod alike;
mod clause;
mod clock;
mod contrary;
mod date;
pub(crate) mod length;
mod name;
mod number;
mod twin;

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{
    About, Analysis, Clean, Difference, DifferenceKind, End, Point, Reason, Relation, RelationKind, RuleName, Slot,
    Span, SpeakerAgreement, Stance, Telling,
};

use self::alike::{Agreeing, Value};
use self::date::Days;
use self::length::Bounds;
use self::number::Numbers;
pub(crate) use self::number::{relation_of_numbers, sum};
use self::twin::Twins;
use crate::content::{Content, Matter};
use crate::contents::Contents;
use crate::entity::Cast;
use crate::opposite::Opposites;
use crate::point::point;
use crate::substitute::Stems;
use crate::words::Lexicon;

/// A sentence of a report.
type Told = (usize, Span<Clean>);

/// A place where a value stands.
#[derive(Debug, Clone)]
struct Place {
    report: usize,
    /// The sentence that tells it.
    sentence: Span<Clean>,
    /// The value's own characters.
    span: Span<Clean>,
    /// What the sentence speaks of beside it.
    matter: Matter,
}

/// Two values of one fact, of different reports.
#[derive(Debug, Clone)]
struct Differing {
    a: End,
    b: End,
    /// The sentences that tell them.
    sentences: (Span<Clean>, Span<Clean>),
    kind: RelationKind,
    slot: Slot,
    rule: &'static str,
}

/// The facts that several reports tell, those first that they tell differently; then the numbers that one alone gives.
pub(crate) fn points(
    (lexicon, stems, opposites, bounds): (&Lexicon, &Stems, &Opposites, &Bounds),
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
) -> Vec<Point> {
    let (numbers, days) = (Numbers::of(content, analyses), Days::of(content, cast, analyses));
    let (ages, lengths) = (age::differing(content, cast, analyses), length::differing(bounds, content, analyses));
    let of_values = [numbers.differing(), ages, lengths].concat();
    let others = [days.differing(analyses), clock::differing(content, analyses), name::differing(content, analyses)];
    let others = others.concat();
    let told: BTreeSet<_> = of_values.iter().chain(&others).map(Differing::values).collect();
    let contents: Vec<Contents> = analyses.iter().map(|analysis| Contents::of(analysis)).collect();
    let twins = Twins { lexicon, stems, opposites, content, cast, analyses, contents: &contents };
    let contrary = contrary::differing(&twins);
    let twins = twins.differing();
    let twins = twins.into_iter().filter(|differs| !told.contains(&differs.values()));
    let (of_figures, of_others): (Vec<_>, Vec<_>) = twins.partition(|differs| differs.slot == Slot::Number);
    let said_alike: BTreeSet<_> = of_others.iter().map(|differs| differs.ends()).collect();
    let contrary = contrary.into_iter().filter(|differs| !said_alike.contains(&differs.ends()));
    let (of_values, others) = ([of_values, of_figures].concat(), [others, of_others, contrary.collect()].concat());
    let n_reports = analyses.len();
    let (same_numbers, same_days) = (numbers.agreeing(), days.agreeing());
    let mut points = gather(About::Figure, of_values, &same_numbers, n_reports);
    points.extend(gather(About::Narrative, others, &same_days, n_reports));
    let disputed: BTreeSet<Told> =
        points.iter().flat_map(|point| &point.tellings).map(|telling| (telling.report, telling.span)).collect();
    points.extend(alike::agreeing(&disputed, [same_numbers, same_days].concat(), n_reports));
    points.extend(alike::alone(&disputed, numbers.alone(analyses), analyses));
    points
}

impl Place {
    /// The place of a value in a report; none outside of sentences.
    fn of(content: &Content, (report, analysis): (usize, &Analysis), span: Span<Clean>) -> Option<Self> {
        let sentences = analysis.annotated.sentences.items();
        let at = sentences.partition_point(|sentence| sentence.span.end() <= span.start());
        let sentence = sentences.get(at).map(|sentence| sentence.span).filter(|sentence| sentence.contains(span))?;
        let words = content.words(report, sentence).iter().filter(|word| !span.contains(word.span));
        Some(Self { report, sentence, span, matter: content.matter(words) })
    }

    fn told(&self) -> Told {
        (self.report, self.sentence)
    }

    fn value(&self) -> Value {
        Value { told: self.told(), span: self.span }
    }

    fn end(&self) -> End {
        End { report: self.report, span: self.span }
    }
}

impl Differing {
    fn of(a: &Place, b: &Place, kind: RelationKind, slot: Slot, rule: &'static str) -> Self {
        let (a, b) = if a.report <= b.report { (a, b) } else { (b, a) };
        Self { a: a.end(), b: b.end(), sentences: (a.sentence, b.sentence), kind, slot, rule }
    }

    /// What two sentences tell differently, each with its report and the characters of its value.
    fn told(
        a: (usize, Span<Clean>, Span<Clean>),
        b: (usize, Span<Clean>, Span<Clean>),
        kind: RelationKind,
        slot: Slot,
        rule: &'static str,
    ) -> Self {
        let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let end = |(report, _, span): (usize, Span<Clean>, Span<Clean>)| End { report, span };
        Self { a: end(a), b: end(b), sentences: (a.1, b.1), kind, slot, rule }
    }

    /// The sentences that tell the values.
    fn ends(&self) -> (Told, Told) {
        ((self.a.report, self.sentences.0), (self.b.report, self.sentences.1))
    }

    fn values(&self) -> (End, End) {
        (self.a, self.b)
    }

    fn relation(&self) -> Relation {
        let kind = match self.slot {
            Slot::Number => DifferenceKind::Number,
            Slot::Date => DifferenceKind::Date,
            Slot::Place | Slot::Person | Slot::Organisation => DifferenceKind::Name,
            Slot::Other => DifferenceKind::Replaced,
        };
        Relation {
            a: End { report: self.a.report, span: self.sentences.0 },
            b: End { report: self.b.report, span: self.sentences.1 },
            kind: self.kind,
            speaker: SpeakerAgreement::Unknown,
            slot: Some(self.slot),
            differences: vec![Difference { kind, a: self.a.span, b: self.b.span }],
            reason: Reason::new(RuleName::new(self.rule), vec![self.a.span]),
        }
    }
}

/// Makes points of the sentences that differing values hold together, by the first sentence of each. A sentence that
/// gives the same value as one of them tells that point too; one with two values tells two points.
fn gather(about: About, differing: Vec<Differing>, agreeing: &[Agreeing], n_reports: usize) -> Vec<Point> {
    let (mut group_of, mut sentence_of) = (BTreeMap::<Told, usize>::new(), BTreeMap::<Told, Told>::new());
    let mut groups: Vec<(Vec<Told>, Vec<Relation>)> = Vec::new();
    for differs in differing {
        let values = [differs.a, differs.b].map(|end| (end.report, end.span));
        sentence_of
            .extend([(values[0], (values[0].0, differs.sentences.0)), (values[1], (values[1].0, differs.sentences.1))]);
        let group = join(&mut group_of, &mut groups, values);
        groups[group].1.push(differs.relation());
    }
    for Agreeing { a, b, .. } in agreeing {
        let values = [a, b].map(|value| (value.told.0, value.span));
        if values.iter().any(|value| group_of.contains_key(value)) {
            sentence_of.extend([(values[0], a.told), (values[1], b.told)]);
            join(&mut group_of, &mut groups, values);
        }
    }
    let points = groups.into_iter().filter(|(values, _)| !values.is_empty()).map(|(values, mut relations)| {
        let told: BTreeSet<Told> = values.iter().map(|value| sentence_of[value]).collect();
        relations.sort_by_key(|relation| (relation.a, relation.b, relation.differences[0].a));
        point(about, told.into_iter().map(telling).collect(), relations, n_reports)
    });
    let mut points: Vec<Point> = points.collect();
    points.sort_by_key(|point| (point.tellings[0].report, point.tellings[0].span));
    points
}

/// Puts two places into one group, with whatever hangs on them, and returns it.
fn join<T>(group_of: &mut BTreeMap<Told, usize>, groups: &mut Vec<(Vec<Told>, Vec<T>)>, ends: [Told; 2]) -> usize {
    for end in ends {
        group_of.entry(end).or_insert_with(|| {
            groups.push((vec![end], Vec::new()));
            groups.len() - 1
        });
    }
    let (a, b) = (group_of[&ends[0]], group_of[&ends[1]]);
    let (into, from) = (a.min(b), a.max(b));
    if into != from {
        let (told, relations) = std::mem::take(&mut groups[from]);
        group_of.extend(told.iter().map(|end| (*end, into)));
        groups[into].0.extend(told);
        groups[into].1.extend(relations);
    }
    into
}

fn telling((report, span): Told) -> Telling {
    Telling {
        report,
        finding: None,
        span,
        value: None,
        is_quoted: false,
        speakers: Vec::new(),
        stance: Stance::Neutral,
    }
}
