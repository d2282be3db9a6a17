// Takes pictures of pages: node screenshots.mjs JOBS, where JOBS is JSON: [{"page","picture","scheme","width","height"}].
import { launch, open } from "./browser.mjs";

const browser = await launch();
for (const { page: file, picture, scheme, width, height } of JSON.parse(process.argv[2])) {
  const { page, close } = await open(browser, file, { width, colorScheme: scheme });
  await page.screenshot({ path: picture, clip: { x: 0, y: 0, width, height }, fullPage: true });
  await close();
}
await browser.close();
