//! Documents that speak: a statement, a note or a report is led to who issued it, if the text says so.
//!
//! Without an issuer the document itself is the speaker, as polls and studies of nobody who is named are.

use std::ops::Range;

use dateline_core::syntax::{Relation, Upos};
use dateline_core::{EntityKind, MentionForm};

use super::{Cast, Resolved};
use crate::words::Class;

/// Documents that are somebody's words.
const UTTERANCES: [&str; 43] = [
    "address",
    "advisory",
    "affidavit",
    "announcement",
    "blog",
    "book",
    "bulletin",
    "cable",
    "comment",
    "communiqué",
    "complaint",
    "declaration",
    "decree",
    "email",
    "filing",
    "guideline",
    "judgement",
    "judgment",
    "lawsuit",
    "letter",
    "manifesto",
    "memo",
    "memorandum",
    "message",
    "motion",
    "note",
    "notice",
    "opinion",
    "order",
    "petition",
    "post",
    "proclamation",
    "release",
    "report",
    "request",
    "resolution",
    "ruling",
    "speech",
    "statement",
    "tweet",
    "warning",
    "website",
    "word",
];

/// What somebody finds out or counts. It is the words of the body that is named with it; by itself it has no issuer.
const FINDINGS: [&str; 9] =
    ["data", "estimate", "figure", "finding", "poll", "research", "statistics", "study", "survey"];

/// What somebody does to a document that is theirs; who reads or leaks one need not have made it.
const ISSUING: [&str; 11] =
    ["conduct", "do", "draft", "issue", "make", "post", "publish", "release", "send", "sign", "write"];

/// How many sentences back the issuing of a document is looked for.
const SENTENCES_MAX: usize = 10;

/// How many sentences back, and in how many mentions, a phrase that tells who issued a document is looked for.
const NAMING_SENTENCES_MAX: usize = 24;
const NAMINGS_MAX: usize = 6;

/// How many tokens of a phrase lead to its noun at most.
const GROUP_TOKENS_MAX: usize = 12;

impl Cast<'_> {
    /// Who issued the document that a source names, if its noun is one that somebody issues and the text tells who.
    pub(super) fn issuer(&mut self, core: &Range<usize>, noun: usize) -> Option<Resolved> {
        let (noun, core) = self.whole_of_part(noun, core);
        let (word, core) = (self.words.lower(noun), &core);
        let is_of = |nouns: &[&str]| nouns.contains(&word) || nouns.contains(&word.strip_suffix('s').unwrap_or(word));
        if self.grammar.is_known() && is_of(&FINDINGS) {
            let found = self.issuer_in_phrase(core, noun).filter(|at| self.members[*at].is_named)?;
            return Some(self.refer(&[found], core.clone(), MentionForm::Description, "issued-it"));
        }
        if !self.grammar.is_known() || !is_of(&UTTERANCES) {
            return None;
        }
        let found = self.issuer_in_phrase(core, noun).or_else(|| self.issuer_around(noun));
        let found = found.or_else(|| self.issuer_before(core, noun)).or_else(|| self.court_before(core, noun))?;
        Some(self.refer(&[found], core.clone(), MentionForm::Description, "issued-it"))
    }

    /// The document of which some is a part: "part of *the mayor's statement*".
    fn whole_of_part(&self, noun: usize, core: &Range<usize>) -> (usize, Range<usize>) {
        const PARTS: [&str; 6] = ["copy", "excerpt", "part", "portion", "summary", "text"];
        let near = noun..core.end;
        let of = |at: &usize| {
            self.grammar.dependents(*at, near.clone(), Relation::Case).any(|case| self.words.lower(case) == "of")
        };
        let is_part = PARTS.contains(&self.grammar.lemma(noun));
        let whole = self.grammar.dependents(noun, near.clone(), Relation::NominalModifier).find(of).filter(|_| is_part);
        whole.map_or_else(|| (noun, core.clone()), |whole| (whole, noun + 2..core.end))
    }

    /// "the ministry's statement", "a Garda statement", "a statement by the ministry".
    fn issuer_in_phrase(&mut self, core: &Range<usize>, noun: usize) -> Option<usize> {
        let parts = core.clone().filter(|at| *at != noun && self.grammar.head(*at) == Some(noun));
        let parts: Vec<usize> = parts.collect();
        let is = |cast: &Self, at: &usize, relations: &[Relation]| {
            cast.grammar.relation(*at).is_some_and(|relation| relations.contains(&relation))
        };
        let owner = parts.iter().copied().find(|at| is(self, at, &[Relation::Possessive]));
        let maker = parts.iter().copied().find(|at| {
            let mut cases = self.grammar.dependents(*at, noun..core.end, Relation::Case);
            is(self, at, &[Relation::NominalModifier])
                && cases.any(|case| matches!(self.words.lower(case), "by" | "from"))
        });
        // "a statement issued by the ministry", "a report posted on Monday by Ana Keller"
        let behind = noun..self.words.len().min(noun + GROUP_TOKENS_MAX);
        let mut clauses = self.grammar.dependents(noun, behind.clone(), Relation::ClauseOfNoun);
        let clause = clauses.find(|at| ISSUING.contains(&self.grammar.lemma(*at)));
        let agent = clause.and_then(|at| {
            let mut agents = self.grammar.dependents(at, behind.clone(), Relation::Agent);
            let by = |noun: &usize| {
                let mut cases = self.grammar.dependents(*noun, behind.clone(), Relation::Case);
                cases.any(|case| self.words.lower(case) == "by")
            };
            agents.next().or_else(|| self.grammar.dependents(at, behind.clone(), Relation::Oblique).find(by))
        });
        // "a media release" is no words of the media.
        let is_genre = |at: &usize| matches!(self.words.lower(*at), "media" | "news" | "press");
        let kind = parts.iter().copied().find(|at| is(self, at, &[Relation::Compound]) && !is_genre(at));
        let issuer = owner.or(maker).or(agent).or(kind)?;
        // Behind the document its issuer begins after "by".
        let floor = (noun..issuer).rev().find(|at| matches!(self.words.lower(*at), "by" | "from"));
        self.body_at(issuer, floor.map_or(core.start, |by| by + 1))
    }

    /// "The ministry released *a report* that says …", "Ana Keller filed *a motion*": who does to a document what its maker does.
    fn issuer_around(&mut self, noun: usize) -> Option<usize> {
        let verb = self.grammar.head(noun).filter(|_| self.grammar.relation(noun) == Some(Relation::Object))?;
        let lemma = self.grammar.lemma(verb);
        if !ISSUING.contains(&lemma) && !matches!(lemma, "file" | "launch") {
            return None;
        }
        let sentence = self.sentence_starts[self.sentence_of(verb) - 1];
        let mut verbs = [verb, self.grammar.carrier(verb)].into_iter();
        let subject = verbs.find_map(|verb| self.grammar.dependents(verb, sentence..verb, Relation::Subject).next())?;
        self.body_at(subject, sentence)
    }

    /// "The ruling" is the words of the court that was named last.
    fn court_before(&self, core: &Range<usize>, noun: usize) -> Option<usize> {
        let is_courts = matches!(self.words.lower(noun), "ruling" | "judgment" | "judgement");
        let is_definite = matches!(self.words.lower(core.start), "the" | "this" | "that");
        (is_courts && is_definite && core.len() == 2).then(|| self.body_named_with(core.start, "court")).flatten()
    }

    /// "The statement": the one that a sentence before says somebody issued.
    fn issuer_before(&mut self, core: &Range<usize>, noun: usize) -> Option<usize> {
        let is_definite = matches!(self.words.lower(core.start), "the" | "this" | "that");
        if !is_definite || core.len() > 2 {
            return None;
        }
        let here = self.sentence_of(core.start);
        let from = self.sentence_starts[here.saturating_sub(NAMING_SENTENCES_MAX + 1)];
        // "filed a lawsuit … the complaint"
        let lemma = self.grammar.lemma(noun);
        let others = self.lexicon.role(lemma).map(|role| role.meets.as_slice()).unwrap_or_default();
        let is_same = |at: &usize| {
            let said = self.grammar.lemma(*at);
            said == lemma || said != "document" && others.contains(&said)
        };
        let known = (from..core.start).rev().filter(is_same).take(NAMINGS_MAX);
        let known: Vec<usize> = known.collect();
        if let Some(teller) = self.teller_of(lemma, known.first().copied(), core.start) {
            return Some(teller);
        }
        known.into_iter().find_map(|known| {
            if let Some(at) = self.by_token.get(&known).copied().filter(|at| !self.is_document(*at)) {
                return Some(at);
            }
            let end = self.sentence_starts.get(self.sentence_of(known)).copied().unwrap_or(self.words.len());
            let phrase = self.grammar.noun_group(known, known.saturating_sub(GROUP_TOKENS_MAX)).start;
            let phrase = phrase..end.min(known + GROUP_TOKENS_MAX).min(core.start);
            let issuer = self.issuer_in_phrase(&phrase, known);
            let is_near = here - self.sentence_of(known) <= SENTENCES_MAX;
            let issuer = issuer.or_else(|| is_near.then(|| self.issuer_of_clause(known, core.start)).flatten());
            issuer.filter(|at| !self.is_document(*at))
        })
    }

    /// Who tells by the verb of a noun, behind the last use of the noun: "The guild *announced* a strike. The announcement …".
    fn teller_of(&mut self, noun: &str, known: Option<usize>, before: usize) -> Option<usize> {
        let verb = match noun {
            "announcement" => "announce",
            "proclamation" => "proclaim",
            "warning" => "warn",
            _ => return None,
        };
        let from = self.sentence_starts[self.sentence_of(before).saturating_sub(SENTENCES_MAX + 1)];
        let is_told = |at: &usize| self.grammar.lemma(*at) == verb && self.grammar.upos(*at) == Some(Upos::Verb);
        let told = (from..before).rev().find(is_told).filter(|told| known.is_none_or(|noun| noun < *told))?;
        let start = self.sentence_starts[self.sentence_of(told) - 1];
        let subject = self.grammar.dependents(told, start..told, Relation::Subject).next()?;
        self.body_at(subject, start)
    }

    /// The subject of the nearest clause around a document that was spoken of: "The ministry released a statement", "she said in
    /// a note".
    fn issuer_of_clause(&mut self, known: usize, end: usize) -> Option<usize> {
        // "holding up a copy of a memo": who has a part of it did not issue it.
        if self.grammar.relation(known) == Some(Relation::NominalModifier) {
            return None;
        }
        let sentence = self.sentence_starts[self.sentence_of(known) - 1];
        let near = sentence..end;
        const CLAUSES_MAX: usize = 5;
        let above = std::iter::successors(self.grammar.head(known), |head| self.grammar.head(*head)).take(CLAUSES_MAX);
        let subject = above.flat_map(|verb| self.grammar.dependents(verb, near.clone(), Relation::Subject)).next()?;
        self.body_at(subject, sentence)
    }

    fn is_document(&self, at: usize) -> bool {
        self.members[at].kind == EntityKind::Document
    }

    /// The member that a noun speaks of; a body that the report has not spoken of becomes one.
    fn body_at(&mut self, noun: usize, floor: usize) -> Option<usize> {
        // "Judge *Keller*'s statement", "a tweet by port chief *Ana Keller*": the name behind a title tells who it is.
        let behind = noun + 1..self.words.len().min(noun + GROUP_TOKENS_MAX);
        let is_body =
            self.lexicon.role(self.words.lower(noun)).is_some_and(|role| role.kind == EntityKind::Organisation);
        // "research by the port company *Velm Lines*"
        let is_person = |at: &usize| {
            let member = &self.members[*at];
            member.is_named && (member.kind == EntityKind::Person || is_body && member.kind == EntityKind::Organisation)
        };
        // "a tweet by Secretary of State *Ana Keller*"
        let titles = &self.lexicon.titles;
        let title = self.words.phrase_at(titles, noun).or_else(|| self.words.name_at(titles, noun));
        let titled = title.and_then(|(end, _)| self.by_token.get(&end).copied()).filter(is_person);
        if titled.is_some() {
            return titled;
        }
        let named = [Relation::Flat, Relation::Apposition].into_iter().find_map(|relation| {
            let mut names = self.grammar.dependents(noun, behind.clone(), relation);
            names.find_map(|at| self.by_token.get(&at).copied().filter(is_person))
        });
        if named.is_some() {
            return named;
        }
        if let Some(known) = self.by_token.get(&noun) {
            return Some(*known);
        }
        // "*Their* statement", "*its* report"
        if matches!(self.words.lower(noun), "their" | "its") {
            return self.pronoun(noun).first().map(|(at, _)| at.0).filter(|at| !self.is_document(*at));
        }
        if let Some((at, _)) = self.led_back.get(&noun).and_then(|resolved| resolved.first()) {
            return Some(at.0);
        }
        let role = self.lexicon.role(self.words.lower(noun))?;
        let kind = role.kind;
        if kind == EntityKind::Document || self.words.class(noun).any(Class::PRONOUN_SUBJECT) {
            return None;
        }
        let floor = floor.max(noun.saturating_sub(GROUP_TOKENS_MAX));
        let phrase = self.grammar.noun_group(noun, floor);
        let described = self.role(phrase.clone(), phrase, noun);
        described.first().map(|(at, _)| at.0)
    }
}
