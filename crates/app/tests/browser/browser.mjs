// Debian's Chromium without anything that speaks to a network by itself, and a page opened in it from a file.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const WIDTHS = [390, 1280];
export const SCHEMES = ["light", "dark"];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`no browser: none of ${CANDIDATES.join(", ")} is there, and CHROMIUM is not set`);
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Opens a file at a width in a colour scheme. What the page complains of or asks for is gathered in the lists. */
export async function open(browser, file, { width, colorScheme, javaScriptEnabled = true }) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme, javaScriptEnabled, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const complaints = [];
  const requests = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== address) requests.push(request.url()); });
  await page.goto(address);
  return { page, complaints, requests, close: () => context.close() };
}
