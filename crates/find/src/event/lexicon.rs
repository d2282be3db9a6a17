//! The lexicon of acts: which words name an act between actors, what must stand beside them, and where its actors stand.
//!
//! The files under `data/events/` are read here; what their columns mean stands at their head. Nothing here looks at a
//! report.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use dateline_core::syntax::Upos;
use dateline_core::{EVENT_CONTEXTS, EntityKind, EventType, Row, RuleName, Table, TableError};

/// The files of the lexicon, one for each type of event. Of entries that need equally much the first file's wins.
pub(crate) const TYPE_TABLES: [(EventType, &str, &str); 16] = [
    (EventType::Agree, "agree.tsv", include_str!("../../../../data/events/agree.tsv")),
    (EventType::Consult, "consult.tsv", include_str!("../../../../data/events/consult.tsv")),
    (EventType::Support, "support.tsv", include_str!("../../../../data/events/support.tsv")),
    (EventType::Concede, "concede.tsv", include_str!("../../../../data/events/concede.tsv")),
    (EventType::Cooperate, "cooperate.tsv", include_str!("../../../../data/events/cooperate.tsv")),
    (EventType::Aid, "aid.tsv", include_str!("../../../../data/events/aid.tsv")),
    (EventType::Retreat, "retreat.tsv", include_str!("../../../../data/events/retreat.tsv")),
    (EventType::Request, "request.tsv", include_str!("../../../../data/events/request.tsv")),
    (EventType::Accuse, "accuse.tsv", include_str!("../../../../data/events/accuse.tsv")),
    (EventType::Reject, "reject.tsv", include_str!("../../../../data/events/reject.tsv")),
    (EventType::Threaten, "threaten.tsv", include_str!("../../../../data/events/threaten.tsv")),
    (EventType::Protest, "protest.tsv", include_str!("../../../../data/events/protest.tsv")),
    (EventType::Sanction, "sanction.tsv", include_str!("../../../../data/events/sanction.tsv")),
    (EventType::Mobilize, "mobilize.tsv", include_str!("../../../../data/events/mobilize.tsv")),
    (EventType::Coerce, "coerce.tsv", include_str!("../../../../data/events/coerce.tsv")),
    (EventType::Assault, "assault.tsv", include_str!("../../../../data/events/assault.tsv")),
];

pub(crate) const CLASSES: &str = include_str!("../../../../data/events/classes.tsv");

pub(crate) const NAME_CLASSES: &str = include_str!("../../../../data/events/name_classes.tsv");

pub(crate) const VAGUE_PEOPLE: &str = include_str!("../../../../data/events/vague_people.tsv");

pub(crate) const FORMS: &str = include_str!("../../../../data/events/forms.tsv");

/// The lemmas of the forms that entries are about: those of the network are not to be relied on for rare words.
#[derive(Debug)]
pub(crate) struct Forms(HashMap<&'static str, &'static str>);

impl Forms {
    /// Reads the table. Of two lemmas that share a form the first has it.
    pub(crate) fn parse() -> Result<Self, TableError> {
        let mut forms = HashMap::new();
        for row in Table::new("forms.tsv", FORMS).each_row() {
            let row = row?;
            let lemma = row.need("lemma")?;
            for form in row.list("forms")? {
                forms.entry(form).or_insert(lemma);
            }
        }
        Ok(Self(forms))
    }

    /// The lemma of a lower-case form.
    pub(crate) fn lemma(&self, form: &str) -> Option<&'static str> {
        self.0.get(form).copied()
    }
}

/// What part of speech a trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TriggerPos {
    Verb,
    Noun,
    Adjective,
}

impl TriggerPos {
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "verb" => Some(Self::Verb),
            "noun" => Some(Self::Noun),
            "adjective" => Some(Self::Adjective),
            _ => None,
        }
    }

    /// What a token with a tag can be the trigger of.
    pub(crate) const fn of_upos(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Verb => Some(Self::Verb),
            Upos::Noun | Upos::ProperNoun => Some(Self::Noun),
            Upos::Adjective => Some(Self::Adjective),
            _ => None,
        }
    }
}

/// Where an actor of an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// The subject of the active, or behind "by" in the passive; of a noun the subject of its support verb.
    Subject,
    /// The object of the active, or the subject of the passive.
    Object,
    /// Before a noun: in the genitive, as an adjective or compound of a country or body; behind it with "of".
    Possessor,
    /// The subject of the clause that completes a verb: "alleged that the army fired".
    OfComplement,
    /// Behind a preposition.
    Behind(&'static str),
}

impl Slot {
    fn of_name(name: &'static str) -> Option<Self> {
        match name {
            "subj" => Some(Self::Subject),
            "obj" => Some(Self::Object),
            "poss" => Some(Self::Possessor),
            "comp" => Some(Self::OfComplement),
            preposition if !preposition.is_empty() && preposition.bytes().all(|b| b.is_ascii_lowercase()) => {
                Some(Self::Behind(preposition))
            }
            _ => None,
        }
    }
}

/// What a need looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// An argument of the act.
    At(Slot),
    /// An adjective or compound before a noun.
    Modifier,
    /// A particle of a verb.
    Particle,
    /// The mark of a clausal complement: "to", "that", "for".
    ComplementMark,
    /// The head of a clausal complement.
    Complement,
}

/// What must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Anything.
    Anything,
    /// Somebody who can act.
    Actor,
    /// One of these words.
    OneOf(Members),
}

/// Words of a list: its own, and those of the classes that it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Members {
    /// In alphabetical order.
    own: Vec<&'static str>,
    classes: Vec<Arc<Class>>,
}

/// Words for one kind of thing, and what the names are that stand for them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// In alphabetical order.
    lemmas: Vec<&'static str>,
    kinds: Vec<EntityKind>,
}

impl Members {
    /// Whether a lemma is among the words.
    pub(crate) fn has(&self, lemma: &str) -> bool {
        let is_in = |lemmas: &[&str]| lemmas.binary_search(&lemma).is_ok();
        is_in(&self.own) || self.classes.iter().any(|class| is_in(&class.lemmas))
    }

    /// Whether a name or pronoun of what is of a kind stands for one of the words.
    pub(crate) fn has_name(&self, kind: EntityKind) -> bool {
        self.classes.iter().any(|class| class.kinds.contains(&kind))
    }

    fn is_empty(&self) -> bool {
        self.own.is_empty() && self.classes.iter().all(|class| class.lemmas.is_empty())
    }
}

/// Something that must stand beside a trigger, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) place: Place,
    pub(crate) wanted: Wanted,
    pub(crate) is_forbidden: bool,
}

/// One entry: a word in a frame that names an act.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: EventType,
    pub(crate) needs: Vec<Need>,
    /// Where the source stands, the first place with an actor first; empty where the act has none.
    pub(crate) source: Vec<Slot>,
    pub(crate) target: Vec<Slot>,
    pub(crate) is_reciprocal: bool,
    pub(crate) mode: Option<&'static str>,
    pub(crate) contexts: Vec<&'static str>,
    /// The name under which reasons call it: `accuse: lash out`.
    pub(crate) name: RuleName,
    pub(crate) origin: Origin,
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A row of the lexicon.
    Row,
    /// What somebody says that others must do, of others, or that they will do to others.
    Saying,
    /// What somebody says that they will not do.
    Refusal,
    /// What somebody calls others.
    Naming,
}

impl Entry {
    /// Whether something must stand in a place.
    pub(crate) fn asks_for(&self, slot: Slot) -> bool {
        self.needs.iter().any(|need| !need.is_forbidden && need.place == Place::At(slot))
    }

    /// The demand that lies in what somebody says that others must do.
    pub(crate) fn obligation() -> Self {
        Self::in_words_of_others(EventType::Request, None, "request: what others must do", Origin::Saying)
    }

    /// The accusation that lies in what somebody says of others.
    pub(crate) fn charge() -> Self {
        Self::in_words_of_others(
            EventType::Accuse,
            Some("disapprove"),
            "accuse: what is said of others",
            Origin::Saying,
        )
    }

    /// The refusal that lies in what somebody says that they will not do.
    pub(crate) fn refusal() -> Self {
        Self::in_words_of_others(EventType::Reject, None, "reject: what somebody will not do", Origin::Refusal)
    }

    /// The refusal that lies in what somebody does not accept.
    pub(crate) fn declined() -> Self {
        Self::in_words_of_others(EventType::Reject, None, "reject: what somebody does not accept", Origin::Row)
    }

    /// The threat that lies in a hostile deed that somebody says they will do.
    pub(crate) fn announced() -> Self {
        Self::in_words_of_others(EventType::Threaten, None, "threaten: what somebody will do to others", Origin::Saying)
    }

    /// The blame that lies in what somebody calls others.
    pub(crate) fn blame() -> Self {
        Self::in_words_of_others(
            EventType::Accuse,
            Some("disapprove"),
            "accuse: what others are called",
            Origin::Naming,
        )
    }

    /// The praise that lies in what somebody calls others.
    pub(crate) fn praise() -> Self {
        Self::in_words_of_others(EventType::Support, None, "support: what others are called", Origin::Naming)
    }

    /// The praise of who is said to have a merit.
    pub(crate) fn tribute() -> Self {
        Self::in_words_of_others(EventType::Support, None, "support: what is said of others", Origin::Saying)
    }

    fn in_words_of_others(kind: EventType, mode: Option<&'static str>, name: &'static str, origin: Origin) -> Self {
        Self {
            kind,
            needs: Vec::new(),
            source: vec![Slot::Subject],
            target: Vec::new(),
            is_reciprocal: false,
            mode,
            contexts: Vec::new(),
            name: RuleName::new(name),
            origin,
        }
    }
}

/// All entries, by the lemma and the part of speech of their triggers.
#[derive(Debug)]
pub(crate) struct ActLexicon {
    entries: Vec<Entry>,
    by_lemma: BTreeMap<&'static str, Vec<(TriggerPos, usize)>>,
    /// What the lemmas of the classes of those who act name.
    actors: HashMap<&'static str, EntityKind>,
    places: HashSet<&'static str>,
    bodies_of_state: HashSet<&'static str>,
    police: HashSet<&'static str>,
    forces: HashSet<&'static str>,
    offenders: HashSet<&'static str>,
    of_politics: HashSet<&'static str>,
    /// Verbs by which somebody makes or sets out what others can judge: "issued a decree".
    making: HashSet<&'static str>,
    deeds: HashSet<&'static str>,
    areas: HashSet<&'static str>,
    documents: HashSet<&'static str>,
    of_bodies: HashSet<&'static str>,
    sites: HashSet<&'static str>,
    courts: HashSet<&'static str>,
    rulings: HashSet<&'static str>,
    /// Verbs behind whose object "of" tells of what: "accused the union of fraud".
    of_what: HashSet<&'static str>,
    /// Classes of words for the same people: an army is its soldiers, but no navy.
    sides: Vec<HashSet<&'static str>>,
    vague: HashSet<&'static str>,
}

impl ActLexicon {
    /// Reads the tables.
    pub(crate) fn parse() -> Result<Self, TableError> {
        let classes = classes()?;
        let mut lexicon = Self {
            entries: Vec::new(),
            by_lemma: BTreeMap::new(),
            actors: actors(&classes),
            places: places(&classes),
            bodies_of_state: of_classes(&classes, &["authority", "court", "police"]),
            police: of_classes(&classes, &["police"]),
            forces: of_classes(&classes, &["force"]),
            of_politics: of_classes(&classes, &["of_politics"]),
            making: of_classes(&classes, &["making"]),
            deeds: of_classes(&classes, &["deed"]),
            areas: of_classes(&classes, &["area"]),
            documents: of_classes(&classes, &["document"]),
            sites: of_classes(&classes, &["building", "place"]),
            courts: of_classes(&classes, &["court"]),
            rulings: of_classes(&classes, &["ruling"]),
            of_bodies: of_classes(&classes, &["of_bodies", "police", "troops"]),
            offenders: of_classes(&classes, &["offender"]),
            of_what: of_classes(&classes, &["of_what"]),
            sides: ["police", "troops", "rebels", "protester"].map(|name| of_classes(&classes, &[name])).into(),
            vague: vague()?,
        };
        for (kind, file, text) in TYPE_TABLES {
            for row in Table::new(file, text).each_row() {
                lexicon.add(&row?, kind, &classes)?;
            }
        }
        // The entry that asks for most is the most special; of equals the first stays first. What must not be there only
        // narrows an entry.
        let entries = &lexicon.entries;
        let n_asked = |entry: usize| entries[entry].needs.iter().filter(|need| !need.is_forbidden).count();
        for found in lexicon.by_lemma.values_mut() {
            found.sort_by_key(|(_, entry)| std::cmp::Reverse(n_asked(*entry)));
        }
        Ok(lexicon)
    }

    fn add(&mut self, row: &Row<'static>, kind: EventType, classes: &Classes) -> Result<(), TableError> {
        let pos = row.need("pos")?;
        let pos = TriggerPos::of_name(pos).ok_or_else(|| row.error(format!("{pos:?} is no part of speech")))?;
        for term in row.list("term")? {
            let (lemma, particle) = term.split_once(' ').map_or((term, None), |(lemma, rest)| (lemma, Some(rest)));
            let entry = entry(row, kind, term, particle, classes)?;
            self.by_lemma.entry(lemma).or_default().push((pos, self.entries.len()));
            self.entries.push(entry);
        }
        Ok(())
    }

    /// The entries for a lemma of a part of speech, the most special first.
    pub(crate) fn entries(&self, lemma: &str, pos: TriggerPos) -> impl Iterator<Item = &Entry> {
        let found = self.by_lemma.get(lemma).map(Vec::as_slice).unwrap_or_default();
        found.iter().filter(move |(of, _)| *of == pos).map(|(_, entry)| &self.entries[*entry])
    }

    /// What a lemma names that is of a class of those who act.
    pub(crate) fn actor_kind(&self, lemma: &str) -> Option<EntityKind> {
        self.actors.get(lemma).copied()
    }

    /// Whether a lemma names a body that governs, judges or polices.
    pub(crate) fn is_body_of_state(&self, lemma: &str) -> bool {
        self.bodies_of_state.contains(lemma)
    }

    /// The nouns that say of people no more than that, or that they attacked or suffered.
    pub(crate) const fn vague(&self) -> &HashSet<&'static str> {
        &self.vague
    }

    /// Whether two nouns can name the same people: "police" and "officer", "army" and "soldier".
    pub(crate) fn may_be_same_people(&self, one: &str, other: &str) -> bool {
        one == other || self.sides.iter().any(|side| side.contains(one) && side.contains(other))
    }

    /// Whether a noun names an act that is done to whom the phrase with "of" behind it names: "the arrest of the mayor".
    pub(crate) fn is_done_to_of_complement(&self, noun: &str) -> bool {
        self.entries(noun, TriggerPos::Noun).any(|entry| entry.target.contains(&Slot::Behind("of")))
    }

    /// Whether a noun names acts of a type.
    pub(crate) fn is_noun_for(&self, noun: &str, kind: EventType) -> bool {
        self.entries(noun, TriggerPos::Noun).any(|entry| entry.kind == kind)
    }

    /// Whether a verb and a noun can name acts of one type.
    pub(crate) fn share_type(&self, verb: &str, noun: &str) -> bool {
        self.entries(verb, TriggerPos::Verb).any(|entry| self.is_noun_for(noun, entry.kind))
    }

    /// Whether a noun names a stretch of land for which the name beside it can stand: "towns in Ardenia".
    pub(crate) fn is_area(&self, noun: &str) -> bool {
        self.areas.contains(noun)
    }

    /// Whether a noun is the last word of the names of laws and agreements: "the Harbour Bill".
    pub(crate) fn is_document(&self, noun: &str) -> bool {
        self.documents.contains(noun)
    }

    /// Whether "of" behind the object of a verb belongs to the verb: "accused the union of fraud".
    pub(crate) fn takes_of(&self, verb: &str) -> bool {
        self.of_what.contains(verb)
    }

    /// Whether a noun can take up any act that was told: "the move".
    pub(crate) fn is_any_deed(&self, noun: &str) -> bool {
        self.deeds.contains(noun)
    }

    /// Whether a lemma names those who arrest.
    pub(crate) fn is_police(&self, lemma: &str) -> bool {
        self.police.contains(lemma)
    }

    /// Whether a lemma says of somebody no more than that they commit a crime.
    pub(crate) fn is_offender(&self, lemma: &str) -> bool {
        self.offenders.contains(lemma)
    }

    /// Whether a lemma names those who use the force of a state.
    pub(crate) fn is_force(&self, lemma: &str) -> bool {
        self.forces.contains(lemma)
    }

    /// Whether a noun names an office or a part in a fight that nothing but politics has.
    pub(crate) fn is_of_politics(&self, noun: &str) -> bool {
        self.of_politics.contains(noun)
    }

    /// Whether who does what a verb tells to a thing has made it or set it out.
    pub(crate) fn is_making(&self, verb: &str) -> bool {
        self.making.contains(verb)
    }

    /// Whether a noun names people whom a state or body before it has: "Ardenian and Belmark troops".
    pub(crate) fn is_of_bodies(&self, noun: &str) -> bool {
        self.of_bodies.contains(noun)
    }

    /// Whether a noun names a place or building, whoever acts under its name.
    pub(crate) fn is_site(&self, noun: &str) -> bool {
        self.sites.contains(noun)
    }

    /// Whether a noun names those who judge.
    pub(crate) fn is_court(&self, noun: &str) -> bool {
        self.courts.contains(noun)
    }

    /// Whether a noun names what a court decides.
    pub(crate) fn is_ruling(&self, noun: &str) -> bool {
        self.rulings.contains(noun)
    }

    /// Whether a lemma is of a class of places.
    pub(crate) fn is_place(&self, lemma: &str) -> bool {
        self.places.contains(lemma)
    }

    /// Whether a lemma is the trigger of any act.
    pub(crate) fn knows(&self, lemma: &str) -> bool {
        self.by_lemma.contains_key(lemma)
    }
}

/// The classes of words, by their names without `@`.
type Classes = BTreeMap<&'static str, Arc<Class>>;

fn classes() -> Result<Classes, TableError> {
    let mut classes = BTreeMap::new();
    for row in Table::new("classes.tsv", CLASSES).each_row() {
        let row = row?;
        let mut lemmas = row.list("lemmas")?;
        lemmas.sort_unstable();
        classes.insert(row.need("class")?, Class { lemmas, kinds: Vec::new() });
    }
    for row in Table::new("name_classes.tsv", NAME_CLASSES).each_row() {
        let row = row?;
        let name = row.need("class")?;
        let class = classes.get_mut(name).ok_or_else(|| row.error(format!("there is no class {name:?}")))?;
        class.kinds = row.list("kinds")?.into_iter().map(|kind| kind_of(&row, kind)).collect::<Result<_, _>>()?;
    }
    Ok(classes.into_iter().map(|(name, class)| (name, Arc::new(class))).collect())
}

/// What the lemmas name of the classes for which names of people and bodies stand.
fn actors(classes: &Classes) -> HashMap<&'static str, EntityKind> {
    let mut actors = HashMap::new();
    for class in classes.values() {
        let is_place = class.kinds.contains(&EntityKind::Place);
        let first = class.kinds.iter().copied().find(|kind| *kind != EntityKind::Country);
        for (lemma, kind) in class.lemmas.iter().zip(first.into_iter().cycle()).filter(|_| !is_place) {
            // A lemma of several classes names a body if it does so in one of them, whatever their order.
            let known = actors.entry(*lemma).or_insert(kind);
            if kind == EntityKind::Organisation {
                *known = kind;
            }
        }
    }
    actors
}

/// The lemmas of the classes for which names of places stand.
fn places(classes: &Classes) -> HashSet<&'static str> {
    let of_places = classes.values().filter(|class| class.kinds.contains(&EntityKind::Place));
    of_places.flat_map(|class| class.lemmas.iter().copied()).collect()
}

fn vague() -> Result<HashSet<&'static str>, TableError> {
    Table::new("vague_people.tsv", VAGUE_PEOPLE).each_row().map(|row| row?.need("noun")).collect()
}

/// The lemmas of some classes.
fn of_classes(classes: &Classes, names: &[&str]) -> HashSet<&'static str> {
    let named = names.iter().filter_map(|class| classes.get(class));
    named.flat_map(|class| class.lemmas.iter().copied()).collect()
}

fn kind_of(row: &Row<'_>, name: &str) -> Result<EntityKind, TableError> {
    const KINDS: [EntityKind; 5] =
        [EntityKind::Person, EntityKind::Group, EntityKind::Organisation, EntityKind::Country, EntityKind::Place];
    let known = KINDS.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| row.error(format!("{name:?} is no kind of entity")))
}

fn entry(
    row: &Row<'static>,
    kind: EventType,
    term: &str,
    particle: Option<&'static str>,
    classes: &Classes,
) -> Result<Entry, TableError> {
    let mut needs = Vec::new();
    if let Some(particle) = particle {
        let wanted = Wanted::OneOf(Members { own: vec![particle], classes: Vec::new() });
        needs.push(Need { place: Place::Particle, wanted, is_forbidden: false });
    }
    for text in row.get("needs")?.unwrap_or_default().split(';').map(str::trim).filter(|text| !text.is_empty()) {
        needs.push(need(row, text, classes)?);
    }
    let target = row.get("target")?.unwrap_or_default();
    let reciprocal = target.strip_prefix("<>");
    let mode = match row.get("mode")? {
        Some(name) => {
            Some(kind.mode(name).ok_or_else(|| row.error(format!("{name:?} is no mode of {}", kind.name())))?)
        }
        None => None,
    };
    Ok(Entry {
        kind,
        needs,
        source: slots(row, row.get("source")?.unwrap_or_default())?,
        target: slots(row, reciprocal.unwrap_or(target))?,
        is_reciprocal: reciprocal.is_some(),
        mode,
        contexts: contexts(row)?,
        name: RuleName::new(format!("{}: {term}", kind.name().to_lowercase())),
        origin: Origin::Row,
    })
}

fn slots(row: &Row<'_>, list: &'static str) -> Result<Vec<Slot>, TableError> {
    let names = list.split('|').map(str::trim).filter(|name| !name.is_empty() && *name != "-");
    names
        .map(|name| Slot::of_name(name).ok_or_else(|| row.error(format!("{name:?} is no place of an actor"))))
        .collect()
}

fn contexts(row: &Row<'_>) -> Result<Vec<&'static str>, TableError> {
    let names = row.get("contexts")?.unwrap_or_default();
    let known = |name: &str| EVENT_CONTEXTS.iter().copied().find(|known| *known == name);
    let names = names.split([',', '|']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| known(name).ok_or_else(|| row.error(format!("{name:?} is no context")))).collect()
}

/// Reads one need: `obj=talk|@x`, `with=`, `prt=off`, `mod=joint`, `comp=to`, `comp:withdraw|leave`, `comp:actor`, `obj:actor`.
fn need(row: &Row<'_>, text: &'static str, classes: &Classes) -> Result<Need, TableError> {
    let (is_forbidden, asked) = text.strip_prefix('!').map_or((false, text), |asked| (true, asked));
    let at = asked.find(['=', ':']).ok_or_else(|| row.error(format!("{text:?} is no need: it has no = and no :")))?;
    let (name, is_colon, value) = (&asked[..at], asked[at..].starts_with(':'), &asked[at + 1..]);
    let (place, wanted) = match (name, is_colon) {
        // Somebody is the subject of the clause.
        ("comp", true) if value == "actor" => (Place::At(Slot::OfComplement), Wanted::Actor),
        ("comp", true) => (Place::Complement, lemmas(row, value, classes)?),
        ("comp", false) => (Place::ComplementMark, lemmas(row, value, classes)?),
        ("prt", false) => (Place::Particle, lemmas(row, value, classes)?),
        ("mod", false) => (Place::Modifier, lemmas(row, value, classes)?),
        (slot, _) => {
            let slot = Slot::of_name(slot).ok_or_else(|| row.error(format!("{name:?} is no place to look at")))?;
            let wanted = match (is_colon, value) {
                (true, "actor") => Wanted::Actor,
                (true, other) => return Err(row.error(format!("behind : stands actor, not {other:?}"))),
                (false, list) => lemmas(row, list, classes)?,
            };
            (Place::At(slot), wanted)
        }
    };
    Ok(Need { place, wanted, is_forbidden })
}

/// The words of a list in which classes are named by `@`; nothing stands for anything.
fn lemmas(row: &Row<'_>, list: &'static str, classes: &Classes) -> Result<Wanted, TableError> {
    let mut all = Members::default();
    for name in list.split('|').map(str::trim).filter(|name| !name.is_empty()) {
        match name.strip_prefix('@') {
            Some(class) => {
                let class = classes.get(class).ok_or_else(|| row.error(format!("there is no class {name:?}")))?;
                all.classes.push(Arc::clone(class));
            }
            None => all.own.push(name),
        }
    }
    all.own.sort_unstable();
    Ok(if all.is_empty() { Wanted::Anything } else { Wanted::OneOf(all) })
}
