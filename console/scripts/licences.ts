import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|ofl)(\.|$)/i;

interface Emitter {
  getModuleIds: () => IterableIterator<string>;
  emitFile: (file: { type: 'asset'; fileName: string; source: string }) => void;
}

/**
 * Writes `licences.txt` beside the bundle: MIT, Apache and the fonts' OFL all ask that their text goes
 * with the copy. Only packages that really are in the bundle are named, and the fonts, which only the
 * style sheet refers to.
 */
export function licences(fonts: string[]) {
  return {
    name: 'millrace-licences',
    apply: 'build' as const,
    generateBundle(this: Emitter) {
      const packages = new Set(fonts.map((font) => join('node_modules', font)));
      for (const id of this.getModuleIds()) {
        const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.replaceAll('\\', '/'));
        if (found?.[1] !== undefined) packages.add(join('node_modules', found[1]));
      }
      const source = [...packages].sort().filter(existsSync).map(entry).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}

function entry(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => LICENCE_FILE.test(name));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${'='.repeat(80)}\n${about.name} ${about.version} (${about.license ?? 'see text'})\n\n${text}`;
}
