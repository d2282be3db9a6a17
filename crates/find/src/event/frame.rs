//! The arguments of a word that names an act, as the dependency tree gives them: the active and the passive alike, with
//! what relative clauses, participles, control, coordination and support verbs leave to be shared.
//!
//! Knows grammar only; who an argument is and whether it can act is for [`super::actor`].

use dateline_core::syntax::{Relation, Tense, Upos, VerbForm};

use super::lexicon::{Forms, Slot};
use super::words::{Support, SupportSide};
use crate::tree::Trees;
use crate::words::Words;

/// How many words upwards a shared subject is looked for; deeper sentences are rows of words, not news.
const SHARING_MAX: usize = 8;

/// Arguments that one place can have; a longer row names nobody in particular.
const ARGUMENTS_MAX: usize = 12;

const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::OuterSubject, Relation::PassiveSubject];

/// The syntax of a report with the words that the frames ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frames<'a> {
    pub(crate) words: &'a Words<'a>,
    pub(crate) trees: &'a Trees<'a>,
    pub(crate) support: &'a Support,
    pub(crate) forms: &'a Forms,
}

impl Frames<'_> {
    /// The heads of the phrases that stand in a place of a trigger, the likeliest first. Members of coordinations are
    /// not listed: [`Frames::joined`] gives them.
    pub(crate) fn at(&self, trigger: usize, slot: &Slot) -> Vec<usize> {
        let mut found = match (self.is_verb(trigger), slot) {
            (true, Slot::Subject) => self.doers(trigger),
            (true, Slot::Object) => self.done_to(trigger),
            (true, Slot::Possessor) | (false, Slot::OfComplement) => Vec::new(),
            (true, Slot::OfComplement) => self.subject_of_complement(trigger).into_iter().collect(),
            (true, Slot::Behind(preposition)) => self.behind_verb(trigger, preposition),
            (false, Slot::Subject) => self.doer_of_noun(trigger),
            (false, Slot::Object) => self.done_to_by_noun(trigger),
            (false, Slot::Possessor) => self.owners(trigger),
            (false, Slot::Behind(preposition)) => self.behind_noun(trigger, preposition),
        };
        found.retain(|at| *at != trigger && self.trees.relation(*at) != Relation::Expletive);
        found.dedup();
        found.truncate(ARGUMENTS_MAX);
        found
    }

    /// The lemma of a token: of a verb what the table of forms says, else what the network says.
    pub(crate) fn lemma(&self, at: usize) -> &str {
        let listed = self.forms.lemma(self.words.lower(at)).filter(|_| self.is_verb(at));
        listed.unwrap_or_else(|| self.trees.lemma(at))
    }

    /// Whether a word before a noun says that the report spoke of the thing before: "the decree".
    pub(crate) fn points_back(&self, noun: usize) -> bool {
        let tells = |at: usize| matches!(self.words.lower(at), "the" | "this" | "these" | "that" | "those" | "such");
        self.trees.dependents(noun).any(|at| at < noun && tells(at))
    }

    /// Whether a verb, or an auxiliary of it, stands in the past.
    pub(crate) fn is_past(&self, verb: usize) -> bool {
        let is_past = |at: usize| {
            let features = self.trees.features(at);
            features.tense == Some(Tense::Past) && features.verb_form == Some(VerbForm::Finite)
        };
        let auxiliaries = || self.trees.dependents(verb).filter(|at| self.trees.upos(*at) == Upos::Auxiliary);
        is_past(verb) || auxiliaries().any(is_past)
    }

    /// Whether a verb stands in the present.
    pub(crate) fn is_present(&self, verb: usize) -> bool {
        let features = self.trees.features(verb);
        features.tense == Some(Tense::Present) && features.verb_form == Some(VerbForm::Finite)
    }

    /// Whether a verb or predicate stands in the pluperfect: "had planned", "had been due".
    pub(crate) fn is_pluperfect(&self, at: usize) -> bool {
        let mut before = self.trees.dependents(at).take_while(|below| *below < at);
        before.any(|below| self.trees.upos(below) == Upos::Auxiliary && self.words.lower(below) == "had")
    }

    /// Whether the token is a verb.
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        self.trees.upos(at) == Upos::Verb
    }

    /// A phrase head with the heads that are joined to it: "the army, the police and the mayor".
    pub(crate) fn joined(&self, head: usize) -> Vec<usize> {
        let mut all = vec![head];
        let mut next = 0;
        while next < all.len() && all.len() < ARGUMENTS_MAX {
            let is_nominal = |at: &usize| {
                self.trees.relation(*at) == Relation::Conjunct
                    && matches!(self.trees.upos(*at), Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral)
            };
            all.extend(self.trees.dependents(all[next]).filter(is_nominal));
            // "Keller, the mayor, and two guards": the parser may join the guards to the apposition.
            let aside = self.trees.dependents(all[next]).filter(|at| self.trees.relation(*at) == Relation::Apposition);
            all.extend(aside.flat_map(|aside| self.trees.dependents(aside).filter(is_nominal)));
            next += 1;
        }
        all.truncate(ARGUMENTS_MAX);
        all.sort_unstable();
        all
    }

    /// What a number or quantity is of: "1,000 of the troops", "dozens of men".
    pub(crate) fn counted(&self, head: usize) -> Option<usize> {
        self.modifiers(head, "of").find(|_| self.is_quantity(head))
    }

    /// Whether a noun only tells how much there is of something: "a number of attacks".
    pub(crate) fn is_quantity(&self, at: usize) -> bool {
        const QUANTITIES: [&str; 23] = [
            "barrage",
            "batch",
            "dozen",
            "flood",
            "flurry",
            "group",
            "handful",
            "hundred",
            "majority",
            "million",
            "number",
            "package",
            "pair",
            "raft",
            "round",
            "score",
            "series",
            "spate",
            "string",
            "succession",
            "ten",
            "thousand",
            "wave",
        ];
        self.trees.upos(at) == Upos::Numeral || QUANTITIES.contains(&self.trees.lemma(at))
    }

    /// The noun that stands for another in its clause, because it tells how much of it there is: "a series of attacks".
    fn quantity_of(&self, noun: usize) -> Option<usize> {
        let is_of = self.trees.relation(noun) == Relation::NominalModifier && self.preposition(noun) == Some("of");
        self.trees.head(noun).filter(|head| is_of && self.is_quantity(*head))
    }

    /// The preposition before a noun; before a name with its title it may hang on that: "with the director Ana Keller".
    pub(crate) fn preposition(&self, noun: usize) -> Option<&str> {
        let is_case = |at: &usize| {
            self.trees.relation(*at) == Relation::Case && self.trees.upos(*at) != Upos::Particle && *at < noun
        };
        let of_title = || {
            let is_title = |at: &usize| *at < noun && self.trees.relation(*at) == Relation::Description;
            let title = self.trees.dependents(noun).find(is_title)?;
            self.trees.dependents(title).find(is_case)
        };
        let case = self.trees.dependents(noun).find(is_case).or_else(of_title)?;
        Some(self.words.lower(case))
    }

    /// Whether a verb is in the passive, as its words tell: one with an object and without an auxiliary of the passive is
    /// not, whatever the parser calls its subject ("a bombing killed ten people"), and one that is joined to a passive
    /// shares its auxiliary ("ten were killed and dozens wounded").
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        let has = |relation| self.trees.dependent(verb, &[relation]).is_some();
        if has(Relation::PassiveAuxiliary) {
            return true;
        }
        // "Guards fired at the crowd": the parser may take the past of a verb without an object for its participle.
        let is_aimed = || {
            let aim = verb + 1;
            aim < self.words.len()
                && self.words.lower(aim) == "at"
                && self.own_subject(verb).is_some_and(|at| at < verb)
        };
        let above = self.trees.head(verb).filter(|_| self.trees.relation(verb) == Relation::Conjunct);
        let is_participle = self.trees.features(verb).verb_form == Some(VerbForm::Participle) || has(Relation::Agent);
        let shares = above.is_some_and(|above| {
            above < verb
                && self.is_verb(above)
                && self.trees.is_passive(above)
                && is_participle
                && !has(Relation::Auxiliary)
        });
        let is_passive = self.trees.is_passive(verb) && !is_aimed();
        (is_passive || shares) && !has(Relation::Object)
    }

    /// Who does what a verb tells.
    fn doer(&self, verb: usize) -> Option<usize> {
        if self.is_passive(verb) {
            return self.agent(verb);
        }
        // "Two days of rioting by youths": what a verb names like a noun is done by whom "by" names.
        let by = self
            .own_agent(verb)
            .filter(|_| self.words.lower(verb).ends_with("ing") && self.own_subject(verb).is_none());
        by.or_else(|| self.subject(verb))
    }

    /// Who does what a verb tells; where that is a noun that a participle modifies, also who made what the noun names, as
    /// in "the mayor released a statement urging the guards to leave".
    fn doers(&self, verb: usize) -> Vec<usize> {
        let mut doers: Vec<usize> = self.doer(verb).into_iter().collect();
        let modified = self
            .trees
            .head(verb)
            .filter(|noun| self.trees.relation(verb) == Relation::ClauseOfNoun && doers.first() == Some(noun));
        if let Some(noun) = modified {
            let is_made = match self.trees.relation(noun) {
                Relation::Object => true,
                // "voted on a resolution imposing an embargo"
                Relation::Oblique => self.preposition(noun).is_some_and(|word| matches!(word, "for" | "on")),
                _ => false,
            };
            let maker = self.trees.head(noun).filter(|above| is_made && self.is_verb(*above));
            doers.extend(maker.and_then(|above| self.doer(above)));
        }
        doers
    }

    /// Who stands behind "by", of the verb itself or of one that is joined to it: "was shot and killed by the police".
    fn agent(&self, verb: usize) -> Option<usize> {
        let joined = || {
            let mut joined = self.trees.dependents(verb).filter(|at| self.trees.relation(*at) == Relation::Conjunct);
            joined.find_map(|other| self.own_agent(other).filter(|_| self.own_subject(other).is_none()))
        };
        self.own_agent(verb).or_else(joined).or_else(|| self.agent_in_complement(verb))
    }

    /// "Belmark was accused of spying by Ardenia", "was sentenced to life in prison by a judge": the parser may hang the agent on
    /// what completes the verb.
    fn agent_in_complement(&self, verb: usize) -> Option<usize> {
        let completes = |at: &usize| match self.trees.relation(*at) {
            Relation::Oblique => {
                self.preposition(*at).is_some_and(|word| matches!(word, "for" | "in" | "of" | "to" | "with"))
            }
            Relation::OpenComplement | Relation::AdverbialClause => !self.is_finite(*at) && !self.is_passive(*at),
            _ => false,
        };
        let mut complements = self.trees.dependents(verb).filter(|at| *at > verb).filter(completes);
        complements.find_map(|at| self.modifiers(at, "by").next())
    }

    fn own_agent(&self, verb: usize) -> Option<usize> {
        self.trees.dependents(verb).find(|at| match self.trees.relation(*at) {
            Relation::Agent => true,
            Relation::Oblique => self.preposition(*at) == Some("by"),
            _ => false,
        })
    }

    /// The subject of a verb in the active, its own or one that it shares.
    fn subject(&self, verb: usize) -> Option<usize> {
        match self.own_subject(verb) {
            Some(own) => self.antecedent(own, verb),
            None => self.shared_subject(verb),
        }
    }

    /// The subject that depends on a verb. Of several, which parsers make of titles before names, the one next to it.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        let subjects =
            |verb: usize| self.trees.dependents(verb).filter(|at| SUBJECTS.contains(&self.trees.relation(*at)));
        // "Ardenia has closed its border, officials said": the parser may hang both subjects on the verb that tells.
        let telling = self.trees.head(verb).filter(|telling| {
            *telling > verb && self.trees.relation(verb) == Relation::ClausalComplement && self.is_finite(verb)
        });
        let at_telling = || {
            let before = subjects(telling?).take_while(|at| *at < verb).last()?;
            let has_own = subjects(telling?).any(|at| at > verb);
            has_own.then_some(before)
        };
        let own = subjects(verb).take_while(|at| *at < verb).last().or_else(|| subjects(verb).next());
        own.or_else(at_telling)
    }

    /// The noun for which a relative pronoun stands; any other word stands for itself.
    fn antecedent(&self, subject: usize, verb: usize) -> Option<usize> {
        if !self.is_relative(subject) {
            return Some(subject);
        }
        let mut below = verb;
        for _ in 0..SHARING_MAX {
            let above = self.trees.head(below)?;
            match self.trees.relation(below) {
                Relation::RelativeClause | Relation::ClauseOfNoun => return Some(above),
                Relation::Conjunct | Relation::OpenComplement => below = above,
                _ => return None,
            }
        }
        None
    }

    fn is_relative(&self, at: usize) -> bool {
        self.trees.is_relative(at)
            || (matches!(self.words.lower(at), "who" | "which" | "that") && self.trees.upos(at) == Upos::Pronoun)
    }

    /// The subject that a verb without its own takes from the words above it.
    fn shared_subject(&self, verb: usize) -> Option<usize> {
        let mut below = verb;
        for _ in 0..SHARING_MAX {
            let above = self.trees.head(below)?;
            match self.trees.relation(below) {
                // "Thousands marched through Velm, demanding bread": the parser may hang what goes with the verb on the place.
                Relation::ClauseOfNoun if self.is_set_off(below) && self.is_where(above) => {
                    let verb = self.trees.head(above)?;
                    return self.doer(verb);
                }
                Relation::ClauseOfNoun | Relation::RelativeClause => return self.doer_for_clause_of(above, below),
                Relation::OpenComplement => {
                    if let Some(controller) = self.controller(above) {
                        return Some(controller);
                    }
                }
                // "Guards fired on men asking for bread, killing two": what follows is what those before them do.
                Relation::AdverbialClause
                    if self.is_set_off(below) && self.trees.relation(above) == Relation::ClauseOfNoun =>
                {
                    let finite = |at: usize| self.is_verb(at) && self.is_finite(at);
                    let mut verbs = std::iter::successors(Some(above), |at| self.trees.head(*at)).take(SHARING_MAX);
                    return verbs.find(|at| finite(*at)).and_then(|verb| self.doer(verb));
                }
                // "accused them of lying", "stopped them from leaving": the object does it.
                Relation::AdverbialClause if self.is_led_by_preposition(below) => {
                    if let Some(object) = self.trees.dependent(above, &[Relation::Object, Relation::IndirectObject]) {
                        return Some(object);
                    }
                }
                Relation::Conjunct => {
                    if let Some(telling) = self.telling_verb(above, below) {
                        return self.subject(telling);
                    }
                }
                Relation::AdverbialClause | Relation::Parataxis => {}
                // An infinitive or participle that the parser took for a clause of its own still shares the subject.
                Relation::ClausalComplement | Relation::Unspecified if !self.is_finite(below) => {}
                _ => return None,
            }
            if let Some(subject) = self.own_subject(above) {
                return self.antecedent(subject, above);
            }
            below = above;
        }
        None
    }

    /// The verb that tells a clause to which the parser joined a verb of the telling itself: "the mayor said the town faces
    /// a threat and urged calm". What is told stands in the present, what tells it and what is joined to that in the past.
    fn telling_verb(&self, told: usize, joined: usize) -> Option<usize> {
        let telling = self.trees.head(told)?;
        // "The mayor said the rise was an act of war and demanded its end": what only is something does nothing else.
        let is_state = !self.is_verb(told);
        let is_told = self.trees.relation(told) == Relation::ClausalComplement && (is_state || !self.is_past(told));
        let is_told = is_told && self.is_finite(told) && self.own_subject(told).is_some();
        (is_told && self.is_past(joined) && self.is_past(telling)).then_some(telling)
    }

    /// Whether a noun tells where or when a verb's act was done.
    fn is_where(&self, noun: usize) -> bool {
        let is_place_or_time = || {
            self.preposition(noun).is_some_and(|word| {
                matches!(word, "at" | "in" | "on" | "outside" | "near" | "through" | "during" | "before" | "after")
            })
        };
        self.trees.relation(noun) == Relation::Oblique
            && is_place_or_time()
            && self.trees.head(noun).is_some_and(|verb| self.is_verb(verb))
    }

    /// Whether a gerund stands behind a comma.
    fn is_set_off(&self, verb: usize) -> bool {
        self.words.lower(verb).ends_with("ing") && verb.checked_sub(1).is_some_and(|at| self.words.lower(at) == ",")
    }

    /// Whether a clause stands behind a preposition that ties it to an object: "of lying".
    fn is_led_by_preposition(&self, clause: usize) -> bool {
        self.trees.dependents(clause).any(|at| {
            at < clause
                && matches!(self.trees.relation(at), Relation::Mark | Relation::Case)
                && matches!(self.words.lower(at), "of" | "from" | "for" | "into" | "with")
        })
    }

    /// Who does what an infinitive behind a verb tells: the object of "forced them to leave".
    fn controller(&self, verb: usize) -> Option<usize> {
        const SUBJECT_CONTROL: [&str; 4] = ["promise", "vow", "threaten", "pledge"];
        if SUBJECT_CONTROL.contains(&self.lemma(verb)) {
            return None;
        }
        self.trees.dependent(verb, &[Relation::Object, Relation::IndirectObject])
    }

    /// Who does what a clause tells that modifies a noun: the noun itself ("the men attacking"), or of an infinitive
    /// who has what the noun names ("its decision to attack"). Behind "of" the noun does nothing ("hours of shelling").
    fn doer_for_clause_of(&self, noun: usize, clause: usize) -> Option<usize> {
        let is_infinitive = self.trees.dependents(clause).any(|at| self.words.lower(at) == "to" && at < clause);
        if !is_infinitive && self.is_led_by_preposition(clause) {
            return self.owners(noun).first().copied();
        }
        if !is_infinitive {
            return Some(noun);
        }
        if let Some(owner) = self.owners(noun).first() {
            return Some(*owner);
        }
        let verb = self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Object)?;
        self.doer(verb)
    }

    /// Whether a verb or predicate stands in a finite form, its own or that of an auxiliary or copula.
    pub(crate) fn is_finite(&self, at: usize) -> bool {
        self.trees.is_finite(at)
            || self.trees.dependents(at).any(|below| {
                const CARRIERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
                CARRIERS.contains(&self.trees.relation(below)) && self.trees.is_finite(below)
            })
    }

    /// To whom is done what a verb tells.
    fn done_to(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) { self.passive_subject(verb).into_iter().collect() } else { self.objects(verb) }
    }

    /// The object that a verb keeps in the passive: the entry of "were refused entry", which is done to the subject.
    pub(crate) fn object_of_passive(&self, verb: usize) -> Option<usize> {
        let object = self.trees.dependent(verb, &[Relation::Object]).filter(|object| *object > verb);
        object.filter(|_| self.is_verb(verb) && self.is_passive(verb))
    }

    fn passive_subject(&self, verb: usize) -> Option<usize> {
        if let Some(own) = self.own_subject(verb) {
            return self.antecedent(own, verb);
        }
        let above = self.trees.head(verb)?;
        match self.trees.relation(verb) {
            Relation::ClauseOfNoun | Relation::RelativeClause => Some(above),
            // "the arrested men": a participle before its noun.
            Relation::AdjectivalModifier => Some(above),
            _ => self.shared_subject(verb),
        }
    }

    fn objects(&self, verb: usize) -> Vec<usize> {
        let own = |relation| self.trees.dependents(verb).filter(move |at| self.trees.relation(*at) == relation);
        let mut objects: Vec<usize> = own(Relation::Object).chain(own(Relation::IndirectObject)).collect();
        objects.retain(|at| !self.is_relative(*at));
        // "arrested journalist Ana Keller, who": the parser may take what somebody is and their name for two objects.
        let is_title = |at: usize, name: usize| {
            self.trees.upos(at) == Upos::Noun
                && self.trees.upos(name) == Upos::ProperNoun
                && self.trees.extent(name).start == at + 1
        };
        let titles: Vec<usize> =
            objects.windows(2).filter(|pair| is_title(pair[0], pair[1])).map(|pair| pair[0]).collect();
        objects.retain(|at| !titles.contains(at));
        if objects.is_empty() {
            objects.extend(self.object_elsewhere(verb));
        }
        // "Keller accused Premier Brandt of lying": the parser may take what stands behind the verb for a second subject.
        if objects.is_empty() {
            let subjects = || self.trees.dependents(verb).filter(|at| self.trees.relation(*at) == Relation::Subject);
            let behind = subjects().find(|at| *at > verb);
            objects.extend(behind.filter(|_| subjects().any(|at| at < verb)));
        }
        objects
    }

    /// The noun of the phrase that follows a noun, where the parser hangs it on the verb: "troops to the border with Ardenia".
    pub(crate) fn right_behind(&self, noun: usize, prepositions: &[&str]) -> Option<usize> {
        let follows = |at: &usize| {
            let mut cases = self.trees.dependents(*at).filter(|case| self.trees.relation(*case) == Relation::Case);
            cases.any(|case| case == noun + 1) && self.preposition(*at).is_some_and(|word| prepositions.contains(&word))
        };
        self.trees.head(noun).and_then(|above| self.trees.dependents(above).find(follows))
    }

    /// The noun behind a verb and its particle where the parser takes the particle for a preposition: "called off a strike".
    pub(crate) fn object_behind_particle(&self, verb: usize, is_particle: impl Fn(&str) -> bool) -> Option<usize> {
        let is_right_behind = |noun: &usize| {
            let mut cases = self.trees.dependents(*noun).filter(|at| self.trees.relation(*at) == Relation::Case);
            cases.any(|at| at == verb + 1 && is_particle(self.words.lower(at)))
        };
        let mut obliques = self.trees.dependents(verb).filter(|at| self.trees.relation(*at) == Relation::Oblique);
        obliques.find(is_right_behind)
    }

    /// The object that stands outside a verb's own part of the tree: "the men whom they arrested", "seized and held the
    /// ship", "urged that the army withdraw".
    fn object_elsewhere(&self, verb: usize) -> Option<usize> {
        // "set free the hostages": the parser may hang the object on what becomes of it.
        let result = self.trees.dependent(verb, &[Relation::OpenComplement]);
        let result = result.filter(|at| *at == verb + 1 && self.trees.upos(*at) == Upos::Adjective);
        if let Some(object) = result.and_then(|at| self.trees.dependent(at, &[Relation::Object])) {
            return Some(object);
        }
        if let Some(subject) = self.subject_of_infinitive(verb) {
            return Some(subject);
        }
        let above = self.trees.head(verb)?;
        match self.trees.relation(verb) {
            Relation::RelativeClause => {
                let subject = self.trees.dependent(verb, &SUBJECTS)?;
                (!self.is_relative(subject)).then_some(above)
            }
            Relation::Conjunct if self.is_verb(above) => {
                self.trees.dependent(above, &[Relation::Object]).filter(|object| *object > verb)
            }
            _ => None,
        }
    }

    /// The subject of the clause that completes a verb, in the active or passive.
    fn subject_of_complement(&self, verb: usize) -> Option<usize> {
        const COMPLEMENTS: [Relation; 2] = [Relation::ClausalComplement, Relation::OpenComplement];
        let clause = self.trees.dependent(verb, &COMPLEMENTS)?;
        // "Alleged that the villagers were robbed by guards": who suffers what is told does not do it.
        if self.is_passive(clause) {
            return self.own_agent(clause);
        }
        self.own_subject(clause).filter(|subject| !self.is_relative(*subject))
    }

    /// The subject of an infinitive that the parser gave its own: "asked for the troops to leave".
    fn subject_of_infinitive(&self, verb: usize) -> Option<usize> {
        const COMPLEMENTS: [Relation; 2] = [Relation::ClausalComplement, Relation::OpenComplement];
        let is_infinitive = |clause: &usize| {
            COMPLEMENTS.contains(&self.trees.relation(*clause))
                && self.trees.dependents(*clause).any(|at| self.words.lower(at) == "to" && at < *clause)
        };
        let clause = self.trees.dependents(verb).find(is_infinitive)?;
        self.trees.dependent(clause, &SUBJECTS)
    }

    /// The nouns behind a preposition that belong to a verb, to its object, or to the complement of the verb. Behind the
    /// "by" of a passive stands who does it, which is asked for otherwise.
    fn behind_verb(&self, verb: usize, preposition: &str) -> Vec<usize> {
        if preposition == "by" && self.is_passive(verb) {
            return Vec::new();
        }
        let mut found: Vec<usize> = self.modifiers(verb, preposition).collect();
        if preposition == "to" {
            found.extend(self.trees.dependents(verb).filter(|at| self.trees.relation(*at) == Relation::IndirectObject));
        }
        if self.is_passive(verb) {
            found.extend(self.passive_subject(verb).iter().flat_map(|noun| self.modifiers(*noun, preposition)));
        } else {
            let objects = self.trees.dependents(verb).filter(|at| self.trees.relation(*at) == Relation::Object);
            found.extend(objects.flat_map(|noun| self.modifiers(noun, preposition)));
        }
        const COMPLEMENTS: [Relation; 2] = [Relation::OpenComplement, Relation::ClausalComplement];
        if found.is_empty() {
            let complement = self.trees.dependent(verb, &COMPLEMENTS).filter(|at| !self.is_finite(*at));
            found.extend(complement.iter().flat_map(|clause| self.modifiers(*clause, preposition)));
        }
        found
    }

    /// The nouns behind a preposition that depend on a word.
    fn modifiers<'b>(&'b self, at: usize, preposition: &'b str) -> impl Iterator<Item = usize> + 'b {
        const MODIFIERS: [Relation; 3] = [Relation::Oblique, Relation::NominalModifier, Relation::Agent];
        self.trees.dependents(at).filter(move |noun| {
            MODIFIERS.contains(&self.trees.relation(*noun)) && self.preposition(*noun) == Some(preposition)
        })
    }

    /// Who owns or makes what a noun names: in the genitive, before it, or behind it with "of".
    pub(crate) fn owners(&self, noun: usize) -> Vec<usize> {
        const BEFORE: [Relation; 4] =
            [Relation::Compound, Relation::AdjectivalModifier, Relation::UnmarkedNominal, Relation::Description];
        let mut found: Vec<usize> =
            self.trees.dependents(noun).filter(|at| self.trees.relation(*at) == Relation::Possessive).collect();
        let before = self.trees.dependents(noun).filter(|at| *at < noun && BEFORE.contains(&self.trees.relation(*at)));
        found.extend(before.map(|at| self.agent_in_compound(at).unwrap_or(at)));
        found.extend(self.modifiers(noun, "of"));
        // "trucks belonging to a haulier", "accounts linked to the banker"
        let is_tied = |at: &usize| {
            self.trees.relation(*at) == Relation::ClauseOfNoun
                && matches!(self.words.lower(*at), "belonging" | "linked")
        };
        let tied = self.trees.dependents(noun).filter(is_tied);
        found.extend(tied.flat_map(|at| self.modifiers(at, "to")));
        found
    }

    /// Who does what a participle behind a thing tells: the parliament of "a bill passed by parliament".
    pub(crate) fn maker(&self, thing: usize) -> Option<usize> {
        let is_participle = |at: &usize| self.trees.relation(*at) == Relation::ClauseOfNoun && self.is_verb(*at);
        self.trees.dependents(thing).filter(is_participle).find_map(|participle| self.own_agent(participle))
    }

    /// Who does what a participle in a compound tells: the rebels of "the rebel-held town".
    fn agent_in_compound(&self, participle: usize) -> Option<usize> {
        let hyphen = participle.checked_sub(1).filter(|at| self.is_verb(participle) && self.words.lower(*at) == "-")?;
        let mut before = self.trees.dependents(participle).filter(|at| *at < hyphen);
        before.find(|at| matches!(self.trees.upos(*at), Upos::Noun | Upos::ProperNoun))
    }

    /// Who does what a noun tells: behind "by", the subject of "A is in talks" and of its support verb, "between A and B".
    fn doer_of_noun(&self, noun: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.modifiers(noun, "by").collect();
        found.extend(self.behind_actor_of_noun(noun, "by"));
        found.extend(self.subject_of_noun(noun).filter(|_| !self.is_borne(noun)));
        if let Some((verb, _)) = self.support_of(noun).filter(|(_, side)| *side == SupportSide::Source) {
            found.extend(self.doers(verb));
        }
        found.extend(self.behind_noun(noun, "between"));
        found
    }

    /// The subject of the clause that says when or in what somebody does what a noun tells: "died in clashes with the police",
    /// "took the town after a day of fighting with the rebels".
    pub(crate) fn subject_around(&self, noun: usize) -> Option<usize> {
        const STEPS_MAX: usize = 3;
        let mut at = noun;
        for _ in 0..STEPS_MAX {
            let above = self.trees.head(at)?;
            let leads = match self.trees.relation(at) {
                Relation::Oblique => {
                    self.preposition(at).is_some_and(|word| matches!(word, "after" | "during" | "for" | "in"))
                }
                Relation::NominalModifier => self.preposition(at) == Some("of"),
                _ => false,
            };
            if !leads {
                return None;
            }
            if self.is_verb(above) || self.trees.dependent(above, &[Relation::Copula]).is_some() {
                return self.subject(above);
            }
            at = above;
        }
        None
    }

    /// To whom is done what a noun tells: "came under attack", "faces sanctions", "is under fire".
    fn done_to_by_noun(&self, noun: usize) -> Vec<usize> {
        let of_support = self.support_of(noun).filter(|(_, side)| *side == SupportSide::Target);
        let of_support = of_support.and_then(|(verb, _)| self.subject(verb));
        of_support.or_else(|| self.subject_of_noun(noun).filter(|_| self.is_borne(noun))).into_iter().collect()
    }

    /// The subject of a noun that is a predicate: "is in talks".
    fn subject_of_noun(&self, noun: usize) -> Option<usize> {
        self.trees.dependent(noun, &SUBJECTS).and_then(|own| self.antecedent(own, noun))
    }

    /// Whether what a noun tells is done to its subject: "is under fire".
    fn is_borne(&self, noun: usize) -> bool {
        self.preposition(noun) == Some("under")
    }

    /// The nouns behind a preposition that belong to a noun, or to the support verb whose object it is.
    fn behind_noun(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self.modifiers(noun, preposition).collect();
        found.extend(self.quantity_of(noun).iter().flat_map(|quantity| self.modifiers(*quantity, preposition)));
        found.retain(|at| *at != noun);
        if let Some((verb, _)) = self.support_of(noun) {
            found.extend(self.modifiers(verb, preposition).filter(|at| *at != noun));
        }
        if found.is_empty() {
            found.extend(self.behind_actor_of_noun(noun, preposition));
        }
        found
    }

    /// "The attack by the rebels on the army", "the arrest of the mayor by the navy": the parser may hang the second of two
    /// phrases behind a noun on the first.
    fn behind_actor_of_noun(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let firsts = ["by", "of"].into_iter().filter(|word| *word != preposition);
        let firsts = firsts.flat_map(|word| self.modifiers(noun, word));
        firsts.flat_map(|first| self.modifiers(first, preposition)).collect()
    }

    /// The support verb whose object, passive subject or phrase a noun is, and which side its subject is on.
    pub(crate) fn support_of(&self, noun: usize) -> Option<(usize, SupportSide)> {
        let first = self.first_of_row(noun);
        let first = self.quantity_of(first).unwrap_or(first);
        let verb = self.trees.head(first).filter(|verb| self.is_verb(*verb))?;
        let is_argument = match self.trees.relation(first) {
            Relation::Object | Relation::PassiveSubject => true,
            Relation::Subject => self.support.side(self.lemma(verb)) == Some(SupportSide::Nobody),
            Relation::Oblique => self
                .preposition(first)
                .is_some_and(|word| matches!(word, "in" | "on" | "out" | "under" | "into" | "for")),
            _ => false,
        };
        let side = self.support.side(self.lemma(verb)).filter(|_| is_argument)?;
        Some((verb, side))
    }

    /// The first member of the coordination that a noun is in.
    fn first_of_row(&self, mut noun: usize) -> usize {
        for _ in 0..SHARING_MAX {
            match self.trees.head(noun).filter(|_| self.trees.relation(noun) == Relation::Conjunct) {
                Some(head) => noun = head,
                None => break,
            }
        }
        noun
    }
}
