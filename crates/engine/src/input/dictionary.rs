//! Dictionaries of packed archives: `.warc.zst` files put one before their frames, in a frame that others pass over.
//!
//! The form is that of the archives that carry them (IIPC, "WARC Zstandard compression"): the content of the frame is a
//! dictionary of Zstandard (RFC 8878, 5), or one that is packed itself.

use std::io::Read;

use ruzstd::decoding::{Dictionary, StreamingDecoder};

/// How the frame with the dictionary begins.
pub(super) const MARK: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

/// The longest dictionary, packed or not. Those of archives have some hundred kilobytes.
pub(super) const BYTES_MAX: u32 = 16 << 20;

/// How a dictionary begins.
const BEGINNING: [u8; 4] = [0x37, 0xa4, 0x30, 0xec];

/// The dictionary that a frame of that mark holds; `None` if it holds something else.
///
/// # Errors
/// What is wrong with the dictionary.
pub(super) fn dictionary(content: &[u8]) -> Result<Option<Dictionary>, String> {
    let unpacked = unpacked(content);
    let raw = unpacked.as_deref().unwrap_or(content);
    if !raw.starts_with(&BEGINNING) {
        return Ok(None);
    }
    Dictionary::decode_dict(raw).map(Some).map_err(|error| error.to_string())
}

/// The content as it was before it was packed, if it was and is no longer than a dictionary may be.
fn unpacked(content: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let decoder = StreamingDecoder::new(content).ok()?;
    decoder.take(u64::from(BYTES_MAX)).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};

    use super::*;

    /// A dictionary of 256 bytes, trained by the reference library on made sentences about a harbour, packed by it.
    pub(in crate::input) const PACKED_DICTIONARY: [u8; 191] = [
        40, 181, 47, 253, 96, 0, 0, 173, 5, 0, 148, 8, 55, 164, 48, 236, 222, 215, 136, 72, 30, 16, 208, 82, 144, 116,
        255, 159, 178, 205, 77, 118, 106, 100, 203, 236, 4, 101, 75, 66, 255, 15, 187, 242, 255, 170, 31, 67, 0, 0, 56,
        88, 152, 224, 136, 54, 0, 0, 0, 4, 192, 192, 144, 38, 24, 66, 82, 173, 155, 150, 24, 137, 41, 100, 136, 1, 0,
        228, 156, 172, 3, 0, 4, 0, 0, 0, 8, 0, 0, 0, 99, 111, 110, 116, 97, 105, 110, 101, 114, 32, 115, 116, 111, 114,
        109, 32, 112, 111, 114, 116, 32, 119, 105, 110, 116, 104, 105, 112, 32, 115, 97, 105, 100, 109, 105, 110, 105,
        115, 116, 117, 110, 105, 111, 110, 101, 114, 32, 99, 114, 97, 110, 101, 32, 113, 117, 97, 121, 114, 121, 17, 0,
        75, 40, 24, 51, 177, 225, 11, 84, 21, 40, 106, 192, 203, 128, 170, 3, 64, 184, 128, 75, 254, 54, 179, 6, 42,
        151, 159, 201, 83, 211, 190, 40, 11, 128, 67, 11, 16, 136, 5, 117,
    ];

    /// "the minister said the quay reopened", packed by the reference library with that dictionary.
    pub(in crate::input) const FRAME: [u8; 34] = [
        40, 181, 47, 253, 35, 222, 215, 136, 72, 35, 173, 0, 0, 51, 65, 3, 118, 240, 48, 233, 124, 71, 122, 65, 118,
        28, 212, 160, 38, 1, 0, 6, 81, 88,
    ];

    /// The dictionary as it was before it was packed.
    pub(in crate::input) fn raw_dictionary() -> Vec<u8> {
        unpacked(&PACKED_DICTIONARY).expect("the dictionary is packed")
    }

    #[test]
    fn dictionaries_packed_or_not() {
        for content in [PACKED_DICTIONARY.to_vec(), raw_dictionary()] {
            let found = dictionary(&content).expect("it is whole").expect("it is a dictionary");
            assert_eq!(found.id, 1_216_927_710);
        }
        assert!(dictionary(b"xyz").expect("nothing is wrong with it").is_none());
        assert!(dictionary(&raw_dictionary()[..20]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn damaged_dictionaries_are_refused_or_read(place in any::<usize>(), byte in any::<u8>(), n_bytes in 0_usize..=256) {
            let mut raw = raw_dictionary();
            let place = place % raw.len();
            raw[place] = byte;
            drop(dictionary(&raw[..n_bytes.min(raw.len())]));
        }
    }
}
