//! Full text.

use std::collections::{BTreeSet, HashMap};

use dateline_wire::{Hit, Schema, TextSpan};
use rusqlite::{Connection, params};

use crate::condition::Found;
use crate::error::{Fault, RecordError};
use crate::line;
use crate::record::Record;

/// Words of an excerpt, as many as stand in two or three lines.
const EXCERPT_WORDS_MAX: u8 = 30;

/// Reports that a search weighs at the most, unless more are asked for. Weighing takes about 1.6 µs a report; a question
/// that more reports answer is too wide for any order to help.
pub const WEIGHED_MAX: i64 = 10_000;

/// The first characters that no text has use for.
const MARKS_FROM: char = '\u{fdd0}';

/// What stands around found words inside SQLite: characters that no text of the found reports holds.
#[derive(Debug, Clone, Copy)]
struct Marks {
    begin: char,
    end: char,
}

impl Marks {
    fn are(self, c: char) -> bool {
        c == self.begin || c == self.end
    }
}

impl Record {
    /// The reports that hold all words, those first in which they weigh most; of equal ones the one that was added last.
    ///
    /// Words in double quotation marks must stand together; a word that ends in `*` stands for all that begin so. Case
    /// and accents do not count. Where more than [`WEIGHED_MAX`] reports hold the words, only that many are weighed, those
    /// that were added last; if more than that are asked for, as many as are asked for.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn search(&self, words: &str, n_items_max: usize) -> Result<Found<Hit>, RecordError> {
        let query = all_words(words);
        let read = || {
            let (reports, n_all) = heaviest(&self.db, &query, n_items_max)?;
            let marks = free_marks(&self.db, &reports)?;
            let mut marked = marked(&self.db, &query, &reports, marks)?;
            let hit = |report| hit(&self.db, report, (&marked.remove(&report).unwrap_or_default(), marks));
            let items = reports.into_iter().map(hit).collect::<Result<_, _>>()?;
            Ok(Found { items, n_all })
        };
        self.told(read())
    }
}

/// The numbers of the reports that fit a query best, and how many there are in all.
fn heaviest(db: &Connection, query: &str, n_items_max: usize) -> Result<(Vec<i64>, u64), Fault> {
    let n_weighed_max = usize::try_from(WEIGHED_MAX).unwrap_or(usize::MAX).max(n_items_max);
    // Rowids come sorted out of the index, so that this ends early. A weight costs more than all the rest.
    let select = "SELECT rowid, bm25(word) FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT ?";
    let mut select = db.prepare_cached(select)?;
    let limit = i64::try_from(n_weighed_max).unwrap_or(i64::MAX);
    let weighed = select.query_map(params![query, limit], |row| Ok((row.get(1)?, row.get(0)?)))?;
    let mut weighed: Vec<(f64, i64)> = weighed.collect::<Result<_, _>>()?;
    // To find the words of a phrase side by side is the dear part: reports are counted apart only where not all came.
    let n_all = if weighed.len() < n_weighed_max {
        weighed.len() as u64
    } else {
        let count = "SELECT count(*) FROM word WHERE word MATCH ?";
        db.prepare_cached(count)?.query_row([query], |row| row.get::<_, i64>(0))?.unsigned_abs()
    };
    weighed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    weighed.truncate(n_items_max);
    Ok((weighed.into_iter().map(|(_, report)| report).collect(), n_all))
}

/// The first two characters that none of these reports holds.
fn free_marks(db: &Connection, reports: &[i64]) -> Result<Marks, Fault> {
    let mut taken = BTreeSet::new();
    for report in reports {
        taken.extend(line::text(db, *report)?.chars().filter(|c| *c >= MARKS_FROM));
    }
    let mut free = (MARKS_FROM..=char::MAX).filter(|c| !taken.contains(c));
    let (Some(begin), Some(end)) = (free.next(), free.next()) else {
        return Err(Fault::Damaged("the reports hold every character there is".to_owned()));
    };
    Ok(Marks { begin, end })
}

/// The excerpts of these reports with the words marked that a query found.
///
/// All in one go over the reports between them: to seek each one anew costs the places of every word of a phrase.
fn marked(db: &Connection, query: &str, reports: &[i64], marks: Marks) -> Result<HashMap<i64, String>, Fault> {
    let (Some(first), Some(last)) = (reports.iter().min(), reports.iter().max()) else { return Ok(HashMap::new()) };
    // The plus keeps SQLite from seeking.
    let Marks { begin, end } = marks;
    let select = format!(
        "SELECT rowid, snippet(word, 1, '{begin}', '{end}', '', {EXCERPT_WORDS_MAX}) FROM word
         WHERE word MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"
    );
    let wanted = serde_json::json!(reports).to_string();
    let mut select = db.prepare_cached(&select)?;
    let rows = select.query_map(params![query, first, last, wanted], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn hit(db: &Connection, report: i64, marked: (&str, Marks)) -> Result<Hit, Fault> {
    let (excerpt, words) = excerpt(&line::text(db, report)?, marked)?;
    Ok(Hit { schema: Schema, report: line::latest_head(db, report)?, excerpt, words })
}

/// The query that finds texts with all words: nothing that a person types is taken for an operator. No words are found
/// nowhere.
pub(crate) fn all_words(text: &str) -> String {
    // A query ends at its first NUL, in the middle of whatever stands there.
    let text = text.replace('\0', " ");
    let mut terms = Vec::new();
    for (n, part) in text.split(['"', '“', '”']).enumerate() {
        // Every second part stands in quotation marks.
        if n % 2 == 1 {
            terms.extend((!part.trim().is_empty()).then(|| format!("\"{}\"", part.trim())));
        } else {
            terms.extend(part.split_whitespace().map(|word| match word.strip_suffix('*') {
                Some(beginning) if !beginning.is_empty() => format!("\"{beginning}\" *"),
                _ => format!("\"{word}\""),
            }));
        }
    }
    if terms.is_empty() { "\"\"".to_owned() } else { terms.join(" AND ") }
}

/// The excerpt and the words marked in it, with their places in the text.
fn excerpt(text: &str, (marked, marks): (&str, Marks)) -> Result<(TextSpan, Vec<TextSpan>), Fault> {
    let plain: String = marked.chars().filter(|c| !marks.are(*c)).collect();
    let byte = text.find(&plain).ok_or_else(|| Fault::Damaged("an excerpt is not in its report".to_owned()))?;
    let begin = text[..byte].chars().count();
    let span = |from: usize, words: &str| {
        let at = |n: usize| u32::try_from(n).map_err(|_| Fault::Damaged("a text is too long".to_owned()));
        Ok::<_, Fault>(TextSpan { start: at(from)?, end: at(from + words.chars().count())?, text: words.to_owned() })
    };
    let mut words = Vec::new();
    let mut at = begin;
    for part in marked.split_inclusive(|c| marks.are(c)) {
        let own = part.trim_end_matches(|c| marks.are(c));
        if part.ends_with(marks.end) {
            words.push(span(at, own)?);
        }
        at += own.chars().count();
    }
    Ok((span(begin, &plain)?, words))
}

#[cfg(test)]
mod tests {
    use super::{Marks, all_words, excerpt};

    #[test]
    fn words_become_a_query() {
        let check = |words: &str, expected: &str| assert_eq!(all_words(words), expected, "{words}");
        check("", "\"\"");
        check("a\0b", "\"a\" AND \"b\"");
        check("  quay ", "\"quay\"");
        check("quay storm", "\"quay\" AND \"storm\"");
        check("harbo* -x NOT y", "\"harbo\" * AND \"-x\" AND \"NOT\" AND \"y\"");
        check("\"front door\" port", "\"front door\" AND \"port\"");
        check("“front door", "\"front door\"");
        check("\" \" *", "\"*\"");
    }

    #[test]
    fn excerpts_have_their_place() {
        let marks = Marks { begin: '<', end: '>' };
        let (span, words) = excerpt("Não, the old quay is open", ("the old <quay> is", marks)).expect("it is there");
        assert_eq!((span.start, span.end, span.text.as_str()), (5, 20, "the old quay is"));
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].start, words[0].end, words[0].text.as_str()), (13, 17, "quay"));
    }
}
