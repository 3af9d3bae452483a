import { renderToString } from 'preact-render-to-string';
import { HomePage, PrivacyPage, RegisterPage, ResultPage } from './applicant/pages.tsx';
import { OFFICER_PAGES } from './officer/pages.tsx';
import { CheckPage, DrawPage, PlacesPage, WavesPage } from './public/pages.tsx';
import type { PageProps } from './shared/document.tsx';
import { PATHS, type PageName } from './shared/paths.ts';

/** The pages, by name; their scripts are `<site>/<name>.tsx`, and `privacy` has none. */
const PAGES: Record<PageName, (props: PageProps) => preact.JSX.Element> = {
  home: HomePage,
  register: RegisterPage,
  result: ResultPage,
  check: CheckPage,
  waves: WavesPage,
  draw: DrawPage,
  places: PlacesPage,
  privacy: PrivacyPage,
  ...OFFICER_PAGES,
};

/** Every page of every site as HTML, for the build. @param assetsOf what the page of that name loads */
export function renderPages(assetsOf: (page: PageName) => PageProps['assets']): { path: string; html: string }[] {
  return (Object.keys(PAGES) as PageName[]).flatMap((name) =>
    (['id', 'en'] as const).map((language) => {
      const Page = PAGES[name];
      const html = renderToString(<Page language={language} assets={assetsOf(name)} />);
      return { path: PATHS[name][language], html: `<!doctype html>\n${html}\n` };
    }),
  );
}
