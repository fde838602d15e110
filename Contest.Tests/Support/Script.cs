using System.Text.RegularExpressions;

namespace Contest.Tests.Support;

/// <summary>Which Chinese script a text is written in: by the characters that only one of the two has.</summary>
public static partial class Script
{
    // simplified and traditional forms of frequent characters; those that both scripts use are not here
    private const string Pairs =
        "专專业業东東两兩严嚴个個为為举舉义義习習乡鄉书書买買争爭亏虧亚亞产產亲親亿億仅僅从從仓倉仪儀们們价價众眾优優会會传傳伤傷伪偽体體侧側侨僑"
        + "债債倾傾偿償儿兒党黨关關兴興养養内內写寫军軍农農决決况況冻凍净淨减減凭憑击擊刘劉则則刚剛创創删刪别別剂劑剧劇劝勸办辦务務动動励勵劳勞势勢"
        + "区區医醫华華协協单單卖賣卫衛却卻厂廠厅廳历歷压壓县縣参參双雙发發变變叙敘号號吗嗎听聽启啟员員响響团團园園围圍国國图圖圆圓场場坏壞块塊坚堅"
        + "垫墊墙牆处處备備够夠头頭夹夾奖獎奥奧妇婦学學宁寧宝寶实實审審宪憲宽寬宾賓对對寻尋导導寿壽将將尔爾尘塵尝嘗层層届屆属屬岁歲岛島币幣师師"
        + "带帶帮幫广廣庆慶库庫应應废廢开開异異弃棄张張弹彈归歸录錄彻徹径徑忆憶态態总總恶惡惊驚惩懲愿願戏戲战戰户戶执執扩擴扫掃扬揚扰擾护護报報"
        + "担擔拟擬拥擁择擇挥揮损損换換据據摄攝摆擺数數断斷无無时時旧舊显顯晓曉暂暫术術机機杀殺杂雜权權条條来來杨楊极極构構标標栏欄树樹样樣档檔桥橋"
        + "检檢楼樓欢歡欧歐残殘毕畢气氣汇匯汉漢沟溝没沒泽澤洁潔浅淺测測济濟浏瀏浓濃润潤涨漲渐漸湾灣湿濕满滿滚滾滞滯滤濾潜潛灭滅灯燈灵靈点點炼煉"
        + "烂爛热熱爱愛牵牽状狀犹猶独獨环環现現电電画畫畅暢疗療监監盖蓋盘盤码碼础礎确確碍礙礼禮祸禍离離种種积積称稱稳穩穷窮竞競笔筆简簡类類紧緊"
        + "纠糾红紅约約级級纪紀纤纖纯純纲綱纳納纵縱纷紛纸紙纹紋线線练練组組细細织織终終经經结結绘繪给給络絡绝絕统統继繼绩績绪緒续續维維综綜绿綠"
        + "缓緩编編缘緣缩縮缴繳网網罗羅罚罰罢罷职職联聯聪聰胜勝脑腦脱脫节節荐薦药藥获獲营營蓝藍虑慮虽雖补補装裝见見观觀规規视視览覽觉覺触觸计計订訂"
        + "认認讨討让讓训訓议議讯訊记記讲講许許论論设設访訪证證评評识識诉訴词詞试試诚誠话話该該详詳语語误誤说說请請诺諾读讀课課谁誰调調谅諒谈談谢謝"
        + "谱譜负負财財责責败敗货貨质質购購贯貫贴貼贵貴费費资資赋賦赛賽赢贏趋趨践踐踪蹤车車转轉轮輪软軟轴軸载載较較辅輔辆輛输輸辑輯边邊达達过過运運"
        + "还還这這进進远遠违違连連迟遲适適选選递遞逻邏邮郵释釋钟鐘钢鋼钥鑰钱錢链鏈销銷锁鎖错錯键鍵长長门門闭閉问問间間闻聞阅閱队隊阳陽阴陰阶階际際陆陸"
        + "陈陳险險随隨隐隱难難静靜页頁项項顺順须須顾顧顿頓预預领領频頻题題额額风風飞飛馆館验驗骗騙鱼魚鲜鮮齐齊龙龍";

    private static readonly HashSet<char> Simplified = [.. Pairs.Where((_, at) => at % 2 == 0)];
    private static readonly HashSet<char> Traditional = [.. Pairs.Where((_, at) => at % 2 == 1)];

    /// <summary>The characters of a text that do not belong to a language's script, each with a little around it.</summary>
    public static IEnumerable<string> Strangers(string text, string culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Select((c, at) => (c, at))
            .Where(x => IsStrange(x.c, culture))
            .Select(x => Around(text, x.at))
            .Distinct();
    }

    private static bool IsStrange(char c, string culture) =>
        culture switch
        {
            "zh-HK" => Simplified.Contains(c),
            "en" => Han().IsMatch($"{c}"),
            _ => Traditional.Contains(c),
        };

    private static string Around(string text, int at)
    {
        var from = Math.Max(0, at - 8);
        return text[from..Math.Min(text.Length, at + 9)];
    }

    [GeneratedRegex(@"[\u3400-\u9fff]")]
    private static partial Regex Han();
}
