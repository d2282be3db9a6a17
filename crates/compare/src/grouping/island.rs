//! Islands: reports that chains of pairs hold together.

/// The islands of a batch, and the pairs of each.
#[derive(Debug)]
pub(crate) struct Islands {
    /// The reports, island by island, each island in ascending order.
    reports: Vec<u32>,
    /// Where the reports of each island end.
    report_ends: Vec<usize>,
    /// For each report its place in its island.
    place: Vec<u32>,
    /// The pairs, island by island, each island sorted.
    pairs: Vec<(u32, u32, f32)>,
    /// Where the pairs of each island end.
    pair_ends: Vec<usize>,
}

impl Islands {
    /// Finds the islands that pairs of reports make; `pairs` are sorted. Islands stand in the order of their first
    /// report.
    pub(crate) fn of(n_reports: usize, mut pairs: Vec<(u32, u32, f32)>) -> Self {
        let first = first_reports(n_reports, &pairs);
        let mut reports: Vec<u32> = (0..).take(n_reports).collect();
        reports.sort_by_key(|&report| first[report as usize]);
        pairs.sort_by_key(|&(a, _, _)| first[a as usize]);
        let mut islands =
            Self { report_ends: Vec::new(), place: vec![0; n_reports], pair_ends: Vec::new(), reports, pairs };
        let (mut report_end, mut pair_end) = (0, 0);
        for island in islands.reports.chunk_by(|a, b| first[*a as usize] == first[*b as usize]) {
            for (place, &report) in (0..).zip(island) {
                islands.place[report as usize] = place;
            }
            report_end += island.len();
            pair_end += islands.pairs[pair_end..].partition_point(|&(a, _, _)| first[a as usize] == island[0]);
            islands.report_ends.push(report_end);
            islands.pair_ends.push(pair_end);
        }
        islands
    }

    /// How many islands.
    pub(crate) fn len(&self) -> usize {
        self.report_ends.len()
    }

    /// The reports of an island in ascending order.
    pub(crate) fn members(&self, island: usize) -> &[u32] {
        &self.reports[begin(&self.report_ends, island)..self.report_ends[island]]
    }

    /// The pairs of an island, sorted.
    pub(crate) fn pairs(&self, island: usize) -> &[(u32, u32, f32)] {
        &self.pairs[begin(&self.pair_ends, island)..self.pair_ends[island]]
    }

    /// The place of a report among the members of its island.
    pub(crate) fn place(&self, report: u32) -> u32 {
        self.place[report as usize]
    }
}

fn begin(ends: &[usize], at: usize) -> usize {
    at.checked_sub(1).map_or(0, |before| ends[before])
}

/// For each report the first one of its island.
fn first_reports(n_reports: usize, pairs: &[(u32, u32, f32)]) -> Vec<u32> {
    let mut toward: Vec<u32> = (0..).take(n_reports).collect();
    for &(a, b, _) in pairs {
        let (a, b) = (first(&mut toward, a), first(&mut toward, b));
        toward[a.max(b) as usize] = a.min(b);
    }
    for report in (0..).take(n_reports) {
        toward[report as usize] = first(&mut toward, report);
    }
    toward
}

fn first(toward: &mut [u32], mut report: u32) -> u32 {
    while toward[report as usize] != report {
        toward[report as usize] = toward[toward[report as usize] as usize];
        report = toward[report as usize];
    }
    report
}

#[cfg(test)]
mod tests {
    use super::Islands;

    /// The reports of an island, and its pairs.
    type Expected<'a> = (&'a [u32], &'a [(u32, u32)]);

    #[test]
    fn chains_of_pairs_are_islands() {
        let check = |n_reports, pairs: &[(u32, u32)], expected: &[Expected<'_>]| {
            let islands = Islands::of(n_reports, pairs.iter().map(|&(a, b)| (a, b, 0.5)).collect());
            assert_eq!(islands.len(), expected.len(), "{pairs:?}");
            for (island, &(members, of_island)) in expected.iter().enumerate() {
                assert_eq!(islands.members(island), members, "{pairs:?}");
                let found: Vec<_> = islands.pairs(island).iter().map(|&(a, b, _)| (a, b)).collect();
                assert_eq!(found, of_island, "{pairs:?}");
                for (place, &report) in (0..).zip(members) {
                    assert_eq!(islands.place(report), place, "{pairs:?}");
                }
            }
        };
        check(0, &[], &[]);
        check(2, &[], &[(&[0], &[]), (&[1], &[])]);
        check(3, &[(0, 2)], &[(&[0, 2], &[(0, 2)]), (&[1], &[])]);
        check(
            6,
            &[(0, 4), (1, 5), (2, 4), (3, 5)],
            &[(&[0, 2, 4], &[(0, 4), (2, 4)]), (&[1, 3, 5], &[(1, 5), (3, 5)])],
        );
        check(4, &[(1, 3), (2, 3), (0, 1)], &[(&[0, 1, 2, 3], &[(1, 3), (2, 3), (0, 1)])]);
    }
}
