//! What one report says to be so and another says not to be so: "The driver was killed", "The driver survived".
//!
//! Sentences that have little else in common may say of one thing that it is so and that it is not. A claim is a predicate with
//! what it says something about and who does it. Two claims are held against each other where the predicates are the same and
//! one is denied, or one is the contrary of the other, if nobody else takes a part in them.

use std::collections::BTreeSet;

use dateline_core::syntax::{Mood, Relation};
use dateline_core::{Analysis, BlockKind, Clean, RelationKind, Sentence, Slot, Span, Upos};

use super::clause::{Heads, Part};
use super::twin::Twins;
use super::{Differing, Told};
use crate::candidates::{ranks, sharing};
use crate::entity::Named;
use crate::words::fold;

/// The least that those say together of whom both claims speak: a name, or a word that one sentence of thirty holds.
const WEIGHT_MIN: f64 = 3.0;

/// The least part of what the theme that says less speaks of.
const OF_THEME_MIN: f64 = 0.8;

/// The least that a predicate says that is denied: who says one thing and does not say another does not contradict.
const PREDICATE_WEIGHT_MIN: f64 = 2.5;

/// Fewest stems that the sentences share, and the smallest part of what the one that says less speaks of that these make up.
const STEMS_MIN: usize = 2;
const STEMS_MIN_OF_DENIED: usize = 3;
const OF_LESS_MIN: f64 = 0.4;

/// What a predicate says something of beside its subject.
const THEME: [Relation; 4] =
    [Relation::Object, Relation::PassiveSubject, Relation::ClausalComplement, Relation::OpenComplement];

/// Of these, what may have the same head where it is the same thing.
const HEADED: [Relation; 3] = [Relation::Object, Relation::PassiveSubject, Relation::ClausalComplement];

/// Words before a clause of what need not be so.
const SUPPOSED: [&str; 4] = ["if", "unless", "whether", "lest"];

const AUXILIARY: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];

const SUBJECT: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];

/// Words of a name beside its head.
const OF_NAME: [Relation; 3] = [Relation::Flat, Relation::Description, Relation::Compound];

/// Words that belong to a predicate and may deny it or leave it open.
const BESIDE: [Relation; 4] =
    [Relation::AdverbialModifier, Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];

/// A predicate with what it says something of.
struct Claim {
    report: usize,
    sentence: Span<Clean>,
    span: Span<Clean>,
    /// The predicate's stem, as a word of content.
    stem: usize,
    /// The stems that the words of the predicate may have.
    words: Vec<BTreeSet<String>>,
    is_denied: bool,
    /// Whether it is told as a fact. What is not may still show that a report knows of it.
    is_told: bool,
    /// Whether a clause hangs on it, as on verbs of saying and thinking.
    tells: bool,
    theme: Part,
    /// The words that head the theme: stems and shared entities.
    heads: BTreeSet<(bool, usize)>,
    /// Who does it to the theme.
    doer: Part,
}

/// What claims of different reports contradict each other in.
pub(super) fn differing(twins: &Twins<'_>) -> Vec<Differing> {
    let reports = twins.analyses.iter().copied().enumerate();
    let claims: Vec<Claim> = reports.flat_map(|report| claims(twins, report)).collect();
    let entries = claims.iter().enumerate();
    let index = entries.flat_map(|(at, claim)| claim.heads.iter().map(move |key| (*key, at)));
    let ranks = ranks(twins.analyses);
    let pairs = sharing(index.collect(), |at| (ranks[claims[at].report], at)).into_iter();
    let pairs: Vec<(usize, usize)> = pairs.filter(|&(a, b)| are_of_one(twins, &claims[a], &claims[b])).collect();
    // What a report says itself too, wherever it stands, it does not contradict; and what it says both ways is of two things.
    let same = pairs.iter().filter(|(a, b)| say_the_same(&claims[*a], &claims[*b]));
    let agrees: BTreeSet<(usize, usize)> =
        same.flat_map(|&(a, b)| [(a, claims[b].report), (b, claims[a].report)]).collect();
    let contrary: Vec<(usize, usize)> =
        pairs.iter().copied().filter(|&(a, b)| are_contrary(twins, &claims[a], &claims[b])).collect();
    let in_one = contrary.iter().filter(|&&(a, b)| claims[a].report == claims[b].report);
    let said_both_ways: BTreeSet<usize> = in_one.flat_map(|&(a, b)| [a, b]).collect();
    let differ = contrary.iter().filter(|&&(a, b)| {
        let (left, right) = (&claims[a], &claims[b]);
        left.report != right.report
            && left.is_told
            && right.is_told
            && are_alike(twins, left, right)
            && !said_both_ways.contains(&a)
            && !said_both_ways.contains(&b)
            && !agrees.contains(&(a, right.report))
            && !agrees.contains(&(b, left.report))
            && !twins.speakers_differ((left.report, left.sentence), (right.report, right.sentence))
    });
    let told = |claim: &Claim| (claim.report, claim.sentence, claim.span);
    differ
        .map(|&(a, b)| {
            let (left, right) = (told(&claims[a]), told(&claims[b]));
            Differing::told(left, right, RelationKind::Contradicts, Slot::Other, "claims-are-contrary")
        })
        .collect()
}

/// Whether nobody else takes a part in one of two claims, and enough is said of whom both speak.
fn are_of_one(twins: &Twins<'_>, a: &Claim, b: &Claim) -> bool {
    let theme = a.theme.shared(twins.content, &b.theme);
    let doer = a.doer.shared(twins.content, &b.doer);
    let least = a.theme.weight().min(b.theme.weight());
    theme.zip(doer).is_some_and(|(theme, _)| theme >= WEIGHT_MIN && theme >= OF_THEME_MIN * least)
}

fn say_the_same(a: &Claim, b: &Claim) -> bool {
    a.stem == b.stem && a.is_denied == b.is_denied
}

/// Whether the sentences of two claims tell the same for some part.
fn are_alike(twins: &Twins<'_>, a: &Claim, b: &Claim) -> bool {
    let matter = |claim: &Claim| twins.content.matter(twins.content.words(claim.report, claim.sentence).iter());
    let (left, right) = (matter(a), matter(b));
    let shared = twins.content.shared(&left, &right);
    let stems_min = if a.stem == b.stem { STEMS_MIN_OF_DENIED } else { STEMS_MIN };
    shared.n_stems >= stems_min && shared.of_less(&left, &right) >= OF_LESS_MIN
}

fn are_contrary(twins: &Twins<'_>, a: &Claim, b: &Claim) -> bool {
    let says_much = || twins.content.weight(&[a.stem]) >= PREDICATE_WEIGHT_MIN && !a.tells && !b.tells;
    let is_turned = a.stem == b.stem && a.is_denied != b.is_denied && says_much();
    let is_opposed = || !a.is_denied && !b.is_denied && twins.opposites.exclude_each_other(&a.words, &b.words);
    is_turned || is_opposed()
}

/// The claims of a report, in the order of the text.
fn claims(twins: &Twins<'_>, (report, analysis): (usize, &Analysis)) -> Vec<Claim> {
    let named = twins.cast.named((report, analysis));
    let sentences = analysis.annotated.sentences.items().iter();
    let prose = sentences.filter(|sentence| analysis.report.blocks()[sentence.block].kind.holds_prose());
    let of_sentence = |sentence: &Sentence| -> Vec<Claim> {
        let Some(heads) = Heads::of(analysis, sentence.span) else { return Vec::new() };
        let is_headline = analysis.report.blocks()[sentence.block].kind == BlockKind::Headline;
        let place = (report, sentence.span);
        let reader = Reader { twins, analysis, named: &named, heads: &heads, place, is_headline };
        heads.tokens().filter_map(|token| reader.claim(token)).collect()
    };
    prose.flat_map(of_sentence).collect()
}

/// Reads the claims of one sentence.
struct Reader<'a> {
    twins: &'a Twins<'a>,
    analysis: &'a Analysis,
    named: &'a Named,
    heads: &'a Heads<'a>,
    place: Told,
    /// Headlines leave out auxiliaries: "Pilot freed".
    is_headline: bool,
}

impl Reader<'_> {
    /// The claim of which a word is the predicate; none if it says it of nothing.
    fn claim(&self, token: usize) -> Option<Claim> {
        let stem = self.twins.content.words(self.place.0, self.heads.span(token)).first()?.stem;
        let part = |verb: usize, relations: &[Relation]| {
            let place = (self.twins.content, self.named, self.place.0);
            self.heads.part(place, verb, |_, relation| relations.contains(&relation))
        };
        let bearer = self.with_subject(token);
        let (object, subject) = (part(token, &THEME), part(bearer, &SUBJECT));
        // Of one who escapes and of one who is caught the same is said.
        let (theme, heads, doer) = match (object.is_empty(), self.has_passive_subject(token)) {
            (true, _) => (subject, self.heads_of(bearer, &SUBJECT), Part::default()),
            (false, true) => (object, self.heads_of(token, &HEADED), Part::default()),
            (false, false) => (object, self.heads_of(token, &HEADED), subject),
        };
        let is_claim = self.is_predicate(token) && !heads.is_empty();
        is_claim.then(|| Claim {
            report: self.place.0,
            sentence: self.place.1,
            span: self.heads.span(token),
            stem,
            words: self.words(token),
            tells: self.dependants(token).any(|(_, relation)| relation == Relation::ClausalComplement),
            is_denied: self.n_denials(token) % 2 == 1,
            is_told: self.is_told(token) && !self.is_supposed(token),
            theme,
            heads,
            doer,
        })
    }

    fn relation(&self, token: usize) -> Option<Relation> {
        let syntax = self.analysis.annotated.syntax.as_ref()?;
        Some(syntax.words().items()[token].relation)
    }

    fn dependants(&self, token: usize) -> impl Iterator<Item = (usize, Relation)> {
        let hangs = move |other: &usize| self.heads.head(*other) == Some(token);
        self.heads.tokens().filter(hangs).filter_map(|other| Some((other, self.relation(other)?)))
    }

    /// The words that head what hangs on a predicate in some way: their stems and whom they name.
    fn heads_of(&self, token: usize, relations: &[Relation]) -> BTreeSet<(bool, usize)> {
        let heads = self.dependants(token).filter(|(_, relation)| relations.contains(relation));
        let keys = |(head, _): (usize, Relation)| -> Vec<(bool, usize)> {
            let words = self.twins.content.words(self.place.0, self.heads.span(head)).iter();
            let of_name = self.dependants(head).filter(|(_, relation)| OF_NAME.contains(relation));
            let tokens = std::iter::once(head).chain(of_name.map(|(token, _)| token));
            let named = tokens.filter_map(|token| self.named.at(self.heads.span(token)));
            words.map(|word| (false, word.stem)).chain(named.map(|named| (true, named))).collect()
        };
        heads.flat_map(keys).collect()
    }

    fn is_predicate(&self, token: usize) -> bool {
        let is_adjective = || {
            let syntax = self.analysis.annotated.syntax.as_ref();
            syntax.is_some_and(|syntax| syntax.words().items()[token].upos == Upos::Adjective)
        };
        self.heads.is_verb(token)
            || (is_adjective() && self.dependants(token).any(|(_, relation)| relation == Relation::Copula))
    }

    fn has_subject(&self, token: usize) -> bool {
        self.dependants(token).any(|(_, relation)| SUBJECT.contains(&relation))
    }

    fn has_passive_subject(&self, token: usize) -> bool {
        self.dependants(token).any(|(_, relation)| relation == Relation::PassiveSubject)
    }

    /// The predicate whose subject is a predicate's too: that of "failed" in "failed to land".
    fn with_subject(&self, token: usize) -> usize {
        let above = self.heads.head(token).filter(|_| self.relation(token) == Some(Relation::OpenComplement));
        let has_object = |verb: &usize| self.dependants(*verb).any(|(_, relation)| relation == Relation::Object);
        self.heads.verb_with_subject(above.filter(|verb| !has_object(verb)).unwrap_or(token))
    }

    /// The stems of a predicate with its particle and the preposition behind it: "voted against".
    fn words(&self, token: usize) -> Vec<BTreeSet<String>> {
        let particle = self.dependants(token).find(|(_, relation)| *relation == Relation::Particle);
        let is_preposition = |token: &usize| self.relation(*token) == Some(Relation::Case);
        let preposition = Some(token + 1).filter(|next| self.heads.tokens().any(|token| token == *next));
        let preposition = preposition.filter(is_preposition);
        let words = [Some(token), particle.map(|(token, _)| token), preposition];
        words.into_iter().flatten().map(|token| self.stems(token)).collect()
    }

    fn stems(&self, token: usize) -> BTreeSet<String> {
        let word = fold(self.text(token));
        let lemma = self.analysis.annotated.syntax.as_ref().map(|syntax| fold(syntax.lemma(token)));
        lemma.iter().chain([&word]).map(|word| self.twins.opposites.stem(word)).collect()
    }

    fn text(&self, token: usize) -> &str {
        self.analysis.report.text().get(self.heads.span(token))
    }

    /// How often a predicate is denied: by a word beside it, by one before what takes a part, or by the verb that it hangs on.
    fn n_denials(&self, token: usize) -> usize {
        let denies = |token: usize| self.twins.lexicon.denies(&fold(self.text(token)));
        let beside = self.dependants(token).filter(|(_, relation)| BESIDE.contains(relation));
        let n_beside = beside.filter(|(other, _)| *other < token && denies(*other)).count();
        let is_part = |relation: &Relation| *relation == Relation::Object || SUBJECT.contains(relation);
        let parts = self.dependants(token).filter(|(_, relation)| is_part(relation));
        let is_none = |token: usize| denies(token) || self.dependants(token).any(|(other, _)| denies(other));
        let n_parts = parts.filter(|(token, _)| is_none(*token)).count();
        let above = self.heads.head(token).filter(|_| self.relation(token) == Some(Relation::OpenComplement));
        let n_above = usize::from(above.is_some_and(|verb| self.leaves_undone(verb)));
        // "Was not charged or arrested".
        let joined = self.heads.head(token).filter(|_| self.relation(token) == Some(Relation::Conjunct));
        let n_joined = joined.filter(|_| !self.has_subject(token)).map_or(0, |first| self.n_denials(first));
        n_beside + n_parts + n_above + n_joined
    }

    /// Whether it is asked or only supposed.
    fn is_supposed(&self, token: usize) -> bool {
        let is_mark = |relation: Relation| relation == Relation::Mark;
        let mut marks = self.dependants(token).filter(|(_, relation)| is_mark(*relation));
        marks.any(|(mark, _)| SUPPOSED.contains(&fold(self.text(mark)).as_str()))
    }

    /// Whether a predicate is told as a fact, by the report or by who speaks: in the indicative, and not as what somebody denies
    /// or does not say. "Failed to land" tells it as far as "failed" does.
    fn is_told(&self, token: usize) -> bool {
        let above = self.heads.head(token);
        match self.relation(token) {
            Some(Relation::OpenComplement) => {
                return above.is_some_and(|verb| self.leaves_undone(verb) && self.is_told(verb));
            }
            Some(Relation::ClausalComplement) if above.is_some_and(|verb| self.refuses(verb)) => return false,
            Some(Relation::Conjunct) if !self.has_auxiliary(token) && !self.is_indicative(token) => {
                return above.is_some_and(|verb| self.is_told(verb));
            }
            Some(Relation::Root) if self.is_headline && !self.has_auxiliary(token) => return true,
            _ => {}
        }
        self.is_indicative(token) || self.auxiliaries(token).any(|other| self.is_indicative(other))
    }

    fn auxiliaries(&self, token: usize) -> impl Iterator<Item = usize> {
        self.dependants(token).filter(|(_, relation)| AUXILIARY.contains(relation)).map(|(other, _)| other)
    }

    fn has_auxiliary(&self, token: usize) -> bool {
        self.auxiliaries(token).next().is_some()
    }

    fn is_indicative(&self, token: usize) -> bool {
        let syntax = self.analysis.annotated.syntax.as_ref();
        syntax.is_some_and(|syntax| syntax.words().items()[token].features.mood == Some(Mood::Indicative))
    }

    /// Whether somebody denies, or does not say, what hangs on a verb.
    fn refuses(&self, verb: usize) -> bool {
        let stems = self.stems(verb);
        let refusals = self.twins.opposites.refusals().iter();
        self.n_denials(verb) > 0 || refusals.into_iter().any(|word| stems.contains(&self.twins.opposites.stem(word)))
    }

    fn leaves_undone(&self, verb: usize) -> bool {
        self.stems(verb).iter().any(|stem| self.twins.opposites.leaves_undone(stem))
    }
}
