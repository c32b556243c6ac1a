//! Tables as text: UTF-8, a comma between cells, quotes only where needed, no index.

/// A text as a cell: in quotes where it would otherwise be several.
pub fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The rows as CSV; the first is the header.
pub fn csv<R: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows are equally long and memory does not fail");
    }
    writer.into_inner().expect("memory does not fail")
}
