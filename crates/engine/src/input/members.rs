//! Packed bytes, unpacked member by member (gzip) or frame by frame (Zstandard), going on behind a damaged one.

use std::io::{self, BufRead, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::dictionary;

/// How files are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    pub(super) const ALL: [Self; 2] = [Self::Gzip, Self::Zstd];

    /// What the names of such files end in.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Zstd => "zst",
        }
    }

    /// How a member begins: two bytes of identity and the only method there is (RFC 1952), or the frame's number (RFC 8878).
    pub(super) const fn beginning(self) -> &'static [u8] {
        match self {
            Self::Gzip => &[0x1f, 0x8b, 8],
            Self::Zstd => &[0x28, 0xb5, 0x2f, 0xfd],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip member",
            Self::Zstd => "zstd frame",
        }
    }

    /// Whether these bytes begin a frame whose content is meant to be passed over (RFC 8878, 3.1.2).
    fn is_passed_over(self, beginning: &[u8]) -> bool {
        self == Self::Zstd && matches!(beginning, [0x50..=0x5f, 0x2a, 0x4d, 0x18])
    }
}

/// Unpacks the members of a file, one behind the other.
///
/// Where bytes are lost a read fails once, with [`io::ErrorKind::InvalidData`], or [`io::ErrorKind::UnexpectedEof`] if the
/// file ends there; the next one goes on with the next member. Zeros between members are padding.
pub(super) struct Members<R> {
    packing: Packing,
    state: State<R>,
    /// What unpacks frames, with the dictionaries that were met; not while a frame is open.
    frames: Option<Box<FrameDecoder>>,
    /// How many members have begun.
    n_members: u64,
}

enum State<R> {
    /// Between members.
    Between(R),
    Inside(Decoder<R>),
    /// Only while the state changes, and after the end.
    Over,
}

/// A reader from the beginning of a member, which was already taken from it.
type Member<R> = Chain<Cursor<&'static [u8]>, R>;

enum Decoder<R> {
    Gzip(Box<GzDecoder<Member<R>>>),
    Zstd(Box<FrameDecoder>, Member<R>),
}

impl<R: BufRead> Decoder<R> {
    /// Begins a member. What its head says wrong shows at the first read.
    fn new(packing: Packing, reader: R, frames: Option<Box<FrameDecoder>>) -> Self {
        let member = Cursor::new(packing.beginning()).chain(reader);
        match packing {
            Packing::Gzip => Self::Gzip(Box::new(GzDecoder::new(member))),
            Packing::Zstd => Self::Zstd(frames.unwrap_or_default(), member),
        }
    }

    /// What is behind the member, and what unpacks the next frame.
    fn into_parts(self) -> (R, Option<Box<FrameDecoder>>) {
        match self {
            Self::Gzip(decoder) => (decoder.into_inner().into_inner().1, None),
            Self::Zstd(frames, member) => (member.into_inner().1, Some(frames)),
        }
    }
}

impl<R: BufRead> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (decoder, member) = match self {
            Self::Gzip(decoder) => return decoder.read(buffer),
            Self::Zstd(decoder, member) => (decoder, member),
        };
        let broken = |error: &dyn std::fmt::Display| io::Error::new(io::ErrorKind::InvalidData, error.to_string());
        let is_begun = member.get_ref().0.position() > 0;
        if !is_begun {
            decoder.init(&mut *member).map_err(|error| match error {
                FrameDecoderError::DictNotProvided { dict_id } => {
                    broken(&format!("it needs the dictionary {dict_id}, which does not stand before it"))
                }
                error => broken(&error),
            })?;
        }
        while decoder.can_collect() == 0 && !decoder.is_finished() {
            let decoded = decoder.decode_blocks(&mut *member, BlockDecodingStrategy::UptoBlocks(1));
            if let Err(error) = decoded {
                // The library does not tell an end of the file from other damage.
                let is_over = member.get_mut().1.fill_buf()?.is_empty();
                return Err(if is_over { io::ErrorKind::UnexpectedEof.into() } else { broken(&error) });
            }
        }
        decoder.read(buffer)
    }
}

impl<R: BufRead> Members<R> {
    pub(super) const fn new(packing: Packing, reader: R) -> Self {
        Self { packing, state: State::Between(reader), frames: None, n_members: 0 }
    }

    /// Goes to the beginning of the next member. Whether bytes were lost on the way.
    fn seek_member(&mut self, mut reader: R) -> io::Result<bool> {
        let beginning = self.packing.beginning();
        let mut window: Vec<u8> = Vec::with_capacity(beginning.len());
        let mut is_lost = false;
        while window != beginning {
            if window.len() == beginning.len() {
                if self.packing.is_passed_over(&window) {
                    let mark = std::mem::take(&mut window);
                    if let Err(error) = self.pass_content(&mark, &mut reader) {
                        self.state = State::Between(reader);
                        return Err(error);
                    }
                } else {
                    is_lost |= window.remove(0) != 0;
                }
            }
            let n_missing = (beginning.len() - window.len()) as u64;
            if n_missing > 0 && reader.by_ref().take(n_missing).read_to_end(&mut window)? == 0 {
                // The state stays over: there is nothing more to read.
                return Ok(is_lost || window.iter().any(|byte| *byte != 0));
            }
        }
        self.n_members += 1;
        self.state = State::Inside(Decoder::new(self.packing, reader, self.frames.take()));
        Ok(is_lost)
    }

    /// Passes over the length of a frame and the content behind, but keeps a dictionary.
    fn pass_content(&mut self, mark: &[u8], reader: &mut R) -> io::Result<()> {
        let mut length = [0; 4];
        reader.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length);
        let mut content = reader.take(length.into());
        if mark != dictionary::MARK || length > dictionary::BYTES_MAX {
            return io::copy(&mut content, &mut io::sink()).map(drop);
        }
        let mut held = Vec::new();
        content.read_to_end(&mut held)?;
        let damaged = |what: &dyn std::fmt::Display| {
            io::Error::new(io::ErrorKind::InvalidData, format!("a damaged zstd dictionary: {what}"))
        };
        if let Some(dictionary) = dictionary::dictionary(&held).map_err(|what| damaged(&what))? {
            self.frames.get_or_insert_default().add_dict(dictionary).map_err(|error| damaged(&error))?;
        }
        Ok(())
    }

    /// Goes on behind a member.
    fn leave(&mut self, member: Decoder<R>) {
        let (reader, frames) = member.into_parts();
        self.frames = frames;
        self.state = State::Between(reader);
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(reader) => {
                    if self.seek_member(reader)? {
                        let name = self.packing.name();
                        let what = if self.n_members <= 1 {
                            format!("bytes before the first {name}, or none at all")
                        } else {
                            format!("bytes that begin no {name}")
                        };
                        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
                    }
                }
                State::Inside(mut decoder) => match decoder.read(buffer) {
                    Ok(0) if !buffer.is_empty() => self.leave(decoder),
                    Ok(n) => {
                        self.state = State::Inside(decoder);
                        return Ok(n);
                    }
                    Err(error) => {
                        self.leave(decoder);
                        return Err(named(self.packing, &error));
                    }
                },
            }
        }
    }
}

fn named(packing: Packing, error: &io::Error) -> io::Error {
    let name = packing.name();
    match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), format!("the file ends inside a {name}")),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            io::Error::new(io::ErrorKind::InvalidData, format!("a damaged {name}: {error}"))
        }
        kind => io::Error::new(kind, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::super::dictionary::tests::{FRAME, PACKED_DICTIONARY, raw_dictionary};
    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn framed(text: &str) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn check(bytes: &[u8], expected: &str) {
        check_packed(Packing::Gzip, bytes, expected);
    }

    /// What is read, with `!` where a read failed.
    fn check_packed(packing: Packing, bytes: &[u8], expected: &str) {
        let mut members = Members::new(packing, io::BufReader::with_capacity(5, bytes));
        let mut found = String::new();
        for _ in 0..100 {
            let mut buffer = [0; 3];
            match members.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => found.push_str(&String::from_utf8_lossy(&buffer[..n])),
                Err(_) => found.push('!'),
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn members_follow_one_another() {
        check(&[], "");
        check(&[packed("one "), packed(""), packed("two")].concat(), "one two");
        check(&[packed("one"), vec![0; 20]].concat(), "one");
    }

    #[test]
    fn what_follows_a_loss_is_read() {
        let mut broken = packed("two");
        let at = broken.len() - 6;
        broken[at] ^= 0xff;
        check(&[packed("one "), broken, packed("three")].concat(), "one two!three");
        check(&[packed("one "), b"rubbish\x1f\x8b".to_vec(), packed("two")].concat(), "one !two");
        let cut = packed("two");
        check(&[packed("one "), cut[..cut.len() - 4].to_vec()].concat(), "one two!");
        check(b"no gzip at all", "!");
    }

    #[test]
    fn frames_follow_one_another() {
        let check = |bytes: &[u8], expected: &str| check_packed(Packing::Zstd, bytes, expected);
        check(&[], "");
        check(&[framed("one "), framed(""), framed("two")].concat(), "one two");
        let passed_over = [&[0x5d, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
        check(&[passed_over.clone(), framed("one "), passed_over, framed("two")].concat(), "one two");
        check(&[framed("one "), b"rubbish".to_vec(), framed("two")].concat(), "one !two");
        let cut = framed("two");
        check(&[framed("one "), cut[..cut.len() - 2].to_vec()].concat(), "one !");
        let too_wide = [Packing::Zstd.beginning(), &[0, 0xff], b"rest"].concat();
        check(&[too_wide, framed("two")].concat(), "!!two");
        check(b"no frame at all", "!");
    }

    #[test]
    fn frames_are_unpacked_with_the_dictionary_before_them() {
        let before = |content: &[u8]| {
            let length = (content.len() as u32).to_le_bytes();
            [&dictionary::MARK[..], &length, content].concat()
        };
        let check = |bytes: &[u8], expected: &str| check_packed(Packing::Zstd, bytes, expected);
        let said = "the minister said the quay reopened";
        for content in [&PACKED_DICTIONARY[..], &raw_dictionary()] {
            let file = [&before(content)[..], &FRAME, &framed(" and "), &FRAME].concat();
            check(&file, &format!("{said} and {said}"));
        }
        check(&[&FRAME[..], &framed("two")].concat(), "!!two");
        let damaged = before(&raw_dictionary()[..20]);
        check(&[&damaged[..], &framed("two")].concat(), "!two");
        let mut members = Members::new(Packing::Zstd, Cursor::new(FRAME));
        let error = members.read(&mut [0; 8]).expect_err("there is no dictionary").to_string();
        assert_eq!(error, "a damaged zstd frame: it needs the dictionary 1216927710, which does not stand before it");
    }
}
