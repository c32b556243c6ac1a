//! Scenarios that come with the program, comments and all.

/// A scenario to start from.
pub struct Preset {
    /// Name, as `folkmoot new` takes it.
    pub name: &'static str,
    /// The file, word for word.
    pub text: &'static str,
}

/// All presets.
pub const PRESETS: [Preset; 6] = [
    Preset { name: "partnership", text: include_str!("../../scenarios/partnership.toml") },
    Preset { name: "board_approval", text: include_str!("../../scenarios/board_approval.toml") },
    Preset { name: "token_vote", text: include_str!("../../scenarios/token_vote.toml") },
    Preset { name: "open_network", text: include_str!("../../scenarios/open_network.toml") },
    Preset { name: "all_honest", text: include_str!("../../scenarios/all_honest.toml") },
    Preset { name: "attacker_alone", text: include_str!("../../scenarios/attacker_alone.toml") },
];

impl Preset {
    /// The question that the preset asks: the value of its key `question`.
    pub fn question(&self) -> &'static str {
        let line = self.text.lines().find(|line| line.starts_with("question"));
        line.and_then(|line| line.split('"').nth(1)).unwrap_or_default()
    }
}
