//! What is claimed stands unless somebody stakes money against it.

pub mod bonds;
pub mod claim;
pub mod court;
pub mod jury;
pub mod oracle;
