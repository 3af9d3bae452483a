/** Lets the browser save a text, or what it has put together of pieces, under a name. */
export function saveFile(name: string, text: string | Blob, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The download has begun by then, whatever the browser.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
