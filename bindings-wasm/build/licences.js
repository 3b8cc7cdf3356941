// The licences of the repository, for the tarball.
import { copyFileSync } from 'node:fs';

for (const name of ['LICENSE-APACHE', 'LICENSE-MIT']) {
  copyFileSync(new URL(`../../${name}`, import.meta.url), new URL(`../${name}`, import.meta.url));
}
