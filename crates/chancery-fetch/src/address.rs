//! Which addresses may be asked: how they are written, and where they may lead.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

use crate::Problem;

/// An address of the web as it is typed: `http` or `https`, without a password; what stands after
/// `#` is dropped, since servers never see it.
pub fn parse(text: &str) -> Result<Url, Problem> {
    let bad = |why: &str| Problem::Address(why.to_owned());
    let mut url = Url::parse(text.trim()).map_err(|error| bad(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad(&format!("{}: is no scheme of the web", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("it holds a user name or a password, which would stand in the record"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(bad("it names no host"));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Which hosts may be asked though they lie in a private network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reach {
    /// None: only the public net.
    #[default]
    Public,
    /// These, by name or address, with or without a port.
    Also(Vec<String>),
    /// All.
    Everywhere,
}

impl Reach {
    fn holds(&self, host: &str, port: u16) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        match self {
            Self::Public => false,
            Self::Everywhere => true,
            Self::Also(hosts) => hosts.iter().any(|it| {
                it.eq_ignore_ascii_case(host)
                    || it.eq_ignore_ascii_case(&format!("{host}:{port}"))
                    || it.eq_ignore_ascii_case(&format!("[{host}]:{port}"))
            }),
        }
    }
}

/// Whether an address lies in the public net: not private, not shared by a carrier, not this
/// machine, not for many, not kept for other ends; nor an IPv6 form of such an IPv4 address.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_kept = match (first, second) {
        // This network, private, loopback; multicast, kept, broadcast.
        (0 | 10 | 127 | 224.., _)
        // Shared by a carrier (CGNAT), link-local, private, measuring.
        | (100, 64..=127)
        | (169, 254)
        | (172, 16..=31)
        | (192, 168)
        | (198, 18..=19) => true,
        // Protocols, documentation, old relays from IPv6.
        (192, 0) => matches!(third, 0 | 2),
        (192, 88) => third == 99,
        (198, 51) => third == 100,
        (203, 0) => third == 113,
        _ => false,
    };
    !is_kept
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([one, two], [three, four]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(one, two, three, four))
    };
    match parts {
        // Mapped and compatible forms of IPv4 (:: and ::1 among them), and its translations.
        [0, 0, 0, 0, 0, 0xFFFF | 0, high, low]
        | [0, 0, 0, 0, 0xFFFF, 0, high, low]
        | [0x0064, 0xFF9B, 0, 0, 0, 0, high, low]
        // 6to4 holds an IPv4 address too.
        | [0x2002, high, low, ..] => v4(high, low),
        // Teredo and its neighbours, and documentation, are no hosts.
        [0x2001, ..0x0200 | 0x0DB8, ..] | [0x3FFF, ..0x1000, ..] => false,
        // Only 2000::/3 is given out: not fc00::/7, fe80::/10, ff00::/8.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

/// Resolves names, and refuses those that lead to where one must not connect. The connection goes
/// to the very addresses that were looked at.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) reach: Reach,
    pub(crate) inner: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default();
        let private =
            found.iter().find(|it| !is_public(it.ip()) && !self.reach.holds(host, it.port()));
        match private {
            None => Ok(found),
            Some(address) => {
                let problem = Problem::Private { host: host.to_owned(), address: address.ip() };
                Err(ureq::Error::Other(Box::new(problem)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_net_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for address in ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2a00:1450::5", "2001:4860::8"] {
            assert!(public(address), "{address}");
        }
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "::ffff:0:7f00:1",
        ];
        for address in private {
            assert!(!public(address), "{address}");
        }
        assert!(public("::ffff:8.8.8.8") && public("64:ff9b::808:808"));
    }

    #[test]
    fn addresses_are_of_the_web_and_without_passwords() {
        assert_eq!(parse(" https://example.org/a#b ").unwrap().as_str(), "https://example.org/a");
        for bad in ["ftp://example.org", "file:///etc/passwd", "https://", "http://u:p@x.org/", "x"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn hosts_are_let_by_name_or_with_their_port() {
        let reach = Reach::Also(vec!["intra.example".to_owned(), "127.0.0.1:8080".to_owned()]);
        assert!(reach.holds("INTRA.example", 80) && reach.holds("127.0.0.1", 8080));
        assert!(!reach.holds("127.0.0.1", 80) && !reach.holds("other.example", 80));
        assert!(Reach::Everywhere.holds("x", 1) && !Reach::Public.holds("x", 1));
        assert!(Reach::Also(vec!["::1".to_owned()]).holds("[::1]", 1));
    }
}
