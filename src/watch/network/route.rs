//! What the kernel of a Mac says on a routing socket: plain bytes, so that every machine can test them.

/// `RTM_ADD` and `RTM_NEWADDR`: something can be reached that could not be before.
const ROUTE: u8 = 0x01;
const ADDRESS: u8 = 0x0c;
/// `RTF_HOST`: a route to a single machine.
const HOST: u32 = 0x04;

/// Whether a message is news. Its kind stands after its length (two bytes) and its version; a route's flags stand
/// after eight bytes, in the machine's own byte order.
pub fn is_news(message: &[u8]) -> bool {
    match message.get(3) {
        Some(&ADDRESS) => true,
        Some(&ROUTE) => {
            let flags = message.get(8..12).and_then(|flags| flags.try_into().ok()).map(u32::from_ne_bytes);
            // The kernel makes one for whoever is spoken to, also for us: that would be news of our own doing.
            flags.is_some_and(|flags| flags & HOST == 0)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a message: `struct rt_msghdr`, and `struct ifa_msghdr` as far as it is the same.
    fn message(kind: u8, flags: u32) -> Vec<u8> {
        let mut message = 92_u16.to_ne_bytes().to_vec();
        message.extend([5, kind, 4, 0, 0, 0]);
        message.extend(flags.to_ne_bytes());
        message.resize(92, 0);
        message
    }

    #[test]
    fn what_can_be_reached_anew_is_news() {
        // `RTF_UP | RTF_GATEWAY | RTF_STATIC`: a default route.
        assert!(is_news(&message(ROUTE, 0x803)));
        assert!(is_news(&message(ADDRESS, 0)));
    }

    #[test]
    fn what_goes_and_what_is_our_own_doing_is_no_news() {
        // `RTM_DELETE`, `RTM_CHANGE`, `RTM_GET`, `RTM_MISS`, `RTM_DELADDR`, `RTM_IFINFO`.
        for kind in [0x02, 0x03, 0x04, 0x07, 0x0d, 0x0e] {
            assert!(!is_news(&message(kind, 0x803)));
        }
        // `RTF_UP | RTF_GATEWAY | RTF_HOST | RTF_WASCLONED`: who is just being spoken to.
        assert!(!is_news(&message(ROUTE, 0x2_0007)));
    }

    #[test]
    fn what_is_cut_off_is_no_news() {
        assert!(!is_news(&[]));
        assert!(!is_news(&message(ROUTE, 0x803)[..3]));
        assert!(!is_news(&message(ROUTE, 0x803)[..11]));
    }
}
