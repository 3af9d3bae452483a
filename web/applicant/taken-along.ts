import { useEffect } from 'preact/hooks';

/** In the session storage from the press of the link until the other page has been loaded, which takes it out. */
const PASSING = 'gelombang.draft-in-passing';

/** What was typed on the page in the other language, once. */
export function takenOver<T extends object>(): T | undefined {
  try {
    const text = sessionStorage.getItem(PASSING);
    sessionStorage.removeItem(PASSING);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    // Storage is switched off: nothing was handed over either.
    return undefined;
  }
}

/** Takes what is typed along when the link to the other language is followed in this tab: the form is the same, only its words differ. */
export function useTakenAlong(typed: object): void {
  useEffect(() => {
    const link = document.querySelector('a.language');
    const take = (event: Event) => {
      const { button, ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
      if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
      try {
        sessionStorage.setItem(PASSING, JSON.stringify(typed));
      } catch {
        // Then it has to be typed again.
      }
    };
    link?.addEventListener('click', take);
    return () => link?.removeEventListener('click', take);
  }, [typed]);
}
