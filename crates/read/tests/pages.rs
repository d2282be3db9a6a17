//! Web pages: golden pages read as a reader would, and properties that hold for every page.

use std::sync::LazyLock;

use dateline_core::{BlockKind, Field, Note, NoteCode, Outcome, Report};
use dateline_read::{Given, HTML_BYTES_MAX, Reader, Refused, Transfer};
use proptest::prelude::{Strategy, any, proptest};

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

const AGENCY: &str = include_str!("../../../golden/pages/agency.html");
const BLOG: &str = include_str!("../../../golden/pages/blog.html");
const LIVE: &str = include_str!("../../../golden/pages/live.html");
const DAYS: &str = include_str!("../../../golden/pages/days.html");

fn given() -> Given {
    Given { key: "page".into(), path: None }
}

fn read(html: &str) -> Outcome<Report> {
    READER.read_html(html.as_bytes(), &Transfer::default(), &given()).expect("the page is a text")
}

/// The blocks as `kind| first characters`, a line each.
fn outline(report: &Report) -> Vec<String> {
    let shown = |text: &str| text.chars().take(48).collect::<String>();
    report
        .blocks()
        .iter()
        .map(|block| format!("{}| {}", block.kind.name(), shown(report.text().get(block.span))))
        .collect()
}

/// What was chosen for a field, as `place = value`.
fn chosen(report: &Report, field: Field) -> Vec<String> {
    let evidence = report.metadata().evidence.iter().filter(|evidence| evidence.field == field && evidence.is_chosen);
    evidence.map(|evidence| format!("{} = {}", evidence.from, evidence.value)).collect()
}

fn codes(notes: &[Note]) -> Vec<NoteCode> {
    notes.iter().map(|note| note.code).collect()
}

#[test]
fn an_agency_page_is_read_as_a_reader_would() {
    let outcome = read(AGENCY);
    let report = &outcome.value;
    let expected = [
        "headline| Portugal reopens northern quay of Ponta Serrada",
        "standfirst| The first ship since the storm has docked, five ",
        "byline| By Felix Ansbro and Imogen Tarrowby",
        "caption| The first ship at the northern quay on Saturday.",
        "dateline| PONTA SERRADA, June 14 (NWS) —",
        "paragraph| Portugal reopened the northern quay of its large",
        "paragraph| “We said that we would be back before the winter",
        "subheading| What comes next",
        "paragraph| The southern quay is to follow. The ministry nam",
        "list| the second crane has to pass its test,",
        "list| the channel has to be dredged,",
        "list| the insurers have to agree.",
        "quote| Nobody will be left without a place on the new q",
        "paragraph| So wrote the harbour minister, Idalina Brejo, in",
    ];
    assert_eq!(outline(report), expected);
    assert_eq!(report.agency(), Some("NWS"));
    assert_eq!(report.title(), Some("Portugal reopens northern quay of Ponta Serrada"));
    assert_eq!(report.source().name.as_deref(), Some("Northwire Service"));
    assert_eq!(report.source().domain.as_deref(), Some("northwire.example"));
    assert_eq!(report.origin().url.as_deref(), Some("https://www.northwire.example/2031/06/14/quay-reopens"));
    assert_eq!(
        report.published().and_then(|day| day.single()).map(|day| day.to_string()).as_deref(),
        Some("2031-06-14")
    );
    assert_eq!(report.published_at().and_then(|clock| clock.utc_offset_s), Some(3600));
    let metadata = report.metadata();
    assert_eq!(metadata.authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Felix Ansbro", "Imogen Tarrowby"]);
    assert_eq!(metadata.section.as_deref(), Some("Shipping"));
    assert_eq!(metadata.keywords.len(), 2);
    assert_eq!(
        metadata.modified.as_ref().and_then(|day| day.single()).map(|day| day.to_string()).as_deref(),
        Some("2031-06-15")
    );
    assert!(metadata.related.iter().any(|link| &*link.address == "/2031/05/03/deal"), "{:?}", metadata.related);
    assert_eq!(chosen(report, Field::Published), ["json_ld:datePublished = 2031-06-14T18:40:00+01:00"]);
    assert_eq!(codes(&outcome.notes), []);
}

#[test]
fn a_blog_without_paragraph_elements_is_divided_at_its_breaks() {
    let report = read(BLOG).value;
    let expected = [
        "headline| Two billion euros into the sea",
        "paragraph| I went to see the quay. It is made of concrete, ",
        "paragraph| “This is the finest quay of the country,” a man ",
        "subheading| Who pays",
        "paragraph| You do, dear reader, and so do I, and so will ev",
    ];
    assert_eq!(outline(&report), expected);
    assert_eq!(
        report.published().and_then(|day| day.single()).map(|day| day.to_string()).as_deref(),
        Some("2031-06-16")
    );
    assert!(report.metadata().authors.is_empty(), "admin is nobody's name");
    assert_eq!(report.title(), Some("Two billion euros into the sea"), "without the outlet's name");
}

#[test]
fn all_posts_of_a_live_page_are_kept_in_its_order() {
    let report = read(LIVE).value;
    let expected = [
        "headline| Ponta Serrada: quay reopens, as it happened",
        "subheading| That is all for today",
        "paragraph| The ship is fast, the band has gone home, and so",
        "subheading| “Here we are”",
        "paragraph| The port chief has spoken. “We said that we woul",
        "subheading| First ship in sight",
        "paragraph| From the breakwater one can see her now: a grey ",
    ];
    assert_eq!(outline(&report), expected);
    assert_eq!(
        chosen(&report, Field::Published),
        ["json_ld_page:datePublished = 2031-06-14"],
        "broken JSON is passed over"
    );
}

#[test]
fn places_that_disagree_are_noted() {
    let declared = DAYS.replace("name=\"date\"", "property=\"article:published_time\"");
    let outcome = read(&declared);
    assert_eq!(chosen(&outcome.value, Field::Published), ["meta:article:published_time = 2031-06-02"]);
    assert_eq!(codes(&outcome.notes), [NoteCode::MetadataDisagrees]);
}

#[test]
fn the_day_shown_at_the_report_is_found() {
    let prose =
        "<p>The quay was opened by the minister, and the harbour band played until it rained on the guests.</p>"
            .repeat(4);
    for (what, page, expected) in [
        ("a name that may mean any day", DAYS.to_owned(), &["line = 20 May 2031"][..]),
        (
            "a line before the text, a list behind it",
            format!(
                "<article><h1>Quay reopens</h1><ul><li>20 May 2031</ul>{prose}<ul><li><a href=a>Strike at the quay</a> <time>2 May 2031</time></ul></article>"
            ),
            &["line = 20 May 2031"],
        ),
        (
            "an item of a menu",
            format!(
                "<h1>Harbour blog</h1><nav><ul><li><a href=a>The strike of 1 May 2031</a></ul></nav><h2>Quay reopens</h2><p>Posted on 20 May 2031</p>{prose}"
            ),
            &["line = 20 May 2031"],
        ),
        (
            "name and day parted by style alone",
            format!("<h1>Quay reopens</h1><div><a href=a>Felix Ansbro</a><span>20.5.2031</span></div>{prose}"),
            &["line = 20.5.2031"],
        ),
        ("a sentence", format!("<h1>Meetings</h1><p>The union meets on 20 May 2031 at the old quay.</p>{prose}"), &[]),
        (
            "a time of day and a dash",
            format!("<h1>Quay reopens</h1><p>10:30 – 20 May 2031</p>{prose}"),
            &["line = 20 May 2031"],
        ),
        ("the end of a stretch of days", format!("<h1>Snow</h1><h4>Report 14. – 20. May 2031</h4>{prose}"), &[]),
    ] {
        assert_eq!(chosen(&read(&page).value, Field::Published), expected, "{what}");
    }
}

#[test]
fn each_value_says_where_it_stands() {
    let report = read(AGENCY).value;
    for (field, expected) in [
        (Field::Title, "json_ld:headline = Portugal reopens northern quay of Ponta Serrada"),
        (Field::Source, "json_ld:publisher = Northwire Service"),
        (Field::Agency, "dateline = NWS"),
        (Field::Language, "html:lang = en-GB"),
        (Field::Address, "link:canonical = https://www.northwire.example/2031/06/14/quay-reopens"),
    ] {
        assert_eq!(chosen(&report, field), [expected]);
    }
    assert_eq!(chosen(&read(BLOG).value, Field::Title), ["headline = Two billion euros into the sea"]);
    let by_agency = BLOG.replace("</head>", "<meta name=author content=Reuters></head>");
    let report = read(&by_agency).value;
    assert_eq!(
        (report.agency(), chosen(&report, Field::Agency)),
        (Some("Reuters"), vec!["meta:author = Reuters".to_owned()])
    );
}

#[test]
fn the_headline_that_readers_see_is_the_title() {
    let prose =
        "<p>The quay was opened by the minister, and the harbour band played until it rained on the guests.</p>";
    let page = format!(
        "<title>Port news: quay open | The Lantern</title><meta property=og:title content='Quay reopens | The Lantern'>\
         <h1>Quay reopens</h1><p class=byline>By Felix Ansbro Updated May 3, 2031</p>{}",
        prose.repeat(4)
    );
    let outcome = read(&page);
    let report = &outcome.value;
    assert_eq!(
        (report.title(), chosen(report, Field::Title)),
        (Some("Quay reopens"), vec!["headline = Quay reopens".to_owned()])
    );
    assert_eq!(report.metadata().authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Felix Ansbro"]);
    assert_eq!(codes(&outcome.notes), [NoteCode::MetadataDisagrees]);
}

#[test]
fn what_a_page_sets_twice_stands_once() {
    let prose =
        "<p>The quay was opened by the minister, and the harbour band played until it rained on the guests.</p>";
    let caption = "<figcaption>The first ship</figcaption>";
    let page = format!(
        "<article><h1>Quay reopens</h1>{prose}<figure>{caption}{caption}<b class=hide-caption>hide caption</b></figure>{prose}\
         <p>“No!”</p><p>“No!”</p><p>The band went on, and the minister left for the capital in the rain.</p>\
         <ul><li>Nine ships wait in the roads.<li>Two cranes are out of order.<li>The pilots are on strike until Monday.</ul>\
         <div>The band went on, and the minister left for the capital in the rain. Nine ships wait in the roads. Two cranes \
         are out of order. The pilots are on strike until Monday.</div></article>"
    );
    let expected = [
        "headline| Quay reopens",
        "paragraph| The quay was opened by the minister, and the har",
        "caption| The first ship",
        "paragraph| “No!”",
        "paragraph| “No!”",
        "paragraph| The band went on, and the minister left for the ",
        "list| Nine ships wait in the roads.",
        "list| Two cranes are out of order.",
        "list| The pilots are on strike until Monday.",
    ];
    assert_eq!(outline(&read(&page).value), expected);
}

#[test]
fn what_is_said_in_two_ways_is_noted_with_the_choice() {
    let page = AGENCY
        .replace("<html lang=\"en-GB\">", "<html lang=\"pt\">")
        .replace("</head>", "<meta property=\"og:title\" content=\"Minister hails quay | Northwire\"></head>");
    let outcome = read(&page);
    assert_eq!(
        (outcome.value.language(), chosen(&outcome.value, Field::Language)),
        (Some("en"), vec!["text = en".to_owned()])
    );
    let noted: Vec<&str> = outcome.notes.iter().map(|note| note.text.as_str()).collect();
    let expected = [
        "title: \"Portugal reopens northern quay of Ponta Serrada\" (json_ld:headline) was chosen, not \"Minister hails quay | Northwire\" (meta:og:title)",
        "language: \"en\" (text) was chosen, not \"pt\" (html:lang)",
    ];
    assert_eq!(noted, expected);
}

#[test]
fn a_day_behind_words_of_publication_counts_wherever_they_stand() {
    let prose =
        "The quay was opened by the minister, and the harbour band played until it rained on the guests. ".repeat(4);
    for (page, expected) in [
        (
            format!(
                "<h1>Quay reopens</h1><p>{prose}</p><p>This post was published on Friday, 3 May 2031 by Felix Ansbro, who \
                has written for years about ports, ships, cranes, quays, and much else besides in the south of the country, and \
                who lives in Ponta Serrada, in Shipping, Ports, Cranes, Unions, Ministers.</p>"
            ),
            &["line = 3 may 2031"][..],
        ),
        (
            format!(
                "<meta name=description content='Quay reopens. Published on 3 May 2031.'><h1>Quay reopens</h1><p>{prose}</p>"
            ),
            &["standfirst = 3 may 2031"],
        ),
        (format!("<meta name=description content='The strike of 3 May 2031'><h1>Quay reopens</h1><p>{prose}</p>"), &[]),
    ] {
        assert_eq!(chosen(&read(&page).value, Field::Published), expected, "{page}");
    }
}

#[test]
fn rows_hold_pages_too() {
    let row =
        serde_json::json!({"id": "r1", "url": "https://lantern.example/a", "title": "Given", "html": DAYS}).to_string();
    let report = READER.read_row(row.as_bytes(), &given()).expect("the row holds a page").value;
    assert_eq!(&*report.origin().key, "r1");
    assert_eq!((report.title(), report.source().domain.as_deref()), (Some("Given"), Some("lantern.example")));
    assert_eq!(outline(&report).len(), 3);
    let row = serde_json::json!({"url": "https://lantern.example/a", "title": "Given"}).to_string();
    let outcome = READER.read_row(row.as_bytes(), &given()).expect("the row holds an address");
    assert_eq!(codes(&outcome.notes), [NoteCode::PartialText, NoteCode::EmptyText]);
}

#[test]
fn what_is_no_page_is_refused_by_name() {
    let transfer = Transfer::default();
    let long = vec![b'<'; HTML_BYTES_MAX + 1];
    let refused = READER.read_html(&long, &transfer, &given()).expect_err("it is too long");
    assert_eq!(refused, Refused::TooLarge { n_bytes_max: HTML_BYTES_MAX });
    let refused = READER.read_html(b"\x89PNG\0\0", &transfer, &given()).expect_err("it is no text");
    assert!(matches!(refused, Refused::Binary { .. }), "{refused}");
}

#[test]
fn pages_made_to_hurt_take_their_time_in_proportion() {
    let prose =
        "<p>The port chief said that the quay would be open before the winter, and nobody contradicted him.</p>";
    for (name, page) in [
        ("deep", format!("{}{prose}", "<div>".repeat(100_000))),
        ("deep and closed", format!("{}{prose}{}", "<div>".repeat(50_000), "</div>".repeat(50_000))),
        ("unclosed emphasis", format!("{}{prose}", "<b class=a><p>".repeat(30_000))),
        ("attributes", format!("<p {}>{prose}", (0..100_000).map(|n| format!("a{n}=\"&gt;\" ")).collect::<String>())),
        ("stray ends", format!("{prose}{}", "</p></td></a></ul>".repeat(30_000))),
        ("open comment", format!("{prose}<!--{}", "-".repeat(500_000))),
        ("open script", format!("{prose}<script>{}", "<!--<script>".repeat(40_000))),
        ("nested json", format!("<script type=\"application/ld+json\">{}</script>{prose}", "[".repeat(200_000))),
    ] {
        let report = read(&page).value;
        let is_kept = report.text().as_str().contains("open before the winter");
        assert!(is_kept, "{name}: {:?}", report.text().as_str().get(..80));
    }
    let deep = read(&format!("{}{prose}", "<div>".repeat(1000)));
    assert_eq!(codes(&deep.notes), [NoteCode::LimitReached]);
}

#[test]
fn what_programs_would_show_is_no_text() {
    let fake = "The quay has burned down, said the minister, and nobody will ever open it again for any ship.";
    let fakes = format!("<p>{fake}</p>").repeat(20);
    let hidden = [
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Quay reopens\",\"articleBody\":\"{}\"}}</script>",
            fake.repeat(20)
        ),
        format!("<script type=text/template><article><h1>Quay reopens</h1>{fakes}</article></script>"),
        format!("<script>document.write('<article>{fakes}<\\/article>')</script>"),
        format!("<template><article>{fakes}</article></template>"),
        format!("<noscript><article>{fakes}</article></noscript>"),
        format!("<!--<article>{fakes}</article>-->"),
        format!("<div hidden><article>{fakes}</article></div>"),
        format!("<div style='Display: None'><article>{fakes}</article></div>"),
    ];
    let prose =
        "<p>The quay was opened by the minister, and the harbour band played until it rained on the guests.</p>";
    for fake in hidden {
        let page = format!("{fake}<article><h1>Quay reopens</h1>{}</article>{fake}", prose.repeat(3));
        let report = read(&page).value;
        let text = report.text().as_str();
        assert!(text.contains("harbour band") && !text.contains("burned"), "{fake:.80}: {text}");
    }
}

/// One of the golden pages with some of its tags and characters cut, doubled or put in anew.
fn mutated_page() -> impl Strategy<Value = String> {
    let edits = proptest::collection::vec((any::<u16>(), 0_u8..8), 1..24);
    (0_usize..4, edits).prop_map(|(at, edits)| {
        let mut parts: Vec<String> = [AGENCY, BLOG, LIVE, DAYS][at].split_inclusive('>').map(str::to_owned).collect();
        for (place, edit) in edits {
            let place = usize::from(place) % parts.len();
            match edit {
                0 => parts[place].clear(),
                1 => parts[place] = parts[place].repeat(3),
                2 => parts[place].insert_str(0, "<table><tr><td><p>"),
                3 => parts[place].push_str("</div></p></article>"),
                4 => parts[place].insert_str(0, "<a href=x><b>“</b>\u{200b}&nbsp;"),
                5 => parts[place] = parts[place].replace('"', ""),
                6 => parts[place] = parts[place].chars().take(3).collect(),
                _ => parts[place].push_str("<figure><blockquote>é<br><br><br></figcaption>"),
            }
        }
        parts.concat()
    })
}

/// What holds for every page: the same each time, no markup of its own making, no passage twice at one place.
fn check_any(html: &str) {
    let Ok(first) = READER.read_html(html.as_bytes(), &Transfer::default(), &given()) else { return };
    let second = READER.read_html(html.as_bytes(), &Transfer::default(), &given()).expect("it was read before");
    assert_eq!(first, second);
    let report = first.value;
    assert!(report.blocks().iter().all(|block| !block.kind.is_set_aside()), "what is set aside is not in the text");
    assert!(report.blocks().iter().skip(1).all(|block| block.kind != BlockKind::Headline || block.span.start() > 0));
    let text: String = report.text().as_str().split_whitespace().collect();
    let shown: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(text.chars().all(|c| shown.contains(c) || html.contains('&')), "no character is made up");
}

proptest! {
    #[test]
    fn mutated_pages_are_read(html in mutated_page()) {
        check_any(&html);
    }

    #[test]
    fn any_tags_are_read(html in "(</?(p|div|a|td|li|h1|b|script|title|article|table|svg|template)( (class|id|href)=\"?[a-z -]{0,9}\"?)?>|[a-z .,“&;<]{0,20}){0,60}") {
        check_any(&html);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let read = || READER.read_html(&bytes, &Transfer::default(), &given());
        assert_eq!(read(), read());
    }
}
