/** Gives a document to the browser to save. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // the browser needs the address until it has begun to save
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
