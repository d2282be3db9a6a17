//! Where two tellings of one act give different values: days, numbers and places, each with its characters.

use dateline_core::{
    Analysis, Clean, Difference, DifferenceKind, End, Entity, EntityKind, EventBasis, EventPlace, Figure, FindingIndex,
    Reason, Relation, RelationKind, RuleName, Slot, Span, SpeakerAgreement,
};
use jiff::civil::Date;

use super::Act;
use crate::fact::relation_of_numbers;

/// A value in which two tellings differ.
struct Differing {
    a: Span<Clean>,
    b: Span<Clean>,
    kind: RelationKind,
    slot: Slot,
    rule: &'static str,
}

/// The relations between two tellings of one act, one for each slot in which they differ.
pub(super) fn relations(analyses: &[&Analysis], a: &Act, b: &Act) -> Vec<Relation> {
    let (left, right) = (Side::of(analyses, a), Side::of(analyses, b));
    let differing = [date(&left, &right), place(&left, &right)].into_iter().flatten();
    differing.chain(numbers(&left, &right)).map(|differs| relation(a, b, &differs)).collect()
}

fn relation(a: &Act, b: &Act, differs: &Differing) -> Relation {
    let kind = match differs.slot {
        Slot::Number => DifferenceKind::Number,
        Slot::Date => DifferenceKind::Date,
        Slot::Place | Slot::Person | Slot::Organisation => DifferenceKind::Name,
        Slot::Other => DifferenceKind::Replaced,
    };
    Relation {
        a: End { report: a.report, span: a.span },
        b: End { report: b.report, span: b.span },
        kind: differs.kind,
        speaker: SpeakerAgreement::Unknown,
        slot: Some(differs.slot),
        differences: vec![Difference { kind, a: differs.a, b: differs.b }],
        reason: Reason::new(RuleName::new(differs.rule), vec![differs.a]),
    }
}

/// One telling with its report.
struct Side<'a> {
    act: &'a Act,
    analysis: &'a Analysis,
}

impl<'a> Side<'a> {
    fn of(analyses: &[&'a Analysis], act: &'a Act) -> Self {
        Self { act, analysis: analyses[act.report] }
    }

    /// The days of the act with the characters in the telling that say them.
    fn days(&self) -> Option<(Span<Clean>, (Date, Date))> {
        let days = self.act.days?;
        let times = self.analysis.findings.times.items().iter().map(|found| &found.what);
        let mut own = times.filter(|time| time.days == Some(days) && self.act.span.contains(time.span));
        own.next().map(|time| (time.span, days))
    }

    /// The figures of the act that stand in the telling.
    fn figures(&self) -> Vec<&'a Figure> {
        let findings = &self.analysis.findings;
        let indices = match self.act.index {
            FindingIndex::Event(index) => findings.events.items()[index.0].what.casualties.clone(),
            FindingIndex::Commitment(index) => findings.commitments.items()[index.0].what.figure.into_iter().collect(),
            FindingIndex::Statement(_) => Vec::new(),
        };
        let figures = indices.into_iter().map(|index| &findings.figures.items()[index.0].what);
        figures.filter(|figure| self.act.span.contains(figure.span)).collect()
    }

    /// The place of an event, if its clause names it, with the characters that do.
    fn place(&self) -> Option<(Span<Clean>, &'a Entity)> {
        let FindingIndex::Event(index) = self.act.index else { return None };
        let EventPlace { entity, basis } = self.analysis.findings.events.items()[index.0].what.place?;
        let entity = &self.analysis.findings.entity(entity).what;
        let mention = entity.mentions.iter().find(|mention| self.act.span.contains(mention.span))?;
        (basis == EventBasis::Clause).then_some((mention.span, entity))
    }
}

/// Days that differ: a run of days that holds the other is only told less exactly.
fn date(a: &Side<'_>, b: &Side<'_>) -> Option<Differing> {
    let ((a, left), (b, right)) = (a.days()?, b.days()?);
    let holds = |outer: (Date, Date), inner: (Date, Date)| outer.0 <= inner.0 && inner.1 <= outer.1;
    let differs = |kind, rule| Some(Differing { a, b, kind, slot: Slot::Date, rule });
    if left == right {
        None
    } else if holds(left, right) || holds(right, left) {
        differs(RelationKind::Precision, "day-of-the-act-told-more-exactly")
    } else if left.1 < right.0 || right.1 < left.0 {
        differs(RelationKind::Contradicts, "days-of-the-act-differ")
    } else {
        None
    }
}

/// Numbers of the same thing that differ.
fn numbers(a: &Side<'_>, b: &Side<'_>) -> Vec<Differing> {
    let (left, right) = (a.figures(), b.figures());
    let differs = |left: &Figure, other: &Figure| {
        let kind = relation_of_numbers((a.analysis, left), (b.analysis, other))?;
        let rule = if kind == RelationKind::Contradicts {
            "numbers-of-the-act-differ"
        } else {
            "number-of-the-act-told-more-exactly"
        };
        Some(Differing { a: left.span, b: other.span, kind, slot: Slot::Number, rule })
    };
    // Of several that count the same none is known to be the one that is meant.
    let alone = |figures: &[&'_ Figure], figure: &Figure| {
        figures.iter().filter(|other| count_the_same(other, figure)).count() == 1
    };
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
    let same = pairs.filter(|(a, b)| count_the_same(a, b) && alone(&left, a) && alone(&right, b));
    same.filter_map(|(a, b)| differs(a, b)).collect()
}

/// Whether two figures count one kind of thing, and the same became of it.
fn count_the_same(a: &Figure, b: &Figure) -> bool {
    a.unit.is_some() && (a.kind, &a.unit, a.fate) == (b.kind, &b.unit, b.fate)
}

/// Places of which one lies in the other. Two other places may both be right, since one may lie in the other as well.
fn place(a: &Side<'_>, b: &Side<'_>) -> Option<Differing> {
    let ((a, left), (b, right)) = (a.place()?, b.place()?);
    let country = |entity: &Entity| entity.registered.as_ref().and_then(|registered| registered.country.clone());
    let lies_in = |inner: &Entity, outer: &Entity| {
        inner.kind == EntityKind::Place && outer.kind == EntityKind::Country && country(inner) == country(outer)
    };
    let is_known = country(left).is_some();
    (is_known && (lies_in(left, right) || lies_in(right, left))).then_some(Differing {
        a,
        b,
        kind: RelationKind::Precision,
        slot: Slot::Place,
        rule: "place-of-the-act-told-more-exactly",
    })
}
