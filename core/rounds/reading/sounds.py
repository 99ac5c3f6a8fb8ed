"""Toneless pinyin of characters that occur in names of projects, for typing errors by sound.

A small table made by hand. Who has a full dictionary passes its own ``Sound`` instead. Of a
character with several readings the one usual in names is kept.
"""

from __future__ import annotations

from collections.abc import Callable

Sound = Callable[[str], str]
"""One character → its toneless pinyin, or the character itself when it is unknown."""

_TABLE = """
a阿 ai艾爱埃 an安岸案鞍 ao奥澳傲敖 ba巴八坝霸 bai白百柏佰拜 ban板版班般半 bang邦帮榜 bao宝保包堡报抱豹 bei北贝倍备杯碑
ben本奔 bi比必碧壁毕币笔 bian边变编便扁 biao标彪表 bin滨宾彬斌缤 bing冰兵丙炳饼 bo博波玻播铂泊勃 bu布步部不 cai材才财采彩菜蔡
can餐参灿蚕 cang仓苍沧藏 cao草曹操 ce测策册 cha茶查察 chai柴 chan产禅蝉 chang昌厂长常场畅唱 chao超朝潮巢 che车彻 chen晨辰陈沉尘琛
cheng成城诚程承呈橙澄 chi池驰持赤尺迟 chong充冲崇虫 chu储楚出初处厨 chuan川传船穿 chuang创窗床 chun春纯醇淳 ci瓷磁慈词次 cong聪丛从
cui翠崔催 cun村存 da达大答 dai代带戴黛 dan丹单蛋担淡旦 dang当党 dao道岛稻导刀 de德得 deng登灯等邓 di地迪帝第低底笛 dian电店点典殿淀
diao雕吊 die蝶叠 ding鼎顶定丁锭 dong东动冬栋洞董 dou豆斗 du都度渡镀杜 duan端段锻 dun敦盾吨 duo多朵 e鄂峨鹅 en恩 er尔二耳
fa发法阀 fan凡范繁帆泛矾钒 fang方芳坊纺放防房 fei飞菲肥非费绯 fen芬分粉份 feng丰风峰锋枫凤冯沣封 fu福富夫伏府服付复釜氟辅 gan甘干赣感 gang港钢刚岗
gao高膏糕稿 ge格革歌个隔葛 gen根 geng耕更 gong工公功宫供共巩 gou沟购构钩 gu谷古固股骨鼓 gua瓜 guan管冠关观馆灌 guang光广 gui硅桂贵归规轨
guo国果锅过郭 ha哈 hai海 han汉瀚涵寒韩含汗翰 hang航杭 hao浩豪好皓昊 he和合河禾荷核盒贺鹤 hei黑 heng恒衡横亨 hong宏红鸿洪虹弘泓 hou厚后侯
hu湖虎沪户护互胡浒 hua华化花画桦 huan环欢焕桓寰换 huang黄皇煌簧凰 hui辉汇惠慧徽会晖绘 hun混 huo火活获货霍 ji机基集吉稷技济记继极积及际冀骥骑畿鸡肌
jia家佳嘉加甲架驾 jian建健剑坚检简件碱舰 jiang江将姜匠浆疆 jiao胶角教蛟交焦 jie捷洁杰节结界街解 jin金锦晋进津今近劲 jing京晶精景经净靖泾镜井敬
jiu九久酒玖 ju聚居巨具局菊 juan卷绢娟 jue觉决爵 jun军钧骏君均俊 ka卡咖 kai凯开铠 kan康堪 kang抗亢 kao烤 ke科可客克壳课 ken垦 kong空孔控
kou口扣 ku库酷 kuan宽款 kuang矿旷 kui葵奎 kun昆坤鲲 la拉腊 lai来莱赖 lan蓝兰岚览 lang朗郎浪 lao老劳 le乐勒 lei雷磊蕾 leng冷 li力利理丽锂立里黎鲤离梨励李犁
lian联链莲连廉炼 liang良粮梁亮量两凉 liao料辽疗廖 lie列猎 lin林临麟琳霖磷邻 ling灵凌零岭玲陵菱领翎 liu流柳刘留硫六榴 long龙隆珑 lou楼娄 lu路鲁绿炉卢陆禄露鹿氯铝
lun轮伦 luo罗洛络骆萝 ma马麻玛码 mai麦迈 man满曼 mang芒 mao贸茂毛矛猫 mei美梅煤媒眉镁 men门 meng蒙梦孟盟锰 mi米密蜜秘 mian棉面绵 miao苗妙庙 min民敏闽
ming明铭名鸣 mo模膜魔墨摩莫 mu木牧目母慕 na纳钠娜 nai奶耐 nan南楠 nao脑 neng能 ni尼泥镍 nian年念 niao鸟 ning宁凝 niu牛纽 nong农浓弄 nuo诺 nü女 ou欧鸥
pai派牌 pan盘潘攀 pang旁庞 pao泡 pei培配佩 peng鹏彭朋硼 pi皮啤批坯 pian片 piao飘 pin品聘 ping平苹屏萍瓶 po坡珀 pu浦普谱朴蒲 qi七奇启起气汽琪骐企器旗麒齐祺岐淇
qia恰 qian千前乾谦钱潜黔 qiang强枪 qiao桥乔侨 qin秦勤琴钦芹 qing青清庆晴轻卿氢 qiong琼 qiu秋球丘 qu曲渠区驱取 quan全泉权 que鹊雀 qun群 ran然燃染 rang壤 ren人仁任
ri日 rong荣融容蓉溶熔 rou肉柔 ru乳如儒 ruan软 rui瑞锐睿芮 run润 ruo若 sai赛 san三叁 sang桑 se色 sen森 sha沙砂纱 shan山珊善杉陕闪 shang商上尚 shao韶烧 she社设摄
shen深神申沈伸 sheng生圣盛胜升声省晟 shi石时实世食诗师仕士施事市式视狮 shou手首寿 shu数树书蜀舒束输蔬术竖 shuang双霜 shui水税 shun顺舜 si四思丝司斯硅 song松宋 su苏素塑速粟
suan算酸 sui穗遂随岁 sun孙笋 suo索锁 ta塔 tai泰太台钛 tan碳坦滩谭炭 tang糖唐堂汤棠 tao陶桃涛套淘 te特 teng腾藤 ti体梯提 tian天田甜 tie铁 ting亭庭听 tong通铜同桐童统 tou投头
tu土图途兔 tuan团 tuo拓托陀 wa瓦 wai外 wan万湾玩皖 wang望网旺王汪 wei威维伟卫为微味玮唯渭未 wen文温稳闻 wo沃 wu五吴物无武屋务乌钨梧 xi西希喜溪锡硒晰曦析细熙系硅习息矽
xia夏霞峡虾 xian先仙鲜线县现显纤咸 xiang祥香翔象湘享箱乡翔 xiao小晓校硝消 xie协鞋谐 xin新鑫信欣芯心昕馨辛锌薪 xing星兴行型杏邢形 xiong雄熊 xiu秀修绣 xu旭徐许需絮
xuan宣轩旋玄璇 xue学雪血 xun迅讯勋循 ya亚雅压鸭芽 yan岩研盐延燕烟炎颜严彦沿 yang阳洋杨扬养样羊 yao药耀瑶尧遥窑姚曜垚 ye业叶冶液夜 yi一医义易艺益亿怡宜意依移仪伊壹毅逸奕 yin银印音引饮茵殷
ying英影应鹰营盈瀛颖莹 yong永用勇涌 you油优友游有佑幼 yu玉宇雨语鱼渔羽域育裕余豫渝御昱育 yuan园源元远原圆苑院缘 yue月岳悦越跃粤 yun云运韵芸昀 zai再载 zang臧 zao造枣藻早 ze泽则 zeng增曾
zha轧 zhai宅 zhan展站占战 zhang张章掌 zhao照兆招赵昭 zhe哲浙折 zhen真珍振镇针震臻 zheng正政郑证征整争铮 zhi智制志之芝质纸植治脂值直织知 zhong中种众重钟忠仲 zhou州舟周洲轴 zhu珠竹主猪筑朱柱注著铸
zhuan专砖转 zhuang庄装状 zhun准 zhuo卓 zi子资自紫梓孜 zong宗综总棕 zou邹 zu祖足组 zuan钻 zun尊遵 zuo作做左
"""


def _read_table() -> dict[str, str]:
    sounds: dict[str, str] = {}
    for entry in _TABLE.split():
        sound = entry.rstrip("".join(char for char in entry if not char.isascii() and char != "ü"))
        for char in entry[len(sound) :]:
            sounds.setdefault(char, sound)
    return sounds


_SOUNDS = _read_table() | {
    "康": "kang",
    "骑": "qi",
    "硅": "gui",
    "藏": "zang",
    "绿": "lü",
    "铝": "lü",
    "氯": "lü",
}
_SLIPS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def small_sound(char: str) -> str:
    """The ``Sound`` of the table in this file."""
    return _SOUNDS.get(char, char)


def slurred(sound: str) -> str:
    """What many speakers do not tell apart becomes one: zh/z, ch/c, sh/s, ng/n and l/n at the start."""
    for written, spoken in _SLIPS:
        sound = sound.replace(written, spoken)
    return "l" + sound[1:] if sound[:1] == "n" and len(sound) > 1 else sound
