// The comparison page in a real browser: `node --test` with the pages to look at in DATELINE_PAGES, divided by colons.
// The page named hostile.html was made of reports whose every field holds HTML.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { SCHEMES, WIDTHS, launch, open } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = (process.env.DATELINE_PAGES ?? "").split(":").filter(Boolean);
assert.ok(PAGES.length > 0, "DATELINE_PAGES names no page");

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const file of PAGES) {
  describe(path.basename(file), () => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        test(`${width} px, ${colorScheme}`, async () => {
          const { page, complaints, requests, close } = await open(browser, file, { width, colorScheme });
          await page.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
          assert.deepEqual(await violations(page), [], "axe finds nothing");
          assert.equal(await overflow(page), 0, "nothing hangs over the side");
          assert.deepEqual(complaints, [], "the console is silent");
          assert.deepEqual(requests, [], "no request leaves the page");
          await close();
        });
      }
    }

    test("links lead to ids, and no id stands twice", async () => {
      const { page, close } = await open(browser, file, { width: 1280, colorScheme: "light" });
      const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
      assert.equal(new Set(ids).size, ids.length, "ids are unique");
      const links = await page.locator("a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      const dead = links.filter((link) => !link?.startsWith("#") || !ids.includes(link.slice(1)));
      assert.deepEqual(dead, []);
      await close();
    });

    test("the theme can be chosen against the system's", async () => {
      const { page, close } = await open(browser, file, { width: 1280, colorScheme: "light" });
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.getByLabel("dark").check({ force: true });
      assert.notEqual(await paper(), light);
      await page.getByLabel("light").check({ force: true });
      assert.equal(await paper(), light);
      await close();
    });
  });
}

const story = PAGES.find((file) => path.basename(file) === "harbour.html");
describe("what a reader does", { skip: story ? false : "harbour.html is not among the pages" }, () => {
  test("filters points, without a script", async () => {
    const { page, close } = await open(browser, story, { width: 1280, colorScheme: "light", javaScriptEnabled: false });
    const n_all = await page.locator(".point:visible").count();
    await page.getByLabel(/^altered/).check({ force: true });
    const n_altered = await page.locator(".point:visible").count();
    assert.ok(n_altered > 0 && n_altered < n_all, `${n_altered} of ${n_all}`);
    assert.equal(await page.locator(".point.is-altered:visible").count(), n_altered);
    await close();
  });

  test("follows a wording to its characters and back", async () => {
    const { page, close } = await open(browser, story, { width: 390, colorScheme: "dark" });
    const link = page.locator(".point figcaption a").first();
    const point = await link.evaluate((one) => one.closest(".point").id);
    await link.click();
    const target = page.locator(":target");
    assert.ok(await target.evaluate((one) => one.tagName === "MARK" && one.getBoundingClientRect().top >= 0));
    await page.locator(`:target + a.back[href="#${point}"]`).click();
    assert.equal(await page.locator(":target").getAttribute("id"), point);
    await close();
  });

  test("goes from point to point by n and p", async () => {
    const { page, close } = await open(browser, story, { width: 1280, colorScheme: "light" });
    const here = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("n");
    const first = await here();
    await page.keyboard.press("n");
    assert.notEqual(await here(), first);
    await page.keyboard.press("p");
    assert.equal(await here(), first);
    await close();
  });

  test("filters hundreds of points at once", async () => {
    const { page, close } = await open(browser, story, { width: 1280, colorScheme: "light" });
    const { n_points, n_reports, ms } = await page.evaluate(() => {
      const repeat = (all) => {
        for (let n = 0; n < 40; n++) all.forEach((one) => one.after(one.cloneNode(true)));
      };
      repeat(document.querySelectorAll(".point"));
      repeat(document.querySelectorAll(".report"));
      document.body.offsetHeight;
      const begun = performance.now();
      for (const id of ["show-is-altered", "show-all"]) {
        document.getElementById(id).click();
        document.body.offsetHeight;
      }
      const count = (selector) => document.querySelectorAll(selector).length;
      return { n_points: count(".point"), n_reports: count(".report"), ms: performance.now() - begun };
    });
    assert.ok(n_points > 500 && n_reports > 100, `${n_points} points of ${n_reports} reports`);
    // Two filters, with room for a machine that does much else.
    assert.ok(ms < 5000, `${Math.round(ms)} ms`);
    await close();
  });

  test("marks differences without colours", async () => {
    const { page, close } = await open(browser, story, { width: 1280, colorScheme: "light" });
    const mark = (selector) =>
      page.locator(`.wording ${selector}`).first().evaluate((one) => getComputedStyle(one, "::before").content);
    assert.deepEqual([await mark("del"), await mark("ins")], ['"[-\u2060"', '"{+\u2060"']);
    await close();
  });
});

const hostile = PAGES.find((file) => path.basename(file) === "hostile.html");
describe("a report that holds HTML", { skip: hostile ? false : "hostile.html is not among the pages" }, () => {
  test("shows it as text", async () => {
    const { page, complaints, close } = await open(browser, hostile, { width: 1280, colorScheme: "light" });
    assert.equal(await page.locator("img, iframe, body script:not(:last-of-type)").count(), 0);
    for (const place of ["h1", ".reports .title", ".reports .key", ".report p", ".wording blockquote"]) {
      const text = await page.locator(place).first().textContent();
      assert.ok(text.includes("<script>alert(1)</script>"), `${place}: ${text}`);
    }
    assert.deepEqual(complaints, []);
    await close();
  });
});

async function violations(page) {
  // The policy of the page lets no script in; the protocol of the browser's own tools does.
  await page.evaluate(AXE);
  const result = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
}

function overflow(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
