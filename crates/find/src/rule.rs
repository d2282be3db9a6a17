//! Rules for statements: patterns over the words of a paragraph and over its dependency trees, kept as data.
//!
//! # Patterns of words
//!
//! They anchor quotations, whose marks say more surely than any tree what is said. A pattern is a row of elements; `?`
//! makes the one before it optional and `(a | b)` offers a choice:
//!
//! | element | stands for |
//! |---|---|
//! | `^`, `$` | the begin and the end of a sentence |
//! | `&` | a place where no sentence ends |
//! | `NO-THAT` | a place where no clause with "that" begins |
//! | `QUOTE` | a quotation; it is the content |
//! | `SOURCE-CUE[f]` | a source with its cue behind it, where the cue takes the frame `f` of `cues.tsv` |
//! | `CUE-SOURCE[f]` | a cue with its source behind it |
//! | `CUE[f]` | a cue that shares the subject of its sentence |
//! | `ACCORDING` | a phrase like "according to" with its source |
//! | `ADVERB` | an adverb |
//! | `PHRASE` | one to twelve words without cue, quotation or stop, brackets let through: an addressee, a time, a place |
//! | `"word"` | that word or mark |
//!
//! In brackets, `!` asks for a cue that is nearly always speech.
//!
//! # Patterns of trees
//!
//! They find what stands in the report's own syntax. `CUE[that] > that:ccomp` reads: a cue that takes the frame `that`,
//! and the content hangs on it as `ccomp` with the word "that" before it. In full:
//!
//! | part | stands for |
//! |---|---|
//! | `CUE[f]`, `PASSIVE[f]`, `ANY[f]` | a verb with the frame `f`, in the active, passive, or either voice |
//! | `NOUN[f]`, `ACCORDING` | a noun like "claim"; a phrase like "according to" |
//! | `>`, `<` | the content hangs on the cue; the cue hangs on the content, which is all the rest of its clause |
//! | `aside` | marks set off the cue with its source; the content is the rest of the sentence, whatever hangs on what |
//! | `rest` | the content is all that stands behind the cue in its sentence, whatever the parser took it for |
//! | `split` | as `aside`, where a quotation behind the cue goes on with what stands before its source |
//! | `ccomp\|obj` | the relations by which it hangs |
//! | `of:obl` | with that word before it, which is not content |
//! | `as~obj` | with a phrase behind it that begins with that word |
//! | `CUE:obl` | with a word of the cue before it: "called for help" |
//! | `ING:xcomp` | a form in "-ing": "denied taking the money" |
//! | `WH:ccomp` | with a question word before it, which is content |
//! | `WHAT:xcomp` | where the cue tells what something is called: "what the mayor called a plot" |
//! | `NAME:obj` | with what it is called behind it: "called the plan a mistake" |
//! | `QUOTE:obj` | with a quotation in it |
//! | `...` | with all that stands behind it in the verb phrase: "described the raid as a mistake" |

use dateline_core::RuleName;
use dateline_core::syntax::Relation;
use serde::Deserialize;

use crate::lexicon::Frames;

/// Most forms a pattern may unfold into; more is a mistake in the file.
const FORMS_MAX: usize = 64;

/// One element of an unfolded pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Element {
    SentenceStart,
    SentenceEnd,
    WithinSentence,
    NoThat,
    Quote,
    SourceCue(CueNeed),
    CueSource(CueNeed),
    SharedCue(CueNeed),
    According,
    Adverb,
    Phrase,
    Literal(String),
}

/// What a cue must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueNeed {
    pub(crate) frames: Frames,
    pub(crate) strong: bool,
}

/// A pattern over the dependency tree around a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TreePattern {
    pub(crate) voice: CueVoice,
    /// None for phrases like "according to", which need none.
    pub(crate) need: Option<CueNeed>,
    pub(crate) side: Side,
    /// The links that are tried, in their order.
    pub(crate) links: Vec<Link>,
    /// Whether the content takes what stands behind it in the verb phrase.
    pub(crate) takes_rest: bool,
}

/// What voice a cue must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueVoice {
    Active,
    Passive,
    /// A verb of either voice.
    Any,
    Noun,
    /// A phrase like "according to".
    Phrase,
}

/// Where the content stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// It hangs on the cue.
    Below,
    /// The cue hangs on it.
    Above,
    /// It is the rest of the sentence, from which marks set off the cue with its source.
    Around,
    /// It is all that stands behind the cue.
    Rest,
    /// As `Around`, with a quotation behind the cue that goes on with what stands before it.
    Split,
}

/// How the content hangs on the cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) introduced: Introduced,
    pub(crate) relations: Vec<Relation>,
}

/// What stands before the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Introduced {
    /// Nothing is asked.
    Freely,
    /// This preposition or conjunction, which is not content.
    By(String),
    /// Nothing, but it is a noun of speech or thought: "dismissed *the claim*".
    Spoken,
    /// Nothing, but a phrase with this preposition stands behind it.
    With(String),
    /// A word of the cue.
    ByCue,
    /// Nothing, but the cue tells more of "what": "what the mayor called *a plot*".
    OfWhat,
    /// Nothing, but it is a form in "-ing".
    Gerund,
    /// A question word.
    ByQuestion,
    /// Nothing, but the cue says behind it what it is called.
    Named,
    /// Anything, but a quotation stands within.
    Quoting,
}

/// What a rule does.
#[derive(Debug)]
pub(crate) enum Action {
    /// Matches one of the forms of its pattern, tried in their order.
    Match(Vec<Vec<Element>>),
    /// Reads the content of a cue from the tree.
    Read(TreePattern),
    /// Looks at a quotation that no pattern took.
    Step(Step),
}

/// What is done with a quotation that no pattern took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Step {
    /// It goes on with the statement before it in the paragraph.
    GoesOn,
    /// It follows reported words in its paragraph and has the same speaker.
    Follows,
    /// A dash and a name stand behind it.
    Signed,
    /// The paragraph before announces it with a colon.
    Announced,
    /// A colon leads over to it in its sentence.
    Led,
    /// It stands behind a sentence that tells who spoke, and not what.
    Behind,
    /// It goes on from the paragraph before, which left it open.
    Continued,
    /// It is a paragraph of its own.
    Alone,
    /// A label in capitals says who speaks in a paragraph; it need not be a quotation.
    Turn,
    /// A headline ends with a colon and who says it.
    Headline,
    /// A headline begins with who says it and a colon.
    HeadlineLed,
}

/// A rule for statements.
#[derive(Debug)]
pub(crate) struct StatementRule {
    pub(crate) name: RuleName,
    pub(crate) action: Action,
    pub(crate) card: RuleCard,
}

/// A rule as its file tells it to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCard {
    /// The name that stands in reasons.
    pub name: String,
    /// What the rule takes.
    pub about: String,
    /// The pattern, in the words of the file; none where the rule is a step in the code.
    pub pattern: Option<String>,
    /// Texts in which it finds something: `{c:…}` is the content, `{q:…}` the cue, `{s:…}` the source.
    pub examples: Vec<String>,
    /// Texts in which it must find nothing.
    pub counterexamples: Vec<String>,
}

/// The file of rules as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<RuleEntry>,
}

/// A rule as it is written.

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleEntry {
    pub(crate) name: String,
    pub(crate) about: String,
    pattern: Option<String>,
    tree: Option<String>,
    step: Option<Step>,
    pub(crate) examples: Vec<String>,
    pub(crate) counterexamples: Vec<String>,
}

/// Reads the rules, in the order in which they are tried.
pub(crate) fn parse(file: &str) -> Result<Vec<StatementRule>, String> {
    let file: RuleFile = toml::from_str(file).map_err(|defect| format!("statements.toml: {defect}"))?;
    file.rule.into_iter().map(compile).collect()
}

fn compile(entry: RuleEntry) -> Result<StatementRule, String> {
    let error = |what: String| format!("statements.toml: rule {:?}: {what}", entry.name);
    let action = match (&entry.pattern, &entry.tree, entry.step) {
        (Some(pattern), None, None) => Action::Match(unfold(pattern).map_err(error)?),
        (None, Some(tree), None) => Action::Read(tree_pattern(tree).map_err(error)?),
        (None, None, Some(step)) => Action::Step(step),
        _ => return Err(error("it needs either a pattern, a tree or a step".to_owned())),
    };
    let RuleEntry { name, about, pattern, tree, examples, counterexamples, .. } = entry;
    let pattern = pattern.or(tree);
    let card = RuleCard { name: name.clone(), about, pattern, examples, counterexamples };
    Ok(StatementRule { name: RuleName::new(name), action, card })
}

/// All rows of elements that a pattern stands for; what is optional is there first and left out then.
fn unfold(pattern: &str) -> Result<Vec<Vec<Element>>, String> {
    let spaced = pattern.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (forms, rest) = choices(&words)?;
    match rest {
        [] if forms.iter().all(|form| !form.is_empty()) => Ok(forms),
        [] => Err("the pattern can be empty".to_owned()),
        [word, ..] => Err(format!("{word:?} is out of place")),
    }
}

type Forms = Vec<Vec<Element>>;

fn choices<'a>(mut words: &'a [&'a str]) -> Result<(Forms, &'a [&'a str]), String> {
    let mut all = Vec::new();
    loop {
        let (forms, rest) = row(words)?;
        all.extend(forms);
        match rest {
            ["|", rest @ ..] => words = rest,
            _ => return Ok((all, rest)),
        }
    }
}

fn row<'a>(mut words: &'a [&'a str]) -> Result<(Forms, &'a [&'a str]), String> {
    let mut forms: Forms = vec![Vec::new()];
    loop {
        let (mut parts, rest) = match words {
            [] | [")" | "|", ..] => return Ok((forms, words)),
            ["(", rest @ ..] => match choices(rest)? {
                (parts, [")", rest @ ..]) => (parts, rest),
                _ => return Err("a bracket is not closed".to_owned()),
            },
            [word, rest @ ..] => {
                let (word, is_optional) = word.strip_suffix('?').map_or((*word, false), |word| (word, true));
                let mut parts = vec![vec![element(word)?]];
                if is_optional {
                    parts.push(Vec::new());
                }
                (parts, rest)
            }
        };
        words = match rest {
            ["?", rest @ ..] => {
                parts.push(Vec::new());
                rest
            }
            _ => rest,
        };
        forms = forms.iter().flat_map(|form| parts.iter().map(|part| [form.as_slice(), part].concat())).collect();
        if forms.len() > FORMS_MAX {
            return Err(format!("it unfolds into more than {FORMS_MAX} forms"));
        }
    }
}

fn element(word: &str) -> Result<Element, String> {
    if let Some(literal) = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
        return Ok(Element::Literal(literal.to_owned()));
    }
    let (name, need) = match word.split_once('[') {
        Some((name, need)) => (name, Some(cue_need(need)?)),
        None => (word, None),
    };
    let element = match (name, need) {
        ("^", None) => Element::SentenceStart,
        ("$", None) => Element::SentenceEnd,
        ("&", None) => Element::WithinSentence,
        ("NO-THAT", None) => Element::NoThat,
        ("QUOTE", None) => Element::Quote,
        ("SOURCE-CUE", Some(need)) => Element::SourceCue(need),
        ("CUE-SOURCE", Some(need)) => Element::CueSource(need),
        ("CUE", Some(need)) => Element::SharedCue(need),
        ("ACCORDING", None) => Element::According,
        ("ADVERB", None) => Element::Adverb,
        ("PHRASE", None) => Element::Phrase,
        _ => return Err(format!("{word:?} is no element")),
    };
    Ok(element)
}

/// Reads a pattern over trees.
fn tree_pattern(text: &str) -> Result<TreePattern, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, side, rest) = match words.as_slice() {
        [head, ">", rest @ ..] => (*head, Side::Below, rest),
        [head, "<", rest @ ..] => (*head, Side::Above, rest),
        [head, "aside"] => (*head, Side::Around, &[][..]),
        [head, "split"] => (*head, Side::Split, &[][..]),
        [head, "rest"] => (*head, Side::Rest, &[][..]),
        _ => {
            return Err(format!(
                "{text:?} is not of the form CUE > LINK, CUE < LINK, CUE aside, CUE rest or CUE split"
            ));
        }
    };
    let (voice, need) = match head.split_once('[') {
        Some((voice, need)) => (voice, Some(cue_need(need)?)),
        None => (head, None),
    };
    let voice = match (voice, need) {
        ("CUE", Some(_)) => CueVoice::Active,
        ("PASSIVE", Some(_)) => CueVoice::Passive,
        ("ANY", Some(_)) => CueVoice::Any,
        ("NOUN", Some(_)) => CueVoice::Noun,
        ("ACCORDING", None) => CueVoice::Phrase,
        _ => return Err(format!("{head:?} is no cue")),
    };
    let (links, takes_rest) = match rest {
        [links @ .., "..."] => (links, true),
        links => (links, false),
    };
    let links: Vec<Link> = links.iter().map(|word| link(word)).collect::<Result<_, _>>()?;
    if links.is_empty() && matches!(side, Side::Below | Side::Above) {
        return Err("it names no relation".to_owned());
    }
    Ok(TreePattern { voice, need, side, links, takes_rest })
}

fn link(word: &str) -> Result<Link, String> {
    // Relations hold colons too ("nsubj:pass"), introductions none.
    let introduction =
        word.split_once(':').filter(|(before, _)| !before.contains('|') && Relation::parse(before).is_none());
    let with = word.split_once('~').map(|(with, relations)| (Introduced::With(with.to_owned()), relations));
    let (introduced, relations) = match introduction {
        None => with.unwrap_or((Introduced::Freely, word)),
        Some(("CUE", relations)) => (Introduced::ByCue, relations),
        Some(("ING", relations)) => (Introduced::Gerund, relations),
        Some(("WH", relations)) => (Introduced::ByQuestion, relations),
        Some(("SPOKEN", relations)) => (Introduced::Spoken, relations),
        Some(("NAME", relations)) => (Introduced::Named, relations),
        Some(("WHAT", relations)) => (Introduced::OfWhat, relations),
        Some(("QUOTE", relations)) => (Introduced::Quoting, relations),
        Some((introduction, relations)) => (Introduced::By(introduction.to_owned()), relations),
    };
    let parse = |name| Relation::parse(name).ok_or_else(|| format!("{name:?} is no relation"));
    let relations = relations.split('|').map(parse).collect::<Result<_, _>>()?;
    Ok(Link { introduced, relations })
}

fn cue_need(text: &str) -> Result<CueNeed, String> {
    let inside = text.strip_suffix(']').ok_or_else(|| format!("{text:?} lacks its closing bracket"))?;
    let (list, strong) = inside.strip_suffix('!').map_or((inside, false), |list| (list, true));
    let frames = Frames::parse(list).ok_or_else(|| format!("{list:?} are no frames"))?;
    Ok(CueNeed { frames, strong })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n_forms(pattern: &str) -> Result<usize, String> {
        unfold(pattern).map(|forms| forms.len())
    }

    #[test]
    fn patterns_unfold() {
        for (pattern, n) in [
            ("QUOTE", 1),
            ("^ QUOTE \",\"? SOURCE-CUE[quote]", 2),
            ("QUOTE (SOURCE-CUE[quote] | CUE-SOURCE[quote])", 2),
            ("(\",\" | \":\") ? QUOTE ADVERB?", 6),
        ] {
            assert_eq!(n_forms(pattern), Ok(n), "{pattern}");
        }
    }

    #[test]
    fn trees_are_read() {
        use Relation as R;
        for (text, introduced, relations) in [
            ("CUE[that] > that:ccomp|obj", Introduced::By("that".to_owned()), vec![R::ClausalComplement, R::Object]),
            ("PASSIVE[of!] > csubj:pass", Introduced::Freely, vec![R::PassiveClausalSubject]),
            ("CUE[as] > as~obj ...", Introduced::With("as".to_owned()), vec![R::Object]),
            ("NOUN[to] > CUE:obl", Introduced::ByCue, vec![R::Oblique]),
            ("ACCORDING < parataxis", Introduced::Freely, vec![R::Parataxis]),
        ] {
            let pattern = tree_pattern(text).expect(text);
            assert_eq!(pattern.links, [Link { introduced, relations }], "{text}");
            assert_eq!(pattern.takes_rest, text.ends_with("..."), "{text}");
        }
    }

    #[test]
    fn mistakes_in_trees_are_named() {
        for (text, what) in [
            ("CUE[that] ccomp", "not of the form"),
            ("CUE > ccomp", "no cue"),
            ("ACCORDING[that] < obl", "no cue"),
            ("CUE[shout] > ccomp", "no frames"),
            ("CUE[that] > that:complement", "no relation"),
            ("CUE[that] > ...", "names no relation"),
        ] {
            let error = tree_pattern(text).expect_err(text);
            assert!(error.contains(what), "{text}: {error}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (pattern, what) in [
            ("QUOTES", "no element"),
            ("(QUOTE", "not closed"),
            ("QUOTE )", "out of place"),
            ("SOURCE-CUE[shout]", "no frames"),
            ("SOURCE-CUE", "no element"),
            ("QUOTE?", "can be empty"),
            ("A? B?", "no element"),
            ("QUOTE? ACCORDING? ADVERB? PHRASE? QUOTE? ACCORDING? ADVERB?", "more than"),
        ] {
            let error = n_forms(pattern).expect_err(pattern);
            assert!(error.contains(what), "{pattern}: {error}");
        }
    }
}
