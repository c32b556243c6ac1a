//! Names and what they stand for. Names count as soon as they are written, whether or not what they name could be read.

use super::Resolver;
use crate::metrics::{Over, clash, snake_case};
use crate::scenario::document::Document;
use crate::scenario::wording;
use crate::units::{BodyId, CellId, GroupId, KindId};

/// All names of a file, in the order of their ids.
pub struct Names {
    /// Groups: those of the file, then one per cell.
    pub groups: Vec<String>,
    /// Bodies: those of the file, then one per cell.
    pub bodies: Vec<String>,
    /// Cells.
    pub cells: Vec<String>,
    /// Kinds of decision.
    pub kinds: Vec<String>,
}

/// Words that metrics and designs use for groups of their own making.
const RESERVED_GROUPS: [&str; 3] = ["top", "all", "none"];
/// Words that stand where a body's name may stand.
const RESERVED_BODIES: [&str; 3] = ["own_cell", "nobody", "other_members"];

/// The stream of the adversary's own proposals.
pub const ADVERSARY: &str = "adversary";

impl Names {
    /// The names that the document gives.
    pub fn of(document: &Document) -> Names {
        let cells = document.names("cells");
        let with_cells = |section: &str| [document.names(section), cells.clone()].concat();
        Names {
            groups: with_cells("people"),
            bodies: with_cells("bodies"),
            kinds: document.names("decisions"),
            cells: cells.clone(),
        }
    }
}

impl Resolver<'_, '_> {
    /// Names that are taken or reserved.
    pub(super) fn check_names(&mut self) {
        let document = self.document;
        self.check_columns();
        for section in ["bodies", "cells"] {
            for name in document.names(section).iter().filter(|name| RESERVED_BODIES.contains(&name.as_str())) {
                let hint = "`own_cell`, `nobody` and `other_members` have a meaning of their own: choose another name";
                self.error_with(&format!("{section}.{name}"), format!("a body cannot be called `{name}`"), hint);
            }
        }
        for section in ["proposals", "cells"].into_iter().filter(|section| document.names(section).contains(&ADVERSARY.into())) {
            let hint = "the adversary's own proposals go by that name: choose another";
            self.error_with(&format!("{section}.{ADVERSARY}"), format!("a stream cannot be called `{ADVERSARY}`"), hint);
        }
        let clashes = [
            ("people", "group", "its members form a group"),
            ("bodies", "body", "it forms a body"),
            ("proposals", "stream", "its work is a stream"),
        ];
        for (section, what, why) in clashes {
            let taken = document.names(section);
            for name in document.names("cells").iter().filter(|name| taken.contains(name)) {
                let hint = format!("{why} of the cell's name: rename one of the two");
                self.error_with(&format!("cells.{name}"), format!("the name `{name}` is taken by a {what}"), hint);
            }
        }
    }

    /// Names that would leave a column of the tables with two meanings, or with none.
    fn check_columns(&mut self) {
        let document = self.document;
        let (mut groups, mut kinds) = (Vec::new(), Vec::new());
        for section in ["people", "cells", "decisions"] {
            let (over, before) = if section == "decisions" { (Over::Kind, &mut kinds) } else { (Over::Group, &mut groups) };
            for name in document.names(section) {
                let path = format!("{section}.{name}");
                let word = snake_case(&name);
                if section != "decisions" && RESERVED_GROUPS.contains(&word.as_str()) {
                    let hint = "`top`, `all` and `none` have a meaning of their own: choose another name";
                    self.error_with(&path, format!("a group cannot be called `{name}`"), hint);
                } else if word.is_empty() {
                    let message = format!("expected a name with a letter or digit to call a column after, found `{name}`");
                    self.error_with(&path, message, "use letters of a to z, digits and `_`");
                } else if let Some(id) = clash(over, before, &name) {
                    // A cell and a group of one name are refused below, in words of their own.
                    if !before.contains(&name) {
                        let message = format!("the name `{name}` would give the column `{id}` two meanings");
                        self.error_with(&path, message, "columns are called after names in lower case: choose another name");
                    }
                }
                before.push(name);
            }
        }
    }

    /// The id of a group.
    pub(super) fn group_id(&mut self, path: &str, name: &str) -> GroupId {
        GroupId(self.look_up(path, name, "group", |names| &names.groups))
    }

    /// The id of a cell.
    pub(super) fn cell_id(&mut self, path: &str, name: &str) -> CellId {
        CellId(self.look_up(path, name, "cell", |names| &names.cells))
    }

    /// The id of a body.
    pub(super) fn body_id(&mut self, path: &str, name: &str) -> BodyId {
        BodyId(self.look_up(path, name, "body", |names| &names.bodies))
    }

    /// The id of a kind of decision.
    pub(super) fn kind_id(&mut self, path: &str, name: &str) -> KindId {
        KindId(self.look_up(path, name, "kind of decision", |names| &names.kinds))
    }

    fn look_up(&mut self, path: &str, name: &str, what: &str, table: fn(&Names) -> &Vec<String>) -> u16 {
        let names = table(&self.names);
        if let Some(found) = names.iter().position(|known| known == name) {
            return u16::try_from(found).unwrap_or(u16::MAX);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = wording::nearest_or_all(name, &names);
        let problem = self.document.at(path, format!("there is no {what} `{name}`"));
        self.problems.push(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
        0
    }
}
