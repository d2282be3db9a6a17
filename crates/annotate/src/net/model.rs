//! A model as it stands in its folder: manifest, word pieces, weights. Nothing is taken that does not fit.

use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use dateline_core::syntax::Relation;
use dateline_core::{Features, MentionKind, Upos};
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use super::decode::NAME_TAGS_MAX;
use super::kernel::{ATTENTION_WIDTH, Aligned, LANES, PANEL, Product, WINDOW};
use super::pieces::{SURFACES, Vocabulary};
use super::stretches::{Stretches, characters, place};

/// The format that this version reads: names, order and packing of the tensors, and what the heads mean.
const FORMAT: u32 = 1;

/// The widths of the encoder.
pub(crate) const WIDTH: usize = ATTENTION_WIDTH;
pub(crate) const WIDE: usize = 1536;

/// Places in a window for which there are positions.
pub(crate) const POSITIONS: usize = WINDOW;

/// The widths of what the tree is made from.
pub(crate) const ARC: usize = 128;
pub(crate) const LABEL: usize = 128;

const MANIFEST: &str = "manifest.toml";
const PIECES: &str = "pieces.txt";
const WEIGHTS: &str = "weights.safetensors";
const LEMMAS: &str = "lemmas.tsv";

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of it cannot be read.
    #[error("cannot read {}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The manifest is no manifest.
    #[error("{MANIFEST} is not a model manifest: {0}")]
    Manifest(String),
    /// It is written in another format than this version reads.
    #[error("the model has format {found}, this version reads format {FORMAT}")]
    Format {
        /// What the manifest says.
        found: u32,
    },
    /// A file is not the one that the manifest names.
    #[error("{file} is not the file that {MANIFEST} names: its hash is {found}")]
    Hash {
        /// The file's name.
        file: &'static str,
        /// Its hash.
        found: String,
    },
    /// A label has no meaning for this version.
    #[error("the model's {set} hold `{label}`, which this version does not know")]
    Label {
        /// The label set.
        set: &'static str,
        /// The label.
        label: String,
    },
    /// A tensor is missing or has another shape than the manifest asks for.
    #[error("the tensor `{0}` is missing from {WEIGHTS} or has another shape than the labels ask for")]
    Tensor(String),
}

/// What a manifest says.
#[derive(Debug, Deserialize)]
struct Manifest {
    format: u32,
    name: String,
    version: String,
    layers: usize,
    files: Files,
    labels: LabelNames,
}

#[derive(Debug, Deserialize)]
struct Files {
    lemmas: File,
    pieces: File,
    weights: File,
}

#[derive(Debug, Deserialize)]
struct File {
    blake3: String,
}

#[derive(Debug, Deserialize)]
struct LabelNames {
    upos: Vec<String>,
    features: Vec<String>,
    scripts: Vec<String>,
    relations: Vec<String>,
    names: Vec<String>,
}

/// What the heads can say.
#[derive(Debug)]
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub features: Vec<Features>,
    pub scripts: Vec<Script>,
    pub relations: Vec<Relation>,
    pub names: Vec<NameTag>,
}

/// How a lemma is made of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    /// This word, whatever the form.
    Whole(Box<str>),
    /// The form, cut and lengthened.
    Ending {
        /// Whether it is lower-cased first.
        lower: bool,
        /// How many characters are cut.
        cut: usize,
        /// What is added.
        added: Box<str>,
    },
}

impl Script {
    /// Reads `=be`, `l2y` (lower case, cut two, add "y"), `k0` (keep the case).
    fn parse(script: &str) -> Option<Self> {
        let mut chars = script.chars();
        let lower = match chars.next()? {
            '=' => return Some(Self::Whole(Box::from(chars.as_str()))),
            'l' => true,
            'k' => false,
            _ => return None,
        };
        let rest = chars.as_str();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let cut = rest[..digits].parse().ok()?;
        Some(Self::Ending { lower, cut, added: Box::from(&rest[digits..]) })
    }

    /// Writes the lemma of a form. A form that is too short for the script stays as it is.
    pub(crate) fn apply(&self, form: &str, lemma: &mut String) {
        match self {
            Self::Whole(word) => lemma.push_str(word),
            Self::Ending { lower, cut, added } => {
                let from = lemma.len();
                if *lower {
                    lemma.extend(form.chars().flat_map(char::to_lowercase));
                } else {
                    lemma.push_str(form);
                }
                let kept = lemma[from..].char_indices().rev().nth(cut.wrapping_sub(1)).map(|(at, _)| from + at);
                match kept {
                    _ if *cut == 0 => lemma.push_str(added),
                    Some(kept) => {
                        lemma.truncate(kept);
                        lemma.push_str(added);
                    }
                    None => {}
                }
            }
        }
    }
}

/// Lemmas of forms that the training corpora hold.
#[derive(Debug)]
pub(crate) struct LemmaList {
    /// The file, and behind it in lower case the lemmas that it writes otherwise.
    text: String,
    /// Where the lemma stands, by the form, a tab and the tag.
    by_form: Stretches<Range<u32>>,
    /// Every lemma, in lower case.
    known: Stretches<()>,
}

impl LemmaList {
    /// Reads lines of form, tag and lemma, with tabs between.
    fn parse(table: &str) -> Result<Self, ModelError> {
        let mut text = String::with_capacity(table.len() + table.len() / 8);
        text.push_str(table);
        let mut by_form = Stretches::with_capacity(32_768);
        let mut known = Stretches::with_capacity(32_768);
        for line in table.lines() {
            let (key, lemma) =
                line.rsplit_once('\t').ok_or_else(|| ModelError::Label { set: "lemmas", label: line.to_owned() })?;
            let lemma_at = place(table, lemma);
            let lower_at = if lemma.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
                lemma_at.clone()
            } else {
                let start = text.len();
                text.push_str(&lemma.to_lowercase());
                place(&text, &text[start..])
            };
            known.insert(&text, lower_at, ());
            by_form.insert(&text, place(table, key), lemma_at);
        }
        Ok(Self { text, by_form, known })
    }

    /// The lemma of a form with this tag; `key` is room to work in.
    pub(crate) fn of(&self, form: &str, upos: Upos, key: &mut String) -> Option<&str> {
        key.clear();
        key.push_str(form);
        key.push('\t');
        key.push_str(upos.name());
        self.by_form.get(&self.text, key).map(|lemma| characters(&self.text, lemma))
    }

    /// Whether a word in lower case is a lemma.
    fn knows(&self, lower: &str) -> bool {
        self.known.get(&self.text, lower).is_some()
    }
}

/// What a word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameTag {
    Outside,
    Begins(MentionKind),
    Continues(MentionKind),
}

impl NameTag {
    fn parse(tag: &str) -> Option<Self> {
        match tag.split_once('-') {
            None if tag == "O" => Some(Self::Outside),
            Some(("B", kind)) => MentionKind::parse(kind).map(Self::Begins),
            Some(("I", kind)) => MentionKind::parse(kind).map(Self::Continues),
            _ => None,
        }
    }
}

/// The columns of the shared projection, in their order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    pub upos: usize,
    pub features: usize,
    pub scripts: usize,
    pub names: usize,
    pub starts: usize,
    pub n_columns: usize,
    /// From one row of scores to the next: whole panels.
    pub stride: usize,
}

impl Columns {
    fn of(labels: &Labels) -> Self {
        let upos = 2 * ARC + 2 * LABEL;
        let features = upos + labels.upos.len();
        let scripts = features + labels.features.len();
        let names = scripts + labels.scripts.len();
        let starts = names + labels.names.len();
        let n_columns = starts + 1;
        Self { upos, features, scripts, names, starts, n_columns, stride: n_columns.next_multiple_of(PANEL) }
    }
}

/// One matrix of weights, packed as [`Product`] wants it.
#[derive(Debug)]
pub(crate) struct Weights {
    packed: Aligned,
    /// One for each column, those that fill the last panel with it; so are scales and biases.
    corrections: Vec<i32>,
    scales: Vec<f32>,
    biases: Vec<f32>,
    depth: usize,
}

impl Weights {
    const fn n_weights(&self) -> usize {
        self.depth * self.scales.len()
    }
}

/// One encoder layer.
#[derive(Debug)]
pub(crate) struct Layer {
    pub inputs: Weights,
    pub mixed: Weights,
    pub mixed_norm: Norm,
    pub wide: Weights,
    pub narrow: Weights,
    pub narrow_norm: Norm,
}

/// Scale and shift behind a normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A trained network with its word pieces and label sets.
#[derive(Debug)]
pub struct Model {
    name: String,
    version: String,
    hash: String,
    bytes: Cow<'static, [u8]>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lemmas: LemmaList,
    pub(crate) labels: Labels,
    pub(crate) columns: Columns,
    pieces_at: Range<usize>,
    piece_scales: Vec<f32>,
    pub(crate) positions: Vec<f32>,
    pub(crate) surfaces: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) outputs: Weights,
    /// `ARC + 1` rows of `ARC`: the last is for what a head is worth by itself.
    pub(crate) arc: Vec<f32>,
    pub(crate) arc_root: Vec<f32>,
    pub(crate) label_root: Vec<f32>,
    /// `LABEL` rows of `relation_columns`.
    pub(crate) relations: Vec<f32>,
    pub(crate) relation_biases: Vec<f32>,
}

impl Model {
    /// The English model that is built in.
    ///
    /// # Panics
    /// If it is defective; a test loads it.
    #[must_use]
    pub fn english() -> Self {
        let manifest = include_str!("../../../../models/en/manifest.toml");
        let lemmas = include_str!("../../../../models/en/lemmas.tsv");
        let pieces = include_str!("../../../../models/en/pieces.txt");
        let weights = include_bytes!("../../../../models/en/weights.safetensors");
        // The hashes of what is built in are checked by a test, not at every start.
        Self::from_parts(manifest, lemmas, pieces, Cow::Borrowed(weights))
            .unwrap_or_else(|error| panic!("built-in model: {error}"))
    }

    /// Reads a model from a folder and checks its hashes.
    ///
    /// # Errors
    /// If a file is missing or not the one that the manifest names, or if format or labels do not fit this version.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|source| ModelError::Unreadable { path, source })
        };
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|error| ModelError::Manifest(error.to_string()));
        let manifest = text(read(MANIFEST)?)?;
        let (lemmas, pieces, weights) = (read(LEMMAS)?, read(PIECES)?, read(WEIGHTS)?);
        let files = parse_manifest(&manifest)?.files;
        check_hash(LEMMAS, &files.lemmas, &lemmas)?;
        check_hash(PIECES, &files.pieces, &pieces)?;
        check_hash(WEIGHTS, &files.weights, &weights)?;
        Self::from_parts(&manifest, &text(lemmas)?, &text(pieces)?, Cow::Owned(weights))
    }

    fn from_parts(manifest: &str, lemmas: &str, pieces: &str, bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let hash = blake3::hash(manifest.as_bytes()).to_hex()[..16].to_owned();
        let manifest = parse_manifest(manifest)?;
        let labels = Labels::parse(&manifest.labels)?;
        if let Some(surplus) = manifest.labels.names.get(NAME_TAGS_MAX) {
            return Err(ModelError::Label { set: "names", label: surplus.clone() });
        }
        let columns = Columns::of(&labels);
        let vocabulary =
            Vocabulary::parse(pieces).ok_or_else(|| ModelError::Manifest(format!("{PIECES} lacks a special piece")))?;
        let tensors = SafeTensors::deserialize(&bytes).map_err(|_| ModelError::Tensor("header".to_owned()))?;
        let file = Tensors { tensors, bytes: &bytes };
        let n_relations = labels.relations.len().next_multiple_of(LANES);
        let (pieces_at, piece_scales) = (
            file.whole("pieces.weights", Dtype::I8, vocabulary.len() * WIDTH)?,
            file.floats("pieces.scales", vocabulary.len())?,
        );
        let layers = (0..manifest.layers).map(|layer| file.layer(layer)).collect::<Result<_, _>>()?;
        let network = Self {
            name: manifest.name,
            version: manifest.version,
            hash,
            pieces_at,
            piece_scales,
            positions: file.floats("positions", POSITIONS * WIDTH)?,
            surfaces: file.floats("surfaces", SURFACES * WIDTH)?,
            norm: file.norm("norm")?,
            layers,
            outputs: file.weights("outputs", WIDTH, columns.n_columns)?,
            arc: file.floats("arc", (ARC + 1) * ARC)?,
            arc_root: file.floats("arc_root", ARC)?,
            label_root: file.floats("label_root", LABEL)?,
            relations: file.floats("relations.weight", LABEL * n_relations)?,
            relation_biases: file.floats("relations.bias", n_relations)?,
            lemmas: LemmaList::parse(lemmas)?,
            vocabulary,
            labels,
            columns,
            bytes: Cow::Borrowed(&[]),
        };
        Ok(Self { bytes, ..network })
    }

    /// The name of the model.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The hash of its manifest, which names the hashes of all its files; hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Bytes of its weights.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The multiplications and additions of bytes that so many word pieces of so many words take.
    pub(crate) fn byte_operations(&self, n_pieces: usize, n_words: usize) -> u64 {
        let mut n_multiplied = n_words * self.outputs.n_weights();
        for (at, layer) in self.layers.iter().enumerate() {
            // Behind the last attention only the first piece of each word goes on.
            let n_rows = if at + 1 == self.layers.len() { n_words } else { n_pieces };
            let behind_attention = layer.mixed.n_weights() + layer.wide.n_weights() + layer.narrow.n_weights();
            n_multiplied += n_pieces * layer.inputs.n_weights() + n_rows * behind_attention;
        }
        2 * n_multiplied as u64
    }

    /// Whether a word is among the lemmas or the word pieces; `folded` is room to work in.
    pub(crate) fn knows(&self, word: &str, folded: &mut String) -> bool {
        folded.clear();
        folded.extend(word.chars().flat_map(char::to_lowercase));
        self.lemmas.knows(folded) || self.vocabulary.is_word(folded)
    }

    /// The row of a word piece in the word table, with its scale.
    pub(crate) fn piece(&self, piece: u32) -> (&[i8], f32) {
        let at = self.pieces_at.start + piece as usize * WIDTH;
        (signed(&self.bytes[at..at + WIDTH]), self.piece_scales[piece as usize])
    }

    /// A product of quantised rows with these weights.
    pub(crate) fn product<'a>(&'a self, weights: &'a Weights, bytes: &'a [u8], row_scales: &'a [f32]) -> Product<'a> {
        Product {
            bytes,
            row_scales,
            weights: signed(weights.packed.bytes()),
            corrections: &weights.corrections,
            scales: &weights.scales,
            biases: &weights.biases,
            depth: weights.depth,
            n_columns: weights.scales.len(),
        }
    }
}

/// Bytes as signed numbers.
fn signed(bytes: &[u8]) -> &[i8] {
    bytemuck::cast_slice(bytes)
}

fn parse_manifest(text: &str) -> Result<Manifest, ModelError> {
    let manifest: Manifest = toml::from_str(text).map_err(|error| ModelError::Manifest(error.to_string()))?;
    if manifest.format == FORMAT { Ok(manifest) } else { Err(ModelError::Format { found: manifest.format }) }
}

fn check_hash(file: &'static str, named: &File, bytes: &[u8]) -> Result<(), ModelError> {
    let found = blake3::hash(bytes).to_hex();
    if found.as_str() == named.blake3 { Ok(()) } else { Err(ModelError::Hash { file, found: found.to_string() }) }
}

impl Labels {
    fn parse(names: &LabelNames) -> Result<Self, ModelError> {
        fn each<T>(
            set: &'static str,
            labels: &[String],
            parse: impl Fn(&str) -> Option<T>,
        ) -> Result<Vec<T>, ModelError> {
            let parsed = labels.iter().map(|label| parse(label).ok_or_else(|| label.clone()));
            parsed.collect::<Result<_, _>>().map_err(|label| ModelError::Label { set, label })
        }
        Ok(Self {
            upos: each("upos", &names.upos, Upos::parse)?,
            // A feature set that is written back as it was read holds nothing that this version does not know.
            features: each("features", &names.features, |set| {
                Some(Features::parse(set)).filter(|features| features.to_string() == set)
            })?,
            scripts: each("scripts", &names.scripts, Script::parse)?,
            relations: each("relations", &names.relations, Relation::parse)?,
            names: each("names", &names.names, NameTag::parse)?,
        })
    }
}

/// The tensors of a file.
struct Tensors<'a> {
    tensors: SafeTensors<'a>,
    bytes: &'a [u8],
}

impl Tensors<'_> {
    /// Where the bytes of a tensor of so many numbers stand in the file.
    fn whole(&self, name: &str, dtype: Dtype, n_numbers: usize) -> Result<Range<usize>, ModelError> {
        let missing = || ModelError::Tensor(name.to_owned());
        let view = self.tensors.tensor(name).map_err(|_| missing())?;
        if view.dtype() != dtype || view.shape().iter().product::<usize>() != n_numbers {
            return Err(missing());
        }
        let start = view.data().as_ptr().addr() - self.bytes.as_ptr().addr();
        Ok(start..start + view.data().len())
    }

    fn fours<T>(&self, name: &str, dtype: Dtype, n: usize, read: fn([u8; 4]) -> T) -> Result<Vec<T>, ModelError> {
        let at = self.whole(name, dtype, n)?;
        Ok(self.bytes[at].chunks_exact(4).map(|four| read(four.try_into().expect("four bytes"))).collect())
    }

    fn floats(&self, name: &str, n: usize) -> Result<Vec<f32>, ModelError> {
        self.fours(name, Dtype::F32, n, f32::from_le_bytes)
    }

    fn norm(&self, name: &str) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), WIDTH)?,
            bias: self.floats(&format!("{name}.bias"), WIDTH)?,
        })
    }

    fn weights(&self, name: &str, depth: usize, n_columns: usize) -> Result<Weights, ModelError> {
        let padded = n_columns.next_multiple_of(PANEL);
        let whole_panels = |mut numbers: Vec<f32>| {
            numbers.resize(padded, 0.0);
            numbers
        };
        Ok(Weights {
            packed: Aligned::of(&self.bytes[self.whole(&format!("{name}.weights"), Dtype::I8, padded * depth)?]),
            corrections: self.fours(&format!("{name}.corrections"), Dtype::I32, padded, i32::from_le_bytes)?,
            scales: whole_panels(self.floats(&format!("{name}.scales"), n_columns)?),
            biases: whole_panels(self.floats(&format!("{name}.biases"), n_columns)?),
            depth,
        })
    }

    fn layer(&self, layer: usize) -> Result<Layer, ModelError> {
        let name = |part: &str| format!("layers.{layer}.{part}");
        Ok(Layer {
            inputs: self.weights(&name("inputs"), WIDTH, 3 * WIDTH)?,
            mixed: self.weights(&name("mixed"), WIDTH, WIDTH)?,
            mixed_norm: self.norm(&name("mixed_norm"))?,
            wide: self.weights(&name("wide"), WIDTH, WIDE)?,
            narrow: self.weights(&name("narrow"), WIDE, WIDTH)?,
            narrow_norm: self.norm(&name("narrow_norm"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn scripts_make_lemmas() {
        for (script, form, expected) in [
            ("=be", "was", "be"),
            ("l0", "Port", "port"),
            ("k0", "Lisbon", "Lisbon"),
            ("l1", "Ports", "port"),
            ("l3y", "cities", "city"),
            ("k1", "Brejos", "Brejo"),
            ("l4", "was", "was"),
            ("l3", "was", ""),
        ] {
            let mut lemma = String::from("…");
            Script::parse(script).expect("a script").apply(form, &mut lemma);
            assert_eq!(lemma, format!("…{expected}"), "{script} {form}");
        }
        assert_eq!(Script::parse("x1"), None);
        assert_eq!(Script::parse("lx"), None);
    }
}
