// The page as a browser sees it: accessibility, network, script, width, print, names that try to be something else.
// usage: node page.mjs DOCUMENTS, with TOOLS the folder whose node_modules hold the packages.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const documents = resolve(process.argv[2]);
const require = createRequire(resolve(process.env.TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// the width that print has between the margins: 210 mm less twice 12 mm
const PAPER = Math.floor((186 / 25.4) * 96);
const BIDI = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

let failed = false;
const say = (document, check, problem, detail = "") => {
  failed ||= Boolean(problem);
  console.log([problem ? "FAIL" : "ok", document, check, problem || detail].join("\t").replaceAll("\n", " "));
};
const some = (list) => (list.length > 0 ? `${list.length}: ${[...new Set(list)].slice(0, 4).join(" | ")}` : "");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/** A page, and what happened to it that should not. */
async function open(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const events = { network: [], script: [] };
  const address = pathToFileURL(`${documents}/${name}.html`).href;
  page.on("request", (request) => {
    if (request.url() !== address) events.network.push(request.url().slice(0, 80));
  });
  page.on("pageerror", (error) => events.script.push(error.message));
  page.on("console", (line) => ["error", "warning"].includes(line.type()) && events.script.push(line.text()));
  page.on("dialog", (dialog) => {
    events.script.push(`dialog ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(address, { waitUntil: "load" });
  return { context, page, events };
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
const tooWide = (page) => page.evaluate(() => {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? `${root.scrollWidth} > ${root.clientWidth}` : "";
});

async function audit(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: "tag", values: tags },
    // off unless asked for by name
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations", "incomplete"],
  }).then(({ violations, incomplete, passes }) => ({
    violations: violations.map((one) => `${one.id} (${one.nodes.length}: ${one.nodes[0].target})`),
    incomplete: incomplete.map((one) => one.id),
    passes: passes.map((one) => one.id),
  })), TAGS);
  const idle = ["color-contrast", "target-size"].filter((rule) => !result.passes.includes(rule));
  return { ...result, problem: some(result.violations) || (idle.length > 0 ? `not tried: ${idle}` : "") };
}

/** Sorting and filtering: the script's two promises. */
async function script(page) {
  const filter = page.locator(".filter input").first();
  await filter.fill("no such name anywhere");
  const left = await page.locator("table[data-filterable]").first().locator("tbody tr:not(.group):visible").count();
  await filter.fill("");
  const button = page.locator("table[data-sortable] thead button").first();
  await button.click();
  const sorted = await page.locator("th[aria-sort]").count();
  return left === 0 && sorted === 1 ? "" : `rows left by the filter: ${left}, sorted columns: ${sorted}`;
}

async function screens(name) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const { context, page, events } = await open(name, { colorScheme, viewport: { width, height: 900 } });
      const where = `${colorScheme} ${width}`;
      const folded = await audit(page);
      const folds = await tooWide(page);
      await page.screenshot({ path: `${documents}/${name}-${colorScheme}-${width}.png`, fullPage: true });
      await unfold(page);
      const unfolded = await audit(page);
      say(name, `axe ${where}`, folded.problem || unfolded.problem,
        `0 violations, ${unfolded.passes.length} rules passed, ${unfolded.incomplete.length} left to a person` +
        (unfolded.incomplete.length > 0 ? ` (${unfolded.incomplete.join(", ")})` : ""));
      say(name, `no sideways scroll ${where}`, folds || (await tooWide(page)));
      if (name === "zh" || name === "en") say(name, `filter and sort ${where}`, await script(page));
      say(name, `no network ${where}`, some(events.network));
      say(name, `no script error ${where}`, some(events.script));
      await context.close();
    }
  }
}

async function print(name) {
  const { context, page } = await open(name, { viewport: { width: PAPER, height: 1000 }, colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  say(name, "print fits the paper", await tooWide(page));
  // what is folded stays folded on paper, and the register of clauses is left to the screen
  const codes = await page.evaluate(() => [...document.querySelectorAll("table .text")]
    .filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).map((one) => one.textContent));
  const folded = await page.evaluate(() => document.querySelectorAll("details:not([open])").length);
  const path = `${documents}/${name}.pdf`;
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
  const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [path], { encoding: "utf8" }))[1]);
  const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
  const bare = text.replace(/[^\p{L}\p{N}]/gu, "");
  const lost = codes.filter((one) => !bare.includes(one.replace(/[^\p{L}\p{N}]/gu, "").slice(0, 12)));
  say(name, "print has every row that is open", lost.length > codes.length / 100 ? some(lost) : "", `${codes.length} sentences, ${pages} pages, ${folded} lists folded`);
  const broken = text.match(/(?<![\w-])\d{4}-(\d{2}-)?\n\d{2}\b.*/g) ?? [];
  say(name, "no date is broken in print", some(broken));
  const background = execFileSync("pdftoppm", ["-r", "20", "-f", "1", "-l", "1", path]);
  const [, size] = /^P6\s+(\d+ \d+)\s/.exec(background.subarray(0, 20).toString("latin1")) ?? [];
  say(name, "print is on white", size && background.at(-1) > 250 ? "" : "the last pixel of page 1 is dark");
  await context.close();
}

/** The page in elements and attributes, without texts. */
const skeleton = (page) => page.evaluate(() => [...document.querySelectorAll("*")].map((one) =>
  `${one.localName}[${[...one.attributes].map((attribute) => attribute.name).sort()}]`));

async function names(name, twin) {
  const hostile = await open(name, { viewport: { width: 1280, height: 900 } });
  const harmless = await open(twin, { viewport: { width: 1280, height: 900 } });
  const [one, other] = [await skeleton(hostile.page), await skeleton(harmless.page)];
  const at = one.findIndex((element, place) => element !== other[place]);
  const same = one.length === other.length && at < 0;
  say(name, "no element comes from a name", same ? "" : `${one.length} and ${other.length} elements, ${at}: ${one[at]} ${other[at]}`,
    `${one.length} elements, as with harmless names`);
  const owned = await hostile.page.evaluate(() => [typeof globalThis.owned, document.scripts.length, document.images.length,
    document.querySelectorAll("style").length, document.body.textContent.includes("<script>globalThis.owned=1</script>")].join());
  say(name, "no name runs", owned === "undefined,1,0,1,true" ? "" : owned);
  const seen = await hostile.page.evaluate(() => document.documentElement.outerHTML);
  say(name, "no name turns the writing", BIDI.test(seen) ? "a bidirectional control stands in the page" : "");
  const events = [...hostile.events.network, ...hostile.events.script];
  say(name, "nothing is fetched, nothing fails", some(events));
  await hostile.context.close();
  await harmless.context.close();
}

console.error(`chromium ${browser.version()}`);
for (const name of ["zh", "en", "hostile-zh", "hostile-en"]) {
  await screens(name);
  await print(name);
}
for (const lang of ["zh", "en"]) await names(`hostile-${lang}`, `harmless-${lang}`);
await browser.close();
process.exit(failed ? 1 : 0);
