//! The layers of the language network: part of speech, features, lemma and head of each token, and named mentions.
//!
//! Tags, features and relations are those of Universal Dependencies, version 2 (universaldependencies.org), as its
//! English treebanks use them. What a tag means for a report is not known here.

use std::fmt;

use crate::{Layer, Sentence, Span, Tokens};

/// Declares a closed enum whose variants have one spelling each, with `ALL`, `name` and `parse`.
macro_rules! spelled_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $spelling:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* #[doc = concat!("Written `", $spelling, "`.")] $variant,)+
        }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// How it is written.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $spelling,)+
                }
            }

            /// What is written so, if anything is.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($spelling => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

spelled_enum! {
    /// A part of speech.
    Upos {
        /// Adjective.
        Adjective = "ADJ",
        /// Preposition.
        Adposition = "ADP",
        /// Adverb.
        Adverb = "ADV",
        /// Auxiliary verb, the copula and the modals among them.
        Auxiliary = "AUX",
        /// Coordinating conjunction.
        Coordinator = "CCONJ",
        /// Article and other determiners.
        Determiner = "DET",
        /// Interjection.
        Interjection = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Number.
        Numeral = "NUM",
        /// "to" before a verb, "not", the "'s" of the genitive.
        Particle = "PART",
        /// Pronoun.
        Pronoun = "PRON",
        /// Proper noun.
        ProperNoun = "PROPN",
        /// Punctuation.
        Punctuation = "PUNCT",
        /// Subordinating conjunction.
        Subordinator = "SCONJ",
        /// Sign: money, mathematics, pictures.
        Symbol = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        Other = "X",
    }
}

spelled_enum! {
    /// How a word depends on its head, with the subtypes of the English treebanks.
    Relation {
        /// Clause that modifies a noun.
        ClauseOfNoun = "acl",
        /// Relative clause.
        RelativeClause = "acl:relcl",
        /// Clause that modifies a verb.
        AdverbialClause = "advcl",
        /// Relative clause that belongs to a whole clause.
        SententialRelative = "advcl:relcl",
        /// Adverb.
        AdverbialModifier = "advmod",
        /// Adjective of a noun.
        AdjectivalModifier = "amod",
        /// Apposition.
        Apposition = "appos",
        /// Auxiliary.
        Auxiliary = "aux",
        /// Auxiliary of the passive.
        PassiveAuxiliary = "aux:pass",
        /// Preposition, or the "'s" of the genitive.
        Case = "case",
        /// Coordinating conjunction.
        Coordinator = "cc",
        /// "both", "either" before a coordination.
        Preconjunction = "cc:preconj",
        /// Clause as complement, with a subject of its own.
        ClausalComplement = "ccomp",
        /// Part of a compound.
        Compound = "compound",
        /// Particle of a phrasal verb.
        Particle = "compound:prt",
        /// Member of a coordination behind the first.
        Conjunct = "conj",
        /// Copula.
        Copula = "cop",
        /// Clause as subject.
        ClausalSubject = "csubj",
        /// Clause as subject of a clause that is itself a predicate.
        OuterClausalSubject = "csubj:outer",
        /// Clause as subject of a passive.
        PassiveClausalSubject = "csubj:pass",
        /// Of no relation that has a name.
        Unspecified = "dep",
        /// Determiner.
        Determiner = "det",
        /// Determiner before a determiner: "all the".
        Predeterminer = "det:predet",
        /// Interjection, greeting, reply.
        Discourse = "discourse",
        /// Moved out of its clause.
        Dislocated = "dislocated",
        /// Expletive: "there is", "it rains".
        Expletive = "expl",
        /// Behind the first word of a fixed expression.
        Fixed = "fixed",
        /// Behind the first word of a name or of another row without a head.
        Flat = "flat",
        /// Wrongly written apart from its head.
        GoesWith = "goeswith",
        /// Indirect object.
        IndirectObject = "iobj",
        /// Member of a list behind the first.
        List = "list",
        /// "that", "to" and other marks of a clause.
        Mark = "mark",
        /// Noun that modifies a noun.
        NominalModifier = "nmod",
        /// Description before a name: "President Brejo".
        Description = "nmod:desc",
        /// Possessor.
        Possessive = "nmod:poss",
        /// Noun without a preposition that modifies a noun.
        UnmarkedNominal = "nmod:unmarked",
        /// Subject.
        Subject = "nsubj",
        /// Subject of a clause that is itself a predicate.
        OuterSubject = "nsubj:outer",
        /// Subject of a passive.
        PassiveSubject = "nsubj:pass",
        /// Number that modifies a noun.
        NumericModifier = "nummod",
        /// Direct object.
        Object = "obj",
        /// Noun that modifies a verb.
        Oblique = "obl",
        /// Who acts in a passive.
        Agent = "obl:agent",
        /// Noun without a preposition that modifies a verb: "last Tuesday".
        UnmarkedOblique = "obl:unmarked",
        /// Left behind by a word that is not there.
        Orphan = "orphan",
        /// Clause beside the clause: "he said" within a quotation.
        Parataxis = "parataxis",
        /// Punctuation.
        Punctuation = "punct",
        /// Taken back by the speaker.
        Reparandum = "reparandum",
        /// The head of the sentence.
        Root = "root",
        /// Who is spoken to.
        Vocative = "vocative",
        /// Predicate whose subject stands in the clause around it.
        OpenComplement = "xcomp",
    }
}

impl Relation {
    /// The name without its subtype: "nsubj" of "nsubj:pass".
    #[must_use]
    pub fn universal(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }
}

/// Declares the features, in the alphabetical order in which Universal Dependencies writes them.
macro_rules! features {
    ($($(#[$meta:meta])* $field:ident: $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $spelling:literal,)+
    })+) => {
        $(spelled_enum! { $(#[$meta])* $name { $($(#[$variant_meta])* $variant = $spelling,)+ } })+

        /// The features of a word that rules ask for; 13 bytes.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct Features {
            $($(#[$meta])* pub $field: Option<$name>,)+
        }

        impl Features {
            /// Reads the features of a CoNLL-U column: `Mood=Ind|Number=Sing`, `_` for none.
            ///
            /// Names and values for which there is no room here are left out: the treebanks know more of them.
            #[must_use]
            pub fn parse(column: &str) -> Self {
                let mut features = Self::default();
                for (name, value) in column.split('|').filter_map(|feature| feature.split_once('=')) {
                    match name {
                        $(stringify!($name) => features.$field = $name::parse(value),)+
                        _ => {}
                    }
                }
                features
            }

            /// Those that are set, as pairs of name and value, by name.
            fn pairs(self) -> impl Iterator<Item = (&'static str, &'static str)> {
                [$((stringify!($name), self.$field.map($name::name)),)+]
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
            }
        }
    };
}

features! {
    /// The case of a pronoun.
    case: Case {
        /// "him".
        Accusative = "Acc",
        /// "his".
        Genitive = "Gen",
        /// "he".
        Nominative = "Nom",
    }
    /// Whether an article is definite.
    definite: Definite {
        /// "the".
        Definite = "Def",
        /// "a".
        Indefinite = "Ind",
    }
    /// The degree of an adjective or adverb.
    degree: Degree {
        /// "nearer".
        Comparative = "Cmp",
        /// "near".
        Positive = "Pos",
        /// "nearest".
        Superlative = "Sup",
    }
    /// The gender of a pronoun.
    gender: Gender {
        /// "she".
        Feminine = "Fem",
        /// "he".
        Masculine = "Masc",
        /// "it".
        Neuter = "Neut",
    }
    /// The mood of a finite verb.
    mood: Mood {
        /// "stay!"
        Imperative = "Imp",
        /// "they stay".
        Indicative = "Ind",
        /// "that they stay", "were they to stay".
        Subjunctive = "Sub",
    }
    /// The number of a noun, pronoun, determiner or verb.
    number: Number {
        /// "ports".
        Plural = "Plur",
        /// A plural that has no singular: "talks".
        PluraleTantum = "Ptan",
        /// "port".
        Singular = "Sing",
    }
    /// The person of a pronoun or verb.
    person: Person {
        /// "I", "we".
        First = "1",
        /// "you".
        Second = "2",
        /// "she", "they".
        Third = "3",
    }
    /// Whether a word denies or affirms.
    polarity: Polarity {
        /// "not", "no".
        Negative = "Neg",
        /// "yes".
        Positive = "Pos",
    }
    /// Whether a pronoun is possessive.
    poss: Poss {
        /// "her".
        Possessive = "Yes",
    }
    /// The kind of a pronoun, determiner or adverb.
    pron_type: PronType {
        /// "the".
        Article = "Art",
        /// "this".
        Demonstrative = "Dem",
        /// "himself" beside its noun.
        Emphatic = "Emp",
        /// "some".
        Indefinite = "Ind",
        /// "who?"
        Interrogative = "Int",
        /// "nobody".
        Negative = "Neg",
        /// "they".
        Personal = "Prs",
        /// "each other".
        Reciprocal = "Rcp",
        /// "the port that".
        Relative = "Rel",
        /// "all".
        Total = "Tot",
    }
    /// The tense of a verb.
    tense: Tense {
        /// "stayed".
        Past = "Past",
        /// "stays".
        Present = "Pres",
    }
    /// The form of a verb.
    verb_form: VerbForm {
        /// "stays", "stayed".
        Finite = "Fin",
        /// "staying" as a noun.
        Gerund = "Ger",
        /// "to stay".
        Infinitive = "Inf",
        /// "has stayed", "is staying".
        Participle = "Part",
    }
    /// The voice of a verb.
    voice: Voice {
        /// "was said".
        Passive = "Pass",
    }
}

impl fmt::Display for Features {
    /// As a CoNLL-U column; `_` if none is set.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut n_written = 0;
        for (name, value) in self.pairs() {
            let border = if n_written > 0 { "|" } else { "" };
            write!(f, "{border}{name}={value}")?;
            n_written += 1;
        }
        if n_written == 0 { f.write_str("_") } else { Ok(()) }
    }
}

/// What the network knows about one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The part of speech.
    pub upos: Upos,
    /// The features.
    pub features: Features,
    /// The index of the head in the report's token layer; `None` for the head of the sentence.
    pub head: Option<u32>,
    /// How the token depends on its head.
    pub relation: Relation,
}

/// The lemmas of a report's tokens, in one buffer, so that no token allocates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lemmas {
    text: String,
    /// Where each lemma ends in `text`; it begins where the one before ends.
    ends: Vec<u32>,
}

impl Lemmas {
    /// An empty list with room for so many lemmas.
    #[must_use]
    pub fn with_capacity(n_lemmas: usize, n_bytes: usize) -> Self {
        Self { text: String::with_capacity(n_bytes), ends: Vec::with_capacity(n_lemmas) }
    }

    /// Appends the next token's lemma.
    ///
    /// # Panics
    /// If all lemmas together are longer than `u32::MAX` bytes.
    pub fn push(&mut self, lemma: &str) {
        self.text.push_str(lemma);
        self.ends.push(u32::try_from(self.text.len()).expect("lemmas are about as long as their text, which fits u32"));
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The lemma of a token.
    ///
    /// # Panics
    /// If there are not so many.
    #[must_use]
    pub fn get(&self, token: usize) -> &str {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.text[start as usize..self.ends[token] as usize]
    }

    /// All of them, in the order of the tokens.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|token| self.get(token))
    }
}

impl<L: AsRef<str>> FromIterator<L> for Lemmas {
    fn from_iter<I: IntoIterator<Item = L>>(lemmas: I) -> Self {
        let mut all = Self::default();
        for lemma in lemmas {
            all.push(lemma.as_ref());
        }
        all
    }
}

/// A stretch of tokens that names somebody or something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedMention {
    /// The tokens, all of one sentence; at least one.
    pub tokens: Span<Tokens>,
    /// What is named.
    pub kind: MentionKind,
}

spelled_enum! {
    /// What a name names, as the network tells it from the sentence alone.
    MentionKind {
        /// A human being.
        Person = "person",
        /// A body: a ministry, a company, an alliance, a party, a newspaper.
        Organisation = "organisation",
        /// A state.
        Country = "country",
        /// Any other place on the map.
        Place = "place",
        /// What people built: an airport, a bridge, a palace.
        Facility = "facility",
        /// A war, a summit, a storm.
        Event = "event",
        /// A book, a law, a treaty, a film.
        Work = "work",
        /// A product, a weapon, a ship.
        Product = "product",
    }
}

/// The layers that the network makes over the tokens of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    parts: SyntaxParts,
}

/// What the layers are made of, before their invariants are checked by [`Syntax::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxParts {
    /// One word for each token.
    pub words: Layer<Word>,
    /// One lemma for each token.
    pub lemmas: Lemmas,
    /// The named mentions, in the order of the text, without overlap.
    pub names: Layer<NamedMention>,
}

impl Syntax {
    /// Closes the layers over the sentences whose tokens they describe. Linear in the number of tokens.
    ///
    /// # Panics
    /// If there is not one word and one lemma for each token, if the heads of a sentence are no tree with one root
    /// that carries [`Relation::Root`] alone, or if names overlap, stand out of order or leave their sentence: that is
    /// a bug of the decoder, never of the text.
    #[must_use]
    pub fn new(sentences: &[Sentence], parts: SyntaxParts) -> Self {
        let n_tokens = sentences.last().map_or(0, |last| last.tokens.range().end);
        assert_eq!(parts.words.items().len(), n_tokens, "each token has one word");
        assert_eq!(parts.lemmas.len(), n_tokens, "each token has one lemma");
        for sentence in sentences {
            check_tree(parts.words.items(), sentence.tokens);
        }
        check_names(parts.names.items(), sentences);
        Self { parts }
    }

    /// One word for each token.
    #[must_use]
    pub const fn words(&self) -> &Layer<Word> {
        &self.parts.words
    }

    /// One lemma for each token.
    #[must_use]
    pub const fn lemmas(&self) -> &Lemmas {
        &self.parts.lemmas
    }

    /// The lemma of a token.
    ///
    /// # Panics
    /// If the report has not so many tokens.
    #[must_use]
    pub fn lemma(&self, token: usize) -> &str {
        self.parts.lemmas.get(token)
    }

    /// The named mentions, in the order of the text, without overlap.
    #[must_use]
    pub const fn names(&self) -> &Layer<NamedMention> {
        &self.parts.names
    }
}

/// Checks that the heads of one sentence are a tree.
fn check_tree(words: &[Word], sentence: Span<Tokens>) {
    let mut n_roots = 0;
    for word in &words[sentence.range()] {
        assert!(word.head.is_none_or(|head| sentence.holds(head)), "a head lies in the sentence of its word");
        assert_eq!(
            word.head.is_none(),
            word.relation == Relation::Root,
            "the root alone carries the relation of roots"
        );
        n_roots += usize::from(word.head.is_none());
    }
    assert!(n_roots == 1 || sentence.is_empty(), "a sentence has one root, not {n_roots}");
    check_acyclic(words, sentence);
}

/// Checks that every way up ends at the root; each word is passed at most twice.
fn check_acyclic(words: &[Word], sentence: Span<Tokens>) {
    // Which walk has passed the word; 0 for none.
    let mut passed_by = vec![0; sentence.len() as usize];
    for start in sentence.start()..sentence.end() {
        let walk = start - sentence.start() + 1;
        let mut at = Some(start);
        while let Some(token) = at {
            let passed = &mut passed_by[(token - sentence.start()) as usize];
            assert_ne!(*passed, walk, "a word does not depend on itself");
            if *passed != 0 {
                break;
            }
            *passed = walk;
            at = words[token as usize].head;
        }
    }
}

/// Checks order, overlap and sentence borders of the names.
fn check_names(names: &[NamedMention], sentences: &[Sentence]) {
    let mut sentences = sentences.iter();
    let mut sentence = sentences.next();
    let mut free_from = 0;
    for name in names {
        assert!(!name.tokens.is_empty(), "a name has tokens");
        assert!(name.tokens.start() >= free_from, "names stand in the order of the text and do not overlap");
        while sentence.is_some_and(|sentence| sentence.tokens.end() <= name.tokens.start()) {
            sentence = sentences.next();
        }
        assert!(sentence.is_some_and(|s| s.tokens.contains(name.tokens)), "a name lies in one sentence");
        free_from = name.tokens.end();
    }
}
