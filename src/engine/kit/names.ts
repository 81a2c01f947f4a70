import type { Edit } from '../types.ts';

/** Names of other languages are written with few characters, which stand for their sounds. */
const SIMPLIFIED =
  '阿巴贝比博布查奇乔达代迪多杜法菲福弗富加盖格吉戈古哈海赫希霍胡贾杰季焦朱卡凯克基科库拉莱勒利洛卢马迈梅米莫穆姆纳奈内尼诺努恩帕派佩皮波普夸奎雷里罗鲁尔萨赛塞西索苏斯沙谢什绍舒塔泰特蒂托图瓦维沃伍扬耶约尤扎泽齐佐祖兹'
  + '艾奥伊埃欧乌安昂因翁温班邦本宾丹当登丁敦范芬丰甘冈根汉杭亨欣洪坎康肯金兰朗伦林隆曼芒门明蒙南农宁潘庞彭平桑森辛松坦唐滕廷通万旺文赞曾津瑟瑞德玛丽娜莎琳琼妮露丝黛蕾莉伯勃顿逊雅娅姬詹翰威廉亚历山大史密治弥琴茨楚柯珀默卜钱罕';
const TRADITIONAL = '貝賓喬達費豐蓋岡漢賈傑凱萊盧馬邁門姆納內諾農寧羅魯爾龐彭薩賽蘇紹謝圖維烏萬贊澤齊茲澤奧歐恩溫約揚倫蘭隆當東瑪麗瓊絲頓遜婭亞歷彌詹錢';
const SOUND = `[${SIMPLIFIED}${TRADITIONAL}]`;
/** Two on either side, five of them together, and no other `?` near: `你想去海南?西安也行`, `那是馬賽?里昂?`. */
const dot = new RegExp(`(?<!\\?.{0,8})(?:(?<=${SOUND}{2})\\?(?=${SOUND}{3})|(?<=${SOUND}{3})\\?(?=${SOUND}{2}))(?!.{0,8}\\?)`, 'uy');

/**
 * The dot within a foreign name: as a bullet or a hyphenation point, which GBK lacks, it became a `?`.
 * @param text of a page on which the kit was
 */
export function dotsOfNames(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let at = text.indexOf('?'); at !== -1; at = text.indexOf('?', at + 1)) {
    dot.lastIndex = at;
    if (dot.test(text)) edits.push({ kind: 'slip', start: at, end: at + 1, before: '?', after: '·', confidence: 0.9 });
  }
  return edits;
}
