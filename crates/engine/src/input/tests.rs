use std::fs;
use std::io::{self, Cursor, Read};

use dateline_read::HTML_BYTES_MAX;
use proptest::prelude::{ProptestConfig, any, proptest};
use tempfile::TempDir;

use super::{Content, Found, Input, key_of};

/// A folder for one test with files of these names and contents.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("a folder in the folder");
        fs::write(path, content).expect("a file in the folder");
    }
    folder
}

/// What an input holds: `key`, `key@line` or `!code key`, and `?` for a remark.
fn finds(input: Input) -> Vec<String> {
    let show = |found| match found {
        Found::Item(item) => match item.place.line {
            Some(line) => format!("{}@{line}", item.place.key),
            None => item.place.key.to_string(),
        },
        Found::Problem(problem) => format!("!{} {}", problem.code.name(), problem.place.key),
        Found::Remark(remark) => format!("? {}", remark.text),
    };
    input.open().map(show).collect()
}

fn stream(bytes: impl Read + 'static) -> Input {
    Input::Stream { name: "stdin".into(), bytes: Box::new(io::BufReader::with_capacity(4, bytes)) }
}

#[track_caller]
fn check_folder(files: &[(&str, &str)], expected: &[&str]) {
    let folder = folder(files);
    assert_eq!(finds(Input::Path(folder.path().join("in"))), expected);
}

#[test]
fn folders_are_walked_by_name() {
    check_folder(
        &[("in/b.txt", "b"), ("in/a.TXT", "a"), ("in/c/d.txt", "d"), ("in/c.jsonl", "{}\n\n{}"), ("in/z.txt", "")],
        &["a", "b", "d", "c#1@1", "c#2@3", "z"],
    );
}

#[test]
fn folders_tell_what_they_pass_over() {
    check_folder(
        &[("in/.hidden.txt", ""), ("in/.git/a.txt", ""), ("in/a.txt", ""), ("in/b.xml", "")],
        &["a", "? 1 file is no report that is read and passed over: b.xml"],
    );
    check_folder(
        &[("in/1.pdf", ""), ("in/2", ""), ("in/3.xml", ""), ("in/4.gz", ""), ("in/5.gz", "")],
        &["? 5 files are no report that is read and passed over: 1.pdf, 2, 3.xml and 2 more", "!no_report in"],
    );
    check_folder(&[("in/deep/er/.keep", "")], &["!no_report in"]);
    check_folder(&[], &["!missing in"]);
}

#[test]
fn named_files_are_read_by_their_names() {
    let check = |name: &str, content: &str, expected: &[&str]| {
        let folder = folder(&[(name, content)]);
        assert_eq!(finds(Input::Path(folder.path().join(name))), expected, "{name}");
    };
    check("a.txt", "{}", &["a"]);
    check("a.Txt", "", &["a"]);
    check(".txt", "", &[".txt"]);
    check("a.JSONL", "{\"id\":1}", &["a#1@1"]);
    check("plain", "words", &["plain"]);
    check("rows", "\n {}\n{}", &["rows#1@2", "rows#2@3"]);
    check("a.HTML", "<p>", &["a"]);
    check("page", "\n<p>", &["page"]);
    check("a.xml", "<rss><channel><item/><item/></channel></rss>", &["a#1", "a#2"]);
    check("a.rss", "<rss><channel><item/><item>", &["a#1", "!unreadable a"]);
    check("a.json", "[{\"text\": \"x\"}, {\"text\": \"y\"}]", &["a#1", "a#2"]);
    check("a.json", "{\"text\": \"x\"}", &["a#1"]);
    check("feed", "<?xml version='1.0'?>\n<!-- a --><feed><entry/></feed>", &["feed#1"]);
    check("page", "<?xml version='1.0'?>\n<html><p>x", &["page"]);
    check("list", "{\n \"items\": [{\"text\": \"x\"}]}", &["list#1"]);
    check("array", "[ {\"text\": \"x\"} ]", &["array#1"]);
    check("brackets", "[A quay reopens]", &["brackets"]);
    for (name, content) in [("a.xml", "<svg/>"), ("b.xml", ""), ("a.json", "{\"name\": \"x\"}"), ("b.json", "17")] {
        check(name, content, &[&format!("!unsupported {}", key_of(name))]);
    }
    for name in ["a.gz", "a.pdf", "a.2031"] {
        check(name, "", &[&format!("!unsupported {}", key_of(name))]);
    }
}

/// Each of the reads that find blanks alone would look at all before it again; this many would take minutes.
#[test]
fn blanks_before_a_stream_are_passed_over_once() {
    let blanks = " ".repeat(400_000);
    assert_eq!(finds(stream(Cursor::new(format!("\u{feff}{blanks}{{}}")))), ["stdin#1@1"]);
    assert_eq!(finds(stream(Cursor::new(blanks))), ["stdin"]);
}

fn packed(content: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::Write::write_all(&mut encoder, content.as_bytes()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn packed_files_are_unpacked_member_by_member() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let check = |name: &str, bytes: &[u8], expected: &[&str]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        assert_eq!(finds(Input::Path(path)), expected, "{name}");
    };
    check("a.html.GZ", &packed("<p>x"), &["a"]);
    check("b.jsonl.gz", &[packed("{}\n"), packed("{}\n")].concat(), &["b#1@1", "b#2@2"]);
    check("c", &packed("{}\n"), &["c#1@1"]);
    check("c.xml.gz", &packed("<rss><item/></rss>"), &["c#1"]);
    let framed = |content: &str| {
        ruzstd::encoding::compress_to_vec(content.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    };
    check("a.html.zst", &framed("<p>x"), &["a"]);
    check("b.jsonl.ZST", &[framed("{}\n"), framed("{}\n")].concat(), &["b#1@1", "b#2@2"]);
    check("z", &framed("{}\n"), &["z#1@1"]);
    check("d.txt.gz", b"no gzip", &["!unreadable d"]);
    let cut = packed(&"A quay reopens. ".repeat(1000));
    check("e.txt.gz", &cut[..cut.len() - 20], &["!unreadable e"]);
}

/// An archive with a page, a picture, and another page, each in a member of its own.
fn archive() -> Vec<Vec<u8>> {
    let record = |kind: &str, url: &str, body: &str| {
        let response = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        let n_bytes = response.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {n_bytes}\r\n\r\n{response}\r\n\r\n"
        )
    };
    let page = "<p>A quay reopens.";
    [
        record("text/html", "https://a.example/1", page),
        record("image/png", "-", "x"),
        record("text/html", "https://a.example/2", page),
    ]
    .map(|record| packed(&record))
    .to_vec()
}

#[test]
fn archives_hold_pages() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let check = |name: &str, bytes: &[u8], expected: &[&str]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        assert_eq!(finds(Input::Path(path)), expected, "{name}");
    };
    let passed = "? passed over: 1 responses that are no web page";
    let whole = archive().concat();
    check("a.warc.gz", &whole, &["a#1", "a#2", passed]);
    check("stream", &whole, &["stream#1", "stream#2", passed]);
    check("cut.warc.gz", &whole[..whole.len() - 30], &["cut#1", "!unreadable cut", passed]);
    let mut broken = archive();
    let at = broken[0].len() / 2;
    broken[0][at] ^= 0xff;
    check("b.warc.gz", &broken.concat(), &["b#1", "!unreadable b", "b#2", passed]);
}

#[test]
fn feeds_in_archives_give_their_items() {
    let record = |kind: &str, body: &str| {
        let response = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{response}\r\n\r\n", response.len())
    };
    let archive = [
        record("text/html", "<p>A quay reopens."),
        record(
            "application/rss+xml",
            "<rss><channel><item><title>a</title></item><item><title>b</title></item></channel></rss>",
        ),
        record("text/xml", "<feed><entry><title>c</title></entry><entry>"),
        record("application/xml", "<svg/>"),
        record("text/html", "<p>A quay reopens."),
    ];
    let found = finds(Input::Stream { name: "s.warc".into(), bytes: Box::new(Cursor::new(archive.concat())) });
    let expected =
        ["s#1", "s#2", "s#3", "s#4", "!unreadable s", "s#5", "? passed over: 1 responses that are no web page"];
    assert_eq!(found, expected);
}

#[test]
fn what_unpacks_to_more_than_is_read_is_not_held() {
    let packed = packed(&"<".repeat(HTML_BYTES_MAX * 2));
    let bytes: Box<dyn io::BufRead> = Box::new(Cursor::new([packed, b"rest".to_vec()].concat()));
    let found: Vec<_> = Input::Stream { name: "s".into(), bytes }.open().collect();
    let [Found::Item(item)] = found.as_slice() else { panic!("one report: {found:?}") };
    assert!(item.content.n_bytes() <= HTML_BYTES_MAX + 1, "{}", item.content.n_bytes());
}

#[test]
fn keys_are_names_without_extensions() {
    let check = |name: &str, expected: &str| assert_eq!(key_of(name), expected, "{name}");
    check("quay.txt", "quay");
    check("quay.HTML.gz", "quay");
    check("U.S.-talks.txt", "U.S.-talks");
    check("2031.05.03", "2031.05.03");
    check(".txt", ".txt");
    check("quay", "quay");
    check("", "");
}

#[test]
fn streams_are_read_by_their_beginning() {
    let check = |bytes: &str, expected: &[&str]| {
        assert_eq!(finds(stream(Cursor::new(bytes.to_owned()))), expected, "{bytes:?}");
    };
    check("", &["stdin"]);
    check("  \n\n ", &["stdin"]);
    check("A quay reopens {again}", &["stdin"]);
    check("{}", &["stdin#1@1"]);
    check("\n\n      {}\n{}", &["stdin#1@3", "stdin#2@4"]);
    check("\u{feff}{}", &["stdin#1@1"]);
    check("\u{feff}A quay", &["stdin"]);
}

#[test]
fn a_stream_that_breaks_is_named_once() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line is dead"))
        }
    }
    assert_eq!(finds(stream(Broken)), ["!unreadable stdin"]);
    assert_eq!(finds(stream(Cursor::new("words").chain(Broken))), ["!unreadable stdin"]);
    assert_eq!(finds(stream(Cursor::new("{}\n").chain(Broken))), ["stdin#1@1", "!unreadable stdin"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_are_left() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("in/a.txt", "a"), ("elsewhere/b.txt", "b")]);
    let inside = folder.path().join("in");
    symlink(&inside, inside.join("loop")).expect("a link to the folder around it");
    symlink(folder.path().join("elsewhere"), inside.join("link")).expect("a link to another folder");
    symlink("nowhere.txt", inside.join("dangling.txt")).expect("a link to nothing");
    assert_eq!(finds(Input::Path(inside)), ["a", "!missing dangling", "b"]);
}

#[cfg(unix)]
#[test]
fn special_files_are_passed_over_or_read_to_the_limit() {
    let folder = folder(&[("in/a.txt", "a")]);
    let inside = folder.path().join("in");
    let socket = inside.join("b.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket in the folder");
    assert_eq!(finds(Input::Path(inside)), ["a", "? 1 file is no report that is read and passed over: b.txt"]);
    assert_eq!(finds(Input::Path(socket)), ["!unreadable b"]);
    let found: Vec<_> = Input::Path("/dev/zero".into()).open().collect();
    let [Found::Item(item)] = found.as_slice() else { panic!("one report: {found:?}") };
    assert_eq!(item.content.n_bytes(), dateline_read::REPORT_BYTES_MAX + 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stream_of_text_comes_unchanged(text in "[ \n\u{feff}]{0,20}[a-z\"é]{0,20}", buffer in 1_usize..9) {
        let bytes = Box::new(io::BufReader::with_capacity(buffer, Cursor::new(text.clone())));
        let found: Vec<_> = Input::Stream { name: "s".into(), bytes }.open().collect();
        let [Found::Item(item)] = found.as_slice() else { panic!("one report: {found:?}") };
        let Content::Text(bytes) = &item.content else { panic!("a text: {item:?}") };
        assert_eq!(bytes, text.as_bytes());
    }

    #[test]
    fn a_key_is_the_beginning_of_its_name(name in any::<String>()) {
        assert!(name.starts_with(key_of(&name)));
    }
}
