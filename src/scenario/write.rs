//! A filled scenario as a file that people can read: one table a name, one line a setting.

use super::file::ScenarioFile;
use super::set::SETTINGS;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// The whole scenario with every default written out.
pub fn write(file: &ScenarioFile) -> String {
    let mut document: DocumentMut = toml_edit::ser::to_document(file).expect("every field has a form in the file format");
    for section in ["people", "bodies", "proposals"] {
        spread(&mut document, section, |_| {});
    }
    spread(&mut document, "cells", |cell| {
        for part in ["people", "work", "motivation"] {
            let part = cell.remove(part).map(|item| (part, Item::Table(table(item))));
            cell.extend(part);
        }
    });
    spread(&mut document, "decisions", |kind| {
        if let Some(Item::Value(Value::Array(route))) = kind.remove("route") {
            kind.set_implicit(!route.is_empty());
            kind.insert("route", stages(route));
        }
    });
    for settings in SETTINGS {
        let item = document.remove(settings).map(table).filter(|settings| !settings.is_empty());
        document.extend(item.map(|item| (settings, Item::Table(item))));
    }
    document.to_string()
}

/// Gives each entry of a section a table of its own; drops the section if it has none.
fn spread(document: &mut DocumentMut, section: &str, each: fn(&mut Table)) {
    let Some(Item::Value(Value::InlineTable(entries))) = document.remove(section) else { return };
    if entries.is_empty() {
        return;
    }
    let mut spread = Table::new();
    spread.set_implicit(true);
    for (name, entry) in entries {
        let mut entry = table(Item::Value(entry));
        each(&mut entry);
        spread.insert(&name, Item::Table(entry));
    }
    document.insert(section, Item::Table(spread));
}

fn stages(route: Array) -> Item {
    // An array of tables cannot be empty.
    if route.is_empty() {
        return Item::Value(Value::Array(route));
    }
    let stages = route.into_iter().map(|stage| table(Item::Value(stage)));
    Item::ArrayOfTables(stages.collect::<ArrayOfTables>())
}

fn table(item: Item) -> Table {
    let table: InlineTable = match item {
        Item::Value(Value::InlineTable(table)) => table,
        other => return other.into_table().unwrap_or_default(),
    };
    let mut table = table.into_table();
    table.set_implicit(false);
    table
}
