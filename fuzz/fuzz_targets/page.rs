//! Web pages: any bytes are read or refused, the same way each time.
#![no_main]

use std::sync::LazyLock;

use dateline_read::{Given, Reader, Transfer};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

fuzz_target!(|bytes: &[u8]| {
    let given = Given { key: "page".into(), path: None };
    let read = || READER.read_html(bytes, &Transfer::default(), &given);
    assert_eq!(read(), read());
});
