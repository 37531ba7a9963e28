"""Invented bodies of every kind, from a province down to a township, with the names they go by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tests.generator.pen import Pen

Kind = Literal["government", "department", "township"]

PROVINCES = ("南屏省", "北渚省", "东霁省", "西麓自治区")
CITIES = (
    "云岭市",
    "澜湾市",
    "霁川市",
    "沐海市",
    "峦州市",
    "栖梧市",
    "锦渡市",
    "青岚市",
    "望澜市",
    "砚溪市",
    "竹溟市",
    "霜桥市",
)
COUNTIES = (
    "青禾县", "白鹭县", "墨泉县", "芦汀县", "荻浦县", "云麓县", "梨川县", "鹿鸣县", "烟渚县", "苍术县",
    "星桐县", "半塘县", "雾梁县", "麦陇县",
    "石榴县", "丹枫县", "溪娅县", "松萝县", "临澜区", "新禾区", "东棠区", "南渡口区", "望湖区", "槐序区",
    "桐屿市", "菱塘市", "鹤汀市", "赛音塔拉旗",
    "雾峦回族自治县", "梧溪土家族自治县",
)  # fmt: skip
TOWNS = (
    "柳溪镇", "沙棠乡", "望江街道", "石磨镇", "荷塘镇", "三岔河镇", "双桂街道", "梅坞乡", "青石桥街道",
    "白茅镇", "竹里乡", "枣园镇", "枫渡镇", "黄泥坪乡",
    "新安里街道", "鱼嘴镇", "大柏树镇", "雁栖坪乡", "月亮湾街道", "杉木岭回族乡", "北苇镇", "芦花荡镇",
    "红砖街道", "百丈坡乡", "巴彦淖苏木",
)  # fmt: skip
ZONES = (
    "经济技术开发区",
    "高新技术产业开发区",
    "经济开发区",
    "现代农业产业园区",
    "鹭湖风景名胜区",
    "临港工业园区",
)
OFFICES = (
    "民政局", "财政局", "教育局", "教育和体育局", "自然资源局", "自然资源和规划局", "住房和城乡建设局",
    "交通运输局", "水利局", "农业农村局", "商务局",
    "文化广电和旅游局", "卫生健康委员会", "卫生健康局", "退役军人事务局", "应急管理局", "审计局",
    "市场监督管理局", "统计局", "医疗保障局", "林业局",
    "行政审批服务局", "政务服务管理局", "信访局", "城市管理综合执法局", "人力资源和社会保障局", "司法局",
    "公安局", "科学技术局", "工业和信息化局",
    "投资促进局", "发展和改革委员会", "发展和改革局", "国有资产监督管理委员会", "气象局", "城市管理局",
    "粮食和物资储备局", "民族宗教事务局",
    "国防动员办公室", "地方金融管理局", "大数据管理局", "供销合作社联合社", "档案馆", "消防救援大队",
    "公共资源交易管理办公室", "农业农村局（畜牧兽医局）",
    "自然资源局（林业局）", "发展和改革委员会（粮食和物资储备局）", "住房保障和房产管理局", "园林绿化管理处",
    "河湖管理处", "人民政府研究室",
)  # fmt: skip
PROVINCIAL = (
    "民政厅",
    "财政厅",
    "教育厅",
    "自然资源厅",
    "水利厅",
    "交通运输厅",
    "商务厅",
    "发展和改革委员会",
    "市场监督管理局",
    "统计局",
    "卫生健康委员会",
)
CENTRES = (
    "政务服务中心",
    "住房公积金管理中心",
    "公共资源交易中心",
    "机关事务服务中心",
    "医疗保障事务中心",
    "招商服务中心",
)


@dataclass(frozen=True)
class Body:
    """A body that reports."""

    name: str
    """In full, as in its title: 云岭市青禾县民政局 or 青禾县民政局."""
    kind: Kind
    we: str
    """How it speaks of itself: 我局."""
    place: str
    """Where it is: 青禾县."""
    superior: str
    """Whose orders it carries out: 县人民政府办公室."""
    signatures: tuple[str, ...]
    """Other names it may sign with: without superior places, shortened, or of the office that prepares it."""
    call: str
    """How its text calls it in the third person: 县民政局."""
    makes_rules: bool = False

    @property
    def is_government(self) -> bool:
        """Whether article 50 asks it for 工作考核、社会评议 and 责任追究."""
        return self.kind != "department" and not self.name.endswith("办事处")


_RANKS = ("自治区", "自治县", "省", "市", "县", "区", "旗")


def rank(place: str) -> str:
    """县 of 青禾县, 县 of 雾峦回族自治县."""
    return next(end for end in _RANKS if place.endswith(end)).replace("自治县", "县")


def body(pen: Pen) -> Body:
    """Any body."""
    kinds = {
        "province": _province, "city": _city, "county": _county,
        "provincial department": _provincial_department, "city department": _city_department,
        "county department": _county_department, "office of a government": _office, "township": _township,
        "street": _street, "zone": _zone,
        "tax": _tax, "branch": _branch, "centre": _centre,
    }  # fmt: skip
    return pen.choose("body", kinds, (3, 7, 14, 5, 14, 28, 7, 15, 6, 4, 4, 5, 5))(pen)


def _within(pen: Pen, share: float = 0.3) -> str:
    """The superior place that may stand before a name."""
    return pen.perhaps(
        share, pen.perhaps(0.2, pen.rng.choice(PROVINCES)) + pen.say("superior place", *CITIES)
    )


# ── Governments ───────────────────────────────────────────────────────────


def _government(name: str, place: str, superior: str, makes_rules: bool) -> Body:
    end = rank(place)
    office = f"{place}人民政府办公厅" if makes_rules and end in ("省", "自治区") else f"{place}人民政府办公室"
    signatures = (
        f"{place}人民政府",
        office,
        f"{place}政务公开领导小组办公室",
        f"{place}政务服务和大数据管理局",
    )
    return Body(name, "government", f"我{end}", place, superior, signatures, f"{end}人民政府", makes_rules)


def _province(pen: Pen) -> Body:
    place = pen.rng.choice(PROVINCES)
    return _government(f"{place}人民政府", place, "国务院办公厅", True)


def _city(pen: Pen) -> Body:
    place = pen.rng.choice(CITIES)
    return _government(f"{place}人民政府", place, "省人民政府办公厅", True)


def _county(pen: Pen) -> Body:
    place = pen.rng.choice(COUNTIES)
    within = _within(pen)
    called = pen.choose("government in title", {"人民政府": "人民政府", "place alone": ""}, (6, 1))
    return _government(f"{within}{place}{called}", place, "市人民政府办公室", False)


def _township(pen: Pen) -> Body:
    town = pen.rng.choice([town for town in TOWNS if not town.endswith("街道")])
    end = "苏木" if town.endswith("苏木") else town[-1]
    county = pen.rng.choice(COUNTIES)
    name = f"{pen.perhaps(0.5, county)}{town}人民政府"
    return Body(
        name,
        "township",
        f"我{end}",
        town,
        f"{rank(county)}人民政府办公室",
        (f"{town}人民政府", f"{county}{town}人民政府", f"{town}党政办公室"),
        town,
    )


def _street(pen: Pen) -> Body:
    street = pen.rng.choice([town for town in TOWNS if town.endswith("街道")])
    district = pen.rng.choice([county for county in COUNTIES if county[-1] in "区市"])
    end = pen.choose("street", {"办事处": "办事处", "short": ""}, (4, 1))
    name = f"{pen.perhaps(0.5, district)}{street}{end}"
    signatures = (f"{street}办事处", f"{district}{street}办事处", street)
    we = pen.choose("street we", {"我街道": "我街道", "本街道": "本街道", "街道": "街道"})
    return Body(name, "township", we, street, f"{rank(district)}人民政府办公室", signatures, street)


# ── Departments ───────────────────────────────────────────────────────────


def _department(pen: Pen, place: str, office: str, superior: str, above: str = "") -> Body:
    full, office = office, re.sub("（.*）", "", office)
    short = (
        office.replace("卫生健康委员会", "卫生健康委")
        .replace("发展和改革", "发展改革")
        .replace("改革委员会", "改革委")
    )
    end = next((we for tail, we in _OURSELVES.items() if office.endswith(tail)), office[-1])
    call = pen.choose(
        "call",
        {
            "rank and office": f"{rank(place)}{office}",
            "short": f"{rank(place)}{short}",
            "in full": f"{place}{office}",
        },
    )
    signatures = (f"{place}{office}", f"{rank(place)}{office}", f"{place}{short}", f"{above}{place}{office}")
    return Body(f"{above}{place}{full}", "department", f"我{end}", place, superior, signatures, call)


_OURSELVES = {"委员会": "委", "办公室": "办", "大队": "大队", "研究室": "室"}


def _provincial_department(pen: Pen) -> Body:
    return _department(pen, pen.rng.choice(PROVINCES), pen.say("office", *PROVINCIAL), "省人民政府办公厅")


def _city_department(pen: Pen) -> Body:
    return _department(pen, pen.rng.choice(CITIES), pen.say("office", *OFFICES), "市人民政府办公室")


def _county_department(pen: Pen) -> Body:
    place = pen.rng.choice(COUNTIES)
    return _department(
        pen, place, pen.say("office", *OFFICES), f"{rank(place)}人民政府办公室", _within(pen, 0.2)
    )


def _office(pen: Pen) -> Body:
    place = pen.rng.choice((*CITIES, *COUNTIES))
    end = rank(place)
    name = f"{place}人民政府办公室"
    return Body(
        name,
        "department",
        "我办",
        place,
        "上级政府办公厅（室）",
        (name, f"{end}人民政府办公室", f"{end}政府办公室"),
        f"{end}政府办公室",
    )


def _zone(pen: Pen) -> Body:
    city = pen.rng.choice(CITIES)
    zone = f"{city.removesuffix('市')}{pen.say('zone', *ZONES)}"
    name = f"{zone}管理委员会"
    return Body(
        name,
        "department",
        "我委",
        zone,
        "市人民政府办公室",
        (name, f"{zone}管委会"),
        pen.say("zone call", "管委会", f"{zone}管委会"),
    )


def _tax(pen: Pen) -> Body:
    place = pen.rng.choice((*CITIES, *COUNTIES))
    name = f"国家税务总局{place}税务局"
    return Body(name, "department", "我局", place, "上级税务机关", (name,), f"{rank(place)}税务局")


def _branch(pen: Pen) -> Body:
    city, county = (
        pen.rng.choice(CITIES),
        pen.rng.choice([county for county in COUNTIES if county[-1] in "县区"]),
    )
    place = county.removesuffix("区").removesuffix("县") if len(county) < 5 else county
    whole = pen.say("branch of", "生态环境局", "公安局", "自然资源和规划局", "市场监督管理局")
    name = f"{city}{whole}{place}分局"
    return Body(
        name,
        "department",
        pen.say("branch we", "我局", "我分局", "分局"),
        county,
        "市局和县（区）政府办公室",
        (name,),
        f"{place}分局",
    )


def _centre(pen: Pen) -> Body:
    place = pen.rng.choice((*CITIES, *COUNTIES))
    centre = pen.say("centre", *CENTRES)
    name = f"{place}{centre}"
    return Body(
        name,
        "department",
        pen.say("centre we", "我中心", "中心"),
        place,
        f"{rank(place)}人民政府办公室",
        (name,),
        f"{rank(place)}{centre}",
    )
