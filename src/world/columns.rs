//! A table as a struct of columns: written inside `world`, read as slices everywhere.

/// Declares a table. Each column gets a reader of the same name that returns a slice.
macro_rules! columns {
    ($(#[$doc:meta])* $table:ident { $($(#[$column_doc:meta])* $column:ident: $of:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $table {
            $(pub(in crate::world) $column: Vec<$of>,)*
        }

        impl $table {
            $(
                $(#[$column_doc])*
                pub fn $column(&self) -> &[$of] {
                    &self.$column
                }
            )*

            /// Empties the table and keeps its buffers.
            pub(in crate::world) fn clear(&mut self) {
                $(self.$column.clear();)*
            }

            /// Makes room for this many rows in all.
            pub(in crate::world) fn make_room(&mut self, rows: usize) {
                $(self.$column.reserve(rows.saturating_sub(self.$column.len()));)*
            }
        }
    };
}
pub(in crate::world) use columns;
