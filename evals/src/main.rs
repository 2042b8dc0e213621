//! Measures chancery on gold: `evals SUITE --gold PATH [--json] [--errors FILE]`.

fn main() {}
