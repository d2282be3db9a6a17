//! Web archives, one report a page and one for each item of a feed.

use std::io::BufRead;

use dateline_read::{ArchiveRecord, ArchiveRecords, FeedFind, FeedFinds, Passed, archive_records, feed_finds};

use super::{Content, Found, Item, unreadable};
use crate::{Place, Problem, ProblemCode, Remark};

/// The pages of an archive.
pub(super) struct Archive<R> {
    place: Place,
    records: ArchiveRecords<R>,
    /// The rest of the feed that is being read.
    feed: Option<FeedFinds>,
    /// Pages and items of feeds that were found.
    n_reports: u64,
    /// How many records were passed over, in the order of [`Passed::ALL`].
    n_passed: [u64; Passed::ALL.len()],
    is_over: bool,
}

impl<R: BufRead> Archive<R> {
    pub(super) fn new(place: Place, reader: R) -> Self {
        let n_passed = [0; Passed::ALL.len()];
        Self { place, records: archive_records(reader), feed: None, n_reports: 0, n_passed, is_over: false }
    }

    fn item(&mut self, content: Content) -> Found {
        self.n_reports += 1;
        let key = format!("{}#{}", self.place.key, self.n_reports).into();
        let place = Place { key, ..self.place.clone() };
        Found::Item(Item { place, content })
    }

    /// The next item of the feed that is being read.
    fn feed_item(&mut self) -> Option<Found> {
        let found = self.feed.as_mut()?.next();
        Some(match found? {
            FeedFind::Item(item) => self.item(Content::FeedItem(item)),
            FeedFind::Row(bytes) => self.item(Content::Row(bytes)),
            FeedFind::Damaged(what) => self.damaged(&format!("a feed, {what}")),
        })
    }

    fn damaged(&self, what: &str) -> Found {
        Found::Problem(Problem {
            code: ProblemCode::Unreadable,
            place: self.place.clone(),
            text: format!("damaged behind report {}: {what}", self.n_reports),
            hint: Some(
                "what follows is read as far as records begin there; fetch the archive again for the rest".to_owned(),
            ),
        })
    }

    /// What was passed over, if anything was.
    fn last_words(&mut self) -> Option<Found> {
        self.is_over = true;
        let counted = Passed::ALL.into_iter().zip(self.n_passed).filter(|(_, n)| *n > 0);
        let counted: Vec<_> = counted.map(|(passed, n)| format!("{n} {}", passed.name())).collect();
        let text = format!("passed over: {}", counted.join(", "));
        (!counted.is_empty()).then(|| Found::Remark(Remark { place: self.place.clone(), text }))
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.is_over {
            if let Some(found) = self.feed_item() {
                return Some(found);
            }
            match self.records.next() {
                Some(Ok(ArchiveRecord::Page { bytes, transfer })) => {
                    return Some(self.item(Content::Page(bytes, transfer)));
                }
                Some(Ok(ArchiveRecord::Feed(bytes))) => match feed_finds(&bytes) {
                    Ok(finds) => self.feed = Some(finds),
                    Err(refused) => return Some(self.damaged(&format!("a feed, {refused}"))),
                },
                Some(Ok(ArchiveRecord::Passed(passed))) => self.n_passed[passed as usize] += 1,
                Some(Ok(ArchiveRecord::Damaged(what))) => return Some(self.damaged(&what)),
                Some(Err(error)) => {
                    self.is_over = true;
                    return Some(Found::Problem(unreadable(self.place.clone(), &error)));
                }
                None => return self.last_words(),
            }
        }
        None
    }
}
