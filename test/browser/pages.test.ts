/** The pages in a real Chromium, as a reader on a phone and at a desk sees them. */
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltSite, startBuiltSite } from "../built/site";
import { theSchoolMarkdown } from "../fixtures/documents";
import { VECTORS } from "../fixtures/hostile";
import { launchChromium } from "./chromium";

let site: BuiltSite;
let browser: Browser;
beforeAll(async () => {
  site = await startBuiltSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function articleIn(lang: string): Promise<string> {
  const response = await fetch(`${site.origin}/api/articles?lang=${lang}`);
  const { articles } = (await response.json()) as { articles: { url: string }[] };
  return new URL(articles[0]?.url ?? "").pathname;
}

const WORDS: Readonly<Record<string, string>> = { ar: "القرية", ckb: "گوند", kmr: "gund", en: "village" };

/** A page of each kind: one of each that the front page and an article lead to, and those that they do not. */
async function pagesIn(lang: string): Promise<string[]> {
  const article = await articleIn(lang);
  const linked: string[] = [];
  for (const path of [`/${lang}/`, article]) {
    const html = await (await fetch(site.origin + path)).text();
    linked.push(...[...html.matchAll(/<a href="(\/[^"#]*)"/g)].map(([, href = ""]) => href));
  }
  const ofKind = (kind: RegExp) => linked.filter(href => kind.test(href)).slice(0, 1);
  return [
    ...[`/${lang}/`, article, ...ofKind(/^\/\w+\/[^/\d]{4,}\/$/)],
    ...["tag", "author", "pages"].flatMap(kind => ofKind(new RegExp(`^/\\w+/${kind}/`))),
    ...["2026/", "2026/11/18/", "on/11-30/", "commemorations/", "calendar/"].map(rest => `/${lang}/${rest}`),
    `/${lang}/search?q=${encodeURIComponent(WORDS[lang] ?? "")}`,
    `/${lang}/none/none`,
  ];
}

async function open(
  path: string,
  width: number,
  colorScheme: "light" | "dark",
  look: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", message => complaints.push(message.text()));
  page.on("pageerror", failure => complaints.push(String(failure)));
  page.on("request", request => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:"))
      complaints.push(`asked ${request.url()}`);
  });
  try {
    await page.goto(site.origin + path);
    await look(page);
    expect(complaints.filter(one => !one.includes("404"))).toEqual([]);
  } finally {
    await context.close();
  }
}

describe.each([
  ["ar", "rtl"],
  ["ckb", "rtl"],
  ["kmr", "ltr"],
  ["en", "ltr"],
])("in %s", (lang, dir) => {
  it.each([320, 390, 768, 1280, 1600])(
    "nothing needs sideways scrolling at %i px, on any page",
    async width => {
      const all = await pagesIn(lang);
      // What fits the narrowest and a desk fits between; the two pages that have columns are looked at everywhere.
      for (const path of [320, 1280].includes(width) ? all : all.slice(0, 2)) {
        await open(path, width, "light", async page => {
          const [scrolled, shown, direction] = await page.evaluate(() => {
            const root = document.documentElement;
            return [root.scrollWidth, root.clientWidth, getComputedStyle(root).direction];
          });
          expect([path, Number(scrolled) <= Number(shown), direction]).toEqual([path, true, dir]);
        });
      }
    },
  );

  it.each(["light", "dark"] as const)("axe finds nothing to complain about, %s", async scheme => {
    for (const path of await pagesIn(lang)) {
      await open(path, 390, scheme, async page => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map(violation => violation.id)]).toEqual([path, []]);
      });
    }
  });
});

it("the keyboard alone reaches every link and field, in the order of the page, and shows where it is", async () => {
  for (const path of [
    "/ar/",
    await articleIn("ar"),
    "/ar/on/11-30/",
    "/ar/search?q=القرية",
    "/ar/none/none",
  ]) {
    await open(path, 1280, "light", async page => {
      const wanted = await page.locator("a[href], input, select, button, [tabindex='0']").count();
      const reached: string[] = [];
      for (let step = 0; step < wanted; step++) {
        await page.keyboard.press("Tab");
        reached.push(
          await page.evaluate(() => {
            const focused = document.activeElement;
            const all = [...document.querySelectorAll("a[href], input, select, button, [tabindex='0']")];
            const isShown = focused !== null && getComputedStyle(focused).outlineStyle !== "none";
            return `${all.indexOf(focused ?? document.body)} ${isShown}`;
          }),
        );
      }
      expect([path, reached]).toEqual([path, Array.from({ length: wanted }, (_, place) => `${place} true`)]);
    });
  }
});

it("a reader's larger text enlarges everything, and nothing is cut off at twice the size", async () => {
  for (const path of ["/ar/", await articleIn("ar"), "/ar/search?q=القرية"]) {
    await open(path, 1280, "light", async page => {
      const height = () =>
        page.evaluate(() => document.querySelector("main")?.getBoundingClientRect().height ?? 0);
      const before = await height();
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      const after = await height();
      const fits = await page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      );
      expect([path, after > 1.5 * before, fits]).toEqual([path, true, true]);
    });
  }
});

it("an article with a wide table, code, notes and foreign words fits a phone, and axe has nothing to say", async () => {
  const row = `| ${Array.from({ length: 14 }, (_, n) => `عمود${n}`).join(" | ")} |\n`;
  const wide = `${row}|${"---|".repeat(14)}\n${row}\n\`\`\`\n${"long_name_".repeat(30)}\n\`\`\`\n`;
  const response = await fetch(`${site.origin}/api/uploads?lang=ar&status=published`, {
    method: "POST",
    body: theSchoolMarkdown.replace("شاهد أيضًا", `${wide}\nشاهد أيضًا`),
    headers: { Authorization: `Bearer ${site.token}` },
  });
  const { url } = (await response.json()) as { url: string };
  for (const scheme of ["light", "dark"] as const)
    await open(new URL(url).pathname, 320, scheme, async page => {
      const [scrolled, shown] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(Number(scrolled)).toBeLessThanOrEqual(Number(shown));
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(violation => violation.id)).toEqual([]);
    });
});

async function dialogsOn(paths: readonly string[], bypassCSP: boolean): Promise<number> {
  const context = await browser.newContext({ bypassCSP });
  const page = await context.newPage();
  let dialogs = 0;
  page.on("dialog", async dialog => {
    dialogs += 1;
    await dialog.dismiss();
  });
  for (const path of paths) {
    await page.goto(site.origin + path);
    for (const link of await page.locator(".body a").all())
      await link.dispatchEvent("click").catch(() => undefined);
  }
  await context.close();
  return dialogs;
}

it.each(["html", "markdown"])("what an editor uploads as %s never runs, whatever is in it", async format => {
  const response = await fetch(
    `${site.origin}/api/uploads?lang=ar&status=published&published_on=2026-11-23&format=${format}`,
    {
      method: "POST",
      body: `<h1>متجهات ${format}</h1>\n\nنص\n\n${VECTORS.join("\n\n")}\n\n${VECTORS.map(vector => `<p>${vector}</p>`).join("\n\n")}`,
      headers: { Authorization: `Bearer ${site.token}`, "Content-Type": "text/plain" },
    },
  );
  const { url } = (await response.json()) as { url: string };
  for (const bypassCSP of [false, true])
    expect([bypassCSP, await dialogsOn([new URL(url).pathname], bypassCSP)]).toEqual([bypassCSP, 0]);
});

it("what an editor uploads never runs, whatever it says", async () => {
  const payload = `23/11/2026\n\n<img src=x onerror=alert(1)> خبر </title><script>alert(2)</script>\n\n<script>alert(3)</script> نص "><svg onload=alert(4)>\n`;
  const response = await fetch(`${site.origin}/api/uploads?lang=ar&status=published`, {
    method: "POST",
    body: payload,
    headers: { Authorization: `Bearer ${site.token}`, "Content-Type": "text/plain" },
  });
  const { url } = (await response.json()) as { url: string };
  for (const bypassCSP of [false, true])
    expect([bypassCSP, await dialogsOn([new URL(url).pathname, "/ar/"], bypassCSP)]).toEqual([bypassCSP, 0]);
});
