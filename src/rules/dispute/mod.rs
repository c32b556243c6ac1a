//! What is claimed stands unless somebody stakes money against it.

pub mod bonds;
pub mod court;
pub mod oracle;
