// The questions of `tests/everywhere` put to Node and to Chromium: `node tests/everywhere.js QUESTIONS`.
// A line of JSON for each surface and part: `{surface, part, asked, refused, differing, first}`.
import { readFileSync } from 'node:fs';

import * as hongyan from 'hongyan';

import { disagreements } from './agree.js';
import { inChromium } from './support.js';

const all = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const isDistrict = ({ name }) => name.startsWith('district ');
const PARTS = { cases: all.filter((question) => !isDistrict(question)), districts: all.filter(isDistrict) };

function tell(place, part, { asked, refused, differing }) {
  for (const surface of ['evaluate', 'check']) {
    const of = differing.filter((one) => one.surface === surface);
    const names = new Set(of.map((one) => one.name));
    const first = of.slice(0, 5).map((one) => `${one.name}: ${one.what}`);
    const how = surface === 'check' ? '`check` of typed arrays' : '`evaluate`';
    console.log(JSON.stringify({ surface: `${place}, ${how}`, part, asked: asked[surface], refused: refused[surface], differing: names.size, first }));
  }
}

for (const [part, questions] of Object.entries(PARTS)) tell('Node', part, disagreements(hongyan, questions));
for (const [part, questions] of Object.entries(PARTS)) tell('Chromium', part, await inChromium(questions));
