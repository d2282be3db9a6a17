//! Feeds, sitemaps and exports: golden lists read as a reader would, broken and hostile ones, and properties of all.

use std::sync::LazyLock;

use dateline_core::{NoteCode, Outcome, Report};
use dateline_read::{FEED_BYTES_MAX, FeedFind, Given, Reader, Refused, begins_feed, feed_finds};
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

const LANTERN: &[u8] = include_bytes!("../../../golden/feeds/lantern.rss");
const NORTHWIRE: &[u8] = include_bytes!("../../../golden/feeds/northwire.atom");
const OLD: &[u8] = include_bytes!("../../../golden/feeds/old.rdf.xml");
const SITEMAP: &[u8] = include_bytes!("../../../golden/feeds/sitemap.xml");
const LETTERS: &[u8] = include_bytes!("../../../golden/feeds/letters.json");
const EXPORTS: &[u8] = include_bytes!("../../../golden/feeds/exports.json");

const ALL: [&[u8]; 6] = [LANTERN, NORTHWIRE, OLD, SITEMAP, LETTERS, EXPORTS];

fn given() -> Given {
    Given { key: "feed#1".into(), path: None }
}

fn read(find: &FeedFind) -> Result<Outcome<Report>, Refused> {
    match find {
        FeedFind::Item(item) => READER.read_feed_item(item, &given()),
        FeedFind::Row(bytes) => READER.read_row(bytes, &given()),
        FeedFind::Damaged(what) => panic!("damaged: {what}"),
    }
}

/// The items of a list that is whole.
fn items(bytes: &[u8]) -> Vec<Outcome<Report>> {
    let finds = feed_finds(bytes).expect("the list is one");
    finds.map(|find| read(&find).expect("the item can be read")).collect()
}

/// A report in lines: key, address, outlet with its domain, day with its time, authors, keywords, notes, and its blocks.
fn shown(outcome: &Outcome<Report>) -> String {
    let Outcome { value: report, notes } = outcome;
    let (source, metadata) = (report.source(), report.metadata());
    let or_none = |value: Option<&str>| value.unwrap_or("-").to_owned();
    let day = report.published().and_then(|day| day.single()).map(|day| day.to_string());
    let clock = report.published_at().map(|clock| format!(" {} {:?}", clock.time, clock.utc_offset_s));
    let mut lines = vec![
        format!("{} {}", report.origin().key, or_none(report.origin().url.as_deref())),
        format!("{} ({})", or_none(source.name.as_deref()), or_none(source.domain.as_deref())),
        format!("{}{}", or_none(day.as_deref()), clock.unwrap_or_default()),
        format!("by {}; {}", metadata.authors.join(", "), metadata.keywords.join(", ")),
    ];
    if !notes.is_empty() {
        lines.push(notes.iter().map(|note| note.code.name()).collect::<Vec<_>>().join(", "));
    }
    let text = |block: &dateline_core::Block| report.text().get(block.span).chars().take(60).collect::<String>();
    lines.extend(report.blocks().iter().map(|block| format!("{}| {}", block.kind.name(), text(block))));
    lines.join("\n")
}

#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    let found: Vec<_> = items(bytes).iter().map(shown).collect();
    assert_eq!(found.join("\n\n"), expected.join("\n\n"));
}

#[test]
fn a_feed_with_full_texts_summaries_and_texts_of_others() {
    check(
        LANTERN,
        &[
            "lantern-88412 https://lantern.example/2031/06/14/quay-reopens\n\
             The Lantern (lantern.example)\n\
             2031-06-14 18:40:00 Some(3600)\n\
             by Felix Ansbro, Imogen Tarrowby; Shipping, Portugal\n\
             headline| Northern quay of Ponta Serrada reopens & the first ship dock\n\
             caption| The first ship at the northern quay on Saturday.\n\
             dateline| PONTA SERRADA, June 14 (NWS) —\n\
             paragraph| Portugal reopened the northern quay of its large container p\n\
             paragraph| “We said that we would be back before the winter,” said the \n\
             subheading| What comes next\n\
             list| the second crane has to pass its test,\n\
             list| the channel has to be dredged.\n\
             quote| Nobody will be left without a place on the new quay.\n\
             paragraph| So wrote the harbour minister, Idalina Brejo, in a letter to",
            "feed#1 https://www.northwire.example/2031/06/13/dockers-vote?utm_source=lantern\n\
             Northwire Service (northwire.example)\n\
             2031-06-13 07:05:00 Some(0)\n\
             by Jonte Wieland; \n\
             partial_text\n\
             headline| Dockers to vote on new shifts\n\
             paragraph| The union of the dockers will hold its ballot on Tuesday, it",
            "feed#1 https://lantern.example/2031/06/12/dawn\n\
             The Lantern (lantern.example)\n\
             -\n\
             by ; \n\
             date_not_understood, partial_text\n\
             headline| In pictures: the harbour at dawn",
        ],
    );
}

#[test]
fn atom_with_markup_of_all_three_kinds() {
    check(
        NORTHWIRE,
        &[
            "tag:northwire.example,2031:insurers https://www.northwire.example/2031/06/15/insurers\n\
             Northwire Service: harbours (northwire.example)\n\
             2031-06-15 08:10:00 Some(3600)\n\
             by Jonte Wieland; Insurance\n\
             headline| Insurers agree on Ponta Serrada\n\
             dateline| LISBON (NWS) —\n\
             paragraph| The insurers of the port have agreed to pay 310 million euro\n\
             paragraph| “It took us five months,” he said.\nThe sum is < half of the ",
            "feed#1 https://www.northwire.example/2031/06/10/channel\n\
             The Lantern (lantern.example)\n\
             -\n\
             by ; \n\
             partial_text\n\
             headline| Who pays for the channel?\n\
             paragraph| The ministry says that a < b, & that the port pays…",
        ],
    );
}

#[test]
fn older_feeds_sitemaps_and_json() {
    check(
        OLD,
        &["feed#1 https://old.lantern.example/1\n\
           The Lantern, harbour desk (old.lantern.example)\n\
           2031-06-02 12:00:00 Some(3600)\n\
           by Imogen Tarrowby; Cranes\n\
           partial_text\n\
           headline| Cranes ordered in Setubal\n\
           paragraph| Two cranes were ordered, the port chief said."],
    );
    check(
        SITEMAP,
        &[
            "feed#1 https://lantern.example/2031/06/14/quay-reopens\n\
             The Lantern (lantern.example)\n\
             2031-06-14 18:40:00 Some(3600)\n\
             by ; Shipping, Portugal\n\
             partial_text\n\
             headline| Northern quay of Ponta Serrada reopens",
            "feed#1 https://lantern.example/about\n\
             - (lantern.example)\n\
             -\n\
             by ; \n\
             partial_text, empty_text",
        ],
    );
    check(
        LETTERS,
        &[
            "41 https://letters.example/41\n\
             Letters from the Quay (letters.example)\n\
             2031-06-03 06:30:00 Some(3600)\n\
             by Greta Almquist; cranes, fishermen\n\
             headline| The day the cranes came\n\
             paragraph| They came at dawn, on two barges, and nobody had told the fi\n\
             paragraph| “We were not asked,” Tomé Pestaninha said.",
            "feed#1 https://letters.example/42\n\
             Letters from the Quay (letters.example)\n\
             -\n\
             by ; \n\
             paragraph| One more ship today.\n\
             paragraph| The band played.",
        ],
    );
}

#[test]
fn exports_of_agencies_and_archives() {
    check(
        EXPORTS,
        &[
            "urn:northwire:2031:7741 -\n\
             Northwire Service (-)\n\
             2031-06-14 17:02:00 Some(0)\n\
             by Felix Ansbro; Shipping, Ports\n\
             headline| Portugal reopens northern quay of Ponta Serrada\n\
             dateline| PONTA SERRADA (NWS) —\n\
             paragraph| Portugal reopened the northern quay on Saturday.\n\
             paragraph| “Here we are,” the port chief said.",
            "urn:northwire:2031:7742 -\n\
             - (-)\n\
             2031-06-18 05:00:00 Some(0)\n\
             by ; \n\
             headline| Dockers vote\n\
             paragraph| The dockers voted on Tuesday.\n\
             paragraph| The result is due today.",
            "feed#1 https://lantern.example/2031/06/14/quay-reopens\n\
             - (lantern.example)\n\
             -\n\
             by ; \n\
             partial_text\n\
             headline| Northern quay of Ponta Serrada reopens",
            "plain -\n\
             - (-)\n\
             2031-06-14\n\
             by ; \n\
             paragraph| A row as Dateline writes them.",
        ],
    );
}

#[test]
fn what_an_item_says_keeps_its_place() {
    let report = &items(LANTERN)[1].value;
    let evidence: Vec<_> = report.metadata().evidence.iter().map(|e| (&*e.from, &*e.value, e.is_chosen)).collect();
    assert!(evidence.contains(&("rss:source", "Northwire Service", true)), "{evidence:?}");
    assert!(evidence.contains(&("rss:pubDate", "13 Jun 2031 07:05 GMT", true)), "{evidence:?}");
    let seen = &items(EXPORTS)[2].value;
    assert_eq!(seen.published(), None, "the day on which an archive saw a page is not that of its publication");
}

/// The titles of the items before the damage, and the damage.
fn broken(bytes: &[u8]) -> Vec<String> {
    let finds = feed_finds(bytes).expect("the beginning is one of a list");
    let shown = |find| match find {
        FeedFind::Damaged(what) => format!("!{what}"),
        find => read(&find).expect("the item can be read").value.title().unwrap_or("-").to_owned(),
    };
    finds.map(shown).collect()
}

fn rss(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel>{items}</channel></rss>")
}

#[test]
fn what_stands_before_damage_is_read() {
    let check = |feed: &str, expected: &[&str]| {
        let found = broken(feed.as_bytes());
        let is_as_expected = |(found, expected): (&String, &&str)| found.starts_with(expected);
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(is_as_expected),
            "{feed}: {found:?}, not {expected:?}"
        );
    };
    let (one, two) = ("<item><title>One</title></item>", "<item><title>Two</title></item>");
    check(&rss(&format!("{one}{two}")), &["One", "Two"]);
    check(&rss(""), &[]);
    check(&format!("<rss><channel>{one}<item><title>Tw"), &["One", "!the file ends inside item 2"]);
    check(&format!("<rss><channel>{one}"), &["One", "!the file ends inside the list"]);
    check(&format!("<rss><channel>{one}<![CDATA[ {two}"), &["One", "!broken behind byte 45"]);
    check(&rss(&format!("{one}</b></item>{two}")), &["One", "Two"]);
    check(&rss("<item><title>One<br>& more <b>words</title></item>"), &["One & more words"]);
    check(&rss(&format!("<item><title>One</item>{two}")), &["One", "Two"]);
    check(&rss(&format!("<item><title>One</title>{two}<item><title>Three</title></item>")), &["One", "Two", "Three"]);
    check(
        &rss("<item><title>AT&amp;amp;T &#8211; &nbsp;&unknown; 1 &lt; 2</title></item>"),
        &["AT&T – &unknown; 1 < 2"],
    );
    check(r#"{"items":[{"url":"https://a.example/1","title":"One"},{"ti"#, &["One", "!broken behind item 1"]);
    check(r#"[{"url":"https://a.example/1","title":"One"}] and more"#, &["One", "!broken behind item 1"]);
}

#[test]
fn what_is_no_list_is_refused_by_name() {
    for (bytes, holds) in [
        (&b"<svg/>"[..], "its first element is \"svg\""),
        (b"<?xml version='1.0'?>", "it has no elements"),
        (b"<sitemapindex><sitemap/></sitemapindex>", "it lists sitemaps, and nothing is fetched"),
        (b"{\"name\": 1}", "its JSON holds neither a list of items nor one report"),
    ] {
        let refused = feed_finds(bytes).expect_err("it is no list");
        assert_eq!(refused, Refused::NoFeed { holds: holds.to_owned() });
    }
    assert!(matches!(feed_finds(b"\x89PNG\0"), Err(Refused::Binary { .. })));
    assert!(matches!(feed_finds(b"17"), Err(Refused::NoFeed { .. })));
}

#[test]
fn entities_of_the_list_are_never_expanded() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">\
                <!ENTITY file SYSTEM \"file:///etc/hostname\">]>";
    let feed =
        format!("{bomb}{}", rss("<item><title>One &c; &file;</title><description>&c;&file;</description></item>"));
    let found = feed_finds(feed.as_bytes()).expect("it is a feed").map(|find| read(&find).expect("it is read"));
    let texts: Vec<_> = found.map(|outcome| outcome.value.text().as_str().to_owned()).collect();
    assert_eq!(texts, ["One &c; &file;\n\n&c;&file;"]);
}

#[test]
fn lists_made_to_hurt_take_their_time_in_proportion() {
    let item = "<item><title>Quay reopens</title></item>";
    for (name, feed) in [
        ("deep", rss(&format!("{}{item}", "<a>".repeat(50_000)))),
        (
            "deep text",
            rss(&format!(
                "<item><title>Quay reopens</title><description>{}</description></item>",
                "<b>".repeat(50_000)
            )),
        ),
        (
            "attributes",
            rss(&format!("<a {}/>{item}", (0..100_000).map(|n| format!("a{n}='&amp;' ")).collect::<String>())),
        ),
        ("stray ends", rss(&format!("{}{item}", "</a></b>".repeat(100_000)))),
        (
            "values",
            rss(&format!(
                "<item><title>Quay reopens</title>{}</item>",
                (0..100_000).map(|n| format!("<category>a{n}</category>")).collect::<String>()
            )),
        ),
    ] {
        let found = feed_finds(feed.as_bytes()).expect("it is a feed");
        let titles: Vec<_> = found
            .filter(|find| matches!(find, FeedFind::Item(_)))
            .filter_map(|find| read(&find).expect("it is read").value.title().map(str::to_owned))
            .collect();
        assert_eq!(titles, ["Quay reopens"], "{name}");
    }
    let long = [rss(item).as_bytes(), &vec![b' '; FEED_BYTES_MAX]].concat();
    assert_eq!(broken(&long).last().map(String::as_str), Some("!longer than the 67108864 bytes that are read"));
}

#[test]
fn encodings_are_declared_or_told_by_the_bytes() {
    let item = rss("<item><title>Tom\u{e9} in \u{c9}vora</title></item>");
    let latin: Vec<u8> =
        format!("<?xml version='1.0' encoding='iso-8859-1'?>{item}").chars().map(|c| c as u8).collect();
    assert_eq!(broken(&latin), ["Tomé in Évora"]);
    let wide: Vec<u8> = [0xfe, 0xff].into_iter().chain(item.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(broken(&wide), ["Tomé in Évora"]);
    let outcome = items(&latin).remove(0);
    assert_eq!(outcome.notes.first().map(|note| note.code), Some(NoteCode::Decoded));
}

#[test]
fn beginnings() {
    for head in [
        "<rss>",
        "<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE rss [<!ENTITY a \"<b>\">]>\n<rdf:RDF xmlns",
        "<feed xmlns=",
        "[{\"text\"",
        "{\n  \"items\"",
        "{\"version\":\"https://jsonfeed.org/version/1\"",
    ] {
        assert!(begins_feed(head.as_bytes()), "{head}");
    }
    for head in
        ["", "<", "<html>", "<?xml version='1.0'?><!DOCTYPE html><html>", "{\"text\":\"x\"}", "[A quay", "WARC/1.0"]
    {
        assert!(!begins_feed(head.as_bytes()), "{head}");
    }
}

/// One of the golden lists with some of its tags and characters cut, doubled or put in anew.
fn mutated_list() -> impl Strategy<Value = Vec<u8>> {
    let edits = proptest::collection::vec((any::<u16>(), 0_u8..8), 1..16);
    (0..ALL.len(), edits).prop_map(|(at, edits)| {
        let mut parts: Vec<Vec<u8>> =
            ALL[at].split_inclusive(|byte| matches!(byte, b'>' | b',' | b'}')).map(<[u8]>::to_vec).collect();
        for (place, edit) in edits {
            let place = usize::from(place) % parts.len();
            match edit {
                0 => parts[place].clear(),
                1 => parts[place] = parts[place].repeat(3),
                2 => parts[place].splice(0..0, *b"<item><title>").for_each(drop),
                3 => parts[place].extend_from_slice(b"</item></entry>"),
                4 => parts[place].splice(0..0, *b"&quay;<![CDATA[").for_each(drop),
                5 => parts[place].retain(|byte| *byte != b'"'),
                6 => parts[place].truncate(3),
                _ => parts[place].push(0xe9),
            }
        }
        parts.concat()
    })
}

/// What holds for every list: the same each time, and nothing in a text that is not in the list.
fn check_any(bytes: &[u8]) {
    let all = || feed_finds(bytes).map(|finds| finds.collect::<Vec<_>>());
    let first = all();
    assert_eq!(first, all());
    for find in first.unwrap_or_default() {
        let (FeedFind::Item(_) | FeedFind::Row(_)) = &find else { continue };
        let outcome = read(&find);
        assert_eq!(outcome, read(&find));
        let Ok(Outcome { value: report, .. }) = outcome else { continue };
        let is_item = matches!(find, FeedFind::Item(_));
        assert!(!is_item || report.blocks().iter().all(|block| !block.kind.is_set_aside()), "noise is not in the text");
        assert!(report.text().as_str().len() <= bytes.len() * 3, "nothing is made up");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_lists_are_read(bytes in mutated_list()) {
        check_any(&bytes);
    }

    #[test]
    fn any_elements_are_read(items in "(</?(item|entry|title|link|description|content:encoded|div|b)( (type|href|rel)=\"?[a-z/]{0,9}\"?)?/?>|<!\\[CDATA\\[|\\]\\]>|&[a-z#0-9]{0,4};?|[a-z .“<]{0,9}){0,40}") {
        check_any(rss(&items).as_bytes());
        check_any(format!("<feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>").as_bytes());
    }
}
