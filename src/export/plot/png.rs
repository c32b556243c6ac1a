//! The same picture in dots, for slides and word processors.

use super::super::Error;
use super::canvas::FONTS;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Dots per point: 192 an inch where a point is a CSS pixel.
const DOTS: f32 = 2.0;

/// Draws an SVG of ours as PNG. No font of the machine takes part.
///
/// # Errors
/// When the SVG cannot be read or the picture is too large.
pub fn from_svg(svg: &str) -> Result<Vec<u8>, Error> {
    let mut options = Options { font_family: "Open Sans".to_owned(), ..Options::default() };
    let fonts = options.fontdb_mut();
    FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    fonts.set_sans_serif_family("Open Sans");
    let tree = Tree::from_str(svg, &options).map_err(|error| Error::Picture(error.to_string()))?;
    let size = tree.size();
    let (width, height) = ((size.width() * DOTS).ceil() as u32, (size.height() * DOTS).ceil() as u32);
    let mut dots = Pixmap::new(width, height).ok_or_else(|| Error::Picture(format!("{width} by {height} dots are too many")))?;
    resvg::render(&tree, Transform::from_scale(DOTS, DOTS), &mut dots.as_mut());
    encoded(dots).map_err(|error| Error::Picture(error.to_string()))
}

/// Written fast: most of a picture is one colour, and what a smaller file would save is waited for after every run.
fn encoded(dots: Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, dots.width(), dots.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&dots.take_demultiplied())?;
    writer.finish()?;
    Ok(bytes)
}
