//! Web archives, one report a page.

use std::io::BufRead;

use dateline_read::{ArchiveRecord, ArchiveRecords, Passed, Transfer, archive_records};

use super::{Content, Found, Item, unreadable};
use crate::{Place, Problem, ProblemCode, Remark};

/// The pages of an archive.
pub(super) struct Archive<R> {
    place: Place,
    records: ArchiveRecords<R>,
    n_pages: u64,
    /// How many records were passed over, in the order of [`Passed::ALL`].
    n_passed: [u64; Passed::ALL.len()],
    is_over: bool,
}

impl<R: BufRead> Archive<R> {
    pub(super) fn new(place: Place, reader: R) -> Self {
        let n_passed = [0; Passed::ALL.len()];
        Self { place, records: archive_records(reader), n_pages: 0, n_passed, is_over: false }
    }

    fn page(&mut self, bytes: Vec<u8>, transfer: Transfer) -> Found {
        self.n_pages += 1;
        let key = format!("{}#{}", self.place.key, self.n_pages).into();
        let place = Place { key, ..self.place.clone() };
        Found::Item(Item { place, content: Content::Page(bytes, transfer) })
    }

    fn damaged(&self, what: &str) -> Found {
        Found::Problem(Problem {
            code: ProblemCode::Unreadable,
            place: self.place.clone(),
            text: format!("damaged behind page {}: {what}", self.n_pages),
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
            match self.records.next() {
                Some(Ok(ArchiveRecord::Page { bytes, transfer })) => return Some(self.page(bytes, transfer)),
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
