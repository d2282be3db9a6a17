//! What the headline, the standfirst or the lead of a report says and its body does not bear out.
//!
//! A name or a number that the body does not give; what may be, told as if it were; somebody's words, told as the
//! report's own; words to which the headline stands in another way. Each is shown with the sentence of the body that
//! comes nearest. What the body does not speak of at all cannot be judged, except for names and numbers, which are
//! found by their characters. The lead, the first paragraph, is a part of the body for what stands above it, and is
//! itself laid against what follows in what it says plainly; its names and numbers need not be given again, and what it
//! tells of somebody's words is mostly told behind it of other ones.

mod uncertainty;

use std::collections::BTreeSet;

use dateline_core::{
    Amount, Analysis, BlockKind, Clean, Entity, EntityKind, Figure, HeadlineNote, HeadlineNoteKind, MentionForm,
    Reason, RelationKind, RuleName, Span, Stance, Statement, StatementIndex,
};

pub(crate) use self::uncertainty::{UNCERTAINTY, Uncertainty};
use crate::content::{Content, Matter};
use crate::contents::Contents;
use crate::fact::{relation_of_numbers, sum};
use crate::words::{fold, within};

/// Stems that a sentence of the body shares with one of the headline before it is taken to tell the same, and the part
/// of what the headline speaks of that they make up.
const STEMS_MIN: usize = 3;
const OF_HEADLINE_MIN: f64 = 0.6;

/// Most sentences of a first paragraph that is a lead; a longer one is the report itself, set without paragraphs.
const LEAD_SENTENCES_MAX: usize = 5;

/// Most words of a line that says who wrote the report.
const BYLINE_WORDS_MAX: usize = 12;

/// Letters at their beginning by which two words may be one name: "Russia", "Russian".
const NAME_LETTERS: usize = 5;

/// Lemmas of cues of which others may say the contrary.
const CONTESTING: [&str; 18] = [
    "accuse", "admit", "allege", "argue", "assert", "blame", "charge", "claim", "contend", "deny", "dispute", "fear",
    "hint", "insist", "maintain", "predict", "suggest", "suspect",
];

/// What a line begins with that says who wrote it, if a capital follows.
const BYLINES: [&str; 2] = ["By ", "From our "];

/// The same for countries: "Norway", "Norwegian".
const COUNTRY_LETTERS: usize = 4;

/// Marks of a headline that does not say by itself what it says.
const NOT_PLAIN: [char; 9] = ['?', ':', '"', '“', '”', '‘', '’', '\'', '«'];

/// What headlines and standfirsts say and the bodies do not, by report and position.
pub(crate) fn notes(uncertainty: &Uncertainty, content: &Content, analyses: &[&Analysis]) -> Vec<HeadlineNote> {
    let of = |(report, analysis): (usize, &&Analysis)| {
        let sheet = Sheet::of(uncertainty, content, (report, analysis));
        let of_head = if sheet.body.is_empty() { Vec::new() } else { sheet.of_head() };
        let sheet = sheet.below();
        let of_lead = if sheet.body.is_empty() { Vec::new() } else { sheet.of_lead() };
        without_repeats(analysis, [of_head, of_lead].concat())
    };
    analyses.iter().enumerate().flat_map(of).collect()
}

/// The notes by position. Some pages give the headline twice.
fn without_repeats(analysis: &Analysis, mut notes: Vec<HeadlineNote>) -> Vec<HeadlineNote> {
    notes.sort_by_key(|note| (note.span, note.kind));
    let text = analysis.report.text();
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert((note.kind, fold(text.get(note.span)))));
    notes
}

/// A report as headline and body.
struct Sheet<'a> {
    report: usize,
    analysis: &'a Analysis,
    content: &'a Content,
    uncertainty: &'a Uncertainty,
    contents: Contents,
    /// The sentences of headline and standfirst, or of the lead.
    head: Vec<Told>,
    /// All that follow.
    body: Vec<Told>,
    /// The block that is the lead.
    lead: Option<usize>,
}

/// A sentence and what it speaks of.
struct Told {
    part: BlockKind,
    block: usize,
    span: Span<Clean>,
    matter: Matter,
}

/// How a sentence tells what it shares with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Plainly,
    AsPossible,
    AsSaid,
}

impl<'a> Sheet<'a> {
    fn of(uncertainty: &'a Uncertainty, content: &'a Content, (report, analysis): (usize, &'a Analysis)) -> Self {
        let told = analysis.annotated.sentences.items().iter().map(|sentence| Told {
            part: analysis.report.blocks()[sentence.block].kind,
            block: sentence.block,
            span: sentence.span,
            matter: content.matter(content.words(report, sentence.span).iter()),
        });
        let text = analysis.report.text();
        let told = told.filter(|told| !is_byline(text.get(told.span)));
        let (head, body): (Vec<Told>, Vec<Told>) = told.partition(|told| is_head(told.part));
        let first = body.iter().find(|told| told.part == BlockKind::Paragraph).map(|told| told.block);
        let n_sentences = body.iter().filter(|told| Some(told.block) == first).count();
        let lead = first.filter(|_| n_sentences <= LEAD_SENTENCES_MAX);
        Self { report, analysis, content, uncertainty, contents: Contents::of(analysis), head, body, lead }
    }

    /// The lead in the place of the headline, and what follows it.
    fn below(self) -> Self {
        let (head, body) = self.body.into_iter().partition(|told| Some(told.block) == self.lead);
        Self { head, body, ..self }
    }

    /// What headline and standfirst say and the body does not.
    fn of_head(&self) -> Vec<HeadlineNote> {
        [self.names(), self.figures(), self.stances(), self.of_lead()].concat()
    }

    /// What the lead says plainly and what follows it does not.
    fn of_lead(&self) -> Vec<HeadlineNote> {
        self.head.iter().filter_map(|told| self.certainty(told)).collect()
    }

    fn note(
        &self,
        (kind, rule): (HeadlineNoteKind, &'static str),
        (part, span): (BlockKind, Span<Clean>),
        body: Option<Span<Clean>>,
    ) -> HeadlineNote {
        let reason = Reason::new(RuleName::new(rule), body.into_iter().collect());
        HeadlineNote { report: self.report, part, kind, span, body, reason }
    }

    /// Names that stand nowhere in the body, not even a part of them, and that no description there means.
    fn names(&self) -> Vec<HeadlineNote> {
        let text = self.analysis.report.text();
        let begins: BTreeSet<String> = self.body_words().filter_map(beginning).collect();
        let entities: Vec<&Entity> = self.analysis.findings.entities.items().iter().map(|found| &found.what).collect();
        let is_in_head = |entity: &Entity| entity.mentions.iter().all(|mention| self.head_at(mention.span).is_some());
        let note = |entity: &&Entity| {
            let name = entity.mentions.iter().find(|mention| mention.form == MentionForm::Name)?.span;
            let told = self.head_at(name)?;
            let mut namesakes = entities.iter().filter(|other| are_one_entry(other, entity));
            let countrymen = |entity| entities.iter().filter(move |other| are_of_one_country(other, entity));
            let mut words = text.get(name).split_whitespace().filter_map(beginning);
            let stem: String = fold(text.get(name)).chars().take(COUNTRY_LETTERS).collect();
            let is_adjective = |word: &str| word.starts_with(char::is_uppercase) && fold(word).starts_with(&stem);
            let is_alone = is_in_head(entity)
                && (entity.kind != EntityKind::Country || !self.body_words().any(is_adjective))
                && namesakes.all(|other| is_in_head(other))
                && countrymen(entity).all(|other| is_in_head(other))
                && words.all(|word| !begins.contains(&word));
            let rule = (HeadlineNoteKind::Name, "name-in-the-headline-alone");
            (is_alone && is_named(entity.kind) && !is_abbreviation(text.get(name)))
                .then(|| self.note(rule, (told.part, name), self.nearest(&told.matter)))
        };
        entities.iter().filter_map(note).collect()
    }

    /// Numbers that the body does not give, not even rounded or bounded.
    fn figures(&self) -> Vec<HeadlineNote> {
        let figures = self.analysis.findings.figures.items().iter().map(|found| &found.what);
        let (head, body): (Vec<&Figure>, Vec<&Figure>) =
            figures.partition(|figure| self.head_at(figure.span).is_some());
        let words: BTreeSet<String> = self.body_words().map(fold).collect();
        let is_given = |figure: &Figure| {
            let gives = |other: &&Figure| {
                let is_sum = sum(self.analysis, other).is_some_and(|sum| Amount::Decimal(sum) == figure.value);
                let is_same = other.value == figure.value || other.to == Some(figure.value) || is_sum;
                let relation = || relation_of_numbers((self.analysis, figure), (self.analysis, other));
                is_same || (may_count_the_same(figure, other) && relation() == Some(RelationKind::Precision))
            };
            let digits = self.words(figure.span).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
            body.iter().any(gives) || digits.into_iter().any(|word| words.contains(&fold(word)))
        };
        let note = |figure: &Figure| {
            let told = self.head_at(figure.span)?;
            let is_missing = matches!(figure.value, Amount::Decimal(_)) && !is_given(figure);
            let counts_the_same = |other: &&&Figure| other.unit.is_some() && other.unit == figure.unit;
            let other = body.iter().filter(counts_the_same).find_map(|other| self.body_at(other.span));
            let nearest = other.or_else(|| self.nearest(&told.matter));
            let rule = (HeadlineNoteKind::Figure, "number-in-the-headline-alone");
            is_missing.then(|| self.note(rule, (told.part, figure.span), nearest))
        };
        head.into_iter().filter_map(note).collect()
    }

    /// What the head says plainly and the body only as what may be, or as somebody's words.
    fn certainty(&self, head: &Told) -> Option<HeadlineNote> {
        // What stands behind a colon or between marks is somebody's words in a headline; a question says nothing.
        let is_own = !self.analysis.report.text().get(head.span).contains(NOT_PLAIN);
        let is_hedged = !self.uncertainty.find(self.analysis, head.span).is_empty();
        if !is_own || is_hedged || self.contents.touching(head.span).next().is_some() {
            return None;
        }
        let retold: Vec<&Told> = self.body.iter().filter(|told| self.retells(&told.matter, &head.matter)).collect();
        let manners: Vec<Manner> = retold.iter().map(|told| self.manner(told, head)).collect();
        if manners.contains(&Manner::Plainly) {
            return None;
        }
        let weight = |at: &usize| self.content.shared(&retold[*at].matter, &head.matter).weight;
        let nearest = (0..retold.len()).rev().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
        let rule = match manners[nearest] {
            Manner::AsSaid => (HeadlineNoteKind::Attribution, "headline-says-what-somebody-said"),
            Manner::AsPossible | Manner::Plainly => (HeadlineNoteKind::Certainty, "headline-says-what-may-be"),
        };
        Some(self.note(rule, (head.part, head.span), Some(retold[nearest].span)))
    }

    /// How a sentence tells what it shares with one of the head.
    fn manner(&self, told: &Told, head: &Told) -> Manner {
        let words = self.content.words(self.report, told.span);
        let is_shared = |at: &usize| head.matter.stems.binary_search(&words[*at].stem).is_ok();
        let shared: Vec<usize> = (0..words.len()).filter(is_shared).collect();
        let is_said = |at: &&usize| {
            let mut said = self.contents.touching(words[**at].span).map(|(_, said)| said);
            said.any(|said| self.is_contested(said) && !self.is_of(said, head))
        };
        let may_be = self.uncertainty.find(self.analysis, told.span).into_iter().any(|form| {
            // What may be is what comes next: "could close the yard", "a suspected arsonist".
            let behind = words.partition_point(|word| word.span.end() <= form.end());
            shared.contains(&behind)
        });
        if may_be {
            Manner::AsPossible
        } else if 2 * shared.iter().filter(is_said).count() > shared.len() {
            Manner::AsSaid
        } else {
            Manner::Plainly
        }
    }

    /// Whether somebody's words are a charge or its denial, or the report keeps its distance from them; of what the police
    /// only said a headline need not name the source.
    fn is_contested(&self, said: StatementIndex) -> bool {
        let said = &self.analysis.findings.statement(said).what;
        let cue = said.cue.as_ref().is_some_and(|cue| CONTESTING.contains(&cue.lemma.as_ref()));
        cue || said.stance == Stance::Distanced || !said.hedges.is_empty()
    }

    /// Whether the head names who says something: what somebody says of their own doing is more than words about it.
    fn is_of(&self, said: StatementIndex, head: &Told) -> bool {
        let findings = &self.analysis.findings;
        let speakers = findings.statement(said).what.speakers.iter().map(|speaker| &findings.entity(*speaker).what);
        let mut mentions = speakers.flat_map(|speaker| speaker.mentions.iter());
        mentions.any(|mention| head.span.contains(mention.span))
    }

    /// Words of a speaker to which the head stands in another way than the body does wherever it tells them.
    fn stances(&self) -> Vec<HeadlineNote> {
        let said = self.analysis.findings.statements.items().iter().map(|found| &found.what);
        let (head, body): (Vec<&Statement>, Vec<&Statement>) =
            said.partition(|said| self.head_at(*said.content.first()).is_some());
        let note = |said: &&Statement| {
            let told = self.head_at(*said.content.first())?;
            let matter = self.matter(said);
            let is_one = |other: &&&Statement| {
                let same_speaker = other.speakers.iter().any(|speaker| said.speakers.contains(speaker));
                same_speaker && self.retells(&self.matter(other), &matter)
            };
            let retold: Vec<&&Statement> = body.iter().filter(is_one).collect();
            let first = retold.first().filter(|_| retold.iter().all(|other| other.stance != said.stance))?;
            let rule = (HeadlineNoteKind::Stance, "stance-of-the-headline-alone");
            Some(self.note(rule, (told.part, told.span), self.body_at(*first.content.first())))
        };
        head.iter().filter_map(note).collect()
    }

    fn matter(&self, said: &Statement) -> Matter {
        let words = said.content.iter().flat_map(|piece| self.content.words(self.report, *piece));
        self.content.matter(words)
    }

    /// Whether a sentence of the body tells what one of the head does.
    fn retells(&self, body: &Matter, head: &Matter) -> bool {
        let shared = self.content.shared(body, head);
        shared.n_stems >= STEMS_MIN && shared.weight >= OF_HEADLINE_MIN * head.weight
    }

    /// The sentence of the body that shares most with some matter; of equal ones the first.
    fn nearest(&self, matter: &Matter) -> Option<Span<Clean>> {
        let weight = |told: &&Told| self.content.shared(matter, &told.matter).weight;
        let nearest = self.body.iter().rev().max_by(|a, b| weight(a).total_cmp(&weight(b)));
        nearest.filter(|told| weight(told) > 0.0).map(|told| told.span)
    }

    fn head_at(&self, span: Span<Clean>) -> Option<&Told> {
        self.head.iter().find(|told| told.span.contains(span))
    }

    fn body_at(&self, span: Span<Clean>) -> Option<Span<Clean>> {
        self.body.iter().map(|told| told.span).find(|sentence| sentence.contains(span))
    }

    fn words(&self, span: Span<Clean>) -> impl Iterator<Item = &'a str> {
        let text = self.analysis.report.text();
        let tokens = within(self.analysis.annotated.tokens.items(), span, |token| token.span);
        tokens.iter().map(|token| text.get(token.span))
    }

    fn body_words(&self) -> impl Iterator<Item = &'a str> {
        self.body.iter().flat_map(|told| self.words(told.span))
    }
}

/// Whether a line says who wrote the report: "By Ana Rowe, Tuesday", "From our correspondent in Elms".
fn is_byline(line: &str) -> bool {
    let [by, from] = BYLINES.map(|words| line.strip_prefix(words));
    let is_short = line.split_whitespace().count() <= BYLINE_WORDS_MAX;
    is_short && (from.is_some() || by.is_some_and(|name| name.starts_with(char::is_uppercase)))
}

/// What the body is laid against; a subheading is neither.
const fn is_head(part: BlockKind) -> bool {
    matches!(part, BlockKind::Headline | BlockKind::Standfirst)
}

/// Kinds of entities whose names a body repeats.
const fn is_named(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place | EntityKind::Country)
}

/// Whether two figures can count one thing: headlines often leave out what they count.
fn may_count_the_same(a: &Figure, b: &Figure) -> bool {
    a.kind == b.kind && a.unit.as_ref().zip(b.unit.as_ref()).is_none_or(|(a, b)| a == b)
}

/// Whether a name is only its initials, which a body may spell out: "G.O.P.".
fn is_abbreviation(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

fn are_one_entry(a: &Entity, b: &Entity) -> bool {
    let entry = |entity: &'_ Entity| entity.registered.as_ref().and_then(|registered| registered.wikidata.clone());
    entry(a).is_some() && entry(a) == entry(b)
}

/// Whether the one is a country and the other of it: "Norway" stands for a Norwegian island, and its capital for it.
fn are_of_one_country(a: &Entity, b: &Entity) -> bool {
    let country = |entity: &'_ Entity| entity.registered.as_ref().and_then(|registered| registered.country.clone());
    let is_place = |entity: &Entity| matches!(entity.kind, EntityKind::Country | EntityKind::Place);
    is_place(b) && country(a).is_some() && country(a) == country(b)
}

/// The first letters of a word, folded; none of very short ones.
fn beginning(word: &str) -> Option<String> {
    let word = fold(word);
    (word.chars().count() > 2).then(|| word.chars().take(NAME_LETTERS).collect())
}
