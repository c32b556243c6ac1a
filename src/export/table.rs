//! Tables as text: UTF-8, a comma between cells, quotes only where needed, no index.

/// The rows as CSV; the first is the header.
pub fn csv<R: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows are equally long and memory does not fail");
    }
    writer.into_inner().expect("memory does not fail")
}
