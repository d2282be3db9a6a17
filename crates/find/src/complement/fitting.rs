//! Which words may head what a cue says: how they are linked to it, and by what they are introduced.

use dateline_core::syntax::{Number, Relation, Upos, VerbForm};

use super::{Complements, is_source};
use crate::cue::{CueForm, CueHit};
use crate::rule::{Introduced, Link};
use crate::words::Class;

/// Nouns of what somebody thinks, holds or claims, which others dismiss or repeat.
const THOUGHTS: [&str; 23] = [
    "alarm",
    "apology",
    "belief",
    "concern",
    "condolence",
    "congratulation",
    "credit",
    "doubt",
    "fear",
    "fraud",
    "gratitude",
    "idea",
    "innocence",
    "notion",
    "opinion",
    "position",
    "praise",
    "question",
    "responsibility",
    "sympathy",
    "theory",
    "victory",
    "view",
];

/// What is granted or not: who denies it says nothing of it.
const GRANTED: [&str; 12] = [
    "access",
    "appeal",
    "application",
    "asylum",
    "bail",
    "entry",
    "funding",
    "motion",
    "parole",
    "permission",
    "request",
    "visa",
];

impl Complements<'_> {
    /// Whether the dependent is linked to the cue as the pattern asks.
    pub(super) fn fits(&self, link: &Link, at: usize, takes_rest: bool, hit: &CueHit) -> bool {
        let relation = self.trees.relation(at);
        // "denied wrongdoing": a noun alone that the parser took for a verb.
        let is_object = relation == Relation::OpenComplement && self.trees.upos(at) == Upos::Noun;
        // "made it clear the storm was over", "demanded the clerk go": what has a subject of its own is a clause.
        let is_clause = relation == Relation::OpenComplement
            && (self.has_subject(at) && self.trees.is_finite(at)
                || hit.is_speech
                    && self.introductions(at).next().is_none()
                    && (self.has_subject(at) || self.subject_behind(hit).is_some_and(|noun| noun < at)))
            && link.relations.contains(&Relation::ClausalComplement);
        let is_told_of = || hit.form == CueForm::Noun && self.told_of(hit.words.end - 1) == Some(at);
        // "heard the call": what a noun's verb does to it is not what the noun says.
        if hit.form == CueForm::Noun && link.introduced == Introduced::Freely {
            return self.included(hit.words.end - 1) == Some(at);
        }
        let is_linked = is_clause
            || is_told_of()
            || link.relations.contains(&relation)
            || (is_object && link.relations.contains(&Relation::Object) && link.introduced == Introduced::Freely);
        let extent = || {
            let extent = self.trees.extent(at);
            if takes_rest { extent.start..self.rest_end(at, hit) } else { extent }
        };
        // "announced Monday": the day on which it was said is none.
        if self.is_day_alone(at) || self.is_attribute(at) {
            return false;
        }
        // "which the police called a riot": a pronoun for something said elsewhere is no content.
        is_linked
            && !self.is_bare_pronoun(link, at)
            && !(relation == Relation::Object && self.is_acted_on(link, at, hit))
            // "was promised a pier": in the passive only who is spoken to leaves a thing behind the verb.
            && !((relation == Relation::Object || is_object)
                && hit.form == CueForm::Passive
                && link.introduced == Introduced::Freely
                && !self.lexicon.cues[hit.entry].is_addressed)
            && !(relation == Relation::PassiveSubject
                && link.introduced == Introduced::Freely
                && !self.is_told_of(at, hit))
            && !((self.trees.is_relative(at) || self.words.class(at).any(Class::WH))
                && self.trees.dependents(at).next().is_none())
            && match &link.introduced {
                Introduced::Freely => true,
                // "called for help": the preposition is a word of the cue.
                // "what she warned about for years": nor is it the time.
                Introduced::ByCue => {
                    !self.is_span_of_time(at) && self.introductions(at).any(|word| hit.words.contains(&word))
                }
                Introduced::By(wanted) => self.is_introduced_by(wanted, at, hit),
                Introduced::With(wanted) => {
                    // "slammed the doors for an hour": who is blamed is somebody.
                    let is_blame = wanted != "for" || hit.is_speech || self.is_somebody(at);
                    let is_wanted = |word: usize| self.words.lower(word) == wanted;
                    // "referred *to the dockers* as idle"
                    let is_own = relation != Relation::Oblique
                        || self.introductions(at).any(|word| hit.words.contains(&word));
                    let mut parts = self.trees.dependents(at).chain(self.rest(at, hit)).filter(|part| *part > at);
                    // "put the fence at the gate": what is said is an amount.
                    if wanted == "at" {
                        self.is_put_at_number(at, hit)
                    } else {
                        is_own && is_blame && parts.any(|part| self.introductions(part).any(is_wanted))
                    }
                }
                // "denied being seen": the form stands on the auxiliary.
                Introduced::Gerund => {
                    let auxiliary = self.trees.dependents(at).find(|word| self.trees.upos(*word) == Upos::Auxiliary);
                    let bearer = auxiliary.unwrap_or(at);
                    self.words.ends_in_ing(bearer) && self.trees.is_verbal(bearer)
                }
                // "was revealed when the office released it": a time, where nothing is asked.
                Introduced::ByQuestion
                    if hit.form == CueForm::Passive
                        && self.words.lower(self.first_word(at)) == "when"
                        && !self.lexicon.cues[hit.entry].frames.asks() =>
                {
                    false
                }
                Introduced::ByQuestion => {
                    let first = self.first_word(at);
                    // "asked when it would open", not "left when it opened"
                    let asks_when = self.lexicon.cues[hit.entry].frames.asks()
                        && first == hit.words.end
                        && self.words.lower(first) == "when";
                    self.words.class(first).any(Class::WH) || asks_when || self.asks(at)
                }
                Introduced::Spoken => {
                    let noun = self.trees.lemma(at);
                    // "the size of the crowd raised fears": nobody said so.
                    let is_thing = self.lexicon.cues[hit.entry].needs_person && !hit.is_speech;
                    // "maintained order": a noun alone is no particular one.
                    let is_any = self.trees.features(at).number != Some(Number::Plural)
                        && self.trees.dependents(at).next().is_none();
                    !is_thing && (!is_any && self.lexicon.cue_noun(noun).is_some() || THOUGHTS.contains(&noun))
                }
                Introduced::OfWhat => {
                    let verb = hit.words.start;
                    let is_relative = self.trees.relation(verb) == Relation::RelativeClause;
                    let is_what = || self.trees.head(verb).is_some_and(|head| self.words.lower(head) == "what");
                    // "the toll, which the mayor called unfair"
                    let is_called = |word: usize| {
                        word < verb
                            && self.trees.relation(word) == Relation::Object
                            && matches!(self.words.lower(word), "which" | "who" | "whom" | "that")
                    };
                    is_relative && (is_what() || self.trees.dependents(verb).any(is_called))
                }
                Introduced::Named => self.is_named(at, hit),
                // "thought it was “late”": a verb of thinking tells what somebody said only with the words alone, or of what.
                Introduced::Quoting => {
                    let is_topic =
                        |word: usize| matches!(self.words.lower(word), "about" | "against" | "for" | "of" | "on");
                    let is_phrase = relation != Relation::ClausalComplement && relation != Relation::AdverbialClause;
                    let is_told = self.trees.relation(at) == Relation::Object || self.introductions(at).any(is_topic);
                    // "advised caution *as he spoke of “bad water”*": that is when it was said.
                    (!self.lexicon.cues[hit.entry].frames.is_only_quote() || is_phrase && is_told)
                        && !self.is_meanwhile(at)
                        && self.holds_quotation(extent())
                }
            }
    }

    /// Whether "at" and a number stand behind an amount: "put *the number of the drowned* at more than nine", "… as high as
    /// nine".
    fn is_put_at_number(&self, amount: usize, hit: &CueHit) -> bool {
        let behind = amount..self.rest_end(amount, hit);
        let leads =
            |at: usize| matches!(self.words.lower(at), "as" | "at") && self.trees.relation(at) == Relation::Case;
        let names_number = |at: usize| {
            let mut below = self.trees.head(at).into_iter().flat_map(|head| self.trees.extent(head));
            below.any(|at| self.trees.upos(at) == Upos::Numeral)
        };
        behind.into_iter().any(|at| leads(at) && names_number(at))
    }

    /// Whether a clause or phrase has this word before it, and what stands there is said and no act, purpose or attribute.
    fn is_introduced_by(&self, wanted: &str, at: usize, hit: &CueHit) -> bool {
        if wanted == "that" && hit.form == CueForm::Noun && !self.has_subject(at) {
            // "reports that track spending"
            return false;
        }
        if hit.form == CueForm::Noun
            && matches!(wanted, "of" | "for" | "about" | "against" | "over")
            && !self.is_topic(wanted, at, hit)
        {
            return false;
        }
        // "disputed that argument": a clause has a verb.
        if wanted == "that" && !self.trees.extent(at).any(|at| self.trees.is_verbal(at)) {
            return false;
        }
        // "called for footage to be released": the thing asked for is no subject of another clause.
        let takes_for = hit.words.len() > 1 && self.words.lower(hit.words.end - 1) == "for";
        if wanted == "to" && takes_for && !self.is_asked_for(at, hit) {
            return false;
        }
        if wanted == "that" && self.says_which(at, hit) {
            return false;
        }
        // "is guaranteed to be paid": a promise in the passive is no hearsay.
        let is_promised = hit.form == CueForm::Passive && self.lexicon.cues[hit.entry].act == "promise";
        if wanted == "to" && is_promised {
            return false;
        }
        // "pleaded guilty to lying"
        let is_gerund = || {
            const AUXILIARIES: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
            matches!(self.trees.features(at).verb_form, Some(VerbForm::Gerund | VerbForm::Participle))
                && self.trees.dependent(at, &AUXILIARIES).is_none()
        };
        if wanted == "to" && self.words.ends_in_ing(at) && is_gerund() {
            return false;
        }
        // "reported the theft to stop it": whoever says something is not said to do it.
        let tells = hit.form == CueForm::Active && self.lexicon.cues[hit.entry].act == "say";
        let is_addressed = self.lexicon.cues[hit.entry].is_addressed;
        if wanted == "to" && tells && !is_addressed && self.trees.extent(at).start > hit.tokens.end {
            return false;
        }
        // "were named as heirs": in the passive somebody must be told to call it so; nor is "quoted as saying"
        // what something is called.
        let is_called = hit.form != CueForm::Passive || hit.source.is_some() && !self.words.ends_in_ing(at);
        if wanted == "as" && !is_called {
            return false;
        }
        // "advised the crew to wait": with whom it is said to, what is often something else is speech.
        let needs_addressee = wanted == "to" && hit.form == CueForm::Active && !hit.is_speech;
        // "had been arguing for some time"
        if wanted == "for" && self.is_span_of_time(at) {
            return false;
        }
        if needs_addressee && !self.has_addressee(at, hit) {
            return false;
        }
        // "asked not to be named": how one is told of is nothing that one says.
        let is_withheld = self.trees.is_passive(at) && matches!(self.trees.lemma(at), "identify" | "name" | "quote");
        let is_denied = || self.trees.dependents(at).any(|word| matches!(self.words.lower(word), "not" | "never"));
        if wanted == "to" && is_withheld && is_denied() {
            return false;
        }
        if wanted == "to" && (self.serves_purpose(at) || self.belongs_to_object(at, hit)) {
            return false;
        }
        let is_own = self.trees.head(at).is_some_and(|head| hit.words.contains(&head));
        let is_bare = wanted == "that" && hit.form == CueForm::Noun && self.is_bare_clause(at, hit);
        is_bare
            || self.introductions(at).any(|word| self.words.lower(word) == wanted)
            || (is_own && self.opens_with(at, wanted))
    }

    /// Whether a clause with "that" says which the thing before it is: "wrote a cheque *that* others will pay".
    fn says_which(&self, clause: usize, hit: &CueHit) -> bool {
        let that = self.introductions(clause).find(|word| self.words.lower(*word) == "that");
        let noun = that.and_then(|that| that.checked_sub(1)).filter(|_| hit.form == CueForm::Active);
        noun.filter(|noun| !hit.words.contains(noun)).is_some_and(|noun| {
            let is_object = self.trees.relation(noun) == Relation::Object
                && self.trees.head(noun).is_some_and(|head| hit.words.contains(&head));
            let is_telling = self.lexicon.cue_noun(self.trees.lemma(noun)).is_some()
                || self.lexicon.role(self.words.lower(noun)).is_some();
            // "rebutted the guild's accusation that it lied": what is rebutted is the accusation.
            is_object && self.trees.upos(noun) == Upos::Noun && (!is_telling || self.takes_object(hit))
        })
    }

    /// Whether a clause that stands right behind a noun tells what the noun reports, and not which it is: "rumours *he was
    /// ill*", not "the claims he made".
    fn is_bare_clause(&self, clause: usize, hit: &CueHit) -> bool {
        const COMPLETE: [Relation; 5] = [
            Relation::Object,
            Relation::Copula,
            Relation::PassiveAuxiliary,
            Relation::ClausalComplement,
            Relation::OpenComplement,
        ];
        // The parser takes it for a relative clause, which would lack what the noun stands for.
        const CLAUSES: [Relation; 3] = [Relation::ClauseOfNoun, Relation::ClausalComplement, Relation::RelativeClause];
        let is_clause = CLAUSES.contains(&self.trees.relation(clause)) && self.has_subject(clause);
        let stands_behind = self.trees.extent(clause).start == hit.words.end;
        is_clause
            && stands_behind
            && self.trees.extent(clause).any(|at| self.trees.is_finite(at))
            && self.introductions(clause).next().is_none()
            && !self.trees.dependents(clause).any(|at| self.trees.is_relative(at))
            && self.trees.dependent(clause, &COMPLETE).is_some()
    }

    /// Whether an infinitive tells what for: "asked for money *in order to* mend the pier".
    fn serves_purpose(&self, infinitive: usize) -> bool {
        let to = self.introductions(infinitive).find(|word| self.words.lower(*word) == "to");
        to.and_then(|to| to.checked_sub(1)).is_some_and(|before| self.words.lower(before) == "order")
    }

    /// Whether somebody whom the cue speaks to stands before an infinitive.
    fn has_addressee(&self, infinitive: usize, hit: &CueHit) -> bool {
        const ADDRESSED: [Relation; 2] = [Relation::Object, Relation::IndirectObject];
        let mut addressed = hit.words.clone().filter_map(|word| self.trees.dependent(word, &ADDRESSED));
        // "appealed to the crews to wait"
        let is_appeal = |at: usize| {
            let leads = |word: usize| matches!(self.words.lower(word), "to" | "with");
            self.trees.relation(at) == Relation::Oblique && self.introductions(at).any(leads)
        };
        let may_appeal = self.lexicon.cues[hit.entry].act == "request";
        let mut obliques = hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| is_appeal(*at));
        addressed.any(|at| hit.words.end <= at && at < infinitive && self.is_addressable(at))
            || may_appeal && obliques.any(|at| hit.words.end <= at && at < infinitive)
    }

    /// Whether an infinitive tells more of the thing that is said, the object of a cue that takes one: "proposed *a levy* to
    /// mend the pier".
    fn belongs_to_object(&self, infinitive: usize, hit: &CueHit) -> bool {
        let is_thing = |at: usize| {
            // "pledged £2m to mend the pier"
            let is_noun = matches!(self.trees.upos(at), Upos::Noun | Upos::Symbol | Upos::Numeral);
            is_noun && !self.is_somebody(at) && hit.words.end <= at && at < infinitive
        };
        let entry = &self.lexicon.cues[hit.entry];
        let mut objects = hit.words.clone().filter_map(|word| self.trees.dependent(word, &[Relation::Object]));
        hit.form == CueForm::Active && entry.frames.takes_object() && !entry.is_addressed && objects.any(is_thing)
    }

    /// Whether an infinitive is what somebody is asked for, who stands behind the "for" of the cue.
    fn is_asked_for(&self, infinitive: usize, hit: &CueHit) -> bool {
        let is_behind_for = |at: usize| {
            self.trees.relation(at) == Relation::Oblique && self.introductions(at).any(|word| hit.words.contains(&word))
        };
        let is_opened = self.introductions(infinitive).any(|word| hit.words.contains(&word));
        let has_actor =
            is_opened || self.has_subject(infinitive) || self.trees.dependents(infinitive).any(is_behind_for);
        has_actor && self.trees.head(infinitive) == Some(hit.words.start)
    }

    /// Whether the verb tells behind its object what that is: "called the plan *a mistake*", "… *illegal*".
    fn is_named(&self, object: usize, hit: &CueHit) -> bool {
        const PREDICATES: [Relation; 3] = [Relation::OpenComplement, Relation::ClausalComplement, Relation::Object];
        let names = |at: usize| matches!(self.trees.upos(at), Upos::Noun | Upos::Adjective | Upos::ProperNoun);
        let mut behind = hit.words.clone().flat_map(|word| self.trees.dependents(word)).filter(|at| *at > object);
        // The parser may hang an adjective on the noun before it.
        let mut adjectives = self.trees.dependents(object).filter(|at| *at > object);
        behind.any(|at| PREDICATES.contains(&self.trees.relation(at)) && names(at))
            || adjectives.any(|at| self.trees.relation(at) == Relation::AdjectivalModifier)
    }

    /// Whether a phrase behind a noun is what was said: "her claims *of fraud*", where it is told whose they are, "reports *of
    /// shots*" also where it is not.
    fn is_topic(&self, preposition: &str, at: usize, hit: &CueHit) -> bool {
        let noun = hit.tokens.start;
        // "his criticisms of her"
        let is_pronoun = self.trees.upos(at) == Upos::Pronoun && self.trees.dependents(at).count() < 2;
        let Some(phrase) = self.lexicon.phrase_of(self.words.lower(noun), preposition).filter(|_| !is_pronoun) else {
            return false;
        };
        // "criticism from the guild for the delay"
        let is_owned = hit.source.as_ref().is_some_and(|source| source.tokens.end <= noun || source.tokens.start < at);
        // "reports of the police": whose they are; "a report of the storm" is a paper.
        let is_mass = || {
            self.trees.features(noun).number == Some(Number::Plural)
                || self.trees.dependent(noun, &[Relation::Determiner]).is_none()
        };
        let names_topic = || !self.is_somebody(at) || self.trees.dependent(at, &[Relation::ClauseOfNoun]).is_some();
        is_owned || phrase.is_common && is_mass() && names_topic()
    }

    /// Whether the object of a verb that also means a deed is a person or thing to whom it is done: "admitted the dockers",
    /// "threatened a ferry".
    fn is_acted_on(&self, link: &Link, at: usize, hit: &CueHit) -> bool {
        const WHICH: [Relation; 3] = [Relation::Determiner, Relation::Possessive, Relation::NumericModifier];
        if link.introduced != Introduced::Freely || hit.form == CueForm::Noun {
            return false;
        }
        let is_somebody = self.is_somebody(at);
        match self.lexicon.cues[hit.entry].act {
            "admit" | "agree" | "ask" | "confirm" => is_somebody,
            "deny" => self.is_withheld(at, hit),
            // "citing officials": whom the report names for it said it.
            "report" => is_somebody && self.lexicon.cues[hit.entry].is_strong,
            // "helped them by disclosing a name": that is how it was done.
            "reveal" => self.introductions(hit.words.start).any(|word| self.words.lower(word) != "to"),
            // What is threatened is an act and no thing: "threatened legal action".
            "threaten" => {
                let is_plural = self.trees.features(at).number == Some(Number::Plural);
                is_somebody || is_plural || self.trees.dependent(at, &WHICH).is_some()
            }
            _ => false,
        }
    }

    /// Whether what is denied is kept from somebody: "denied the men a lawyer", "denied vaccines to migrants", "denied bail".
    fn is_withheld(&self, object: usize, hit: &CueHit) -> bool {
        const OBJECTS: [Relation; 2] = [Relation::Object, Relation::IndirectObject];
        let beside = |word: usize| {
            let is_second = OBJECTS.contains(&self.trees.relation(word)) && word != object;
            let is_kept_from = || {
                self.introductions(word).any(|at| self.words.lower(at) == "to")
                    && self.is_somebody(word)
                    && !matches!(self.trees.lemma(word), "journalist" | "reporter")
            };
            is_second || word > object && is_kept_from()
        };
        GRANTED.contains(&self.trees.lemma(object))
            || hit.words.clone().flat_map(|verb| self.trees.dependents(verb)).any(beside)
    }

    /// Whether somebody named told a thing: "the closure was confirmed by the mayor", not "the builders were blamed".
    fn is_told_of(&self, subject: usize, hit: &CueHit) -> bool {
        const TELLING: [&str; 5] = ["announce", "confirm", "deny", "explain", "reveal"];
        // "was declared treasure by the clerk": what it was called is told, not the thing.
        // "was criticised as late", "… for being late": so is what somebody is blamed for.
        let is_reason = |at: usize| self.introductions(at).any(|word| matches!(self.words.lower(word), "as" | "for"));
        let names = |word: usize| {
            self.trees.dependent(word, &[Relation::OpenComplement, Relation::Object]).is_some()
                || self.trees.dependents(word).any(is_reason)
        };
        let entry = &self.lexicon.cues[hit.entry];
        // "The raid was condemned by the guild": who speaks of a thing so speaks; who attacks one may act.
        let judges = matches!(entry.act, "claim" | "criticise" | "praise") && entry.is_strong && hit.is_speech;
        let tells = (TELLING.contains(&entry.act) || judges) && !hit.words.clone().any(names);
        let is_reported = || {
            let is_none = |word: usize| self.words.lower(word) == "no";
            let is_main = |word: usize| self.introductions(word).next().is_none();
            self.lexicon.cues[hit.entry].lemma == "report"
                && self.trees.relation(subject) == Relation::PassiveSubject
                && !self.trees.dependents(subject).any(is_none)
                && hit.words.clone().all(is_main)
        };
        (tells && hit.source.is_some() || is_reported()) && !self.is_somebody(subject)
    }

    /// Whether a noun phrase is a personal pronoun and no more: "denounced him" tells nothing of what was said.
    fn is_bare_pronoun(&self, link: &Link, at: usize) -> bool {
        let is_phrase = matches!(link.introduced, Introduced::Freely | Introduced::ByCue);
        let leads = |at: usize| matches!(self.trees.relation(at), Relation::Case | Relation::Punctuation);
        // "rejected that": no more does a pronoun that only points.
        let points = matches!(self.words.lower(at), "that" | "this" | "these" | "those");
        is_phrase
            && self.trees.upos(at) == Upos::Pronoun
            && (points || self.trees.features(at).person.is_some())
            && self.trees.dependents(at).all(leads)
    }

    /// Who stands behind a cue that has its own subject before it, though the parser took it for another one: "demanded *the
    /// commissioner* investigate".
    pub(super) fn subject_behind(&self, hit: &CueHit) -> Option<usize> {
        let is_subject = |at: &usize| *at >= hit.tokens.end && self.trees.relation(*at) == Relation::Subject;
        let mut behind = hit.words.clone().flat_map(|word| self.trees.dependents(word));
        behind.find(is_subject).filter(|at| hit.is_speech && hit.source.is_some() && !is_source(hit, *at))
    }

    /// Whether what the parser took for a clause is a word of the thing behind it: "reported 30 *confirmed* cases".
    fn is_attribute(&self, at: usize) -> bool {
        let is_bare =
            self.trees.relation(at) == Relation::ClausalComplement && self.trees.dependents(at).next().is_none();
        let behind = at + 1;
        is_bare
            && behind < self.words.len()
            && self.trees.upos(behind) == Upos::Noun
            && self.trees.relation(behind) == Relation::Object
    }

    /// Whether a noun phrase is a day and no more.
    pub(super) fn is_day_alone(&self, at: usize) -> bool {
        self.words.is_day(at) && self.trees.dependents(at).all(|word| self.is_mark(word))
    }

    /// Whether a clause begins with a word that the parser took for something else than its introduction.
    fn opens_with(&self, at: usize, word: &str) -> bool {
        const SUBJECTS: [Relation; 2] = [Relation::Subject, Relation::PassiveSubject];
        let first = self.first_word(at);
        self.words.lower(first) == word && !SUBJECTS.contains(&self.trees.relation(first))
    }
}
