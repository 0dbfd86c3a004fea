/** No letter leaves for an address that is not a name of the wide world, however it is spelled. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unfit } from "../../src/notifications/outbound-request";

const judge = { origin: "https://news.example", allowsLocalhost: false };
const isFit = (address: string) => unfit(address, judge) === null;

const NAMED_NOT = [
  ...["http://desk.example/", "ftp://desk.example/", "javascript:alert(1)", "file:///etc/passwd", "data:,x"],
  ...["desk.example", "//desk.example/", "", "https://", "https:///x", "not an address"],
  ...["https://desk.example:8443/", "https://desk.example:80/", "https://user@desk.example/"],
  ...["https://user:pass@desk.example/", "https://:@127.0.0.1/", "https://desk.example@127.0.0.1/"],
  ...["https://localhost/", "https://LOCALHOST./", "https://a.localhost/", "https://printer.local/"],
  ...["https://router/", "https://router./", "https://db.internal/", "https://metadata.google.internal/"],
  ...["https://nas.home.arpa/", "https://1.0.0.127.in-addr.arpa/", "https://pc.lan/", "https://x.corp/"],
  ...["https://pc.home/", "https://x.intranet/", "https://x.private/", "https://x.localdomain/"],
  ...[
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
  ],
  ...["https://0177.0.0.1/", "https://127.0.0.1./", "https://１２７.0.0.1/", "https://127。0。0。1/"],
  ...["https://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "https://8.8.8.8/", "https://0/"],
  ...[
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fd00::1]/",
    "https://[2001:db8::1]/",
  ],
  ...["https://news.example/", "https://NEWS.example./", "https://news.example/api/webhooks"],
];

it.each(NAMED_NOT)("%s is refused", address => {
  expect(unfit(address, judge)).toMatch(/^(is|must)/);
});

it.each([
  "https://desk.example/hooks",
  "https://desk.example:443/hooks?key=x#y",
  "https://xn--mgbh0fb.xn--kgbechtv/",
  "https://مثال.إختبار/خطاف",
  "https://other.news.example/",
  "https://127.0.0.1.desk.example/",
])("%s will do", address => {
  expect(unfit(address, judge)).toBeNull();
});

describe("in general", () => {
  const spellings = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 4 }), fc.boolean())
    .map(([number, spelling, dot]) => {
      const parts = [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256);
      const [first = 0, second = 0] = parts;
      const last = number % 2 ** 16;
      const spelled = [
        parts.join("."),
        String(number),
        `0x${number.toString(16)}`,
        parts.map(part => `0${part.toString(8)}`).join("."),
        `${first}.${second}.${last}`,
      ][spelling];
      return `${spelled}${dot ? "." : ""}`;
    });

  it("no IPv4 address is called, in no spelling, at no port and path", () => {
    fc.assert(
      fc.property(spellings, fc.constantFrom("", ":443", ":8080"), fc.webPath(), (host, port, path) => {
        expect(isFit(`https://${host}${port}${path}`)).toBe(false);
      }),
    );
  });

  it("no IPv6 address is called", () => {
    fc.assert(
      fc.property(fc.ipV6(), host => {
        expect(isFit(`https://[${host}]/`)).toBe(false);
      }),
    );
  });

  it("no name of an internal network is called, in no case, with or without its last dot", () => {
    const tail = fc.constantFrom("localhost", "local", "internal", "home.arpa", "lan", "corp", "intranet");
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 3 }),
        tail,
        fc.boolean(),
        fc.boolean(),
        (labels, end, dot, up) => {
          const host = [...labels, end].join(".") + (dot ? "." : "");
          expect(isFit(`https://${up ? host.toUpperCase() : host}/`)).toBe(false);
        },
      ),
    );
  });

  it("whatever is called is https, at port 443, without a name and password, at a host with a letter in it", () => {
    const host = fc.oneof(fc.domain(), spellings, fc.constantFrom("localhost", "news.example", "[::1]"));
    const address = fc.oneof(
      fc.webUrl({ validSchemes: ["http", "https", "ftp"], withQueryParameters: true }),
      fc
        .tuple(fc.constantFrom("https://", "HTTPS:", "http://a@"), host, fc.webPath())
        .map(parts => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(address, given => {
        if (!isFit(given)) return;
        const url = new URL(given);
        expect([url.protocol, url.port, url.username, url.password]).toEqual(["https:", "", "", ""]);
        expect(url.hostname).toMatch(/^(?=.*[a-z])[^[\]:]+\.[^[\]:]+$/);
        expect(url.hostname).not.toBe("news.example");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("for trying out", () => {
  const local = { origin: "http://localhost:8787", allowsLocalhost: true };

  it.each(["http://localhost:3000/", "https://127.0.0.1/", "http://[::1]:9000/x", "http://127.1:81/"])(
    "%s will do",
    address => expect(unfit(address, local)).toBeNull(),
  );

  it.each([
    "http://localhost:8787/api",
    "http://192.168.0.7/",
    "http://desk.example/",
    "http://a@localhost:3000/",
  ])("%s is refused all the same", address => expect(unfit(address, local)).not.toBeNull());

  it("nothing of it holds on a site that was not told so", () => {
    expect(unfit("http://localhost:3000/", { ...local, allowsLocalhost: false })).not.toBeNull();
  });
});
