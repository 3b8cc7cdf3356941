import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** Browsers of the last two years, as the README says. */
const BROWSERS = ['chrome131', 'edge131', 'firefox133', 'safari18.2'];

/** Writes the service worker with the names of all files of the page. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const hash = createHash('sha256');
      const built = Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      for (const file of built) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
      const plain = readdirSync('public').sort();
      for (const name of plain) hash.update(name).update(readFileSync(`public/${name}`));
      const names = [...built.map((file) => file.fileName), ...plain];
      const files = names.filter((name) => !name.endsWith('.map')).map((name) => `./${name}`);
      const source = readFileSync('tools/service-worker.js', 'utf8')
        .replace('__FILES__', JSON.stringify(files, null, 2))
        .replace('__VERSION__', hash.digest('hex').slice(0, 12));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  // every address is relative: the page works below any path
  base: './',
  plugins: [serviceWorker()],
  build: {
    target: BROWSERS,
    // an asset in the script would be an address that the content policy refuses
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    rolldownOptions: {
      output: {
        // names without Chinese: some servers do not find those
        assetFileNames: ({ names }) => (/^[\x20-\x7e]+$/.test(names[0] ?? '') ? 'assets/[name]-[hash][extname]' : 'assets/sample-[hash][extname]'),
      },
    },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', strictPort: true },
});
