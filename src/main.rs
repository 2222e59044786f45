//! Arguments in, exit code out.

use std::process::ExitCode;

/// A build makes millions of short strings on every thread, which the system's own allocator takes a fifth of the time for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    throughline::cli::main()
}
