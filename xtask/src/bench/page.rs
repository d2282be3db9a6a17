//! The measurements as a page for people.

use std::ops::Range;
use std::time::Duration;

use crate::bench::Machine;
use crate::bench::divan::Measured;
use crate::bench::shares::Stages;
use crate::bench::whole::{Batch, Growth};
use crate::bench::{reading, record, stories};

const RECORD_HEAD: &str = "## The record";
const SHARES_HEAD: &str = "## Where the time goes";
const STAGES_HEAD: &str = "## Stages";
const STORIES_HEAD: &str = "## Stories";
const READING_HEAD: &str = "## Reading web pages";

/// Words of the article that speed is counted in.
const ARTICLE_WORDS: f64 = 500.0;

/// What is measured each time.
#[derive(Debug)]
pub struct Whole {
    /// A run over a short report.
    pub start: Duration,
    /// The stages beside each other.
    pub shares: Stages,
    /// Many reports.
    pub batches: Vec<Batch>,
    /// One report that grows.
    pub growths: Vec<Growth>,
    /// The benches of the crates.
    pub benches: Vec<Measured>,
}

/// The page of what is measured each time: the whole binary and its stages.
pub fn page(machine: &Machine, whole: &Whole) -> String {
    let head = format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench` on {} with {} cores, {}.\n",
        machine.cpu, machine.n_cores, machine.compiler
    );
    let Whole { start, shares, batches, growths, benches } = whole;
    let sections =
        [share_section(shares, *start), batch_section(batches), growth_section(growths), stage_section(benches)];
    [head, sections.join("\n")].join("\n")
}

/// A page with the section of the record put in anew.
pub fn with_record(page: &str, record: &record::Measured) -> String {
    with_section(page, RECORD_HEAD, &record_section(record))
}

/// A page with the section of stories put in anew.
pub fn with_stories(page: &str, measured: &[stories::Measured]) -> String {
    with_section(page, STORIES_HEAD, &stories_section(measured))
}

/// A page with the section of reading put in anew.
pub fn with_reading(page: &str, machine: &Machine, measured: &[reading::Measured]) -> String {
    with_section(page, READING_HEAD, &reading_section(machine, measured))
}

/// The sections of a page that are measured only when asked for, each with a line feed before it.
pub fn sections_by_request(page: &str) -> String {
    let present = [RECORD_HEAD, STORIES_HEAD, READING_HEAD].into_iter().filter_map(|head| section(page, head));
    present.map(|range| format!("\n{}\n", page[range].trim_end())).collect()
}

/// Where the section of that head stands, up to the next one.
fn section(page: &str, head: &str) -> Option<Range<usize>> {
    let start = page.find(head)?;
    let end = page[start..].find("\n## ").map_or(page.len(), |n_bytes| start + n_bytes + 1);
    Some(start..end)
}

/// A page with a section put in the place of the one of that head, at its end if it has none.
fn with_section(page: &str, head: &str, text: &str) -> String {
    match section(page, head) {
        Some(range) => {
            let gap = if range.end < page.len() { "\n" } else { "" };
            format!("{}{text}{gap}{}", &page[..range.start], &page[range.end..])
        }
        None => format!("{}\n\n{text}", page.trim_end()),
    }
}

fn reading_section(machine: &Machine, measured: &[reading::Measured]) -> String {
    let head = format!(
        "\
{READING_HEAD}

The text of the 181 pages of article-extraction-benchmark, in stretches of four words as the referee scores it, and how many of
the pages are read in a second of one core: from the page in memory to its text, for Dateline to the whole report with its
metadata; the fastest of five passes. All in one run on {}, by `cargo xtask bench --reading`.

| reader | version | F1 | precision | recall | pages a second |
|---|---|---:|---:|---:|---:|
",
        machine.cpu
    );
    head + &measured.iter().map(reading_row).collect::<String>()
}

fn reading_row(measured: &reading::Measured) -> String {
    let name = measured.name;
    match &measured.figures {
        Ok(figures) => {
            let reading::Figures { version, f1, precision, recall, pages_a_second } = figures;
            format!("| {name} | {version} | {f1:.2} | {precision:.2} | {recall:.2} | {pages_a_second:.0} |\n")
        }
        Err(why) => format!("| {name} | not measured: {} | | | | |\n", why.replace(['\n', '|'], " ")),
    }
}

fn stories_section(measured: &[stories::Measured]) -> String {
    let head = format!(
        "\
{STORIES_HEAD}

`dateline stories --json` over made reports whose stories are known, from the start of the process to its end: seeded, of 90 to
420 words, a topic's names and words shared by about twelve stories, one report in eight a copy. Written by
`cargo xtask bench --stories` with all cores of the machine above.

| reports | stories | MB | seconds | reports a second | peak GB | B³ F1 |
|---:|---:|---:|---:|---:|---:|---:|
"
    );
    let rows = measured.iter().map(|batch| {
        let seconds = batch.took.as_secs_f64();
        let reports_a_second = batch.n_reports as f64 / seconds;
        let (megabytes, gigabytes) = (batch.n_bytes as f64 / 1e6, batch.peak_bytes as f64 / 1e9);
        let stories::Measured { n_reports, n_stories, b3_f1, .. } = batch;
        format!(
            "| {n_reports} | {n_stories} | {megabytes:.0} | {seconds:.1} | {reports_a_second:.0} | {gigabytes:.2} | {b3_f1:.2} |\n"
        )
    });
    head + &rows.collect::<String>()
}

/// The stages beside each other, an article of 500 words at a time, and how far the network is from its floor.
fn share_section(shares: &Stages, start: Duration) -> String {
    let Stages { reports, words, seconds, kernel, .. } = shares;
    let articles = *words as f64 / ARTICLE_WORDS;
    let ms = |seconds: f64| 1e3 * seconds / articles;
    let all = seconds.read + seconds.annotate + seconds.find + seconds.write;
    let rows = [
        ("read", seconds.read),
        ("annotate", seconds.annotate),
        ("annotate, its rules alone", seconds.rules),
        ("find", seconds.find),
        ("find, times and figures alone", seconds.times_and_figures),
        ("write, to JSON", seconds.write),
        ("all", all),
    ];
    let row = |(name, of_stage): (&str, f64)| {
        let (share, a_second) = (100.0 * of_stage / seconds.annotate, articles / of_stage);
        format!("| {name} | {:.2} | {share:.1} | {a_second:.0} |\n", ms(of_stage))
    };
    let rows: String = rows.into_iter().map(row).collect();
    let operations = shares.byte_operations / articles;
    let floor_ms = 1e3 * operations / shares.byte_operations_a_second;
    format!(
        "\
{SHARES_HEAD}

`dateline read --json` of a report of two sentences takes {start:.0} ms from the start of the process to its end, at the median.
Then {reports} made reports go through the stages on one core, one stage after the other; the fastest of five passes counts, and
times are those of an article of 500 words. Printed by the example `stages` of `dateline-engine`, which takes any JSON Lines.

| stage | ms an article | % of annotate | articles a second |
|---|---:|---:|---:|
{rows}
An article has {bytes:.0} bytes, of which the network makes {pieces:.0} word pieces: {operations:.1} billion operations on bytes.
Where nothing has to be fetched, the products of `{kernel}` do {rate:.0} billion a second, which would be {floor_ms:.1} ms: the
floor is {floor:.0} articles a second, and annotate takes {times:.1} times as long.
",
        start = start.as_secs_f64() * 1e3,
        bytes = shares.bytes as f64 / articles,
        pieces = shares.pieces as f64 / articles,
        operations = operations / 1e9,
        rate = shares.byte_operations_a_second / 1e9,
        floor = 1e3 / floor_ms,
        times = ms(seconds.annotate) / floor_ms,
    )
}

fn batch_section(batches: &[Batch]) -> String {
    let head = "\
## Many reports

`dateline read --json` over a folder of reports made from the golden ones, from the start of the process to its end.

| threads | reports | MB | reports a second | MB a second |
|---:|---:|---:|---:|---:|
";
    let rows = batches.iter().map(|batch| {
        let seconds = batch.took.as_secs_f64();
        let megabytes = megabytes(batch.n_bytes);
        let reports_a_second = batch.n_reports as f64 / seconds;
        let megabytes_a_second = megabytes / seconds;
        let Batch { n_threads, n_reports, .. } = batch;
        format!("| {n_threads} | {n_reports} | {megabytes:.1} | {reports_a_second:.0} | {megabytes_a_second:.1} |\n")
    });
    head.to_owned() + &rows.collect::<String>()
}

fn growth_section(growths: &[Growth]) -> String {
    let head = "\
## One report that grows

`dateline read --json` of one report with one thread. Ten times the size takes ten times as long, once the start of the
process no longer counts; more would mean that something looks at the text again and again.

| kB | ms | MB a second | times the row above |
|---:|---:|---:|---:|
";
    let before = std::iter::once(None).chain(growths.iter().map(|growth| Some(growth.took)));
    let rows = growths.iter().zip(before).map(|(growth, before)| {
        let kilobytes = growth.n_bytes / 1000;
        let milliseconds = growth.took.as_secs_f64() * 1000.0;
        let megabytes_a_second = megabytes(growth.n_bytes) / growth.took.as_secs_f64();
        let times = times(growth.took, before);
        format!("| {kilobytes} | {milliseconds:.1} | {megabytes_a_second:.1} | {times} |\n")
    });
    head.to_owned() + &rows.collect::<String>()
}

fn times(took: Duration, before: Option<Duration>) -> String {
    before.map_or_else(String::new, |before| format!("{:.1}", took.as_secs_f64() / before.as_secs_f64()))
}

fn record_section(record: &record::Measured) -> String {
    let record::Measured { reports, read_a_second, packed_a_second, stored_a_second, bytes, questions } = record;
    let gigabytes = *bytes as f64 / 1e9;
    let head = format!(
        "\
{RECORD_HEAD}

A record is filled with {reports} made reports of 500 words, in batches that each reach the disk. Reading some of them, findings
included: {read_a_second:.0} reports a second on all cores. Packing what was read, on one core: {packed_a_second:.0} a second; putting it
into the record, on another: {stored_a_second:.0} a second. The file has {gigabytes:.2} GB. Then it is asked for the first 100 answers and the number of
all; the median of 15 times, which includes unpacking the reports that are shown.

| asked for | ms | found |
|---|---:|---:|
"
    );
    let rows = questions.iter().map(|asked| format!("| {} | {:.1} | {} |\n", asked.question, asked.ms, asked.found));
    head + &rows.collect::<String>()
}

fn stage_section(stages: &[Measured]) -> String {
    let head = format!(
        "\
{STAGES_HEAD}

The benches of the crates, by divan: medians. The argument is the size of the input in bytes where a throughput is given.

| bench | argument | time | throughput |
|---|---:|---:|---:|
"
    );
    let rows = stages.iter().map(|stage| {
        let argument = stage.argument.as_deref().unwrap_or("");
        let throughput = stage.throughput.as_deref().unwrap_or("");
        format!("| {} | {argument} | {} | {throughput} |\n", stage.name, stage.time)
    });
    head + &rows.collect::<String>()
}

fn megabytes(n_bytes: usize) -> f64 {
    n_bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::shares::Seconds;

    /// Ten articles of 500 words.
    fn shares() -> Stages {
        Stages {
            reports: 12,
            words: 5000,
            bytes: 30_000,
            pieces: 6500,
            byte_operations: 90e9,
            kernel: "abacus".to_owned(),
            byte_operations_a_second: 900e9,
            seconds: Seconds {
                read: 0.01,
                rules: 0.01,
                annotate: 0.2,
                times_and_figures: 0.005,
                find: 0.02,
                write: 0.01,
            },
        }
    }

    #[test]
    fn the_page_holds_every_measurement() {
        let machine = Machine { cpu: "Abacus 9".to_owned(), n_cores: 2, compiler: "rustc 1.95.0".to_owned() };
        let batch = Batch { n_threads: 2, n_reports: 1000, n_bytes: 3_000_000, took: Duration::from_millis(500) };
        let growth = |n_bytes, millis| Growth { n_bytes, took: Duration::from_millis(millis) };
        let stage = Measured {
            name: "read / blocks".to_owned(),
            argument: Some("1000".to_owned()),
            time: "4.7 µs".to_owned(),
            throughput: None,
        };
        let question = record::Question { question: "statements of a speaker".to_owned(), ms: 4.25, found: 700 };
        let record = record::Measured {
            reports: 1000,
            read_a_second: 800.0,
            packed_a_second: 5000.0,
            stored_a_second: 2000.0,
            bytes: 2_500_000_000,
            questions: vec![question],
        };
        let growths = vec![growth(10_000, 5), growth(100_000, 40)];
        let start = Duration::from_millis(90);
        let whole = Whole { start, shares: shares(), batches: vec![batch], growths, benches: vec![stage] };
        let page = page(&machine, &whole);
        let page = with_record(&page, &record);
        for expected in [
            "on Abacus 9 with 2 cores, rustc 1.95.0.\n",
            "takes 90 ms from the start",
            "| annotate | 20.00 | 100.0 | 50 |\n| annotate, its rules alone | 1.00 | 5.0 | 1000 |\n| find | 2.00 | 10.0 | 500 |\n",
            "| all | 24.00 | 120.0 | 42 |\n",
            "An article has 3000 bytes, of which the network makes 650 word pieces: 9.0 billion operations",
            "do 900 billion a second, which would be 10.0 ms: the\nfloor is 100 articles a second, and annotate takes 2.0 times as long",
            "| 2 | 1000 | 3.0 | 2000 | 6.0 |\n",
            "| 10 | 5.0 | 2.0 |  |\n| 100 | 40.0 | 2.5 | 8.0 |\n",
            "| read / blocks | 1000 | 4.7 µs |  |\n",
            "on another: 2000 a second. The file has 2.50 GB.",
            "| statements of a speaker | 4.2 | 700 |\n",
        ] {
            assert!(page.contains(expected), "{expected} is missing from\n{page}");
        }
        assert_eq!(with_record(&page, &record), page, "the same figures change nothing");
    }

    #[test]
    fn sections_take_the_place_of_their_own() {
        let page = "# Benchmarks\n\nHead.\n";
        let one = with_section(page, "## One", "## One\n\n1\n");
        assert_eq!(one, "# Benchmarks\n\nHead.\n\n## One\n\n1\n");
        let two = with_section(&one, "## Two", "## Two\n\n2\n");
        assert_eq!(with_section(&two, "## Two", "## Two\n\n2\n"), two);
        assert_eq!(with_section(&two, "## One", "## One\n\n3\n"), two.replace('1', "3"));
    }

    #[test]
    fn readers_without_figures_are_named() {
        let machine = Machine { cpu: "Abacus 9".to_owned(), n_cores: 2, compiler: String::new() };
        let figures = reading::Figures {
            version: "0.1".to_owned(),
            precision: 96.0,
            recall: 98.0,
            f1: 96.99,
            pages_a_second: 400.4,
        };
        let measured = [
            reading::Measured { name: "one", figures: Ok(figures) },
            reading::Measured { name: "two", figures: Err("no network\nat all".to_owned()) },
        ];
        let page = with_reading("# Benchmarks\n\n## Stories\n\n| a |\n", &machine, &measured);
        for expected in
            ["| one | 0.1 | 96.99 | 96.00 | 98.00 | 400 |\n", "| two | not measured: no network at all | | | | |\n"]
        {
            assert!(page.contains(expected), "{expected} is missing from\n{page}");
        }
        let kept = sections_by_request(&page);
        assert!(kept.starts_with("\n## Stories\n\n| a |\n\n## Reading"), "{kept}");
        assert_eq!(page.strip_prefix("# Benchmarks\n"), Some(kept.as_str()));
    }
}
