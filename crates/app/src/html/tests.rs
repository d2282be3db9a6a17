//! What must hold of the page's text; what it looks like and does is seen in a browser (`tests/browser`).

use std::path::Path;

use dateline_engine::{Engine, Entry, Event, Grouping, Input, Pipeline};
use dateline_wire::Reasons;

use super::{Story, page};

/// The page of rows of JSON Lines as one story.
fn page_of(rows: &str) -> String {
    let engine = Engine::new(Pipeline::english(), None).expect("threads");
    let input = Input::Stream { name: "rows".into(), bytes: Box::new(std::io::Cursor::new(rows.to_owned())) };
    page_of_inputs(&engine, vec![input])
}

fn page_of_inputs(engine: &Engine, inputs: Vec<Input>) -> String {
    let mut entries: Vec<Entry> = Vec::new();
    let read: Result<_, ()> = engine.read(inputs, |event| {
        if let Event::Report(entry) = event {
            entries.push(*entry);
        }
        Ok(())
    });
    read.expect("events are only kept");
    let (stories, _) = Grouping::All.stories(&entries);
    let reports: Vec<_> = entries.iter().map(|entry| engine.line(entry, Reasons::Trees)).collect();
    let mut pages = Vec::new();
    let compared: Result<_, ()> = engine.compare(&stories, Reasons::Trees, |line| {
        let comparison = line.expect("the reports can be compared");
        pages.push(page(Story { comparison: &comparison, reports: &reports, corrections: &[] }));
        Ok(())
    });
    compared.expect("pages are only kept");
    pages.pop().expect("there is one story")
}

fn golden() -> String {
    let engine = Engine::new(Pipeline::english(), None).expect("threads");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/harbour");
    page_of_inputs(&engine, vec![Input::Path(folder)])
}

/// The values of an attribute, in the order of the page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    let values = page.split(begin.as_str()).skip(1);
    values.filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

#[test]
fn every_link_leads_to_an_id_of_the_page_and_no_id_stands_twice() {
    let page = golden();
    let ids = attributes(&page, "id");
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let links = attributes(&page, "href");
    assert!(links.iter().filter(|link| link.starts_with("#r")).count() > 50, "{links:?}");
    for link in links {
        let id = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leaves the page"));
        assert!(ids.contains(&id), "{link} leads nowhere");
    }
}

#[test]
fn every_telling_leads_to_its_characters() {
    let page = golden();
    let figures: Vec<_> = page.split("<figure").skip(1).collect();
    assert!(figures.len() > 20);
    for figure in figures {
        let caption = figure.split("</figcaption>").next().expect("a caption stands first");
        assert!(caption.contains("href=\"#r"), "{caption}");
    }
}

#[test]
fn text_from_outside_is_shown_and_never_run() {
    let evil = r#"<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"#;
    let row = |n: u8| {
        format!(
            "{{\"id\":\"{n}{evil}\",\"url\":\"https://example.org/{evil}\",\"source\":\"{evil}\",\"title\":\"{evil}\",\
             \"text\":\"{evil}\\n\\n“The {evil} quay will never be opened again by us {n},” said Ada Brenn {evil}.\\n\"}}\n"
        )
    };
    let page = page_of(&[row(1), row(2)].concat());
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), "the text is shown");
    let body = page.split_once("</style>").expect("the style stands in the head").1;
    assert_eq!(body.matches("<script").count(), 1, "the page's own script only");
    for tag in ["<img", "<script>alert"] {
        assert!(!body.contains(tag), "{tag}");
    }
}

#[test]
fn a_story_of_one_report_and_of_an_empty_one() {
    for rows in ["{\"text\":\"Rain in Ostvik.\"}\n", "{\"text\":\"\"}\n{\"text\":\"\"}\n"] {
        let page = page_of(rows);
        assert!(page.contains("Nothing in common"), "{rows}");
        for link in attributes(&page, "href") {
            assert!(page.contains(&format!(" id=\"{}\"", &link[1..])), "{link}");
        }
    }
}

#[test]
fn the_same_story_gives_the_same_page() {
    assert_eq!(golden(), golden());
}
