//! Folkmoot on the command line.
fn main() {}
