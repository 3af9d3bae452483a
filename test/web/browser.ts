import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { REPOSITORY } from '#infra/repository.ts';

/** Debian's and Ubuntu's; another one by its path in CHROMIUM. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** A cracked phone, a tablet, a laptop. */
const WIDTHS = [320, 768, 1280];
const PICTURES = join(REPOSITORY, '.build', 'screenshots');

/** One browser for the tests of a file. Without one they fail, and say in a sentence what to install. */
export function useBrowser(): { newPage(options?: { javaScript?: boolean; width?: number }): Promise<Page> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const given = process.env['CHROMIUM'];
    const executablePath = given ?? PLACES.find(existsSync);
    if (!executablePath)
      throw new Error('The tests of the pages need Chromium: `apt-get install chromium`, or its path in the variable CHROMIUM.');
    // The container's root has no sandbox to offer; nothing but our own pages is opened.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(() => browser?.close());
  return {
    async newPage({ javaScript = true, width = 320 } = {}) {
      const context = await browser!.newContext({
        viewport: { width, height: 640 },
        javaScriptEnabled: javaScript,
        acceptDownloads: true,
      });
      const page = await context.newPage();
      // What a page complains of, its content security policy included, fails the test that caused it.
      page.on('pageerror', (error) => expect.soft(error.message, 'an error in the page').toBeUndefined());
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) expect.soft(message.text()).toBeUndefined();
      });
      page.setDefaultTimeout(15_000);
      return page;
    },
  };
}

/** No violation of WCAG 2.2 AA in the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    // biome-ignore lint/suspicious/noExplicitAny: the source above has put it there
    const results = await (globalThis as any).axe.run({ runOnly: tags });
    return results.violations.map(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
    }));
  }, RULES);
  expect(violations).toEqual([]);
}

/** Accessible, nothing wider than the screen, and a picture of it, at each width; afterwards the page is as wide as before. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  mkdirSync(PICTURES, { recursive: true });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 640 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, `${name} at ${width} px is wider than the screen`).toBe(0);
    await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
  await expectAccessible(page);
}
