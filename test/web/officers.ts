import type { Page } from 'playwright-core';
import type { System } from '../support/running-system.ts';

/** Whoever opens pages in `page` from now on has signed in as somebody in these groups; signing in itself has tests of its own. */
export async function signedIn(page: Page, { runtime }: System, roles: readonly string[], name?: string): Promise<void> {
  const accessToken = await runtime.token(roles, name);
  const session = { accessToken, expiresAt: Date.parse('2100-01-01T00:00:00.000Z'), subject: `local-${name ?? roles[0]}`, roles };
  await page.addInitScript(
    ([key = '', value = '']) => {
      // Not again after the page has forgotten it.
      if (window.name === '') sessionStorage.setItem(key, value);
      window.name = 'signed-in';
    },
    ['gelombang.officer', JSON.stringify(session)],
  );
}
