//! Where lists say what, by `data/feed_metadata.tsv`.

use dateline_core::{Evidence, Field, Table, TableError};

use super::{FeedItem, Said};

/// What stands before the places of what the list says of itself.
const OF_CHANNEL: &str = "channel/";

/// How many values of one place are looked at, as of pages: an item may be filed under some dozens of words.
const VALUES_MAX: usize = 64;

/// The places where lists say things, in order.
#[derive(Debug)]
pub(crate) struct FeedPlaces {
    rows: Vec<(FeedField, String)>,
}

/// What an item says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeedField {
    /// What is also said of pages.
    Known(Field),
    /// What the list calls it.
    Id,
    /// Its text in full.
    Content,
    /// Where the outlet is whose text it is.
    SourceAddress,
    /// What the list is called.
    ListTitle,
    /// Where the list is.
    ListAddress,
}

impl FeedField {
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "id" => Some(Self::Id),
            "content" => Some(Self::Content),
            "source_address" => Some(Self::SourceAddress),
            "list_title" => Some(Self::ListTitle),
            "list_address" => Some(Self::ListAddress),
            name => Field::of_name(name).map(Self::Known),
        }
    }
}

impl FeedPlaces {
    /// Reads the table.
    ///
    /// # Errors
    /// If a row names a field that there is not.
    pub(crate) fn parse(table: Table<'_>) -> Result<Self, TableError> {
        let rows = table.rows()?.into_iter().map(|row| {
            let (field, place) = (row.need("field")?, row.need("place")?);
            let field = FeedField::of_name(field).ok_or_else(|| row.error(format!("there is no field {field:?}")))?;
            Ok((field, place.to_owned()))
        });
        Ok(Self { rows: rows.collect::<Result<_, TableError>>()? })
    }

    /// What an item says of a field, the most trusted place first.
    pub(super) fn said<'i>(
        &'i self,
        item: &'i FeedItem,
        wanted: FeedField,
    ) -> impl Iterator<Item = (&'i str, &'i Said)> {
        let rows = self.rows.iter().filter(move |(field, _)| *field == wanted);
        rows.flat_map(move |(_, place)| {
            let (values, name) = match place.strip_prefix(OF_CHANNEL) {
                Some(name) => (&*item.channel, name),
                None => (item.values.as_slice(), place.as_str()),
            };
            let said = values.iter().filter(move |said| said.place == name).take(VALUES_MAX);
            said.map(move |said| (place.as_str(), said))
        })
    }

    /// All that an item says in short values, in the order of the places.
    pub(super) fn claims(&self, item: &FeedItem) -> Vec<Evidence> {
        let said = Field::ALL
            .into_iter()
            .flat_map(|field| self.said(item, FeedField::Known(field)).map(move |(place, said)| (field, place, said)));
        let claim = |(field, place, said): (Field, &str, &Said)| Evidence {
            field,
            from: place.into(),
            value: said.line().into(),
            is_chosen: false,
        };
        said.map(claim).collect()
    }
}
