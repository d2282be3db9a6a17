//! Bytes that begin with a line of the cache, so that no register or tile of them lies across two.

/// Bytes of a line of the cache.
const LINE: usize = 64;

/// A row of bytes whose first stands at the beginning of a line.
#[derive(Debug, Default)]
pub(crate) struct Aligned {
    /// The bytes with up to one line before and behind them.
    room: Vec<u8>,
    n_bytes: usize,
}

impl Aligned {
    /// A copy of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut aligned = Self::default();
        aligned.fit(bytes.len()).copy_from_slice(bytes);
        aligned
    }

    /// Makes it so long; what it held is lost.
    pub(crate) fn fit(&mut self, n_bytes: usize) -> &mut [u8] {
        self.n_bytes = n_bytes;
        if self.room.len() < n_bytes + LINE {
            self.room = vec![0; n_bytes + LINE];
        }
        let first = self.first();
        &mut self.room[first..first + n_bytes]
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.room[self.first()..][..self.n_bytes]
    }

    fn first(&self) -> usize {
        // Where the offset cannot be told it is the greatest number, and any place is right, only slower.
        self.room.as_ptr().align_offset(LINE) % LINE
    }
}
