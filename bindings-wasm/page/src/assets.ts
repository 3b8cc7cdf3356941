// What the page is made of beside its script: loaded once at the beginning, so that nothing is loaded later.
import coreAddress from 'hongyan/core.wasm?url';
import documentsAddress from 'hongyan/documents.wasm?url';
import type { NamedFile } from 'hongyan/documents';
import sampleDayText from '../../../core/sample-messy/as_of.txt?raw';
import plans from '../../../core/sample-messy/supervision-plans.csv?url';
import mentors from '../../../core/sample-messy/创业导师名册.csv?url';
import ledger from '../../../core/sample-messy/社工督导台账.xlsx?url';

export interface Assets {
  core: WebAssembly.Module;
  documents: WebAssembly.Module;
  sample: NamedFile[];
}

export const sampleDay = sampleDayText.trim();

async function bytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.arrayBuffer();
}

async function compiled(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  // a server may not know the type of the file
  const known = response.headers.get('content-type')?.startsWith('application/wasm');
  return known ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

export async function loadAssets(): Promise<Assets> {
  const files = [
    ['社工督导台账.xlsx', ledger],
    ['创业导师名册.csv', mentors],
    ['supervision-plans.csv', plans],
  ] as const;
  const [core, documents, ...sample] = await Promise.all([
    compiled(coreAddress),
    compiled(documentsAddress),
    ...files.map(async ([name, address]) => ({ name, bytes: new Uint8Array(await bytes(address)) })),
  ]);
  return { core, documents, sample };
}
