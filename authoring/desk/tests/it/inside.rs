//! Nothing inside is reached, in whatever form its address comes: not one packet arrives at a canary that listens everywhere.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lotse_api::desk::{Connector, ConnectorKind};
use lotse_desk::{Carrier, Outgoing, Resolve, Resolved, Rules, SystemResolver};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::cases::{case, connector, letter, parcel};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Counts every connection to any address of this machine.
struct Canary {
    port: u16,
    seen: Arc<AtomicUsize>,
}

impl Canary {
    async fn sit() -> Self {
        let four = TcpListener::bind(("0.0.0.0", 0)).await.unwrap();
        let port = four.local_addr().unwrap().port();
        let seen = Arc::new(AtomicUsize::new(0));
        let six = TcpListener::bind(("::1", port)).await;
        for listener in [Ok(four), six].into_iter().flatten() {
            let seen = Arc::clone(&seen);
            tokio::spawn(async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    seen.fetch_add(1, Ordering::SeqCst);
                    tokio::spawn(async move {
                        // Whoever waits for a greeting, as mail does, gets the same after a moment.
                        let mut bytes = [0; 4096];
                        let _ = timeout(Duration::from_millis(300), stream.read(&mut bytes)).await;
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
                    });
                }
            });
        }
        Canary { port, seen }
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

/// Hosts as they can be written, each of them inside.
fn literals() -> Vec<String> {
    let mut hosts: Vec<String> = [
        // 127.0.0.1, as numbers can be written.
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7F000001",
        "017700000001",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f.1",
        "127.1",
        "127.0.1",
        "127.0.0x1",
        "127.0.0.01",
        "0177.0.0.01",
        "0x7f.0x0.0x0.0x1",
        "00000177.0.0.1",
        "127.0.0.1.",
        "127.1.",
        "0x7f000001.",
        "127.127.127.127",
        "127.255.255.254",
        "127.0.0.2",
        "1.0.0.127.in-addr.localhost",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "sub.localhost",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        // This network and everybody.
        "0",
        "0.0.0.0",
        "0x0",
        "00",
        "0.0.0.1",
        "255.255.255.255",
        "4294967295",
        "0xffffffff",
        "037777777777",
        // Private and shared networks.
        "10.0.0.1",
        "10.255.255.255",
        "167772161",
        "0x0a000001",
        "012.0.0.1",
        "10.1",
        "172.16.0.1",
        "172.31.255.255",
        "2886729729",
        "0xac100001",
        "172.16.1",
        "192.168.0.1",
        "192.168.255.255",
        "3232235521",
        "0xc0a80001",
        "0300.0250.0.1",
        "192.168.1",
        "100.64.0.1",
        "100.127.255.255",
        "0x64400001",
        // Where clouds keep their secrets.
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "169.16689662",
        "169.254.170.2",
        "169.254.0.1",
        // Protocols, documentation, measurements, to many, reserved.
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "198.19.255.255",
        "192.88.99.1",
        "192.31.196.1",
        "192.52.193.1",
        "192.175.48.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "254.1.1.1",
        // The same in IPv6.
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::0001]",
        "[0::1]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:7F00:0001]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:a00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[::ffff:192.168.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::127.0.0.1]",
        "[64:ff9b:1:fffe::1]",
        "[2002:7f00:1::]",
        "[2002:7f00:1::1]",
        "[2002:a00:1::1]",
        "[2002:c0a8:1::1]",
        "[2002:a9fe:a9fe::1]",
        "[2001::1]",
        "[2001:0:7f00:1::]",
        "[2001:0:0:0:0:0:80ff:fffe]",
        "[2001:10::1]",
        "[2001:20::1]",
        "[2001:2::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[100::1]",
        "[fe80::1]",
        "[febf::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00::1]",
        "[fd12:3456:789a::1]",
        "[fd00:ec2::254]",
        "[fdff:ffff::1]",
        "[ff01::1]",
        "[ff02::1]",
        "[ff05::2]",
        "[ff0e::1]",
        "[5f00::1]",
        "[2620:4f:8000::1]",
        "[4000::1]",
        "[8000::1]",
        "[e000::1]",
        "[::2]",
        "[::ffff:0:0]",
        "[::255.255.255.255]",
        "[1::1]",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    for address in [
        [127, 0, 0, 1],
        [10, 0, 0, 1],
        [169, 254, 169, 254],
        [172, 16, 0, 1],
        [192, 168, 1, 1],
        [100, 64, 0, 1],
    ] {
        hosts.extend(forms(Ipv4Addr::from(address)));
    }
    hosts.sort();
    hosts.dedup();
    hosts
}

/// One address, written in many ways.
fn forms(address: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = address.octets();
    let (number, mapped) = (u32::from(address), address.to_ipv6_mapped());
    vec![
        format!("{number}"),
        format!("{number:#x}"),
        format!("0{number:o}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("{a:#x}.{b:#x}.{c:#x}.{d:#x}"),
        format!("{a}.{b}.{}", u32::from(c) << 8 | u32::from(d)),
        format!("{a}.{:#x}", number & 0xff_ffff),
        format!("[{mapped}]"),
        format!("[::ffff:{a:x}{b:02x}:{c:x}{d:02x}]"),
        format!("[64:ff9b::{address}]"),
        format!("[2002:{a:x}{b:02x}:{c:x}{d:02x}::1]"),
    ]
}

/// Answers what it was told, first this, then that: a name that leads elsewhere the second time.
#[derive(Debug)]
struct Script(Vec<Vec<IpAddr>>, AtomicUsize);

impl Resolve for Script {
    fn resolve<'a>(&'a self, _: &'a str, port: u16) -> Resolved<'a> {
        let turn = self.1.fetch_add(1, Ordering::SeqCst).min(self.0.len() - 1);
        let found = self.0[turn].iter().map(|address| SocketAddr::new(*address, port)).collect();
        Box::pin(async move { io::Result::Ok(found) })
    }
}

fn carrier(internal: &[String], resolver: Arc<dyn Resolve>) -> Carrier {
    Carrier { outgoing: Outgoing::new(Rules { internal: internal.to_vec() }, resolver).unwrap() }
}

fn webhook(address: &str) -> Connector {
    Connector { secret: Some(SECRET.to_owned()), ..connector(ConnectorKind::Webhook, address) }
}

fn mail(address: &str) -> Connector {
    let sender = Some("lotse@example.org".to_owned());
    Connector { from: sender.clone(), to: sender, ..connector(ConnectorKind::Mail, address) }
}

#[tokio::test]
async fn no_form_of_an_internal_address_is_reached() {
    let canary = Canary::sit().await;
    let (case, port) = (case(), canary.port);
    let letter = letter(&case);
    let parcel = parcel(&case, &letter, false);
    let carrier = carrier(&[], Arc::new(SystemResolver));
    let hosts = literals();
    let mut tried = 0;
    for host in &hosts {
        for by in [
            webhook(&format!("https://{host}:{port}/hook")),
            webhook(&format!("http://{host}:{port}/hook")),
            webhook(&format!("https://desk.example.com@{host}:{port}/")),
            mail(&format!("smtp://{host}:{port}")),
            mail(&format!("smtps://{host}:{port}")),
            mail(&format!("smtp+plain://{host}:{port}")),
        ] {
            let failure = carrier.deliver(&by, &parcel).await.expect_err(&by.address);
            assert_eq!(canary.seen(), 0, "{}: {failure}", by.address);
            tried += 1;
        }
    }
    assert!(hosts.len() >= 160, "{}", hosts.len());
    println!("{} hosts, {tried} addresses, {} connections", hosts.len(), canary.seen());
}

#[tokio::test]
async fn no_name_that_leads_inside_is_followed() {
    let canary = Canary::sit().await;
    let case = case();
    let letter = letter(&case);
    let parcel = parcel(&case, &letter, false);
    let public: IpAddr = "2606:4700::1111".parse().unwrap();
    let inside: Vec<IpAddr> = vec![
        Ipv4Addr::LOCALHOST.into(),
        Ipv6Addr::LOCALHOST.into(),
        Ipv4Addr::UNSPECIFIED.into(),
        "::ffff:127.0.0.1".parse().unwrap(),
        "64:ff9b::7f00:1".parse().unwrap(),
        "10.0.0.1".parse().unwrap(),
        "169.254.169.254".parse().unwrap(),
        "fd00::1".parse().unwrap(),
    ];
    let address = format!("https://desk.example.com:{}/", canary.port);
    let mut tried = 0;
    for one in &inside {
        // Alone, behind a public one, in front of a public one.
        for found in [vec![*one], vec![public, *one], vec![*one, public]] {
            let carrier = carrier(&[], Arc::new(Script(vec![found], AtomicUsize::new(0))));
            for by in [webhook(&address), mail(&format!("smtps://desk.example.com:{}", canary.port))] {
                let failure = carrier.deliver(&by, &parcel).await.unwrap_err();
                assert!(!failure.is_passing, "{failure}");
                tried += 1;
            }
        }
    }
    assert_eq!(canary.seen(), 0);
    assert!(tried >= 48, "{tried}");
}

/// Leads to the first place, and whoever looks again to the second.
#[derive(Debug)]
struct Turncoat([SocketAddr; 2], AtomicUsize);

impl Resolve for Turncoat {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> Resolved<'a> {
        let turn = self.1.fetch_add(1, Ordering::SeqCst).min(1);
        Box::pin(async move { io::Result::Ok(vec![self.0[turn]]) })
    }
}

#[tokio::test]
async fn a_name_is_looked_up_once_and_the_address_that_was_judged_is_used() {
    let (desk, canary) = (Canary::sit().await, Canary::sit().await);
    let case = case();
    let letter = letter(&case);
    let at = |port| SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port);
    let turncoat = Arc::new(Turncoat([at(desk.port), at(canary.port)], AtomicUsize::new(0)));
    let carrier = carrier(&["desk.intra.example".to_owned()], Arc::clone(&turncoat) as Arc<dyn Resolve>);
    carrier.deliver(&webhook("http://desk.intra.example/"), &parcel(&case, &letter, false)).await.unwrap();
    assert_eq!(turncoat.1.load(Ordering::SeqCst), 1, "looked up once");
    assert_eq!((desk.seen(), canary.seen()), (1, 0));
    // Mail, too, is given the address and not the name.
    let turncoat = Arc::new(Turncoat([at(desk.port), at(canary.port)], AtomicUsize::new(0)));
    let carrier =
        self::carrier(&["desk.intra.example".to_owned()], Arc::clone(&turncoat) as Arc<dyn Resolve>);
    let by = mail(&format!("smtp+plain://desk.intra.example:{}", desk.port));
    carrier.deliver(&by, &parcel(&case, &letter, false)).await.unwrap_err();
    assert_eq!(turncoat.1.load(Ordering::SeqCst), 1, "looked up once");
    assert_eq!((desk.seen(), canary.seen()), (2, 0));
}

#[tokio::test]
async fn no_redirect_is_followed_and_a_host_is_internal_only_as_it_is_named() {
    let canary = Canary::sit().await;
    let case = case();
    let letter = letter(&case);
    let parcel = parcel(&case, &letter, false);
    // A desk inside that is allowed, and sends everybody to the canary.
    let desk = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let host = desk.local_addr().unwrap().to_string();
    let place = format!("http://127.0.0.1:{}/", canary.port);
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = desk.accept().await {
            let status = ["301", "302", "303", "307", "308"][counter.fetch_add(1, Ordering::SeqCst) % 5];
            let mut bytes = [0; 65536];
            let _ = stream.read(&mut bytes).await;
            let answer =
                format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {place}\r\ncontent-length: 0\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let named = carrier(std::slice::from_ref(&host), Arc::new(SystemResolver));
    for _ in 0..5 {
        let failure = named.deliver(&webhook(&format!("http://{host}/")), &parcel).await.unwrap_err();
        assert!(failure.said.contains("answered 30"), "{failure}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 5);
    // Another port or another name of the same machine is not what was named.
    for other in
        [format!("127.0.0.1:{}", canary.port), format!("localhost:{}", canary.port), "127.1".to_owned()]
    {
        named.deliver(&webhook(&format!("https://{other}/")), &parcel).await.unwrap_err();
        named.deliver(&webhook(&format!("http://{other}/")), &parcel).await.unwrap_err();
    }
    assert_eq!(canary.seen(), 0);
    // The canary does sing: named, it is reached.
    let open = carrier(&[format!("127.0.0.1:{}", canary.port)], Arc::new(SystemResolver));
    open.deliver(&webhook(&format!("http://127.0.0.1:{}/", canary.port)), &parcel).await.unwrap();
    assert_eq!(canary.seen(), 1);
}
