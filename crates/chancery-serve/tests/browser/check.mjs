// Looks at pages of a running service in a browser, at the widths of a telephone and of a desk.
//
//     CHROMIUM=/usr/bin/chromium node check.mjs http://127.0.0.1:8080 /folder/for/pictures < paths
//
// Paths come one a line. Prints what is wrong, a line each, and ends with 1 where anything is:
// a page wider than its window, labels of drawings over each other, anything serious that
// axe-core finds (contrast among it), a script or request that the page's policy forbids.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const WIDTHS = [390, 1440];
const SCHEMES = ["light", "dark"];
const GRAVE = ["serious", "critical"];

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [base, pictures] = process.argv.slice(2);
const paths = readFileSync(0, "utf8").split("\n").filter((path) => path !== "");

/** In the page: by how many pixels it is wider than its window, and what sticks out. */
function wider() {
  const window_ = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - window_;
  if (over <= 0) return null;
  const out = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > window_ + 1);
  return `${over} px wider than its window: ${out.slice(0, 3).map((it) => `${it.tagName}.${it.className}`).join(", ")}`;
}

/** In the page: pairs of labels in drawings that lie over each other. */
function overlapping() {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const labels = [...svg.querySelectorAll("text")]
      .map((it) => ({ text: it.textContent.trim(), box: it.getBoundingClientRect() }))
      .filter((it) => it.text !== "" && it.box.width > 0);
    labels.forEach((a, at) => {
      for (const b of labels.slice(at + 1)) {
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 1.5 && high > 3) found.push(`“${a.text}” and “${b.text}”`);
      }
    });
  }
  return found;
}

async function look(browser, path, width, scheme) {
  const problems = [];
  const page = await browser.newPage();
  page.on("console", (line) => line.type() === "error" && problems.push(`console: ${line.text()}`));
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => { problems.push("a page opened a dialog"); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) problems.push(`asks for ${url}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  const answer = await page.goto(base + path, { waitUntil: "load" });
  if (answer.status() !== 200) problems.push(`answered ${answer.status()}`);
  const over = await page.evaluate(wider);
  if (over) problems.push(over);
  for (const pair of await page.evaluate(overlapping)) problems.push(`labels overlap: ${pair}`);
  // In a world of its own the page's policy does not keep axe out.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const it of violations.filter((it) => GRAVE.includes(it.impact))) {
    const where = it.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? ""})`);
    problems.push(`${it.impact}: ${it.help}: ${where.join("; ")}`);
  }
  if (pictures) {
    const name = (path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home").slice(-90);
    await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
  }
  await page.close();
  return problems;
}

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
let wrong = 0;
let looks = 0;
for (const path of paths) {
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      looks += 1;
      for (const problem of await look(browser, path, width, scheme)) {
        wrong += 1;
        console.log(`${path} at ${width} px, ${scheme}: ${problem}`);
      }
    }
  }
}
await browser.close();
console.log(`${looks} looks at ${paths.length} pages, ${wrong} problems`);
process.exitCode = wrong === 0 ? 0 : 1;
