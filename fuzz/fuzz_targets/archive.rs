//! Web archives: any bytes are divided into records that come to an end.
#![no_main]

use dateline_read::archive_records;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let n_records = archive_records(bytes).count();
    assert!(n_records <= bytes.len() + 1, "each record takes a byte at least");
});
