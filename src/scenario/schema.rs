//! The JSON Schema of a scenario file, for editors.

use super::file::ScenarioFile;

/// The schema, made from the shapes that the reader reads; field descriptions are their documentation.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(ScenarioFile).to_value()
}
