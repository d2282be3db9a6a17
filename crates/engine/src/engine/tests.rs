use std::convert::Infallible;
use std::io::Cursor;
use std::num::NonZeroUsize;

use dateline_core::Analysis;
use dateline_read::Refused;
use dateline_wire::Reasons;

use super::{CHUNK_BYTES_MAX, CHUNK_ITEMS_MAX, Engine, entry, next_chunk, read_with};
use crate::input::{Content, Found, Item};
use crate::{Event, Holder, Input, Pipeline, Place, Status, StoryReports};

fn engine(n_threads: usize) -> Engine {
    Engine::new(Pipeline::english(), NonZeroUsize::new(n_threads)).expect("threads for the test")
}

fn rows(rows: &[String]) -> Vec<Input> {
    vec![Input::Stream { name: "in".into(), bytes: Box::new(Cursor::new(rows.join("\n"))) }]
}

fn row(id: &str, text: &str) -> String {
    format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}")
}

/// More rows than a chunk holds, with broken ones and repeated keys among them.
fn many_rows() -> Vec<String> {
    let row = |n: usize| match n % 50 {
        49 => "{broken".to_owned(),
        7 => row("again", "The quay at Ponta Serrada is open, Zulmira Quatro-Mares said."),
        _ => row(&format!("r{n}"), &"Zulmira Quatro-Mares said: “We are open.” ".repeat(n % 3)),
    };
    (0..2 * CHUNK_ITEMS_MAX + 30).map(row).collect()
}

/// Runs `analyse` over the inputs and shows each event: the key of a report, `!code place: text` of a problem.
fn events(inputs: Vec<Input>, analyse: impl Fn(&Item) -> Result<Analysis, Refused> + Sync) -> (Vec<String>, Status) {
    let mut shown = Vec::new();
    let status = read_with(&engine(2).threads, analyse, entry, inputs, |event| {
        shown.push(match event {
            Event::Report(entry) => entry.key.to_string(),
            Event::Problem(problem) => format!("!{} {}: {}", problem.code.name(), problem.place, problem.text),
            Event::Remark(remark) => format!("? {}", remark.text),
        });
        Ok::<_, Infallible>(())
    });
    (shown, status.unwrap_or_else(|never| match never {}))
}

#[test]
fn any_number_of_threads_gives_the_same_lines() {
    let lines = |n_threads| {
        let engine = engine(n_threads);
        let mut lines = Vec::new();
        let status = engine.read(rows(&many_rows()), |event| {
            lines.push(match event {
                Event::Report(entry) => serde_json::to_string(&engine.line(&entry, Reasons::Trees)),
                other => Ok(format!("{other:?}")),
            });
            Ok::<_, Infallible>(())
        });
        (lines.into_iter().collect::<Result<Vec<_>, _>>().expect("lines are JSON"), status)
    };
    let of_one = lines(1);
    assert_eq!(of_one.0.len(), many_rows().len());
    assert_eq!(of_one.1, Ok(Status::InputFailed));
    for n_threads in [2, 8] {
        assert_eq!(lines(n_threads), of_one, "{n_threads} threads");
    }
}

#[test]
fn a_panic_is_named_and_the_rest_goes_on() {
    let pipeline = Pipeline::english();
    let (shown, status) =
        events(rows(&[row("a", "One."), row("b", "Two."), "{".to_owned(), row("c", "Three.")]), |item| {
            let Content::Row(bytes) = &item.content else { panic!("rows are given") };
            assert!(!bytes.windows(4).any(|part| part == b"Two."), "no rule for the second");
            pipeline.analyse(item)
        });
    assert_eq!(shown.len(), 4);
    assert_eq!([&shown[0], &shown[3]], ["a", "c"]);
    assert_eq!(shown[1], "!bug in:2: a bug of Dateline: no rule for the second");
    assert!(shown[2].starts_with("!refused in:3: "), "{}", shown[2]);
    assert_eq!(status, Status::Bug, "a bug outranks what is unreadable");
}

#[test]
fn repeated_keys_are_told_apart_and_noted() {
    let mut entries = Vec::new();
    let status = engine(2).read(rows(&[row("a", "One."), row("a", "Two."), row("b", "")]), |event| {
        if let Event::Report(entry) = event {
            entries.push(*entry);
        }
        Ok::<_, Infallible>(())
    });
    assert_eq!(status, Ok(Status::Done));
    let keys: Vec<_> = entries.iter().map(|entry| entry.key.as_ref()).collect();
    assert_eq!(keys, ["a", "a~2", "b"]);
    let repeated: Vec<_> = entries
        .iter()
        .map(|entry| entry.analysis.notes.iter().filter(|note| note.code.name() == "key_repeated").count())
        .collect();
    assert_eq!(repeated, [0, 1, 0]);
}

#[test]
fn the_consumer_can_end_a_run() {
    let mut n_events = 0;
    let end = engine(1).read(rows(&many_rows()), |_| {
        n_events += 1;
        if n_events == 3 { Err("enough") } else { Ok(()) }
    });
    assert_eq!((end, n_events), (Err("enough"), 3));
}

#[test]
fn chunks_are_bounded() {
    let item = |n_bytes: usize| {
        let place = Place { key: "a".into(), holder: Holder::Stream("a".into()), line: None };
        Found::Item(Item { place, content: Content::Text(vec![b'a'; n_bytes]) })
    };
    let check = |n_bytes: usize, expected: usize| {
        let mut found = std::iter::repeat_with(|| item(n_bytes)).take(CHUNK_ITEMS_MAX + 1);
        assert_eq!(next_chunk(&mut found).len(), expected, "{n_bytes} bytes each");
    };
    check(0, CHUNK_ITEMS_MAX);
    check(CHUNK_BYTES_MAX / 4, 4);
    check(CHUNK_BYTES_MAX - 1, 2);
    check(CHUNK_BYTES_MAX, 1);
}

#[test]
fn a_story_is_the_same_for_any_order_but_told_in_its_own() {
    let engine = engine(2);
    let mut entries = Vec::new();
    let one = "{\"id\":\"one\",\"title\":\"Quay opens\",\"published\":\"2031-05-03\",\"text\":\"Words.\"}".to_owned();
    let two = "{\"id\":\"two\",\"published\":\"2031-05-01\",\"text\":\"Other words.\"}".to_owned();
    let status = engine.read(rows(&[one, two]), |event| {
        if let Event::Report(entry) = event {
            entries.push(*entry);
        }
        Ok::<_, Infallible>(())
    });
    assert_eq!(status, Ok(Status::Done));
    let story = |entries| StoryReports { group: None, entries };
    let stories = [story(vec![&entries[0], &entries[1]]), story(vec![&entries[1], &entries[0]])];
    let mut lines = Vec::new();
    let status = engine.compare(&stories, Reasons::Names, |line| {
        lines.push(line.expect("nothing fails"));
        Ok::<_, Infallible>(())
    });
    assert_eq!(status, Ok(Status::Done));
    assert_eq!(lines[0].story, lines[1].story);
    assert_eq!(lines[0].story.headline.as_deref(), Some("Quay opens"));
    assert_eq!(
        (lines[0].story.from.as_deref(), lines[0].story.to.as_deref()),
        (Some("2031-05-01"), Some("2031-05-03"))
    );
    let keys = |n: usize| lines[n].reports.iter().map(|report| report.origin.key.as_str()).collect::<Vec<_>>();
    assert_eq!((keys(0), keys(1)), (vec!["one", "two"], vec!["two", "one"]));
}
