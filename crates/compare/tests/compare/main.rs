//! Tests of what `compare` says about reports made by hand.

mod finding;
mod invariants;
mod points;
mod report;
mod speakers;
mod wordings;
