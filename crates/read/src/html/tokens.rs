//! The tokens of a page on their way into its tree.
//!
//! html5gum hands out the pieces of a token as it comes upon them. They are put together here and not by one of its own
//! emitters, because most of a page's bytes are scripts, styles and attributes that the tree does not keep: these are never
//! copied, and what is wrong with them is not looked for. Together this halves the time that a page takes to become a tree.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, naive_next_state};

use super::tag::Tag;
use super::tree::{Attribute, Builder};

/// How many attributes of one element are looked at.
const ATTRIBUTES_MAX: usize = 64;

/// The longest attribute that is kept: longer ones are pictures and programs.
const ATTRIBUTE_BYTES_MAX: usize = 8 << 10;

/// Puts the pieces of tokens together and hands them to the builder of a tree.
pub(super) struct Tokens<'b> {
    builder: &'b mut Builder,
    /// Characters that no tag followed yet.
    text: Vec<u8>,
    /// Whether the tree keeps the text that comes next; known until a tag comes.
    keeps_text: bool,
    tag: TagToken,
    /// The name of the last start tag, by which the tokenizer knows the end of a script.
    last_start: Vec<u8>,
}

/// The tag that is being read.
#[derive(Default)]
struct TagToken {
    name: Vec<u8>,
    is_end: bool,
    /// The first attribute that was kept of it, in the order of the tree's.
    first_attribute: u32,
    n_attributes: usize,
    attribute_name: Vec<u8>,
    attribute_value: Vec<u8>,
    /// Whether the tree keeps the value; `None` before it begins.
    keeps_value: Option<bool>,
}

impl<'b> Tokens<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Self {
        Self { builder, text: Vec::new(), keeps_text: true, tag: TagToken::default(), last_start: Vec::new() }
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.builder.text(&self.text);
            self.text.clear();
        }
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.tag.name.clear();
        self.tag.is_end = is_end;
        self.tag.first_attribute = self.builder.n_attributes();
        self.tag.n_attributes = 0;
    }

    fn end_attribute(&mut self) {
        let tag = &mut self.tag;
        if !tag.attribute_name.is_empty() && !tag.is_end {
            tag.n_attributes += 1;
            if let Some(attribute) =
                Attribute::of_name(&tag.attribute_name).filter(|_| tag.n_attributes <= ATTRIBUTES_MAX)
            {
                let fits = tag.attribute_value.len() <= ATTRIBUTE_BYTES_MAX;
                self.builder.attribute(attribute, if fits { &tag.attribute_value } else { &[] });
            }
        }
        tag.attribute_name.clear();
        tag.attribute_value.clear();
        tag.keeps_value = None;
    }
}

impl Emitter for Tokens<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(last_start_tag.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, characters: &[u8]) {
        if self.keeps_text {
            self.text.extend_from_slice(characters);
        }
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn init_comment(&mut self) {
        self.end_text();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_text();
        self.end_attribute();
        let tag = Tag::of_name(&self.tag.name);
        if self.tag.is_end {
            self.last_start.clear();
            self.builder.end(tag);
        } else {
            std::mem::swap(&mut self.last_start, &mut self.tag.name);
            self.builder.start(tag, self.tag.first_attribute);
        }
        self.keeps_text = self.builder.keeps_text();
        naive_next_state(&self.last_start)
    }

    fn emit_current_comment(&mut self) {}

    fn emit_current_doctype(&mut self) {}

    fn set_self_closing(&mut self) {}

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.end_text();
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute_name.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        let tag = &mut self.tag;
        let keeps = *tag.keeps_value.get_or_insert_with(|| Attribute::of_name(&tag.attribute_name).is_some());
        // One byte more than may be kept shows that it is too long.
        if keeps && tag.attribute_value.len() <= ATTRIBUTE_BYTES_MAX {
            tag.attribute_value.extend_from_slice(value);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }
}
