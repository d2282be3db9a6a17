//! The dateline before a report's first words: "LISBON, 3 May (NWS) —".
//!
//! A place before a dash is not enough: "Paris — the city of light — is" begins a sentence. A dateline needs a sign
//! that nothing else has: an agency in brackets, a place with a day, or a place in capital letters before a capital.

use std::ops::Range;

use dateline_core::PartialDate;
use jiff::civil::Date;
use regex::{Captures, Match};

use crate::agencies::Agencies;
use crate::pattern::Pattern;
use crate::rules::LineRules;

/// Bytes at the start of a passage in which a dateline has to end; the longest seen (place, region, weekday, day, year,
/// agency) have about 90.
const DATELINE_BYTES_MAX: usize = 160;

/// Capital letters that make a place: two would be "US" or "UN".
const PLACE_CAPITALS_MIN: usize = 3;

/// Words of a place with its region: "PORT AU PRINCE, Haiti" has four; more are a title.
const PLACE_WORDS_MAX: usize = 6;

/// The longest abbreviation that an unknown agency in brackets may have: the known ones end at AZERTAC and AKIPRESS.
const ABBREVIATION_LETTERS_MAX: usize = 8;

/// A year that is missing is stood in for by a leap year, so that 29 February counts as a day.
const LEAP_YEAR: i16 = 2024;

/// Each dash of the grammar.
const DASHES: [char; 5] = ['-', '–', '—', '―', '‒'];

/// What stands before an agency.
const AGENCY_OPENS: [char; 2] = ['(', '/'];

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a dateline says, and where; ranges count in the text that was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// From the first character to the dash, inclusive.
    pub(crate) whole: Range<usize>,
    pub(crate) place: Option<Range<usize>>,
    pub(crate) day: Option<(PartialDate, Range<usize>)>,
    pub(crate) agency: Option<Range<usize>>,
}

/// Finds datelines and days.
#[derive(Debug)]
pub(crate) struct Datelines {
    dashed: Pattern,
    undashed: Pattern,
    /// Place and day in brackets: "(Nairobi, 14 May 2031) –".
    bracketed: Pattern,
    /// A place in capitals before a colon: "MUMBAI: Police said".
    before_colon: Pattern,
    day: Pattern,
}

impl Datelines {
    pub(crate) fn new() -> Self {
        let month = "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?\
                     |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
        let suffix = "(?:st|nd|rd|th)?";
        let year = r"(?:,?\s+(?P<YEAR>[12]\d{3}))?";
        let month_first = format!(r"(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}}){suffix}\b{}", year.replace("YEAR", "y1"));
        let day_first = format!(r"(?P<d2>\d{{1,2}}){suffix}\s+(?P<m2>{month})\b\.?{}", year.replace("YEAR", "y2"));
        let numeric = r"(?P<y3>[12]\d{3})-(?P<m3>\d\d)-(?P<d3>\d\d)\b";
        let day = format!("(?P<day>{month_first}|{day_first}|{numeric})");

        let weekday = r"(?:(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\.?,?\s+)?";
        let region = r"(?:,\s*\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*)*)*?";
        let capitals = r"(?:Ma?c)?\p{Lu}[\p{Lu}.'’-]*";
        let upper = format!(r"(?P<upper>{capitals}(?:[\s/]{capitals})*{region})");
        let link = r"of|de|da|del|do|la|le|el|al|and|upon|the";
        let mixed = format!(r"(?P<mixed>\p{{Lu}}[\p{{L}}.'’-]*(?:\s(?:\p{{Lu}}[\p{{L}}.'’-]*|{link}))*{region})");
        let agency = r"(?:\((?P<agency>\p{L}[^()]{1,40})\)|/(?P<slashed>\p{Lu}[^/]{1,40})/)";
        let head = format!(r"\A(?:{upper}|{mixed})?[,.]?\s*(?:{weekday}{day})?[,.]?\s*");
        let dash = r"(?P<dash>\s*(?:[—―]+|--+)\s*|\s+[-–—―‒]{1,3}\s+)";

        Self {
            dashed: Pattern::new(format!(r"{head}(?:{agency}\s*\.?:?)?{dash}")),
            undashed: Pattern::new(format!(r"{head}{agency}[.:]?(?:\s+|\z)")),
            bracketed: Pattern::new(format!(r"\A\((?:{upper}|{mixed}),\s+{weekday}{day}\){dash}")),
            before_colon: Pattern::new(format!(r"\A{upper}:\s+")),
            day: Pattern::new(format!(r"\b{day}")),
        }
    }

    /// The dateline at the start of a passage, if one stands there for certain.
    pub(crate) fn find(&self, passage: &str, rules: &LineRules, agencies: &Agencies) -> Option<Found> {
        let head = &passage[..passage.floor_char_boundary(DATELINE_BYTES_MAX)];
        self.find_dashed(passage, head, rules, agencies)
            .or_else(|| self.find_undashed(passage, head, agencies))
            .or_else(|| found(&self.bracketed.captures(head)?))
    }

    /// A place in capitals and a colon before a sentence, as Indian papers set it. What begins so may as well be the turn of a
    /// transcript: that no other passage does is for the caller to see.
    pub(crate) fn find_before_colon(&self, passage: &str, rules: &LineRules) -> Option<Found> {
        let head = &passage[..passage.floor_char_boundary(DATELINE_BYTES_MAX)];
        let captures = head.contains(':').then(|| self.before_colon.captures(head))??;
        let found = found(&captures)?;
        (stands_for_a_place(&captures, rules) && goes_on_as_a_sentence(&passage[found.whole.end..])).then_some(found)
    }

    /// The first day that a line names.
    pub(crate) fn first_day(&self, line: &str) -> Option<(PartialDate, Range<usize>)> {
        day_of(&self.day.captures(line)?)
    }

    fn find_dashed(&self, passage: &str, head: &str, rules: &LineRules, agencies: &Agencies) -> Option<Found> {
        // Most passages hold no dash, and then the pattern is not even compiled.
        let captures = head.contains(DASHES).then(|| self.dashed.captures(head))??;
        let found = found(&captures)?;
        let is_credited = agency_is_certain(&captures, &found, agencies);
        let is_dated = captures.name("upper").is_some() && found.day.is_some() || has_place_before_day(passage, &found);
        let is_capital = || stands_for_a_place(&captures, rules) && goes_on_as_a_sentence(&passage[found.whole.end..]);
        let is_certain = if found.agency.is_some() { is_credited } else { is_dated || is_capital() };
        is_certain.then_some(found)
    }

    /// A dateline without a dash: with agency and day ("MOSCOW. May 3 (TASS)"), or on a line of its own.
    fn find_undashed(&self, passage: &str, head: &str, agencies: &Agencies) -> Option<Found> {
        let captures = head.contains(AGENCY_OPENS).then(|| self.undashed.captures(head))??;
        let found = found(&captures)?;
        let is_alone = found.place.is_some() && passage[found.whole.end..].is_empty();
        let is_known = found.agency.clone().is_some_and(|agency| agencies.knows(&passage[agency]));
        let is_in_capitals = captures.name("upper").is_some() && agency_is_certain(&captures, &found, agencies);
        ((is_known || is_in_capitals) && (found.day.is_some() || is_alone)).then_some(found)
    }
}

/// The parts of a match; `None` if it holds nothing but a dash, or more words than a place has.
fn found(captures: &Captures<'_>) -> Option<Found> {
    let place = captures.name("upper").or_else(|| captures.name("mixed"));
    let agency = captures.name("agency").or_else(|| captures.name("slashed"));
    let day = day_of(captures);
    let is_title = place.is_some_and(|place| crate::words::n_words(place.as_str()) > PLACE_WORDS_MAX);
    if is_title || place.is_none() && agency.is_none() && day.is_none() {
        return None;
    }
    let whole = captures[0].trim_end().len();
    Some(Found { whole: 0..whole, place: place.map(place_range), day, agency: agency.map(|agency| agency.range()) })
}

/// The place without the full stop that ends it in "MOSCOW. May 3", but with that of "N.Y." and "Calif.".
fn place_range(place: Match<'_>) -> Range<usize> {
    let name = place.as_str();
    let is_full_stop = name.matches('.').count() == 1 && name.ends_with('.') && !name.contains(',');
    place.start()..place.end() - usize::from(is_full_stop)
}

/// Whether what stands in brackets is an agency: a known one, a capital abbreviation that begins the passage or follows
/// a day, or a name beside a place in capital letters or a day.
fn agency_is_certain(captures: &Captures<'_>, found: &Found, agencies: &Agencies) -> bool {
    let Some(agency) = captures.name("agency").or_else(|| captures.name("slashed")).map(|agency| agency.as_str())
    else {
        return false;
    };
    let is_abbreviation = agency.len() <= ABBREVIATION_LETTERS_MAX && agency.chars().all(char::is_uppercase);
    let is_name = agency.split_whitespace().all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','));
    let is_beside_more = captures.name("upper").is_some() || found.day.is_some();
    agencies.knows(agency) || is_abbreviation && found.place.is_none() || is_name && is_beside_more
}

/// Whether place and day are parted by a mark, as in "Geneva, 5 June"; without one they are words of a title.
fn has_place_before_day(passage: &str, found: &Found) -> bool {
    let (Some(place), Some((_, day))) = (&found.place, &found.day) else { return false };
    passage[place.end..day.start].contains([',', '.'])
}

/// Whether a place in capital letters is long enough and no label ("EXCLUSIVE —").
fn stands_for_a_place(captures: &Captures<'_>, rules: &LineRules) -> bool {
    let Some(place) = captures.name("upper").map(|place| place.as_str()) else { return false };
    let n_capitals = place.chars().filter(|c| c.is_uppercase()).count();
    n_capitals >= PLACE_CAPITALS_MIN && !rules.is_label(place)
}

fn goes_on_as_a_sentence(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || crate::words::begins_sentence(rest)
}

/// The day of a match, if the calendar has it.
fn day_of(captures: &Captures<'_>) -> Option<(PartialDate, Range<usize>)> {
    let part = |names: [&str; 3]| names.into_iter().find_map(|name| captures.name(name)).map(|part| part.as_str());
    let month = part(["m1", "m2", "m3"]).and_then(month_number)?;
    let day: i8 = part(["d1", "d2", "d3"])?.parse().ok()?;
    let year: Option<i16> = part(["y1", "y2", "y3"]).and_then(|year| year.parse().ok());
    Date::new(year.unwrap_or(LEAP_YEAR), month, day).ok()?;
    let date = PartialDate { year, month: Some(month), day: Some(day) };
    Some((date, captures.name("day")?.range()))
}

/// The number of a month, given by its name or as two digits.
fn month_number(month: &str) -> Option<i8> {
    let named =
        MONTHS.iter().zip(1..).find(|(name, _)| month.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(name)));
    named.map(|(_, number)| number).or_else(|| month.parse().ok())
}

#[cfg(test)]
mod tests {
    use dateline_core::Table;

    use super::*;

    const REGISTRY: &str =
        "name\taliases\tcredit\tkind\nA\t-\tReuters\tagency\nB\t-\tdpa\tagency\nC\t-\tXinhua|AFP\tagency\n";
    const RULES: &str = "labels = [\"EXCLUSIVE\"]\nrule = []";

    /// Shows a dateline as `whole|place|day|agency`.
    fn check(passage: &str, expected: &str) {
        let rules = LineRules::parse(RULES).expect("the rules are right");
        let agencies = Agencies::parse(Table::new("agencies.tsv", REGISTRY)).expect("the table is right");
        let found = Datelines::new().find(passage, &rules, &agencies);
        let shown = found.map_or_else(String::new, |found| {
            let text = |range: Option<Range<usize>>| range.map_or("-", |range| &passage[range]);
            let day = found.day.as_ref().map_or("-".to_owned(), |(day, _)| day.to_string());
            format!("{}|{}|{day}|{}", &passage[found.whole.clone()], text(found.place), text(found.agency))
        });
        assert_eq!(shown, expected, "{passage}");
    }

    #[test]
    fn with_agency() {
        check("Jan. 31 (UPI) -- The men met", "Jan. 31 (UPI) --|-|XXXX-01-31|UPI");
        check("TOKYO, 3 May (Reuters) — Japan", "TOKYO, 3 May (Reuters) —|TOKYO|XXXX-05-03|Reuters");
        check("WASHINGTON (AP) — The", "WASHINGTON (AP) —|WASHINGTON|-|AP");
        check("LONDON, March 3, 2021 (AFP) - The", "LONDON, March 3, 2021 (AFP) -|LONDON|2021-03-03|AFP");
        check("FLINT, Mich., Oct. 4 (UPI) — Former", "FLINT, Mich., Oct. 4 (UPI) —|FLINT, Mich.|XXXX-10-04|UPI");
        check(
            "HEMPSTEAD, N.Y., Sept. 26 (UPI) — Green",
            "HEMPSTEAD, N.Y., Sept. 26 (UPI) —|HEMPSTEAD, N.Y.|XXXX-09-26|UPI",
        );
        check("Philadelphia (AFP) – US", "Philadelphia (AFP) –|Philadelphia|-|AFP");
        check("Berlin (dpa) - Die", "Berlin (dpa) -|Berlin|-|dpa");
        check("(CNN) - President", "(CNN) -|-|-|CNN");
        check("(Reuters) - President", "(Reuters) -|-|-|Reuters");
        check("LISBON (Northwire Service) -- The", "LISBON (Northwire Service) --|LISBON|-|Northwire Service");
        check(
            "BEIJING, Tuesday, May 3 (Xinhua) -- China",
            "BEIJING, Tuesday, May 3 (Xinhua) --|BEIJING|XXXX-05-03|Xinhua",
        );
        check("WASHINGTON/BEIJING (Reuters) -The", "");
        check("WASHINGTON/BEIJING (Reuters) – the", "WASHINGTON/BEIJING (Reuters) –|WASHINGTON/BEIJING|-|Reuters");
    }

    #[test]
    fn without_a_dash() {
        check("MOSCOW. May 3 (TASS) Russia", "MOSCOW. May 3 (TASS)|MOSCOW|XXXX-05-03|TASS");
        check("MOSCOW, May 3. /TASS/. Russia", "MOSCOW, May 3. /TASS/.|MOSCOW|XXXX-05-03|TASS");
        check("MOSCOW. May 3 (TASS)", "MOSCOW. May 3 (TASS)|MOSCOW|XXXX-05-03|TASS");
        check("LONDON (Reuters)", "LONDON (Reuters)|LONDON|-|Reuters");
        check("LONDON (Reuters) journalists went out", "");
        check("Falcoeiro (NWS) said", "");
        check("On May 3 (NWS) said", "");
    }

    #[test]
    fn with_place_and_day() {
        check("Geneva, 5 June – The talks", "Geneva, 5 June –|Geneva|XXXX-06-05|-");
        check("Rio de Janeiro, 29 February 2023 — The", "");
        check("Rio de Janeiro, 29 February — The", "Rio de Janeiro, 29 February —|Rio de Janeiro|XXXX-02-29|-");
        check("KYIV, 2031-05-03 -- The", "KYIV, 2031-05-03 --|KYIV|2031-05-03|-");
        check("ST. LOUIS, April 1st — The", "ST. LOUIS, April 1st —|ST. LOUIS|XXXX-04-01|-");
        check("May 3 — the day on which", "");
    }

    #[test]
    fn with_a_place_in_capitals() {
        check("WASHINGTON — Half", "WASHINGTON —|WASHINGTON|-|-");
        check("WEST PALM BEACH, Fla.—President", "WEST PALM BEACH, Fla.—|WEST PALM BEACH, Fla.|-|-");
        check("SEOUL, South Korea — There", "SEOUL, South Korea —|SEOUL, South Korea|-|-");
        check("DANVILLE, Ky. –- Joe", "DANVILLE, Ky. –-|DANVILLE, Ky.|-|-");
        check("McALLEN, Texas - “We", "McALLEN, Texas -|McALLEN, Texas|-|-");
        check("SÃO PAULO — 500 people", "SÃO PAULO —|SÃO PAULO|-|-");
        check("N’DJAMENA ― Chad", "N’DJAMENA ―|N’DJAMENA|-|-");
        check("BUCKHANNON, W. Va. - One", "BUCKHANNON, W. Va. -|BUCKHANNON, W. Va.|-|-");
    }

    #[test]
    fn in_brackets() {
        check("(Nairobi, 14 May 2031) – Police", "(Nairobi, 14 May 2031) –|Nairobi|2031-05-14|-");
        check("(The mayor, 14 May) said", "");
    }

    #[test]
    fn before_a_colon() {
        let rules = LineRules::parse(RULES).expect("the rules are right");
        for (passage, place) in [
            ("MUMBAI: Police on Saturday arrested two men", Some("MUMBAI")),
            ("NEW DELHI: The court", Some("NEW DELHI")),
            ("EXCLUSIVE: The court", None),
            ("US: The court", None),
            ("Mumbai: The court", None),
            ("MUMBAI: the court", None),
        ] {
            let found = Datelines::new().find_before_colon(passage, &rules);
            assert_eq!(found.and_then(|found| found.place).map(|place| &passage[place]), place, "{passage}");
        }
    }

    #[test]
    fn sentences_and_titles() {
        for passage in [
            "",
            "Paris — the city of light — is",
            "Paris — The City of Light",
            "New York – In his first",
            "NATO — the alliance that",
            "EXCLUSIVE — Minister quits",
            "US — Minister quits",
            "BERLIN-based engineers said",
            "- The first item",
            "— Hollis Penderghast",
            "Two men – including a former",
            "Mehmet Oz — Ivy League-trained",
            "“Nobody — Nobody at all — has”",
            "The Guild (NWS) — a union — said",
            "Supreme Court (the highest) — said",
            "Old Port Burns Down August 7, 2031 - The",
            "PORT OUTAGE 16 August 2031 (Tue, 16 Aug 2031)",
            "How the Old Port of Lisbon Lost Its Cranes, May 3 — The",
        ] {
            check(passage, "");
        }
    }

    #[test]
    fn days_in_lines() {
        let first = |line| Datelines::new().first_day(line).map(|(day, range)| (day.to_string(), &line[range]));
        assert_eq!(first("Published 3 May 2031, 7.40am"), Some(("2031-05-03".to_owned(), "3 May 2031")));
        assert_eq!(first("Posted: Thursday, September 4th"), Some(("XXXX-09-04".to_owned(), "September 4th")));
        assert_eq!(first("Posted on Saturday morning"), None);
        assert_eq!(first("Posted 31 June"), None);
    }
}
