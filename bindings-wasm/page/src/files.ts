// Files as they are chosen or dropped, folders included.
import type { NamedFile } from 'hongyan/documents';

const READ = /\.(csv|tsv|xlsx|xlsm|xls|xlsb|ods|zip|json)$/i;

/** Of a folder only tables are meant; a file that was chosen by itself is read whatever it is called. */
export function collected(given: Array<File | NamedFile>, folder: boolean): { files: Array<File | NamedFile>; left: string[] } {
  if (!folder) return { files: given, left: [] };
  // office programs leave lock files beside open workbooks
  const seen = given.filter(({ name }) => !name.startsWith('.') && !name.startsWith('~$'));
  const files = seen.filter(({ name }) => READ.test(name)).sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return { files, left: seen.filter(({ name }) => !READ.test(name)).map(({ name }) => name) };
}

/** A file of a folder is known by its path within it. */
export function pathOf(file: File | NamedFile): string {
  return file instanceof File && file.webkitRelativePath ? file.webkitRelativePath : file.name;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

async function inside(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const all: File[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    // a reader gives a hundred at a time, and an empty list at the end
    if (entries.length === 0) return all;
    for (const entry of entries) all.push(...(await filesOf(entry)));
  }
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  return inside(entry as FileSystemDirectoryEntry);
}

/** The files that were dropped. Entries must be taken before anything is waited for. */
export async function dropped(transfer: DataTransfer): Promise<{ files: File[]; folder: boolean }> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null);
  if (entries.length === 0) return { files: [...transfer.files], folder: false };
  const files: File[] = [];
  for (const entry of entries) files.push(...(await filesOf(entry)));
  return { files, folder: entries.some((entry) => entry.isDirectory) };
}
