"""Prose about invented agencies that says what the tables say."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

RULE_MAKERS = ("云岭市人民政府", "南屏省人民政府")
AGENCIES = (
    "青禾县人民政府", "临澜区人民政府", "柳溪镇人民政府", "沙棠乡人民政府", "青禾县民政局",
    "青禾县行政审批服务局", "云岭市财政局",
    "云岭市交通运输局", "临澜区教育局", "白鹭县自然资源局", "澜湾市卫生健康委员会", "南屏省发展和改革委员会",
)  # fmt: skip


@dataclass(frozen=True)
class Author:
    rng: random.Random
    agency: str
    year: int
    format: Mapping[str, Any]
    figures: Mapping[tuple[str, str, str], str]

    @property
    def is_government(self) -> bool:
        return self.agency.endswith("人民政府")

    def any(self, *sentences: str) -> str:
        return self.rng.choice(sentences)

    def number(self, table: str, row: str, column: str = "total") -> int | None:
        text = self.figures.get((table, row, column), "")
        return int(text) if text.isdecimal() else None

    def outcome(self, prefix: str) -> int | None:
        """Total of the outcomes whose row ids begin so."""
        parts = [
            self.number(*key)
            for key in self.figures
            if key[0] == "requests" and key[1].startswith(prefix) and key[2] == "total"
        ]
        return None if None in parts else sum(part or 0 for part in parts)

    # ── Frame ─────────────────────────────────────────────────────────────

    def title(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    def date(self) -> str:
        """Departments and townships report in January, other governments by 31 March."""
        late = self.is_government and self.agency[-5] not in "镇乡"
        month = self.rng.randint(1, 3 if late else 1)
        return f"{self.year + 1}年{month}月{self.rng.randint(4, 28)}日"

    def preamble(self) -> tuple[str, ...]:
        document = self.format["document"]
        title = document["title"].replace("《", "〈").replace("》", "〉")
        law = "《中华人民共和国政府信息公开条例》"
        parts = [section["title"] for section in self.format["sections"]]
        basis = self.any(
            f"根据{law}和《{title}》（{document['number']}）要求，{self.agency}编制了{self.year}年政府信息公开工作年度报告。",
            f"按照{law}第四十九条、第五十条规定，结合{self.year}年工作实际，现公布《{self.title()}》。",
            f"本报告依照{law}和{document['number']}文件规定的格式编写。",
        )
        contents = self.any(
            f"全文由{'、'.join(parts)}等六个部分组成。",
            f"报告共分六部分：{'；'.join(parts)}。",
            "报告内容包括总体情况、三张统计表、存在的主要问题及改进情况和其他需要报告的事项。",
        )
        period = self.any(
            f"所列数据的统计期限为{self.year}年1月1日至{self.year}年12月31日。",
            f"报告中的数据统计时间自{self.year}年1月1日起，至{self.year}年12月31日止。",
        )
        contact = self.any(
            "", f"如对本报告有疑问，可到{self.agency}办公室咨询（地址：新禾路{self.rng.randint(2, 98)}号）。"
        )
        return (
            (basis + contents, period + contact)
            if self.rng.random() < 0.5
            else (basis, contents, period + contact)
        )

    def body(self, section: str) -> tuple[str, ...]:
        """Paragraphs of a section; those that hold a table have none."""
        return tuple(getattr(self, section, tuple)())

    # ── Sections ──────────────────────────────────────────────────────────

    def overview(self) -> Iterable[str]:
        yield self.any(
            f"{self.year}年，{self.agency}把公开透明作为日常工作的一项基本要求，围绕群众关心的事项做好信息发布、解读和回应。",
            f"{self.year}年，{self.agency}对照年度政务公开工作要点，逐项明确责任科室和完成时限，各项任务均按期完成。",
        )
        texts = {
            "proactive": self._publishing() + self._files(),
            "on_request": self._requests() + self._outcomes() + self._remedies(),
            "management": self.any(
                "制发公文时同步确定公开属性，对拟公开内容先审后发，定期清理已经失效的文件。",
                "建立信息发布登记台账，明确起草、审核、发布三个环节的责任人，做到每条信息来源可查。",
            ),
            "platform": self.any(
                "改版门户网站公开专栏，合并内容重复的栏目，检索时间明显缩短。",
                "门户网站设置法定主动公开内容专栏，便民服务中心配备公共查阅点，方便群众就近查询。",
            ),
            "oversight": self.any(
                "每季度开展一次自查，对发现的错漏当场登记、限期整改。",
                "年内组织两次业务培训，各科室信息员全部参加，并邀请服务对象提出意见。",
            )
            + (self.any("", self._duties()) if not self.is_government else self._duties()),
        }
        for numeral, aspect in zip("一二三四五", self.format["aspects"], strict=True):
            label = self.any(aspect["label"], aspect.get("short", aspect["label"]))
            yield (
                f"（{numeral}）{label}{self.any('', '情况') if '公开' in label[-2:] else ''}。"
                f"{texts[aspect['id']]}"
            )

    def _publishing(self) -> str:
        news, notices = self.rng.randint(20, 400), self.rng.randint(5, 90)
        return self.any(
            f"全年通过门户网站发布信息{news + notices}条，其中工作动态{news}条、通知公告{notices}条。",
            f"在政府网站公开政务动态{news}条，更新机构职能和办事指南{notices}条。",
        )

    def _files(self) -> str:
        made = self.number("disclosure", "normative", "made")
        licences = self.number("disclosure", "licence", "decisions")
        penalties = self.number("disclosure", "penalty", "decisions")
        files = f"全年制发行政规范性文件{made}件，均已公开。" if made else ""
        decisions = (
            f"作出行政许可决定{licences}件、行政处罚决定{penalties}件，结果按规定时限公示。"
            if licences and penalties
            else ""
        )
        return files + self.any("", decisions)

    def _requests(self) -> str:
        received, carried_in, handled, carried_out = (
            self.number("requests", row) for row in ("received", "carried_in", "handled", "carried_out")
        )
        if received is None or carried_in is None or handled is None or carried_out is None:
            return "严格执行登记、审核、答复、归档流程，依法办理政府信息公开申请。"
        if not received and not carried_in:
            return self.any(
                f"{self.year}年未收到政府信息公开申请，无上年结转申请。",
                "全年收到政府信息公开申请0件，上年结转0件，办理流程保持畅通。",
            )
        return self.any(
            f"{self.year}年新收政府信息公开申请{received}件，上年结转{carried_in}件，共办结{handled}件，结转下年度继续办理{carried_out}件。",
            f"全年收到政府信息公开申请{received}件，连同上年结转的{carried_in}件，"
            + (
                f"已办结{handled}件，其余{carried_out}件结转下年度继续办理。"
                if carried_out
                else f"共{handled}件，均已办结。"
            ),
        ) + self._applicants(received)

    def _applicants(self, received: int) -> str:
        person = self.number("requests", "received", "person")
        if not person or person >= received:
            return ""
        return self.any("", f"新收的申请中，自然人提出{person}件，法人或其他组织提出{received - person}件。")

    def _outcomes(self) -> str:
        names = {
            "granted": "予以公开", "partial": "部分公开", "denied_": "不予公开",
            "unavailable_": "无法提供", "refused_": "不予处理", "other_": "其他处理",
        }  # fmt: skip
        counts = {name: self.outcome(prefix) for prefix, name in names.items()}
        if None in counts.values() or not self.number("requests", "handled"):
            return ""
        return self.any(
            "",
            "办理结果为：" + "、".join(f"{name}{count}件" for name, count in counts.items() if count) + "。",
        )

    def _remedies(self) -> str:
        groups = {"行政复议": ("review",), "行政诉讼": ("direct", "after")}
        totals = {
            name: [self.number("remedies", "cases", f"{group}_total") for group in parts]
            for name, parts in groups.items()
        }
        if any(None in parts for parts in totals.values()):
            return ""
        counts = {name: sum(part or 0 for part in parts) for name, parts in totals.items()}
        if not any(counts.values()):
            return self.any("", "全年未发生因政府信息公开引起的行政复议和行政诉讼。")
        return "因政府信息公开引起" + "、".join(f"{name}{count}件" for name, count in counts.items()) + "。"

    def _duties(self) -> str:
        return self.any(
            "政务公开纳入年度工作考核，向社会公开征集评议意见并组织社会评议，本年度没有需要责任追究的情形。",
            "把公开实效作为工作考核的依据，采用问卷方式开展社会评议，严格落实责任追究制度，全年无追责情形。",
        )

    def problems(self) -> Iterable[str]:
        problem = self.any(
            "一是部分栏目更新不够及时，个别信息发布间隔较长；二是政策解读形式较为单一，图文和视频解读偏少。",
            "一是少数科室对公开范围把握不准，审核环节耗时偏长；二是基层查阅点使用率不高，群众知晓度有待提升。",
        )
        remedy = self.any(
            f"{self.year + 1}年将按月核对栏目更新情况，逾期未更新的及时提醒，并增加图表、问答等解读方式。",
            "下一步，将修订公开事项目录，组织业务骨干逐科室辅导，同时在村和社区宣传栏张贴查询指引，改进服务方式。",
        )
        if self.rng.random() < 0.5:
            return f"（一）存在的主要问题。{problem}", f"（二）改进情况。{remedy}"
        return f"存在的主要问题：{problem}", f"改进措施：{remedy}"

    def other(self) -> Iterable[str]:
        unpaid = self.number("requests", "other_no_payment")
        if unpaid:
            fee = (
                f"{self.year}年，申请人逾期未按收费通知缴纳信息处理费的申请{unpaid}件，"
                "全年实际收取信息处理费0元。"
            )
        else:
            measure = (
                "《政府信息公开信息处理费管理办法》"
                if self.year > 2020
                else "《中华人民共和国政府信息公开条例》"
            )
            fee = self.any(
                f"{self.year}年，本机关依据{measure}收取信息处理费0元。",
                "本年度未收取政府信息公开信息处理费。",
            )
        return (fee + self.any("", "无其他需要报告的事项。"),)
