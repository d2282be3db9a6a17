//! Acts: events and commitments that several reports tell.
//!
//! The way of the data: each event and each commitment of a report becomes an `Act`; `align` tells which of different
//! reports are one; those that belong together become a point, and `slot` tells where their days, numbers and places
//! differ. What one report tells alone is no point: that no other report tells it could be said only if every telling of
//! it were found.

mod align;
mod silence;
mod slot;

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::{
    About, Analysis, Aspect, Clean, Commitment, CommitmentIndex, EntityIndex, Event, EventIndex, EventType, Finding,
    FindingIndex, Point, Relation, Span, Stance, Telling,
};
use jiff::civil::Date;

use self::silence::Sentences;
use crate::content::{Content, Matter};
use crate::entity::Cast;
use crate::point::point;
use crate::words::within;

/// An act as one report tells it.
#[derive(Debug)]
struct Act {
    report: usize,
    index: FindingIndex,
    kind: ActKind,
    /// The characters that tell it, in one piece.
    span: Span<Clean>,
    /// Who does it or commits themselves: shared entities, sorted; only those that have a name or speak.
    doers: Vec<usize>,
    /// To whom: as above.
    others: Vec<usize>,
    /// Whether each does it to the other.
    is_mutual: bool,
    /// The first and the last day on which it is, whatever that rests on; of a commitment those of the deadline.
    days: Option<(Date, Date)>,
    /// What its words speak of beside those who take part, its days and its numbers.
    matter: Matter,
    /// In whose words it is told: shared entities, sorted.
    speakers: Vec<usize>,
    /// How the report stands to these words.
    stance: Stance,
}

/// What must be the same of two acts before anything else is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ActKind {
    Event { kind: EventType, mode: Option<&'static str>, aspect: Aspect },
    Commitment { is_denied: bool },
}

impl ActKind {
    const fn about(self) -> About {
        match self {
            Self::Event { kind, .. } => About::Event(kind),
            Self::Commitment { .. } => About::Commitment,
        }
    }
}

/// Two values at their places: report and characters of the one and of the other.
pub(crate) type Differing = ((usize, Span<Clean>), (usize, Span<Clean>));

/// The events and commitments that several reports tell, by their first telling. What `told` holds is told by another
/// point.
pub(crate) fn points(content: &Content, cast: &Cast, analyses: &[&Analysis], told: &BTreeSet<Differing>) -> Vec<Point> {
    let reader = Reader { content, cast };
    let acts: Vec<Act> = analyses.iter().copied().enumerate().flat_map(|report| reader.acts(report)).collect();
    let aligned = align::align(content, cast, analyses, &acts);
    let mut members = BTreeMap::<usize, Vec<usize>>::new();
    for (act, group) in aligned.group_of.iter().enumerate() {
        members.entry(*group).or_default().push(act);
    }
    let mut related = BTreeMap::<usize, Vec<Relation>>::new();
    for &(a, b) in &aligned.pairs {
        let relations = slot::relations(analyses, &acts[a], &acts[b]).into_iter();
        let new = relations.filter(|relation| !told.contains(&values(relation)));
        related.entry(aligned.group_of[a]).or_default().extend(new);
    }
    let sentences = Sentences::of(content, analyses);
    let shared = members.into_iter().filter(|(_, members)| members.len() > 1);
    let points = shared.map(|(group, members)| {
        let mut tellings: Vec<Telling> = members.iter().map(|&act| telling(&acts[act])).collect();
        tellings.sort_by_key(|telling| (telling.report, telling.span));
        let mut relations = related.remove(&group).unwrap_or_default();
        relations.sort_by_key(|relation| (relation.a, relation.b, relation.slot));
        let mut point = point(acts[group].kind.about(), tellings, relations, analyses.len());
        // That a report is silent must be sure: it tells neither an act that may be this one nor a sentence that may be on it.
        let told = &acts[shortest(analyses, &acts, &members)];
        let alike = acts.iter().filter(|act| align::may_be_one(cast, told, act)).map(|act| act.report);
        let doubtful: BTreeSet<usize> = alike.chain(sentences.that_may_tell(content, &told.matter)).collect();
        point.silent.retain(|report| !doubtful.contains(report));
        point
    });
    points.collect()
}

/// The telling that speaks of least, and so is shared soonest; of equal ones the same one in any order of the reports.
fn shortest(analyses: &[&Analysis], acts: &[Act], members: &[usize]) -> usize {
    let rank = |act: &Act| (act.matter.stems.len(), analyses[act.report].report.id(), act.span);
    let shortest = members.iter().copied().min_by_key(|&act| rank(&acts[act]));
    shortest.expect("a point has tellings")
}

/// The values that a relation tells to differ.
pub(crate) fn values(relation: &Relation) -> Differing {
    let spans = relation.differences.first().map(|difference| (difference.a, difference.b));
    let (a, b) = spans.unwrap_or((relation.a.span, relation.b.span));
    ((relation.a.report, a), (relation.b.report, b))
}

fn telling(act: &Act) -> Telling {
    Telling {
        report: act.report,
        finding: Some(act.index),
        span: act.span,
        value: None,
        is_quoted: false,
        speakers: act.speakers.clone(),
        stance: act.stance,
    }
}

/// Whether one utterance tells an act already: each report tells the act in a quotation of that point, and there is
/// nothing to say about where they differ.
pub(crate) fn is_in_what_is_quoted(said: &[Point], act: &Point) -> bool {
    is_in_one_of(said, act, |other, telling| other.is_quoted && other.span.overlaps(telling.span))
}

/// The same for sentences that the reports have in common.
pub(crate) fn is_in_shared_sentences(sentences: &[Point], act: &Point) -> bool {
    is_in_one_of(sentences, act, |other, telling| other.span.contains(telling.span))
}

/// Whether all tellings of a point without relations are held by tellings of one other point in their reports.
fn is_in_one_of(points: &[Point], act: &Point, holds: impl Fn(&Telling, &Telling) -> bool) -> bool {
    let tells = |point: &Point, telling: &Telling| {
        let first = point.tellings.partition_point(|other| other.report < telling.report);
        let mut of_report = point.tellings[first..].iter().take_while(|other| other.report == telling.report);
        of_report.any(|other| holds(other, telling))
    };
    let is_told = |point: &Point| act.tellings.iter().all(|telling| tells(point, telling));
    act.relations.is_empty() && points.iter().any(is_told)
}

/// Makes acts of what was found in a report.
struct Reader<'a> {
    content: &'a Content,
    cast: &'a Cast,
}

impl Reader<'_> {
    fn acts(&self, (report, analysis): (usize, &Analysis)) -> Vec<Act> {
        let events = analysis.findings.events.items().iter().enumerate();
        let commitments = analysis.findings.commitments.items().iter().enumerate();
        let mut acts: Vec<Act> =
            events.map(|(n, event)| self.event((report, analysis), EventIndex(n), event)).collect();
        acts.extend(commitments.map(|(n, found)| self.commitment((report, analysis), CommitmentIndex(n), found)));
        acts
    }

    fn event(&self, (report, analysis): (usize, &Analysis), index: EventIndex, found: &Finding<Event>) -> Act {
        let event = &found.what;
        let evidence = found.evidence();
        let own = evidence.iter().find(|span| span.contains(event.trigger)).copied();
        let span = own.unwrap_or(event.trigger);
        let said = event.attributed_to.map(|statement| &analysis.findings.statement(statement).what);
        Act {
            report,
            index: FindingIndex::Event(index),
            kind: ActKind::Event { kind: event.kind, mode: event.mode, aspect: event.aspect },
            span,
            doers: self.cast.known(report, &event.sources),
            others: self.cast.known(report, &event.targets),
            is_mutual: event.is_reciprocal,
            days: event.when.map(|when| (when.first, when.last)),
            matter: self.matter((report, analysis), span, event.sources.iter().chain(&event.targets)),
            speakers: said.map(|said| self.cast.known(report, &said.speakers)).unwrap_or_default(),
            stance: said.map_or(Stance::Neutral, |said| said.stance),
        }
    }

    fn commitment(
        &self,
        (report, analysis): (usize, &Analysis),
        index: CommitmentIndex,
        found: &Finding<Commitment>,
    ) -> Act {
        let commitment = &found.what;
        let by: Vec<EntityIndex> = commitment.by.iter().copied().collect();
        let span = found.evidence().iter().fold(commitment.what, |span, piece| span.cover(*piece));
        let deadline = commitment.deadline.map(|time| &analysis.findings.times.items()[time.0].what);
        let said = commitment.inside.map(|statement| &analysis.findings.statement(statement).what);
        Act {
            report,
            index: FindingIndex::Commitment(index),
            kind: ActKind::Commitment { is_denied: commitment.is_denied },
            span,
            doers: self.cast.known(report, &by),
            others: self.cast.known(report, &commitment.to),
            is_mutual: false,
            days: deadline.and_then(|time| time.days),
            matter: self.matter((report, analysis), commitment.what, by.iter().chain(&commitment.to)),
            speakers: self.cast.known(report, &by),
            stance: said.map_or(Stance::Neutral, |said| said.stance),
        }
    }

    /// What a stretch speaks of beside some entities, its days and its numbers.
    fn matter<'a>(
        &self,
        (report, analysis): (usize, &Analysis),
        span: Span<Clean>,
        actors: impl Iterator<Item = &'a EntityIndex>,
    ) -> Matter {
        let mentions = actors.flat_map(|actor| analysis.findings.entity(*actor).what.mentions.iter());
        let times = within(analysis.findings.times.items(), span, |time| time.what.span).iter();
        let beside: Vec<Span<Clean>> = mentions
            .map(|mention| mention.span)
            .filter(|mention| mention.overlaps(span))
            .chain(times.map(|time| time.what.span))
            .collect();
        let words = self.content.words(report, span).iter().filter(|word| !word.is_number);
        self.content.matter(words.filter(|word| !beside.iter().any(|other| other.contains(word.span))))
    }
}
