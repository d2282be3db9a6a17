//! Reports grouped by event.

use dateline_engine::Grouped;

use super::page::{ASIDE, KEY, Page, TITLE, shown, styled};
use super::report::{counted, title};

/// The stories that several reports tell, and how many reports stand alone.
pub fn grouped(grouped: &Grouped, width: usize) -> String {
    let mut page = Page::new(width);
    let (told, alone): (Vec<_>, Vec<_>) = grouped.stories.iter().partition(|story| story.members.len() > 1);
    for story in &told {
        let founder = &grouped.reports[story.founder];
        let headline = styled(TITLE, &title(founder.title.as_deref()));
        page.add_hanging(0, 4, &format!("{}  {headline}", styled(KEY, &grouped.id(story))));
        let keys: Vec<String> = story.members.iter().map(|&member| shown(&grouped.reports[member].key)).collect();
        page.add_hanging(4, 6, &format!("{} · {}", counted(keys.len(), "report", "reports"), keys.join(", ")));
    }
    let all = counted(grouped.reports.len(), "report", "reports");
    let stories = counted(told.len(), "story told by several", "stories told by several");
    page.add(0, &styled(ASIDE, &format!("{all}: {stories}, {} told by one report alone", alone.len())));
    page.into_text()
}
