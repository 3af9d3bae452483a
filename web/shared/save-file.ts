/** Lets the browser save a text under a name. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The download has begun by then, whatever the browser.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
