// Files as they are chosen or dropped, folders included.
import type { NamedFile } from 'hongyan/documents';

/** A file of a folder that was dropped: the browser does not tell its path by itself. */
export interface FileAt {
  /** Its path, from the folder on. */
  name: string;
  file: File;
}

/** A file as it comes, or its bytes. */
export type AnyFile = File | FileAt | NamedFile;

const READ = /\.(csv|tsv|xlsx|xlsm|xls|xlsb|ods|zip|json)$/i;

/** Of a folder only tables are meant; a file that was chosen by itself is read whatever it is called. */
export function collected(given: AnyFile[], folder: boolean): { files: AnyFile[]; left: string[] } {
  if (!folder) return { files: given, left: [] };
  // office programs leave lock files beside open workbooks
  const seen = given.filter((file) => !/^(\.|~\$)/.test(nameOf(file)));
  const files = seen.filter((file) => READ.test(nameOf(file))).sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return { files, left: seen.map(nameOf).filter((name) => !READ.test(name)) };
}

/** A file of a folder is known by its path within it. */
export function pathOf(file: AnyFile): string {
  return file instanceof File && file.webkitRelativePath ? file.webkitRelativePath : file.name;
}

/** Its name without the folders. */
const nameOf = (file: AnyFile): string => file.name.slice(file.name.lastIndexOf('/') + 1);

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

async function inside(folder: FileSystemDirectoryEntry): Promise<FileAt[]> {
  const reader = folder.createReader();
  const all: FileAt[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    // a reader gives a hundred at a time, and an empty list at the end
    if (entries.length === 0) return all;
    for (const entry of entries) all.push(...(await filesOf(entry)));
  }
}

async function filesOf(entry: FileSystemEntry): Promise<FileAt[]> {
  if (entry.isFile) return [{ name: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry as FileSystemFileEntry) }];
  return inside(entry as FileSystemDirectoryEntry);
}

/** The files that were dropped. Entries must be taken before anything is waited for. */
export async function dropped(transfer: DataTransfer): Promise<{ files: AnyFile[]; folder: boolean }> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null);
  if (entries.length === 0) return { files: [...transfer.files], folder: false };
  const files: FileAt[] = [];
  for (const entry of entries) files.push(...(await filesOf(entry)));
  return { files, folder: entries.some((entry) => entry.isDirectory) };
}
