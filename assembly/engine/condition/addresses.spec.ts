import { FUNCTION } from "../../image/layout";
import { here, int, made, result, text } from "../../testing/values";

function ip(written: string): void {
  const first = here();
  text(written);
  made(FUNCTION.IP, first);
}

function cidr(written: string): void {
  const first = here();
  text(written);
  made(FUNCTION.CIDR, first);
}

function ofText(number: u32, written: string): string {
  text(written);
  return result(number);
}

function ofIp(number: u32, written: string): string {
  ip(written);
  return result(number);
}

function ofCidr(number: u32, written: string): string {
  cidr(written);
  return result(number);
}

describe("an address", () => {
  it("is written in one way", () => {
    const written = [
      "10.0.0.1",
      "2001:DB8:0:0:1:0:0:1",
      "2001:0:0:1:0:0:0:1",
      "1:0:2:3:4:5:6:7",
      "::1.2.3.4",
    ];
    const expected = ["10.0.0.1", "2001:db8::1:0:0:1", "2001:0:0:1::1", "1:0:2:3:4:5:6:7", "::102:304"];
    for (let i = 0; i < written.length; i++) expect(ofIp(FUNCTION.STRING, written[i])).toBe(expected[i]);
    expect(ofIp(FUNCTION.STRING, "::")).toBe("::");
    expect(ofIp(FUNCTION.STRING, "1:2:3:4:5:6::")).toBe("1:2:3:4:5:6::");
    expect(ofIp(FUNCTION.STRING, "255.255.255.255")).toBe("255.255.255.255");
    expect(ofIp(FUNCTION.STRING, "::ffff:a00:1")).toBe("10.0.0.1");
    expect(ofText(FUNCTION.IS_CANONICAL, "2001:db8::1")).toBe("true");
    expect(ofText(FUNCTION.IS_CANONICAL, "2001:DB8::1")).toBe("false");
    expect(ofText(FUNCTION.IS_CANONICAL, "10.0.0")).toBe("error");
  });

  it("is IPv4 or IPv6", () => {
    expect(ofIp(FUNCTION.FAMILY, "10.0.0.1")).toBe("4");
    expect(ofIp(FUNCTION.FAMILY, "::1")).toBe("6");
    expect(ofText(FUNCTION.FAMILY, "::1")).toBe("error");
    expect(ofText(FUNCTION.IS_IP, "10.0.0.1")).toBe("true");
    expect(ofText(FUNCTION.IS_IP, "::ffff:10.0.0.1")).toBe("false");
    int(1);
    expect(result(FUNCTION.IS_IP)).toBe("error");
  });

  it("is for one thing at most", () => {
    const addresses = [
      "0.0.0.0",
      "127.9.9.9",
      "224.0.0.9",
      "169.254.9.9",
      "10.0.0.1",
      "224.0.1.0",
      "255.255.255.255",
    ];
    const more = ["::", "::1", "ff12::1", "febf::1", "2001:db8::1", "ff03::1", "ff00::"];
    const first: u32 = FUNCTION.IS_UNSPECIFIED;
    for (let i = 0; i < addresses.length; i++) {
      for (let scope: u32 = 0; scope < 5; scope++) {
        const expected = `${i == i32(scope)}`;
        expect(ofIp(first + scope, addresses[i])).toBe(expected, `${addresses[i]} ${scope}`);
        expect(ofIp(first + scope, more[i])).toBe(expected, `${more[i]} ${scope}`);
      }
    }
    expect(ofText(FUNCTION.IS_LOOPBACK, "127.0.0.1")).toBe("error");
  });
});

/** What a function makes of two blocks. */
function ofBlocks(number: u32, block: string, other: string): string {
  cidr(block);
  cidr(other);
  return result(number);
}

function ofBlockAndText(number: u32, block: string, written: string): string {
  cidr(block);
  text(written);
  return result(number);
}

describe("a block", () => {
  it("is an address and a prefix length", () => {
    expect(ofCidr(FUNCTION.STRING, "192.0.2.77/26")).toBe("192.0.2.77/26");
    expect(ofCidr(FUNCTION.PREFIX_LENGTH, "192.0.2.77/26")).toBe("26");
    expect(ofCidr(FUNCTION.STRING, "::ffff:c000:200/120")).toBe("192.0.2.0/24");
    const none = [
      "192.0.2.0",
      "192.0.2.0/",
      "192.0.2.0/33",
      "192.0.2.0/08",
      "::/129",
      "::ffff:0:0/95",
      "::/1/1",
      "/8",
    ];
    for (let i = 0; i < none.length; i++) {
      expect(ofCidr(FUNCTION.STRING, none[i])).toBe("error", none[i]);
      expect(ofText(FUNCTION.IS_CIDR, none[i])).toBe("false", none[i]);
    }
    expect(ofText(FUNCTION.IS_CIDR, "::/128")).toBe("true");
  });

  it("and an address may be so long and no longer", () => {
    const longest = "1111:2222:3333:4444:5555:6666:255.255.255.255";
    expect(ofText(FUNCTION.IS_IP, longest)).toBe("true");
    expect(ofText(FUNCTION.IS_CIDR, `${longest}/128`)).toBe("true");
    expect(ofText(FUNCTION.IS_IP, "1".repeat(1000))).toBe("false");
    expect(ofText(FUNCTION.IS_CIDR, `${"1".repeat(1000)}/8`)).toBe("false");
  });

  it("may have bits behind its prefix, until it is masked", () => {
    cidr("192.0.2.77/26");
    made(FUNCTION.MASKED, here() - 16);
    expect(result(FUNCTION.STRING)).toBe("192.0.2.64/26");
    cidr("192.0.2.77/26");
    made(FUNCTION.IP, here() - 16);
    expect(result(FUNCTION.STRING)).toBe("192.0.2.77");
    cidr("2001:db8::1/0");
    made(FUNCTION.MASKED, here() - 16);
    expect(result(FUNCTION.STRING)).toBe("::/0");
  });

  it("has addresses and blocks, or texts of such", () => {
    expect(ofBlockAndText(FUNCTION.CONTAINS_IP, "10.9.9.9/8", "10.255.0.1")).toBe("true");
    expect(ofBlockAndText(FUNCTION.CONTAINS_IP, "10.0.0.0/8", "11.0.0.1")).toBe("false");
    expect(ofBlockAndText(FUNCTION.CONTAINS_IP, "::/0", "10.0.0.1")).toBe("false");
    expect(ofBlockAndText(FUNCTION.CONTAINS_IP, "10.0.0.0/8", "10")).toBe("error");
    expect(ofBlocks(FUNCTION.CONTAINS_IP, "10.0.0.0/8", "10.0.0.1/32")).toBe("error");
    expect(ofBlocks(FUNCTION.CONTAINS_CIDR, "10.0.0.0/8", "10.0.0.0/8")).toBe("true");
    expect(ofBlocks(FUNCTION.CONTAINS_CIDR, "10.0.0.0/8", "10.0.0.0/7")).toBe("false");
    expect(ofBlocks(FUNCTION.CONTAINS_CIDR, "10.0.0.0/8", "11.0.0.0/16")).toBe("false");
    expect(ofBlockAndText(FUNCTION.CONTAINS_CIDR, "10.0.0.0/8", "10.9.0.0/16")).toBe("true");
    expect(ofBlockAndText(FUNCTION.CONTAINS_CIDR, "10.0.0.0/8", "10.9.0.0")).toBe("error");
  });
});
