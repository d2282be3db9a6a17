//! AMX: products of bytes by tiles of 16 rows and 64 bytes; everything else as AVX-512.
//!
//! Rust has no stable intrinsics for tiles, so their instructions stand as assembly; no sum stays in a tile from one
//! piece of it to the next.

use std::arch::asm;
use std::arch::x86_64::{__cpuid_count, __m512i, _mm512_setzero_si512};

use super::avx512::finish;
use super::{LANES, PANEL, Product, avx512};

pub(super) use super::avx512::{add_and_norm, attend, dense, gelu, quantise};

/// Rows of a tile.
const TILE_ROWS: usize = 16;

/// Bytes of a row of a tile.
const TILE_BYTES: usize = 64;

/// Rows of sums that are made at once: two tiles by two tiles, so that each tile that is loaded is used twice.
const ROWS: usize = 2 * TILE_ROWS;

/// Columns of sums that are made at once.
const COLUMNS: usize = 2 * LANES;

/// From four weights of each column of a panel to the next four.
const WEIGHTS_STRIDE: usize = 4 * PANEL;

/// Whether the processor has tiles and the system lets this process use them, which Linux wants to be asked for.
pub(super) fn is_available() -> bool {
    // Intel's manual: leaf 7, register edx, bits 24 and 25 are AMX-TILE and AMX-INT8.
    const TILES: u32 = 0b11 << 24;
    avx512::is_available() && __cpuid_count(7, 0).edx & TILES == TILES && is_permitted()
}

#[cfg(target_os = "linux")]
fn is_permitted() -> bool {
    const ARCH_PRCTL: i64 = 158;
    const REQUEST_PERMISSION: u64 = 0x1023;
    const TILE_DATA: u64 = 18;
    let result: i64;
    #[expect(
        unsafe_code,
        reason = "SAFETY: a call of the system that reads no memory of ours; it overwrites rcx and r11 only. A kernel \
                  that does not know it gives an error"
    )]
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") ARCH_PRCTL => result,
            in("rdi") REQUEST_PERMISSION,
            in("rsi") TILE_DATA,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
    result == 0
}

#[cfg(not(target_os = "linux"))]
fn is_permitted() -> bool {
    false
}

/// What `ldtilecfg` reads: palette 1, then the bytes of a row and the number of rows of each of eight tiles.
#[repr(C, align(64))]
struct TileShapes {
    palette: u8,
    start_row: u8,
    reserved: [u8; 14],
    row_bytes: [u16; 16],
    rows: [u8; 16],
}

static SHAPES: TileShapes = {
    let (mut row_bytes, mut rows) = ([0; 16], [0; 16]);
    let mut tile = 0;
    while tile < 8 {
        row_bytes[tile] = TILE_BYTES as u16;
        rows[tile] = TILE_ROWS as u8;
        tile += 1;
    }
    TileShapes { palette: 1, start_row: 0, reserved: [0; 14], row_bytes, rows }
};

/// Sums of one block, as registers.
type Sums = [[__m512i; COLUMNS / LANES]; ROWS];

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")]
pub(super) fn product(product: &Product<'_>, out: &mut [f32]) {
    let n_rows = product.row_scales.len();
    if n_rows < ROWS || !product.depth.is_multiple_of(TILE_BYTES) {
        return avx512::product(product, out);
    }
    let mut sums: Sums = [[_mm512_setzero_si512(); COLUMNS / LANES]; ROWS];
    #[expect(unsafe_code, reason = "SAFETY: the shapes are 64 bytes long and describe tiles that every AMX has")]
    unsafe {
        asm!("ldtilecfg [{}]", in(reg) &raw const SHAPES, options(nostack, readonly));
    }
    for panel in 0..product.n_columns / PANEL {
        for first_row in (0..n_rows).step_by(ROWS) {
            // The last block may make some rows a second time, which gives the same numbers.
            let first_row = first_row.min(n_rows - ROWS);
            for from in (0..PANEL).step_by(COLUMNS) {
                block(
                    &product.bytes[first_row * product.depth..],
                    product.depth,
                    &product.panel(panel)[4 * from..],
                    &mut sums,
                );
                finish(product, (first_row, panel * PANEL + from), &sums, out);
            }
        }
    }
    #[expect(unsafe_code, reason = "SAFETY: gives the tiles back, so that the system need not keep them")]
    unsafe {
        asm!("tilerelease", options(nostack, nomem));
    }
}

/// The sums of [`ROWS`] rows of bytes with [`COLUMNS`] columns of a panel. The tiles have their shapes already.
fn block(bytes: &[u8], depth: usize, weights: &[i8], sums: &mut Sums) {
    assert!(bytes.len() >= ROWS * depth && depth >= TILE_BYTES && depth.is_multiple_of(TILE_BYTES));
    assert!(weights.len() >= (depth / 4 - 1) * WEIGHTS_STRIDE + 4 * COLUMNS);
    #[expect(
        unsafe_code,
        reason = "SAFETY: reads rows and columns whose lengths are checked above, writes the sums, changes tile \
                  registers only, which the caller has shaped and nothing else uses"
    )]
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "2:",
            "tileloadd tmm4, [{upper} + {depth}*1]",
            "tileloadd tmm6, [{weights} + {weights_stride}*1]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tileloadd tmm7, [{weights} + {weights_stride}*1 + 64]",
            "tdpbusd tmm1, tmm4, tmm7",
            "tileloadd tmm5, [{lower} + {depth}*1]",
            "tdpbusd tmm2, tmm5, tmm6",
            "tdpbusd tmm3, tmm5, tmm7",
            "add {upper}, 64",
            "add {lower}, 64",
            "add {weights}, 4096",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{sums} + {sums_stride}*1], tmm0",
            "tilestored [{sums} + {sums_stride}*1 + 64], tmm1",
            "tilestored [{sums} + {sums_stride}*1 + 2048], tmm2",
            "tilestored [{sums} + {sums_stride}*1 + 2112], tmm3",
            upper = inout(reg) bytes.as_ptr() => _,
            lower = inout(reg) bytes.as_ptr().add(TILE_ROWS * depth) => _,
            depth = in(reg) depth,
            weights = inout(reg) weights.as_ptr() => _,
            weights_stride = in(reg) WEIGHTS_STRIDE,
            steps = inout(reg) depth / TILE_BYTES => _,
            sums = in(reg) sums.as_mut_ptr(),
            sums_stride = in(reg) 4 * COLUMNS,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
