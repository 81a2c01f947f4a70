/**
 * Pages for the browser tests: an article of our own, damaged by hand in the shape of the kit, and the traps around it.
 */

/** Readings that this "kit" writes behind a character, every time it occurs. */
const READINGS: Readonly<Record<string, string>> = {
  國: 'guó', 圖: 'tú', 書: 'shū', 館: 'guǎn', 這: 'zhè', 個: 'gè', 來: 'lái', 時: 'shí', 們: 'men', 讀: 'dú', 開: 'kāi',
  會: 'huì', 學: 'xué', 說: 'shuō', 發: 'fā', 對: 'duì',
};

/** Writes the readings behind the characters. */
export function annotate(text: string): string {
  return text.replace(/./gu, (c) => (c in READINGS ? `${c}(${READINGS[c]})` : c));
}

/** What the article says, in the Traditional characters that it was turned to; and as it was written. */
export const ARTICLE = {
  title: ['縣圖書館開門了', '县图书馆开门了'],
  first: [
    '這個小縣的圖書館在三月里重新開門。館長說，讀書的孩子們比去年多了一倍，他們放學以后就來，一直坐到關燈的時候。',
    '这个小县的图书馆在三月里重新开门。馆长说，读书的孩子们比去年多了一倍，他们放学以后就来，一直坐到关灯的时候。',
  ],
  second: [
    '老人們更愿意早上來。他們對館員說，家里的書讀完了，這個地方的報紙很全，還會有人幫忙找國外的舊雜志。',
    '老人们更愿意早上来。他们对馆员说，家里的书读完了，这个地方的报纸很全，还会有人帮忙找国外的旧杂志。',
  ],
  third: [
    '學校的老師也來開會。有時候一個班的學生都來聽，大家說說自己讀了什么書，發現了什么，這樣的會一個月開一次。',
    '学校的老师也来开会。有时候一个班的学生都来听，大家说说自己读了什么书，发现了什么，这样的会一个月开一次。',
  ],
  late: [
    '這是后來加上的一段：圖書館的門口開了一個小花園，孩子們在那里讀書，老人們在那里說話，會開到很晚。',
    '这是后来加上的一段：图书馆的门口开了一个小花园，孩子们在那里读书，老人们在那里说话，会开到很晚。',
  ],
} as const;

/** Placeholder items of the kind that kits inject; mild ones. */
export const SPAM = ['澳门六合彩开奖结果', '北京赛车投注平台', '时时彩计划软件', '真人百家乐娱乐城', '幸运飞艇开奖直播', '老虎机游戏下载'];

const box = (where: string): string =>
  `<div id="x7k2q" class="pl_css_ganrao" style="display: none;">${
    ['dfn', 'cite', 'acronym', 'small', 'ul', 'li', 'fieldset', 'strong', 'legend', 'rt', 'dfn', 'cite']
      .map((name) => `<${name} id="x7k2q"></${name}>`).join('')
  }</div><!-- ${where} -->`;

/** A damaged page, with things in it that must stay as they are. */
export function damagedPage(): string {
  const a = ARTICLE;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<title>${SPAM.slice(0, 5).join(',')}</title>
<meta name="keywords" content="${SPAM.slice(0, 5).join(',')}">
<style>body { margin: 2em; } h1 { margin: 1em 0 }</style>
</head>
<body>
<h1 id="spam"><a href="/">${SPAM.join(',')}</a></h1>
${box('front')}
<div id="farm" style="position:absolute;left:-9999px;top:-9999px">${SPAM.map((s, i) => `<a href="/${i}.html">${s}</a>`).join(' ')}</div>
<h2 id="headline">${annotate(a.title[0])}</h2>
<p id="first">${annotate(a.first[0])}</p>
<p id="second" title="${annotate('老人們來讀書')}">${annotate(a.second[0])}</p>
<p id="third"><b>${annotate('學')}</b>${annotate(a.third[0].slice(1))}</p>
<form><input id="typed" value="${annotate('這個')}"><input id="check" type="checkbox"><textarea id="area">${annotate('讀書會')}</textarea>
<button id="button" type="button">${annotate('開會')}</button></form>
<pre id="code">${annotate('這個 = 國')}</pre>
<p id="editable" contenteditable="true">${annotate('我們讀書')}</p>
<p id="foreign" translate="no">${annotate('這個國')}</p>
<div id="later"></div>
<div id="host"></div>
<!-- names of the extension API: what has them in a page must not be taken for it -->
<form id="browser" hidden><input name="runtime" id="runtime"></form><a id="chrome"></a>
<iframe id="frame" srcdoc="&lt;p id=inner&gt;${annotate(a.first[0])}${annotate(a.second[0])}&lt;/p&gt;"></iframe>
<script>
  document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<h2><a href="/">${SPAM.join(',')}</a></h2><p>${annotate(a.second[0])}</p>';
  window.clicks = 0;
  document.getElementById('button').addEventListener('click', () => window.clicks++);
</script>
</body></html>
<div style="display:none">${SPAM.map((s) => `<a href="/x">${s}</a>`).join('|')}</div>
${box('back')}`;
}

/** A damaged page that says to the page around it what its headline is. */
export const tellingPage = (): string =>
  `${damagedPage()}<script>setInterval(() => parent.postMessage(document.querySelector('#headline').textContent, '*'), 100)</script>`;

/** An honest page with everything that looks a little like damage. */
export function cleanPage(): string {
  return `<!doctype html><html lang="zh-TW"><head><meta charset="utf-8"><title>學(xué)拼音</title></head><body>
<h1>一年級拼音</h1><p id="lesson">天(tiān) 地(dì) 人(rén) 你(nǐ) 我(wǒ) 他(tā)</p>
<p id="text">今天我們學三個字，老師說回家要寫一遍。滑鼠和程式是台灣的說法。</p></body></html>`;
}

const damagedText = [ARTICLE.first, ARTICLE.second, ARTICLE.third].map(([text]) => `<p>${annotate(text)}</p>`).join('');
const inScript = (html: string): string => JSON.stringify(html).replaceAll('</', '<\\/');
const around = (body: string): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>頁</title><body>${body}`;

/** A frame without an address of its own, filled by its page: when all of it is there, because older Firefox replaces the document of such a frame once. */
export const blankFramePage = around(`<iframe id="frame"></iframe>
<script>addEventListener('load', () => { document.getElementById('frame').contentDocument.body.innerHTML = ${inScript(damagedText)}; })</script>`);

/** A page that replaces its whole document after it was loaded. */
export const writtenPage = around(`<script>setTimeout(() => { document.open(); document.write(${inScript(around(damagedText))}); document.close(); }, 200)</script>`);

/** A page that shows another one without loading it, when told to. */
export const singlePage = around(`<div id="app">${damagedText}</div>
<script>window.next = () => { history.pushState({}, '', '?next'); document.getElementById('app').innerHTML = '<p>這一頁沒有問題。</p>'; }</script>`);
