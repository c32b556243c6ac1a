//! Scenario files: what is said of a mistake, word for word; what survives being written out.

use folkmoot::scenario::{PRESETS, Scenario};

#[test]
fn presets_resolve() {
    for preset in &PRESETS {
        let scenario = Scenario::parse(preset.name, preset.text).unwrap_or_else(|problems| panic!("{problems}"));
        println!("{}", scenario.resolved);
        let again = Scenario::parse(preset.name, &scenario.resolved).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(format!("{scenario:#?}"), format!("{again:#?}"));
    }
}
