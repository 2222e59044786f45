//! Drives whose changes are made elsewhere: what another machine (or the Windows side of WSL) saves there makes no sound here,
//! though what we write ourselves does, so that a probe alone would be fooled.
//!
//! In: Linux's table of mounts (`/proc/self/mountinfo`, proc(5)). Out: the kind of a drive that must be polled.

use std::fs;
use std::path::{Path, PathBuf};

/// The kinds of drives that live on another machine, in a cloud or outside a virtual machine.
const FAR: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "drvfs",
    "fakeowner",
    "fuse.gcsfuse",
    "fuse.google-drive-ocamlfuse",
    "fuse.grpcfuse",
    "fuse.gvfsd-fuse",
    "fuse.onedriver",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb2",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
];

/// The kind of the drive on which `folder` (with its links resolved) lies, if changes made elsewhere make no sound on it.
/// Always `None` on systems without a table of mounts.
pub(super) fn far(folder: &Path) -> Option<&'static str> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    far_in(&mounts, folder)
}

fn far_in(mounts: &str, folder: &Path) -> Option<&'static str> {
    let holding = mounts.lines().filter_map(mount).filter(|(point, _)| folder.starts_with(point));
    // The deepest mount holds the folder, and of two at one place the later covers the earlier.
    let (_, kind) = holding.max_by_key(|(point, _)| point.components().count())?;
    FAR.iter().find(|far| **far == kind).copied()
}

/// Where a line's drive is mounted, and its kind: the fifth word, and the first after a lone `-`.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let mut words = line.split(' ');
    let point = words.nth(4)?;
    let kind = words.skip_while(|word| *word != "-").nth(1)?;
    Some((PathBuf::from(unescaped(point)), kind))
}

/// The four characters that the table writes in octal, so that it stays a table.
fn unescaped(point: &str) -> String {
    point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::far_in;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /mnt/c rw,noatime shared:2 master:3 - 9p drvfs rw,aname=drvfs;path=C:\\;uid=1000
24 22 0:22 / /home/me/My\\040Drive rw - fuse.rclone gdrive: rw
25 22 0:23 / /srv rw - nfs4 host:/srv rw
26 25 8:2 / /srv/local rw shared:9 - btrfs /dev/sdb rw
27 22 0:24 / /twice rw - ext4 /dev/sdc rw
28 22 0:25 / /twice rw - cifs //host/share rw
not a line
29 22 0:26";

    #[test]
    fn the_deepest_mount_tells_whether_a_folder_is_far() {
        let cases = [
            ("/home/me/portfolio", None),
            ("/mnt/c", Some("9p")),
            ("/mnt/c/Users/me/portfolio", Some("9p")),
            ("/mnt/cc", None),
            ("/home/me/My Drive/portfolio", Some("fuse.rclone")),
            ("/srv/portfolio", Some("nfs4")),
            ("/srv/local/portfolio", None),
            ("/twice/portfolio", Some("cifs")),
        ];
        for (folder, expected) in cases {
            assert_eq!(far_in(MOUNTS, Path::new(folder)), expected, "{folder}");
        }
        assert_eq!(far_in("", Path::new("/home")), None);
    }
}
