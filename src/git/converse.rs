//! What is said to a process, and what it says, until it has ended.
//!
//! A hook may leave a process behind that holds the pipes of git open for hours. So nobody waits for their end: once git has ended, a mark is
//! written behind all that it printed, and what comes after the mark is not git's.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, PipeReader, Read, Write};
use std::process::{Command, Output, Stdio};
use std::thread::{self, JoinHandle};

/// A row of bytes that nobody can print by chance.
type Mark = [u8; 16];

/// Runs a command to its own end, whatever it leaves running, with `input` to read. Writes while it prints: neither can fill the pipe of the other.
pub(super) fn converse(mut command: Command, input: Vec<u8>) -> io::Result<Output> {
    let (from_stdout, mut stdout) = io::pipe()?;
    let (from_stderr, mut stderr) = io::pipe()?;
    command.stdin(Stdio::piped()).stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);
    let mut child = command.spawn()?;
    let mark = mark();
    let (printed, said) = (listen(from_stdout, mark), listen(from_stderr, mark));
    let stdin = child.stdin.take();
    // One that ends before it has read all tells why with its code, and one that it leaves behind need never read.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let status = child.wait()?;
    stdout.write_all(&mark)?;
    stderr.write_all(&mark)?;
    Ok(Output { status, stdout: heard(printed)?, stderr: heard(said)? })
}

/// Other bytes each time: no file that git prints can hold them.
fn mark() -> Mark {
    let number = || RandomState::new().hash_one(0).to_le_bytes();
    let mut mark = Mark::default();
    mark[..8].copy_from_slice(&number());
    mark[8..].copy_from_slice(&number());
    mark
}

fn listen(from: PipeReader, mark: Mark) -> JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || up_to(from, &mark))
}

fn heard(listening: JoinHandle<io::Result<Vec<u8>>>) -> io::Result<Vec<u8>> {
    listening.join().unwrap_or_else(|_| Err(ErrorKind::Other.into()))
}

/// All that comes before the mark.
fn up_to(mut from: impl Read, mark: &Mark) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut some = vec![0; 64 * 1024];
    loop {
        let read = match from.read(&mut some) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(cause) if cause.kind() == ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause),
        };
        // The mark may have come in two parts.
        let searched = bytes.len().saturating_sub(mark.len());
        bytes.extend_from_slice(&some[..read]);
        if let Some(at) = bytes[searched..].windows(mark.len()).position(|part| part == mark) {
            bytes.truncate(searched + at);
            return Ok(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{mark, up_to};

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn what_comes_behind_the_mark_is_not_heard_however_it_comes() {
        let mark = mark();
        let all = [b"all that git said\n".as_slice(), &mark, b"and another"].concat();
        for at_once in [1, 3, 7, 16, 17, 20, 64] {
            assert_eq!(up_to(Slow(&all, at_once), &mark).expect("read"), b"all that git said\n", "{at_once}");
        }
    }

    #[test]
    fn without_a_mark_everything_is_heard() {
        assert_eq!(up_to(Slow(b"words", 2), &mark()).expect("read"), b"words");
    }
}
