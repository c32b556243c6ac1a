//! `--format parquet`: every table once more, cell by cell the same, and the same bytes however it came about.

use crate::cli::{Place, assert_same, code, stderr};
use ::parquet::basic::Type;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use std::fs::{self, File};
use std::path::Path;

const WINDOW: &str = "decisions.operational.route.review.optimistic.window";
const SEATS: &str = "decisions.operational.route.review.optimistic.objections.seats";

fn swept(args: &[&str]) -> Place {
    let place = Place::new();
    let text = format!(
        "schema = 1\nquestion = \"What if?\"\nscenario = \"small.toml\"\nreplicates = 5\n[levers]\n\"{WINDOW}\" = [\"24 hours\", \"7 days\"]\n\"{SEATS}\" = [1, 2]\n"
    );
    fs::write(place.path("what.toml"), text).expect("the file can be written");
    let done = place.folkmoot(args);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    place
}

/// Asserts that a table and its twin say the same.
#[track_caller]
fn same(table: &Path) {
    let mut csv = csv::Reader::from_path(table).expect("there is a table");
    let file = File::open(table.with_extension("parquet")).expect("there is a twin");
    let reader = SerializedFileReader::new(file).expect("it is Parquet");
    let names: Vec<String> =
        reader.metadata().file_metadata().schema_descr().columns().iter().map(|column| column.name().to_owned()).collect();
    assert_eq!(csv.headers().expect("it has a head").iter().collect::<Vec<&str>>(), names);
    let mut twins = reader.get_row_iter(None).expect("it has rows");
    for row in csv.records() {
        let (row, twin) = (row.expect("a row"), twins.next().expect("as many rows").expect("a row"));
        for (cell, (name, field)) in row.iter().zip(twin.get_column_iter()) {
            let good = match field {
                Field::Null => cell.is_empty(),
                Field::Str(text) => text == cell,
                Field::Long(whole) => whole.to_string() == cell,
                Field::Double(number) => cell.parse::<f64>().is_ok_and(|cell| cell.to_bits() == (number + 0.0).to_bits()),
                other => panic!("{name}: {other:?} is none of ours"),
            };
            assert!(good, "{name}: {cell} and {field:?}");
        }
    }
    assert!(twins.next().is_none(), "{}: no more rows than the table", table.display());
}

#[test]
fn every_table_has_a_twin_that_says_the_same() {
    let place = swept(&["sweep", "what.toml", "--format", "parquet"]);
    let done = place.folkmoot(&["run", "small.toml", "--replicates", "6", "--format", "parquet"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    for table in ["what/points", "what/runs", "what/summary", "small/runs", "small/series", "small/summary"] {
        same(&place.path(&format!("output/{table}.csv")));
    }
    let reader = SerializedFileReader::new(File::open(place.path("output/what/runs.parquet")).expect("it is there"));
    let reader = reader.expect("it is Parquet");
    let columns = reader.metadata().row_group(0).columns();
    let holds =
        |name: &str| columns.iter().find(|column| column.column_path().parts() == [name]).expect("a column").column_type();
    assert_eq!(
        [WINDOW, SEATS, "replicate", "participation"].map(holds),
        [Type::BYTE_ARRAY, Type::INT64, Type::INT64, Type::DOUBLE]
    );
}

#[test]
fn it_is_the_same_bytes_whole_in_parts_resumed_or_added() {
    let place = swept(&["sweep", "what.toml", "--format", "parquet", "--out", "whole", "--threads", "1"]);
    let whole = place.results("whole");
    for part in ["0/3", "1/3", "2/3"] {
        assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "parts", "--shard", part])), 0);
    }
    assert_eq!(code(&place.folkmoot(&["merge", "parts", "--out", "merged", "--format", "parquet"])), 0);
    assert_same(&place.results("merged"), &whole);
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "later", "--replicates", "3"])), 0);
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--out", "later", "--resume"])), 0);
    assert!(!place.path("later/runs.parquet").exists());
    let added = place.folkmoot(&["sweep", "what.toml", "--out", "later", "--resume", "--format", "parquet"]);
    assert_eq!(stderr(&added), "complete before, nothing to do: later\n");
    assert_same(&place.results("later"), &whole);
    assert_eq!(place.manifest("later")["result_hash"], place.manifest("whole")["result_hash"]);
    assert_eq!(code(&place.folkmoot(&["verify", "later"])), 0);
}

#[test]
fn a_twin_of_other_rows_does_not_stay() {
    let place = swept(&["sweep", "what.toml", "--format", "parquet"]);
    assert_eq!(code(&place.folkmoot(&["sweep", "what.toml", "--replicates", "7", "--resume"])), 0);
    assert!(!place.path("output/what/runs.parquet").exists(), "it would lack the rows that were added");
    assert_eq!(code(&place.folkmoot(&["verify", "output/what"])), 0);
}

#[test]
fn a_changed_folder_gets_no_twin() {
    let place = swept(&["sweep", "what.toml"]);
    let table = place.path("output/what/runs.csv");
    let text = fs::read_to_string(&table).expect("there are rows");
    fs::write(&table, text.replacen(",ok,", ",panicked,", 1)).expect("it can be written");
    let done = place.folkmoot(&["sweep", "what.toml", "--resume", "--format", "parquet"]);
    assert!(code(&done) == 2 && stderr(&done).contains("found files that were changed since"), "{}", stderr(&done));
    assert!(!place.path("output/what/runs.parquet").exists());
}
