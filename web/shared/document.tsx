import type { ComponentChildren } from 'preact';
import type { Language } from './text.ts';

/** Where the build has put what a page loads. */
export type Assets = {
  styles: readonly string[];
  script?: string | undefined;
  preload?: readonly string[];
  worker?: string | undefined;
};
/** With what every page is rendered. */
export type PageProps = { language: Language; assets: Assets };
export type DocumentProps = {
  language: Language;
  title: string;
  description: string;
  /** The path of this page in both languages. */
  paths: Record<Language, string>;
  assets: Assets;
  children: ComponentChildren;
};

/** Three waves in the accent colour; as data, since it is smaller than a request. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%230a5a8a'/%3E%3Cpath d='M4 11q6-5 12 0t12 0M4 17q6-5 12 0t12 0M4 23q6-5 12 0t12 0' fill='none' stroke='%23fff' stroke-width='2.5'/%3E%3C/svg%3E";

/** A whole page. No inline script and no inline style: the content security policy allows neither. */
export function Document({ language, title, description, paths, assets, children }: DocumentProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={ICON} />
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.preload?.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        <link rel="alternate" hreflang="id" href={paths.id} />
        <link rel="alternate" hreflang="en" href={paths.en} />
        {assets.script && <script type="module" src={assets.script} />}
      </head>
      <body>{children}</body>
    </html>
  );
}
