// Frequent characters that exist in one script only; enough to tell running text apart without any dictionary.
// Picked from the General Standard Chinese table by frequency; `后 里 只 干 面` and the like tell nothing and are left out.
const SIMPLIFIED =
  '这国来们时会对说还为过发种经业产动个于着进现问间长开关见门车东马书语话认识读让议记设计论证该请谢谁调试误谈条机样实际观应学变头电脑网络图标题场报导爱欢乐听写师点热无从总结线级约红纪给统绝维编组织细终练续义务办则单买卖价优传众体系亿仅伤岁帮广庆张战择护担据捡换损摄数断显权术极构枪标栏树档桥检楼欧岛气汇汉污沟浅济浏测满灭灯灵炼环医陆阳阴队阶际隐难领颜额风飞饭饮馆驶验鱼鸟龙';
const TRADITIONAL =
  '這國來們時會對說還為過發種經業產動個於著進現問間長開關見門車東馬書語話認識讀讓議記設計論證該請謝誰調試誤談條機樣實際觀應學變頭電腦網絡圖標題場報導愛歡樂聽寫師點熱無從總結線級約紅紀給統絕維編組織細終練續義務辦則單買賣價優傳眾體係億僅傷歲幫廣慶張戰擇護擔據撿換損攝數斷顯權術極構槍標欄樹檔橋檢樓歐島氣匯漢污溝淺濟瀏測滿滅燈靈煉環醫陸陽陰隊階際隱難領顏額風飛飯飲館駛驗魚鳥龍';

const weights: ReadonlyMap<string, number> = (() => {
  const map = new Map<string, number>();
  const simplified = [...SIMPLIFIED];
  const traditional = new Set(TRADITIONAL);
  for (const c of simplified) if (!traditional.has(c)) map.set(c, 1);
  const only = new Set(simplified);
  for (const c of traditional) if (!only.has(c)) map.set(c, -1);
  // Both scripts use these four: `于 着 系` are common in honest Traditional, `著` in Simplified.
  for (const c of '于着系著') map.delete(c);
  return map;
})();

/** Words that mean the same thing in one place only: the first go where OpenCC puts in the words of Taiwan, the others stay. */
export const ELSEWHERE: readonly string[] =
  '軟件 硬件 網絡 信息 視頻 鼠標 屏幕 文件夾 服務器 默認 用戶 界面 打印 內存 硬盤 鏈接 存儲 搜索 登錄 博客 短信 出租車 數據 兼容 代碼 字符 字節 編程 操作系統 變量 函數 數組 接口 激光 芯片 導出 互聯網 智能 寬帶 光盤 菜單 插件 線程 調用 綁定 黑客 分辨率'.split(' ');
export const IN_TAIWAN: readonly string[] =
  '軟體 硬體 網路 資訊 影片 滑鼠 螢幕 資料夾 伺服器 預設 使用者 介面 列印 記憶體 硬碟 連結 儲存 搜尋 登入 部落格 簡訊 計程車 資料庫 相容 程式 字元 位元組 作業系統 變數 函式 陣列 雷射 晶片 匯出 網際網路 智慧 寬頻 光碟 選單 外掛 執行緒 呼叫 繫結 駭客 解析度'.split(' ');

const countOf = (text: string, words: readonly string[]): number => words.reduce((sum, word) => sum + text.split(word).length - 1, 0);

/**
 * Is Traditional text written with the words of Taiwan? One that tells nothing keeps its words: text that got those of Taiwan would else get more of
 * them each time.
 */
export const hasWordsOfTaiwan = (text: string): boolean => countOf(text, IN_TAIWAN) >= countOf(text, ELSEWHERE);

/**
 * Says which script running text is written in.
 * @returns `null` where the text doesn't tell (too short, no Chinese, half and half)
 */
export function scriptOf(text: string): 'cn' | 't' | null {
  let simplified = 0;
  let traditional = 0;
  for (const c of text) {
    const weight = weights.get(c);
    if (weight === 1) simplified++;
    else if (weight === -1) traditional++;
  }
  if (simplified > 2 * traditional) return 'cn';
  if (traditional > 2 * simplified) return 't';
  return null;
}
