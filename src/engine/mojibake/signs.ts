import { isHan, isHangul, isKana } from './cost.ts';

/** The signs of garbled text that need no table, for every page. May be wrong towards yes, which costs a second look and nothing else. */

/** Characters that windows-1252 makes of the bytes 80 to FF, with Latin-1's C1 controls. */
const LATIN = '\\u0080-\\u00ff\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122';
/** Languages in Latin letters have three accented letters in a row at most, and few with a symbol between letters. */
export const latinRun = new RegExp(`[${LATIN}]{4}|[${LATIN}]{2} ?[\\u0080-\\u00bf${LATIN}] ?[\\u0080-\\u00ff]`, 'u');
const hasLatin = /[\u0080-\u00ff]/;
/** What one kind of escape looks like: two in a row. */
const escapes = /(?:&(?:amp;)?#(?:\d{4,6}|x[\da-f]{4,5});){2}|(?:\\u[\da-f]{4}){2}|(?:%e[2-9a-f]%[89ab][\da-f]%[89ab][\da-f]){2}/iu;
const lostForGood = /锟斤拷|\ufffd{2}/u;

/** The commonest characters of both scripts: about half of any honest Chinese text, next to nothing of a garbled one. */
const COMMON = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没'
  + '动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头'
  + '文体政美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别'
  + '打四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治马科司五基书非则听白却界达光放强即像难且权思王'
  + '设式色路记南品住告类求据程北边张该交规万取拉格望术领共确传师清今切院让识带导运年月日第章条款页版图网站新闻首更多查看编辑登录系统支持文件数据信息服务'
  + '這個們來為國說時會對著過發後裡樣還進經麼學現當沒動實軍無與長機將兩間問業關點應頭體見產話內門東聲員論處義幾認條氣題別總電數報結務場計資統區隊決馬書'
  + '則聽達強難權設記類據邊張該規萬術領確傳師讓識帶導運，。、：；“”「」？！《》（）的',
);
const FEW_COMMON = 0.1;
const LEAST_TO_COUNT = 12;

/**
 * True where a text may have been decoded wrongly, or shows escapes or lost characters. High recall, no tables, linear time.
 * Long names lists and old poems are taken for garbled too.
 */
export function looksGarbled(text: string): boolean {
  if ((text.includes('#') || text.includes('\\u') || text.includes('%')) && escapes.test(text)) return true;
  if (hasLatin.test(text) && latinRun.test(text)) return true;
  if (lostForGood.test(text)) return true;
  let seen = 0, common = 0, foreign = 0, odd = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x2000) continue;
    if (COMMON.has(text[i]!)) common++;
    if (isKana(unit) || isHangul(unit)) foreign++;
    else if (!isHan(unit) && (unit < 0x2010 || unit > 0x301f) && (unit < 0xff00 || unit > 0xff5e)) odd++;
    seen++;
    if (seen === 2 * LEAST_TO_COUNT) {
      if (isPoor(seen, common, foreign, odd)) return true;
      // A garbled block may stand anywhere in a long text.
      [seen, common, foreign, odd] = [seen / 2, common / 2, foreign / 2, odd / 2];
    }
  }
  return seen >= 4 && isPoor(seen, common, foreign, odd);
}

function isPoor(seen: number, common: number, foreign: number, odd: number): boolean {
  if (foreign > seen / 2) return odd > seen / 8;
  return (seen >= LEAST_TO_COUNT && common < seen * FEW_COMMON) || odd > seen / 4 || (seen < LEAST_TO_COUNT && common === 0 && foreign === 0);
}

/** True where the text shows escaped characters. */
export const showsEscapes = (text: string): boolean => escapes.test(text);
