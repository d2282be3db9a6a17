//! Values with notes: what comes from outside is never our error.

/// A value and what is to be said about how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The value, as good as the input allowed.
    pub value: T,
    /// What a reader of the value should know.
    pub notes: Vec<Note>,
}

impl<T> Outcome<T> {
    /// A value with nothing to say about it.
    pub const fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// The outcome with its value passed through `f` and its notes kept.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { value: f(self.value), notes: self.notes }
    }
}

/// One remark on a value, for people (`text`) and programs (`code`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of remark.
    pub code: NoteCode,
    /// The remark: what, where, what to do.
    pub text: String,
}

impl Note {
    /// Makes a note.
    pub fn new(code: NoteCode, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}

/// The closed list of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteCode {
    /// The report holds no text.
    EmptyText,
    /// The bytes were not UTF-8; the text was decoded from another encoding.
    Decoded,
    /// Some bytes could not be decoded and stand as replacement characters.
    Undecodable,
    /// Two reports of one run had the same key; the later one was given another.
    KeyRepeated,
    /// A given publication day was not understood and is left out.
    DateNotUnderstood,
    /// A given field has the wrong type and is left out.
    FieldIgnored,
    /// The report is in a language for which there are no rules.
    LanguageUnsupported,
    /// A limit was reached; what lies behind it was not looked at.
    LimitReached,
    /// Places that speak of one thing say different things.
    MetadataDisagrees,
    /// Only a part of the report was given: its title, its summary, its address.
    PartialText,
}

impl NoteCode {
    /// All codes, in the order of their documentation.
    pub const ALL: [Self; 10] = [
        Self::EmptyText,
        Self::Decoded,
        Self::Undecodable,
        Self::KeyRepeated,
        Self::DateNotUnderstood,
        Self::FieldIgnored,
        Self::LanguageUnsupported,
        Self::LimitReached,
        Self::MetadataDisagrees,
        Self::PartialText,
    ];

    /// The code as it stands in the output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmptyText => "empty_text",
            Self::Decoded => "decoded",
            Self::Undecodable => "undecodable",
            Self::KeyRepeated => "key_repeated",
            Self::DateNotUnderstood => "date_not_understood",
            Self::FieldIgnored => "field_ignored",
            Self::LanguageUnsupported => "language_unsupported",
            Self::LimitReached => "limit_reached",
            Self::MetadataDisagrees => "metadata_disagrees",
            Self::PartialText => "partial_text",
        }
    }
}
