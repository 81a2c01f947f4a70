import { Glance } from '../../src/engine/sniff/glance.ts';
import { Sniffer } from '../../src/engine/sniff/sniffer.ts';

/** Do texts that follow each other on a page ask for the engine? @throws where the sniffer would say so, and the glance doesn't let it look */
export function startsEngine(texts: readonly string[]): boolean {
  const sniffer = new Sniffer();
  const starts = texts.some((text) => sniffer.look(text));
  // Nothing need stand between two texts of a page, and much can.
  for (const between of ['', `\n${' '.repeat(20)}`]) {
    if (starts && !new Glance().look(texts.join(between))) throw new Error(`not seen at a glance: ${JSON.stringify(texts)}`);
  }
  return starts;
}
