/** Lets the link to the other language lead to what the address names here, such as a wave, and not only to the same page. */
export function languageKeepsFragment(): void {
  const link = document.querySelector<HTMLAnchorElement>('a.language');
  link?.addEventListener('click', () => {
    link.hash = location.hash;
  });
}
