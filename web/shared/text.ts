import type { Language, Text } from '#shared/http/text.ts';

export type { Language, Text };
/** The texts of a page by name; `{name}` in one is a value that is put in. */
export type Texts = Readonly<Record<string, Text>>;
/** Reads a text in the language of the page. */
export type Say<T extends Texts> = (name: keyof T & string, values?: Readonly<Record<string, string | number>>) => string;

/** @throws when a text asks for a value that isn't given */
export function saying<T extends Texts>(texts: T, language: Language): Say<T> {
  return (name, values = {}) =>
    (texts[name] as Text)[language].replace(/\{(\w+)\}/g, (_, value: string) => {
      const given = values[value];
      if (given === undefined) throw new Error(`the text ${name} lacks ${value}`);
      return String(given);
    });
}

/** The language of the page that runs this: it was written into the page when it was built. */
export function pageLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'id';
}
