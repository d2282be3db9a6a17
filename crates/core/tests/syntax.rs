//! The layers of the network: spellings that are read as they are written, and invariants of trees and names.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dateline_core::syntax::Relation;
use dateline_core::{
    Clean, Features, Layer, Lemmas, MentionKind, NamedMention, Producer, Sentence, Span, Stage, Syntax, SyntaxParts,
    Upos, Word,
};
use proptest::prelude::*;

fn layer<T>(items: Vec<T>) -> Layer<T> {
    Layer::new(items, Producer { stage: Stage::Annotate, version: "0.0.0", data_hash: "0".repeat(16) })
}

/// Sentences of so many tokens each.
fn sentences(n_tokens: &[u32]) -> Vec<Sentence> {
    let mut start = 0;
    let mut sentence = |n: &u32| {
        let tokens = Span::new(start, start + n);
        start += n;
        Sentence { span: Span::<Clean>::new(tokens.start(), tokens.end()), tokens, block: 0 }
    };
    n_tokens.iter().map(&mut sentence).collect()
}

fn word(head: Option<u32>) -> Word {
    let relation = if head.is_some() { Relation::Unspecified } else { Relation::Root };
    Word { upos: Upos::Noun, features: Features::default(), head, relation }
}

fn names(spans: &[(u32, u32)]) -> Vec<NamedMention> {
    let name = |(start, end): &(u32, u32)| NamedMention { tokens: Span::new(*start, *end), kind: MentionKind::Person };
    spans.iter().map(name).collect()
}

fn parts(words: Vec<Word>, names: Vec<NamedMention>) -> SyntaxParts {
    let lemmas = words.iter().map(|_| "lemma").collect();
    SyntaxParts { words: layer(words), lemmas, names: layer(names) }
}

/// What the constructor refuses the layers for, if it does.
fn refusal(n_tokens: &[u32], parts: SyntaxParts) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| Syntax::new(&sentences(n_tokens), parts))).err()?;
    let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
    said.or_else(|| panic.downcast_ref::<String>().cloned())
}

/// Whether every word leads up to a head of its sentence in as many steps as there are words.
fn is_tree(heads: &[Option<u32>]) -> bool {
    let leads_up = |start: usize| {
        let mut at = Some(start);
        for _ in 0..heads.len() {
            at = at.and_then(|token| heads[token]).map(|head| head as usize);
        }
        at.is_none()
    };
    heads.iter().filter(|head| head.is_none()).count() == 1 && (0..heads.len()).all(leads_up)
}

#[test]
fn names_are_read_as_they_are_written() {
    for upos in Upos::ALL {
        assert_eq!(Upos::parse(upos.name()), Some(*upos));
    }
    for relation in Relation::ALL {
        assert_eq!(Relation::parse(relation.name()), Some(*relation));
        assert!(Relation::parse(relation.universal()).is_some(), "{relation} belongs to no relation");
    }
    for kind in MentionKind::ALL {
        assert_eq!(MentionKind::parse(kind.name()), Some(*kind));
    }
    assert_eq!(Upos::ALL.len(), 17);
    assert_eq!([Upos::parse("noun"), Upos::parse("_"), Upos::parse("")], [None; 3]);
    assert_eq!([Relation::parse("nsubj:"), Relation::parse("nsubj:xyz")], [None; 2]);
}

#[test]
fn a_subtype_belongs_to_its_relation() {
    for (name, universal) in [("nsubj:pass", "nsubj"), ("acl:relcl", "acl"), ("obl", "obl"), ("root", "root")] {
        assert_eq!(Relation::parse(name).map(Relation::universal), Some(universal));
    }
}

#[test]
fn features_are_read_as_far_as_there_is_room_for_them() {
    for (column, printed) in [
        ("_", "_"),
        ("", "_"),
        (
            "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
            "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
        ),
        ("Number=Sing|Mood=Ind", "Mood=Ind|Number=Sing"),
        ("Case=Nom|ExtPos=ADP|Gender=Fem|NumType=Card|Typo=Yes", "Case=Nom|Gender=Fem"),
        ("Gender=Fem,Masc|Poss=Yes|PronType=Prs", "Poss=Yes|PronType=Prs"),
        ("Person=4|Voice=Pass", "Voice=Pass"),
        ("nonsense|Degree=Cmp|=|a=b=c", "Degree=Cmp"),
    ] {
        assert_eq!(Features::parse(column).to_string(), printed, "{column}");
    }
}

#[test]
fn a_word_is_small() {
    assert_eq!(size_of::<Features>(), 13);
    assert!(size_of::<Word>() <= 24, "a word takes {} bytes", size_of::<Word>());
}

#[test]
fn layers_that_are_no_trees_are_refused() {
    let root = None;
    let cases = [
        (vec![2], vec![root], "one word"),
        (vec![2], vec![root, root], "one root, not 2"),
        (vec![2], vec![Some(1), Some(0)], "one root, not 0"),
        (vec![3], vec![root, Some(2), Some(1)], "depend on itself"),
        (vec![2], vec![root, Some(1)], "depend on itself"),
        (vec![1, 1], vec![root, Some(0)], "in the sentence of its word"),
        (vec![1], vec![Some(1)], "in the sentence of its word"),
        (vec![1], vec![root, Some(0)], "one word"),
    ];
    for (n_tokens, heads, expected) in cases {
        let said = refusal(&n_tokens, parts(heads.iter().copied().map(word).collect(), Vec::new())).unwrap_or_default();
        assert!(said.contains(expected), "{n_tokens:?} {heads:?}: {said:?}");
    }
}

#[test]
fn the_relation_of_roots_is_the_roots_alone() {
    for wrong in [Word { relation: Relation::Object, ..word(None) }, Word { relation: Relation::Root, ..word(Some(0)) }]
    {
        let words = if wrong.head.is_none() { vec![wrong] } else { vec![word(None), wrong] };
        let n_tokens = u32::try_from(words.len()).expect("two words");
        let said = refusal(&[n_tokens], parts(words, Vec::new())).unwrap_or_default();
        assert!(said.contains("the root alone"), "{said:?}");
    }
}

#[test]
fn lemmas_must_be_as_many_as_words() {
    let mut parts = parts(vec![word(None)], Vec::new());
    parts.lemmas.push("more");
    let said = refusal(&[1], parts).unwrap_or_default();
    assert!(said.contains("one lemma"), "{said:?}");
}

#[test]
fn names_that_overlap_or_leave_their_sentence_are_refused() {
    let cases: [(&[(u32, u32)], &str); 7] = [
        (&[(0, 2), (2, 3), (3, 5)], ""),
        (&[(0, 0)], "a name has tokens"),
        (&[(1, 2), (0, 1)], "order of the text"),
        (&[(0, 2), (1, 3)], "do not overlap"),
        (&[(2, 4)], "lies in one sentence"),
        (&[(3, 6)], "lies in one sentence"),
        (&[(5, 6)], "lies in one sentence"),
    ];
    for (spans, expected) in cases {
        let words = [None, Some(0), Some(0), None, Some(3)].into_iter().map(word).collect();
        let said = refusal(&[3, 2], parts(words, names(spans))).unwrap_or_default();
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{spans:?}: {said:?}");
    }
}

#[test]
fn an_empty_report_has_empty_layers() {
    assert_eq!(refusal(&[], parts(Vec::new(), Vec::new())), None);
}

proptest! {
    #[test]
    fn features_are_read_as_they_are_printed(
        column in "((Case=(Nom|Acc|Gen)|Degree=(Pos|Cmp|Sup)|Mood=(Ind|Imp|Sub)|Number=(Sing|Plur|Ptan)|Person=[1-4]|Poss=Yes|PronType=(Prs|Rel|Zyx)|[A-Z][a-z]=X)[|]){0,6}",
    ) {
        let features = Features::parse(&column);
        let printed = features.to_string();
        prop_assert_eq!(Features::parse(&printed), features);
        let names: Vec<&str> = printed.split('|').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        prop_assert!(names.is_sorted(), "{}", printed);
    }

    #[test]
    fn lemmas_are_kept_as_they_came(lemmas in prop::collection::vec("[a-zé中]{0,5}", 0..20)) {
        let kept: Lemmas = lemmas.iter().collect();
        prop_assert_eq!(kept.len(), lemmas.len());
        prop_assert_eq!(kept.is_empty(), lemmas.is_empty());
        prop_assert_eq!(kept.iter().collect::<Vec<_>>(), lemmas);
    }

    #[test]
    fn trees_and_nothing_else_are_taken(
        heads in prop::collection::vec(prop::option::weighted(0.7, 0u32..6), 1..6),
    ) {
        let n_tokens = u32::try_from(heads.len()).expect("few words");
        let inside = heads.iter().flatten().all(|head| *head < n_tokens);
        let refused = refusal(&[n_tokens], parts(heads.iter().copied().map(word).collect(), Vec::new()));
        prop_assert_eq!(refused.is_none(), inside && is_tree(&heads), "{:?}", refused);
    }
}
