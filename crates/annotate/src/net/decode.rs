//! The scores of the heads to tags, lemmas, trees and names.

use std::ops::Range;

use dateline_core::syntax::Relation;
use dateline_core::{Lemmas, MentionKind, NamedMention, Span, Tokens, Upos, Word};

use super::kernel::LANES;
use super::model::{ARC, LABEL, Model, NameTag};
use super::tree::best_tree;
use super::{Given, Pass, Tagged};

/// Room for the products that a tree needs.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    dependents: Vec<f32>,
    turned: Vec<f32>,
    arcs: Vec<f32>,
    heads: Vec<f32>,
    hidden: Vec<f32>,
    relations: Vec<f32>,
    lemma: String,
    folded: String,
    likely: Vec<usize>,
    paths: Vec<[f32; NAME_TAGS_MAX]>,
    back: Vec<[u8; NAME_TAGS_MAX]>,
}

/// Words of one tree at most. A longer sentence (a list, a table) is cut into runs of so many; the head of each later
/// run depends on the head of the first.
const TREE_WORDS_MAX: usize = 192;

/// How many scripts are tried until one makes a known word.
const LEMMA_SCRIPTS_TRIED: usize = 6;

/// Name tags that there is room for; a model with more is refused.
pub(super) const NAME_TAGS_MAX: usize = 32;

impl Decoder {
    /// Reads what the network says about one sentence and appends it.
    pub(super) fn decode(&mut self, pass: &Pass<'_>, given: &Given<'_>, sentence: Span<Tokens>, tagged: &mut Tagged) {
        for first in sentence.range().step_by(TREE_WORDS_MAX) {
            let run = first..sentence.range().end.min(first + TREE_WORDS_MAX);
            self.words(pass, given, sentence, run.clone(), tagged);
            self.names(pass, run, &mut tagged.names);
        }
    }

    /// Reads the words of one run of a sentence, which is all of it if it is not very long.
    fn words(
        &mut self,
        pass: &Pass<'_>,
        given: &Given<'_>,
        sentence: Span<Tokens>,
        run: Range<usize>,
        tagged: &mut Tagged,
    ) {
        let heads = self.tree(pass, run.clone());
        let relations = self.relations(pass, run.clone(), &heads);
        let columns = pass.model.columns;
        let labels = &pass.model.labels;
        let root = if run.start > sentence.range().start { root_of(&tagged.words, sentence) } else { None };
        for ((token, head_in_run), relation) in run.clone().zip(&heads).zip(relations) {
            let row = pass.row(token);
            let upos = labels.upos[best(&row[columns.upos..columns.features])];
            let features = labels.features[best(&row[columns.features..columns.scripts])];
            let (head, relation) = match (*head_in_run, root) {
                (0, None) => (None, Relation::Root),
                (0, Some(_)) => (root, Relation::Parataxis),
                (head, _) => (u32::try_from(run.start + head - 1).ok(), relation),
            };
            tagged.words.push(Word { upos, features, head, relation });
            let scripts = &row[columns.scripts..columns.names];
            self.lemma(pass.model, scripts, given.text.get(given.tokens[token].span), upos, &mut tagged.lemmas);
        }
    }

    /// The head of each word: 0 for the root, else 1 + its place in the run.
    fn tree(&mut self, pass: &Pass<'_>, run: Range<usize>) -> Vec<usize> {
        let model = pass.model;
        let n_words = run.len();
        let stride = (n_words + 1).next_multiple_of(LANES);
        self.dependents.clear();
        for token in run.clone() {
            self.dependents.extend(pass.row(token)[..ARC].iter().map(|value| value.max(0.0)));
            self.dependents.push(1.0);
        }
        self.turned.clear();
        self.turned.resize(ARC * stride, 0.0);
        for dimension in 0..ARC {
            let row = &mut self.turned[dimension * stride..][..stride];
            row[0] = model.arc_root[dimension];
            for (value, token) in row[1..=n_words].iter_mut().zip(run.clone()) {
                *value = pass.row(token)[ARC + dimension].max(0.0);
            }
        }
        self.heads.resize(n_words * ARC, 0.0);
        pass.kernel.dense(&self.dependents, ARC + 1, &model.arc, ARC, &mut self.heads[..n_words * ARC]);
        self.arcs.resize(n_words * stride, 0.0);
        pass.kernel.dense(&self.heads[..n_words * ARC], ARC, &self.turned, stride, &mut self.arcs[..n_words * stride]);
        best_tree(&self.arcs[..n_words * stride], stride, n_words)
    }

    /// The relation of each word to its head.
    fn relations(&mut self, pass: &Pass<'_>, run: Range<usize>, heads: &[usize]) -> Vec<Relation> {
        let model = pass.model;
        let n_columns = model.relation_biases.len();
        let from = 2 * ARC;
        self.hidden.clear();
        for (token, head) in run.clone().zip(heads) {
            let dependent = &pass.row(token)[from..from + LABEL];
            let head = match head {
                0 => &model.label_root[..],
                head => &pass.row(run.start + head - 1)[from + LABEL..from + 2 * LABEL],
            };
            self.hidden.extend(dependent.iter().zip(head).map(|(dependent, head)| (dependent + head).max(0.0)));
        }
        self.relations.resize(heads.len() * n_columns, 0.0);
        pass.kernel.dense(
            &self.hidden,
            LABEL,
            &model.relations,
            n_columns,
            &mut self.relations[..heads.len() * n_columns],
        );
        let relations = &model.labels.relations;
        let rows = self.relations.chunks_exact_mut(n_columns).zip(heads);
        rows.map(|(row, head)| {
            for ((score, bias), relation) in row.iter_mut().zip(&model.relation_biases).zip(relations) {
                // Only the head of a sentence is its root.
                let may_be = (*relation == Relation::Root) == (*head == 0);
                *score = if may_be { *score + bias } else { f32::NEG_INFINITY };
            }
            relations[best(&row[..relations.len()])]
        })
        .collect()
    }

    /// The lemma as the word list has it, else by the best script that makes a known word, else by the best script.
    fn lemma(&mut self, model: &Model, scripts: &[f32], form: &str, upos: Upos, lemmas: &mut Lemmas) {
        if let Some(lemma) = model.lemmas.of(form, upos, &mut self.lemma) {
            lemmas.push(lemma);
            return;
        }
        let mut made = std::mem::take(&mut self.lemma);
        made.clear();
        model.labels.scripts[best(scripts)].apply(form, &mut made);
        if !model.knows(&made, &mut self.folded) && made.to_lowercase() != form.to_lowercase() {
            self.make_known(model, scripts, form, &mut made);
        }
        lemmas.push(if made.is_empty() { form } else { &made });
        self.lemma = made;
    }

    /// Replaces a lemma that nobody knows by that of the next best script that makes a known word, if one does.
    fn make_known(&mut self, model: &Model, scripts: &[f32], form: &str, made: &mut String) {
        self.likely.clear();
        self.likely.extend(0..scripts.len());
        self.likely.sort_by(|a, b| scripts[*b].total_cmp(&scripts[*a]).then(a.cmp(b)));
        let mut other = String::new();
        for script in self.likely.iter().take(LEMMA_SCRIPTS_TRIED).skip(1) {
            other.clear();
            model.labels.scripts[*script].apply(form, &mut other);
            if model.knows(&other, &mut self.folded) {
                std::mem::swap(made, &mut other);
                return;
            }
        }
    }

    /// The best row of name tags in which no name goes on that has not begun (Viterbi 1967).
    fn names(&mut self, pass: &Pass<'_>, run: Range<usize>, names: &mut Vec<NamedMention>) {
        let columns = pass.model.columns;
        let tags = &pass.model.labels.names;
        let n_words = run.len();
        self.paths.clear();
        self.back.clear();
        for token in run.clone() {
            let row = &pass.row(token)[columns.names..columns.starts];
            let before = self.paths.last().copied();
            let (mut path, mut back) = ([f32::NEG_INFINITY; NAME_TAGS_MAX], [0; NAME_TAGS_MAX]);
            for (tag, score) in row.iter().enumerate() {
                let (from, so_far) = best_before(tags, tag, before.as_ref());
                path[tag] = so_far + score;
                back[tag] = u8::try_from(from).expect("there are fewer tags than that");
            }
            self.paths.push(path);
            self.back.push(back);
        }
        let Some(last) = self.paths.last() else { return };
        let mut tag = best(&last[..tags.len()]);
        let mut chosen = vec![NameTag::Outside; n_words];
        for word in (0..n_words).rev() {
            chosen[word] = tags[tag];
            tag = usize::from(self.back[word][tag]);
        }
        push_names(&chosen, run.start, names);
    }
}

/// The best tag before a tag, and the score of the path that ends with it.
fn best_before(tags: &[NameTag], tag: usize, before: Option<&[f32; NAME_TAGS_MAX]>) -> (usize, f32) {
    let may_follow = |from: NameTag| match tags[tag] {
        NameTag::Continues(kind) => from == NameTag::Begins(kind) || from == NameTag::Continues(kind),
        _ => true,
    };
    let Some(before) = before else {
        let begins = !matches!(tags[tag], NameTag::Continues(_));
        return (0, if begins { 0.0 } else { f32::NEG_INFINITY });
    };
    let mut found = (0, f32::NEG_INFINITY);
    for (from, score) in before[..tags.len()].iter().enumerate() {
        if may_follow(tags[from]) && *score > found.1 {
            found = (from, *score);
        }
    }
    found
}

fn push_names(tags: &[NameTag], from: usize, names: &mut Vec<NamedMention>) {
    let mut open: Option<(usize, MentionKind)> = None;
    let mut close = |open: &mut Option<(usize, MentionKind)>, end: usize| {
        if let Some((first, kind)) = open.take() {
            names.push(NamedMention { tokens: Span::of(from + first..from + end), kind });
        }
    };
    for (word, tag) in tags.iter().enumerate() {
        match tag {
            NameTag::Continues(_) => {}
            NameTag::Outside => close(&mut open, word),
            NameTag::Begins(kind) => {
                close(&mut open, word);
                open = Some((word, *kind));
            }
        }
    }
    close(&mut open, tags.len());
}

/// The root of a sentence whose first run is there already.
fn root_of(words: &[Word], sentence: Span<Tokens>) -> Option<u32> {
    let at = words[sentence.range().start..].iter().position(|word| word.head.is_none())?;
    Some(sentence.start() + u32::try_from(at).expect("a sentence is shorter than its text"))
}

/// The place of the highest score; of equal ones the first.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}
