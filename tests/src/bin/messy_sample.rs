//! Writes the second sample anew: `cargo run -p hongyan-tests --bin messy_sample`. The same bytes come out every time.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core");
    for (name, bytes) in hongyan_tests::messy::sample::files(&core.join("sample")) {
        std::fs::write(core.join("sample-messy").join(name), bytes)?;
    }
    Ok(())
}
