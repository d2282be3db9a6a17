//! Fragments: the few words that a saying sets between quotation marks.
//!
//! A reporter who tells a speech in own words keeps the word that mattered: the plan is "reckless", she said. Where
//! another report has that word in the mouth of the same speaker, both tell one utterance, however little else they share.

use std::collections::BTreeSet;

use dateline_core::{Analysis, BlockKind, Clean, Quotation, Span, SpeakerAgreement};

use crate::candidates::{ranks, sharing};
use crate::content::{Content, Spoken};
use crate::entity::Cast;
use crate::unit::{Form, Unit};
use crate::words::{fold, within};

/// The least that the words of a fragment say together: a word that more than one sentence in twelve holds is in many
/// utterances. Chosen on the stories of `basil-open` with odd numbers; the others were only scored.
const WEIGHT_MIN: f64 = 2.5;

/// What a sentence sets between marks.
#[derive(Debug, Clone)]
pub(crate) struct Fragment {
    pub(crate) span: Span<Clean>,
    /// Its words of content by their stems, in their order.
    pub(crate) stems: Vec<usize>,
}

/// What stands between marks in a report, in the order of the text. Names and titles are left out: they are marked
/// because they are names. What stands inside of other marks belongs to these.
pub(crate) fn between_marks(analysis: &Analysis) -> Vec<Span<Clean>> {
    let quotations = analysis.annotated.quotations.items().iter().filter(|quotation| quotation.depth == 0);
    quotations.filter(|quotation| !is_name(analysis, quotation)).map(|quotation| quotation.inner).collect()
}

/// Whether all words begin with a capital, where no headline has them so.
fn is_name(analysis: &Analysis, quotation: &Quotation) -> bool {
    let words = analysis.report.text().get(quotation.inner).split_whitespace();
    let in_headline = analysis.report.blocks()[quotation.block].kind == BlockKind::Headline;
    !in_headline && words.into_iter().all(|word| word.starts_with(char::is_uppercase))
}

/// The fragments of a sentence that lie in `told`, what it tells of statements.
pub(crate) fn fragments(
    content: &Content,
    (report, sentence): (usize, Span<Clean>),
    between_marks: &[Span<Clean>],
    told: impl Fn(Span<Clean>) -> bool,
) -> Vec<Fragment> {
    let inside = within(between_marks, sentence, |span| *span).iter().filter(|span| sentence.contains(**span));
    let fragments =
        inside.filter(|span| told(**span)).map(|&span| Fragment { span, stems: content.stems(report, span) });
    fragments.filter(|fragment| content.weight(&fragment.stems) >= WEIGHT_MIN).collect()
}

/// Two units of different reports, by their index, of which one has a fragment that the other tells or quotes too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) a: usize,
    pub(crate) b: usize,
    /// Whether a fragment is too short to be compared as a quotation.
    pub(crate) is_short: bool,
}

/// The pairs of units that have a fragment in common and whose speakers may be the same, the smaller first. `spoken`
/// has what each unit speaks of.
pub(crate) fn kept(
    content: &Content,
    cast: &Cast,
    analyses: &[&Analysis],
    units: &[Unit],
    spoken: &[Spoken],
) -> Vec<Kept> {
    let fragments = units.iter().flat_map(|unit| &unit.fragments);
    let keys: BTreeSet<usize> = fragments.filter_map(|fragment| content.weightiest(&fragment.stems)).collect();
    // Only what holds a key can hold a fragment.
    let mut index = Vec::new();
    // A sentence that tells of nobody's words is no place for a word of somebody's, unless it is a headline that names whom.
    let of_somebody = |unit: &Unit| match unit.form {
        Form::Quotation => true,
        // That a programme is named says nothing about what is said in it.
        Form::Title => unit.statement.is_some(),
        Form::Saying => unit.statement.is_some() || !unit.speakers.is_empty() || !unit.named.is_empty(),
    };
    for (at, (unit, spoken)) in units.iter().zip(spoken).enumerate().filter(|(_, (unit, _))| of_somebody(unit)) {
        let stems = unit.fragments.iter().flat_map(|fragment| &fragment.stems).chain(&spoken.whole.stems);
        index.extend(stems.filter(|stem| keys.contains(stem)).map(|stem| (*stem, at)));
    }
    let text = |unit: &Unit, span: Span<Clean>| analyses[unit.report].report.text().get(span);
    let holds = |a: usize, b: usize, fragment: &&Fragment| {
        let stems = &fragment.stems;
        spoken[b].whole.in_order.windows(stems.len()).any(|run| run == stems)
            && holds_words(text(&units[b], units[b].span), text(&units[a], fragment.span))
    };
    let is_short = |report: usize, fragment: &Fragment| {
        let key = (report, fragment.span, true);
        units.binary_search_by_key(&key, |unit| (unit.report, unit.span, unit.form != Form::Saying)).is_err()
    };
    let kept = |(a, b): (usize, usize)| {
        let of = |a: usize, b: usize| {
            let fragments = units[a].fragments.iter().filter(move |fragment| holds(a, b, fragment));
            fragments.map(move |fragment| is_short(units[a].report, fragment))
        };
        let are_short: Vec<bool> = of(a, b).chain(of(b, a)).collect();
        (!are_short.is_empty()).then(|| Kept { a, b, is_short: are_short.contains(&true) })
    };
    // Quotations come first: where many hold the word, it is they that say whose it is.
    let ranks = ranks(analyses);
    let mut pairs = sharing(index, |at| (units[at].form == Form::Saying, ranks[units[at].report], at));
    pairs.retain(|&(a, b)| units[a].report != units[b].report && may_be_of_one(cast, &units[a], &units[b]));
    pairs.into_iter().filter_map(kept).collect()
}

/// Whether nothing says that two units tell the words of different people. A headline that only names somebody must name
/// who speaks in the other one.
fn may_be_of_one(cast: &Cast, a: &Unit, b: &Unit) -> bool {
    match (a.named.is_empty(), b.named.is_empty()) {
        (true, true) => cast.agreement(&a.speakers, &b.speakers) != SpeakerAgreement::Different,
        (false, true) => cast.agreement(&a.named, &b.speakers) == SpeakerAgreement::Same,
        (true, false) => cast.agreement(&a.speakers, &b.named) == SpeakerAgreement::Same,
        (false, false) => false,
    }
}

/// Whether a text has the same words in a row, whatever their capitals and marks.
fn holds_words(text: &str, words: &str) -> bool {
    let folded = |text: &str| {
        let words = text.split_whitespace().map(fold).filter(|word| !word.is_empty());
        words.fold(" ".to_owned(), |line, word| line + &word + " ")
    };
    folded(text).contains(&folded(words))
}
