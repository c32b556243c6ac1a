//! A table of text as Parquet.
//!
//! # Why
//! Without a dictionary for numbers: nearly every one is another, and a dictionary that is given up halfway is only slower.

use super::Error;
use super::typed::{Axes, Holds};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{ColumnPath, Type};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::Arc;

/// Cells of a group of rows: 8 MB.
const CELLS: usize = 1 << 20;

/// Rows of a group at most.
const ROWS: usize = 1 << 16;

const TEXTS: [&str; 6] = ["run_id", "point", "status", "metric", "unit", "method"];
const WHOLES: [&str; 3] = ["replicate", "n", "row"];

/// Writes the table at `from` into a file.
///
/// # Errors
/// When it cannot be read or the disk refuses.
pub fn write(from: &Path, axes: &Axes, file: &mut File) -> Result<(), Error> {
    let read = |error: csv::Error| Error::io("read", from)(error.into());
    let mut reader = csv::ReaderBuilder::new().from_path(from).map_err(read)?;
    let names: Vec<String> = reader.headers().map_err(read)?.iter().map(str::to_owned).collect();
    let mut columns: Vec<Column> = names.iter().map(|name| Column::new(holds(name, axes))).collect();
    let writing = |error: ParquetError| Error::io("write as Parquet", from)(io::Error::other(error));
    let mut out = BufWriter::new(file);
    let schema = schema(&names, &columns).map_err(writing)?;
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties(&names, &columns))).map_err(writing)?;
    let most = (CELLS / names.len().max(1)).clamp(1, ROWS);
    let mut row = csv::StringRecord::new();
    let mut n = 0;
    loop {
        let more = reader.read_record(&mut row).map_err(read)?;
        if (!more || n == most) && n > 0 {
            let mut group = writer.next_row_group().map_err(writing)?;
            for column in &mut columns {
                let chunk = group.next_column().map_err(writing)?.expect("the schema has every column");
                column.flush(chunk).map_err(writing)?;
            }
            group.close().map_err(writing)?;
            n = 0;
        }
        if !more {
            break;
        }
        for (column, cell) in columns.iter_mut().zip(&row) {
            column
                .push(cell)
                .ok_or_else(|| Error::io("write as Parquet", from)(io::Error::other(format!("`{cell}` is no number"))))?;
        }
        n += 1;
    }
    writer.close().map_err(writing)?;
    out.into_inner().map_err(|error| Error::io("write as Parquet", from)(error.into_error()))?;
    Ok(())
}

/// What a column holds, by its name.
fn holds(name: &str, axes: &Axes) -> Holds {
    match name {
        _ if axes.contains_key(name) => axes[name],
        _ if TEXTS.contains(&name) => Holds::Text,
        _ if WHOLES.contains(&name) => Holds::Whole,
        _ => Holds::Number,
    }
}

fn schema(names: &[String], columns: &[Column]) -> Result<Arc<Type>, ParquetError> {
    let field = |(name, column): (&String, &Column)| {
        let (physical, logical) = match column.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Whole(_) => (Physical::INT64, None),
            Values::Number(_) => (Physical::DOUBLE, None),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = names.iter().zip(columns).map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("table").with_fields(fields).build().map(Arc::new)
}

fn properties(names: &[String], columns: &[Column]) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by("folkmoot".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for (name, column) in names.iter().zip(columns) {
        if matches!(column.values, Values::Text(_)) && name != "run_id" {
            properties = properties.set_column_dictionary_enabled(ColumnPath::new(vec![name.clone()]), true);
        }
    }
    properties.build()
}

/// A column of the rows at hand.
struct Column {
    /// 1 where there is a value, 0 where there is none.
    there: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
}

impl Column {
    fn new(holds: Holds) -> Column {
        let values = match holds {
            Holds::Text => Values::Text(Vec::new()),
            Holds::Whole => Values::Whole(Vec::new()),
            Holds::Number => Values::Number(Vec::new()),
        };
        Column { there: Vec::new(), values }
    }

    /// Adds a cell; `None` if it is not what the column holds.
    fn push(&mut self, cell: &str) -> Option<()> {
        self.there.push(i16::from(!cell.is_empty()));
        if cell.is_empty() {
            return Some(());
        }
        match &mut self.values {
            Values::Text(values) => values.push(ByteArray::from(cell)),
            Values::Whole(values) => values.push(cell.parse().ok()?),
            Values::Number(values) => values.push(cell.parse().ok()?),
        }
        Some(())
    }

    /// Writes the cells so far and forgets them.
    fn flush(&mut self, mut chunk: SerializedColumnWriter) -> Result<(), ParquetError> {
        let there = Some(self.there.as_slice());
        match &mut self.values {
            Values::Text(values) => {
                chunk.typed::<ByteArrayType>().write_batch(values, there, None)?;
                values.clear();
            }
            Values::Whole(values) => {
                chunk.typed::<Int64Type>().write_batch(values, there, None)?;
                values.clear();
            }
            Values::Number(values) => {
                chunk.typed::<DoubleType>().write_batch(values, there, None)?;
                values.clear();
            }
        }
        self.there.clear();
        chunk.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    /// Every cell of a file as the CSV would say it.
    fn cells(path: &Path) -> Vec<Vec<String>> {
        let reader = SerializedFileReader::new(File::open(path).expect("it is there")).expect("it is Parquet");
        let text = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Long(whole) => whole.to_string(),
            Field::Double(number) => super::super::cell(Some(*number)),
            other => panic!("{other:?} is none of ours"),
        };
        let rows = reader.get_row_iter(None).expect("it has rows");
        rows.map(|row| row.expect("a row").get_column_iter().map(|(_, field)| text(field)).collect()).collect()
    }

    #[test]
    fn every_cell_reads_back_as_itself_group_by_group() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let (table, twin) = (place.path().join("t.csv"), place.path().join("t.parquet"));
        let mut text = "run_id,replicate,status,window,\"a,b\"\n".to_owned();
        let n = ROWS + 7;
        for row in 0..n {
            let value = if row % 3 == 0 { String::new() } else { super::super::cell(Some(row as f64 / 7.0)) };
            text += &format!("{row:016x},{row},ok,\"{} h, or so\",{value}\n", row % 5);
        }
        std::fs::write(&table, &text).expect("it can be written");
        let axes = Axes::from([("window".to_owned(), Holds::Text)]);
        for _ in 0..2 {
            write(&table, &axes, &mut File::create(&twin).expect("it can be made")).unwrap_or_else(|error| panic!("{error}"));
        }
        let bytes = std::fs::read(&twin).expect("it is there");
        let again = place.path().join("again.parquet");
        write(&table, &axes, &mut File::create(&again).expect("it can be made")).unwrap_or_else(|error| panic!("{error}"));
        assert!(bytes == std::fs::read(&again).expect("it is there"), "the same table gives the same bytes");
        let reader = SerializedFileReader::new(File::open(&twin).expect("it is there")).expect("it is Parquet");
        assert!(reader.metadata().num_row_groups() > 1);
        for column in reader.metadata().row_group(0).columns() {
            let is_number = column.column_type() == Physical::DOUBLE;
            assert!(!is_number || column.dictionary_page_offset().is_none(), "no dictionary of numbers");
        }
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        let expected = csv.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<String>>());
        assert!(cells(&twin).into_iter().eq(expected));
    }

    #[test]
    fn a_column_holds_what_its_name_says() {
        let axes = Axes::from([("window".to_owned(), Holds::Text), ("seats".to_owned(), Holds::Whole)]);
        for (name, expected) in [
            ("window", Holds::Text),
            ("seats", Holds::Whole),
            ("run_id", Holds::Text),
            ("replicate", Holds::Whole),
            ("harm_passed_share", Holds::Number),
        ] {
            assert_eq!(holds(name, &axes), expected, "{name}");
        }
    }

    #[test]
    fn a_table_without_rows_has_its_columns_and_a_text_among_numbers_is_told() {
        let place = tempfile::tempdir().expect("a folder can be made");
        let (table, twin) = (place.path().join("t.csv"), place.path().join("t.parquet"));
        let written = |text: &str| {
            std::fs::write(&table, text).expect("it can be written");
            write(&table, &Axes::new(), &mut File::create(&twin).expect("it can be made"))
        };
        assert!(written("point,x\n").is_ok());
        let reader = SerializedFileReader::new(File::open(&twin).expect("it is there")).expect("it is Parquet");
        assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), 2);
        assert_eq!(cells(&twin).len(), 0);
        assert!(written("point,x\na,b\n").is_err_and(|error| error.to_string().contains("`b` is no number")));
    }
}
