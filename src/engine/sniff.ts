/**
 * The cheap look that every page gets: does this text ask for the engine at all?
 * No tables; runs over text nodes as they come.
 */
export class Sniffer {
  #annotations = 0;

  /** Looks at one text node, attribute or title. Returns true as soon as the page is worth the engine. */
  look(text: string): boolean {
    if (text.includes('(')) {
      const found = text.match(/[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6} ?\)/gu);
      this.#annotations += found?.length ?? 0;
    }
    return this.suspicious;
  }

  get suspicious(): boolean {
    return this.#annotations >= 3;
  }
}
