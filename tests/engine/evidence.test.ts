import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { passages, shippedEngine } from './load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});
const kit = (...lines: string[]): boolean => engine.assess(passages(lines)).kit;

describe('pages that the kit was at', () => {
  it('annotates the same Traditional characters every time', () => {
    expect(kit('又一家中國(guó)公司在國(guó)內(nèi)發(fā)布新品，國(guó)外也將(jiāng)發(fā)布', '發(fā)展國(guó)內(nèi)市場(chǎng)')).toBe(true);
  });
  it('broken readings tell even on a short page', () => {
    expect(kit('以O(shè)penAI為代表', '最能頂?shù)米⊙邪l(fā)壓力的人', '要?jiǎng)?chuàng)立新公司')).toBe(true);
  });
  // Excerpts of five lines had too little for it: of documentation one line in four stayed.
  it('one broken reading and two whole ones', () => expect(kit('某個(gè)值或事件的名字', '寫(xiě)成固定的標?yùn)?zhǔn)', '其余的照舊')).toBe(true));
  it('six common characters, once each, and none that looks the same in both scripts', () => {
    expect(kit('這里還沒有人來過(guò)，門(mén)也關(guān)著。', '他們聽(tīng)了一會兒，那時(shí)天還早，又寫(xiě)了一封信。')).toBe(true);
  });
});

describe('pages that a person annotated', () => {
  it.each([
    ['every character', ['中(zhōng)国(guó)人(rén)民(mín)在(zài)中(zhōng)国(guó)']],
    ['every character, in Traditional', ['中(zhōng)國(guó)人(rén)民(mín)是(shì)中(zhōng)國(guó)人(rén)', '學(xué)生(shēng)學(xué)習(xí)']],
    ['hard characters of a poem, once each', ['登鸛(guàn)雀樓', '王之渙(huàn)', '白日依山盡，黃河入海流。', '欲窮(qióng)千里目，更上一層樓。']],
    ['a list of characters', ['國(guó)、會(huì)、學(xué)、愛(ài)、發(fā)、電(diàn)、來(lái)、時(shí)、個(gè)、說(shuō)、話(huà)、車(chē)、馬(mǎ)']],
    ['a name, once', ['臺灣作家龍應(yīng)台的書，應當一讀；她應邀來訪']],
    // The next five were found by the fuzzing run.
    ['the readings of a character that has several', ['紈絝(kù)子弟 富貴人家的子弟。', '參(cān)加、參(cēn)差、人參(shēn)，三個讀音意思不同。', '廟裡的解說員指著匾額上的「霽(jì)」字']],
    ['two characters, on a page that says it twice', ['發(fā)與髮(fà)在簡化字裡都寫作“发”，繁體要分開。', '發(fā)與髮(fà)在簡化字裡都寫作“发”，繁體要分開。']],
    ['two characters, in a line and in an excerpt of it', ['發(fā)與髮(fà)在簡化字裡都寫作“发”，繁體要', '發(fā)與髮(fà)在簡化字裡都寫作“发”，繁體要分開。']],
    ['every character, also those that have no other form', ['學(xué)校(xiào)的(de)門(mén)口', '同學(xué)們(men)好(hǎo)！”']],
    ['characters of which one has no other form, beside two that were annotated once', [')學(xué)們(men)好(hǎo)！”', '發(fā)與髮(fà)在簡化字裡都寫作“发”，繁體要分開。', '學(xué)校(xià']],
    ['family names, each time', ['种、種(chóng)兩姓不同：種(chóng)師道是北宋名將，種(chóng)姓後人多居陝西。', '單(shàn)雄信與區(ōu)寄，都是史書裡的人物；單(shàn)雄信勇武，區(ōu)寄機智。', '後來的小說裡，單(shàn)雄信的故事流傳最廣，區(ōu)寄的故事則見於課本。']],
    ['diseases, each time, where nothing else tells', ['齲(qǔ)齒是牙齒的疾病，齲(qǔ)齒會痛。', '瘧(nüè)疾由蚊子傳播，瘧(nüè)疾患者會發冷發熱。', '癲癇(xián)發作時別硬拉，癲癇(xián)病人需要安靜。', '孩子的齲(qǔ)齒更要注意，瘧(nüè)疾仍然常見，癲癇(xián)病人的家屬也要休息。']],
    ['the readings of common characters that have several, once each', ['「為(wèi)什麼」的為讀去聲，「還(huán)書」的還不讀 hái。', '「長(zhǎng)大」與「樂(yuè)器」也常常讀錯，', '「處(chǔ)理」和「自傳(zhuàn)」同樣如此，「種(zhòng)樹」亦然。']],
    ['common words of a lesson, whole', ['今天學(xué)習(xí)的生詞(cí)有電(diàn)腦(nǎo)、機(jī)場(chǎng)和車(chē)站(zhàn)。']],
    ['nothing', ['國內市場的發展（2024年）', '函數 f(x) 的國際標準']],
  ])('%s', (_what, lines) => {
    expect(kit(...lines)).toBe(false);
  });
});
