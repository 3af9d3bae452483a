/** A sentence in both languages of the interface. */
export type Text = { id: string; en: string };
export type Language = keyof Text;
