//! Files that are either as they were or wholly new: written under a temporary name, then renamed.

use super::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The temporary name beside `path`. One writer holds the folder's lock, so the name needs no number.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.tmp"))
}

/// Whether a file name is one of ours that a crash may leave behind.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".tmp")
}

/// Replaces the file at `path`. Nothing but the old file is left if that fails.
///
/// # Errors
/// When the file cannot be written or renamed.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    put(path, |file| file.write_all(bytes))
}

/// Replaces the file at `path` with a copy of another.
///
/// # Errors
/// When one cannot be read, or the other not be written or renamed.
pub fn copy(from: &Path, path: &Path) -> Result<(), Error> {
    let mut source = fs::File::open(from).map_err(Error::io("read", from))?;
    put(path, |file| io::copy(&mut source, file).map(|_| ()))
}

fn put(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> Result<(), Error> {
    fill(path, |file| write(file).map_err(Error::io("write", path)))
}

/// Replaces the file at `path` with what `write` puts into it.
///
/// # Errors
/// That of `write`, and when the file cannot be made or renamed.
pub fn fill(path: &Path, write: impl FnOnce(&mut fs::File) -> Result<(), Error>) -> Result<(), Error> {
    let temporary = temporary(path);
    let written = fs::File::create(&temporary).map_err(Error::io("write", path)).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all().and_then(|()| fs::rename(&temporary, path)).map_err(Error::io("write", path))
    });
    if written.is_err() {
        // Nothing can be done if this fails too; the first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Removes the file at `path` and its temporary twin; a file that is not there is removed already.
///
/// # Errors
/// When a file is there and cannot be removed.
pub fn remove(path: &Path) -> Result<(), Error> {
    for path in [path, &temporary(path)] {
        match fs::remove_file(path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => return Err(Error::io("remove", path)(source)),
            _ => {}
        }
    }
    Ok(())
}
