/*
 * The report as a page: every number with the entries it comes from.
 */
#include "domain/selfcheck/selfcheck.h"

#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "domain/selfcheck/selfcheck_parts.h"
#include "domain/sheet/sheet.h"

enum { SEQS_SHOWN = 24, SEQS_TEXT = 400 };

struct sheet_maker {
	const struct selfcheck_view *v;
	json_t *sheet;
};

#define SAY(m, en, zh) ((m)->v->lang == LANG_ZH ? (zh) : (en))

static const char *
say_both_of(const struct sheet_maker *m, const json_t *doc, const char *key)
{
	return doc_str(doc_get(doc, key), lang_word(m->v->lang));
}

/* "3, 17, 20", and how many more there are. */
static void
cell_entries(const struct sheet_maker *m, json_t *part, const json_t *seqs)
{
	size_t count = json_array_size(seqs);
	char text[SEQS_TEXT] = "", one[60];

	for (size_t n = 0; n < count && n < SEQS_SHOWN; n++) {
		fixed_format(one, sizeof(one), "%s%lld", n ? ", " : "",
			(long long)json_integer_value(json_array_get(seqs, n)));
		(void)fixed_cut_add(text, sizeof(text), one, strlen(one));
	}
	if (count > SEQS_SHOWN) {
		fixed_format(one, sizeof(one),
			SAY(m, " and %zu more", " 等，另有 %zu 条"),
			count - SEQS_SHOWN);
		(void)fixed_cut_add(text, sizeof(text), one, strlen(one));
	}
	sheet_cell(part, text);
}

static void
cell_time(const struct sheet_maker *m, json_t *part, int64_t time,
	const char *none)
{
	char text[INSTANT_TEXT];

	if (time == 0) {
		sheet_cell(part, none);
		return;
	}
	instant_format_plain(text, time, m->v->s->office.zone);
	sheet_cell(part, text);
}

/* ---- tables ---- */

enum { HEADS = 10 };

/* A part that is a table of a list's rows. */
struct sheet_table {
	struct both title, none; /* `none`: where the list is empty */
	struct both heads[HEADS];
	void (*row)(
		const struct sheet_maker *m, json_t *part, const json_t *row);
};

static void
part_table(
	struct sheet_maker *m, const struct sheet_table *t, const json_t *list)
{
	enum lang lang = m->v->lang;
	json_t *part = sheet_part(m->sheet, t->title.in[lang],
		json_array_size(list) ? "" : t->none.in[lang]);
	json_t *row;
	size_t n;

	for (n = 0; n < HEADS && t->heads[n].in[lang]; n++)
		sheet_head(part, t->heads[n].in[lang]);
	json_array_foreach(list, n, row)
	{
		t->row(m, part, row);
	}
}

/* Nothing where there is no number. */
static void
cell_number(json_t *part, const json_t *row, const char *key)
{
	if (doc_get(row, key))
		sheet_number(part, doc_int(row, key));
	else
		sheet_cell(part, "");
}

static void
row_figure(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	sheet_row(part);
	sheet_cell(part, say_both_of(m, row, "title"));
	if (doc_bool(row, "known"))
		sheet_number(part, doc_int(row, "count"));
	else
		sheet_cell(part, SAY(m, "not recorded", "未记录"));
	cell_number(part, row, "of");
	cell_entries(m, part, doc_get(row, "entries"));
	sheet_cell(part, say_both_of(m, row, "note"));
}

static const struct sheet_table figures_table = { .title = BOTH(
							  "Figures", "统计"),
	.none = BOTH("", ""),
	.heads = { BOTH("what", "项目"), BOTH("count", "数量"),
		BOTH("of", "其中应有"), BOTH("entries", "台账条目"),
		BOTH("remark", "说明") },
	.row = row_figure };

static void
row_late(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	sheet_row(part);
	sheet_cell(part, say_both_of(m, row, "title"));
	sheet_cell(part, doc_str(row, "incident"));
	cell_time(m, part, doc_int(row, "due"), "");
	cell_time(m, part, doc_int(row, "stopped"), SAY(m, "not yet", "尚未"));
	cell_entries(m, part, doc_get(row, "entries"));
}

static const struct sheet_table late_table = { .title = BOTH("Late", "逾期"),
	.none = BOTH("Nothing was late.", "无逾期。"),
	.heads = { BOTH("deadline", "时限"), BOTH("incident", "事件"),
		BOTH("due", "应于"), BOTH("ended", "实际"),
		BOTH("entries", "台账条目") },
	.row = row_late };

static void
row_account(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	const char *unknown = SAY(m, "unknown", "未知");

	sheet_row(part);
	sheet_cell(part, doc_str(row, "account"));
	sheet_cell(part, doc_str(row, "name"));
	sheet_cell(part, doc_str(row, "owner"));
	sheet_cell(part, doc_str(row, "state"));
	cell_time(m, part, doc_int(row, "posted"), unknown);
	sheet_number(part, doc_int(row, "silent_days"));
	cell_time(m, part, doc_int(row, "login"), unknown);
	sheet_cell(part,
		doc_bool(row, "filed") ? SAY(m, "yes", "是")
				       : SAY(m, "not known", "未见"));
	cell_entries(m, part, doc_get(row, "entries"));
}

static const struct sheet_table accounts_table = { .title = BOTH(
							   "Accounts", "账号"),
	.none = BOTH("", ""),
	.heads = { BOTH("account", "账号"), BOTH("name", "名称"),
		BOTH("owner", "主办单位"), BOTH("state", "状态"),
		BOTH("last verified post", "最近已复核更新"),
		BOTH("longest silence, days", "最长未更新天数"),
		BOTH("last login", "最近登录"), BOTH("filed", "备案"),
		BOTH("entries", "台账条目") },
	.row = row_account };

static void
row_fault(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	sheet_row(part);
	sheet_cell(part, doc_str(row, "rule"));
	sheet_cell(part, doc_str(row, "account"));
	sheet_cell(part, say_both_of(m, row, "what"));
	sheet_cell(part, doc_str(row, "reason"));
	sheet_cell(part, doc_str(row, "citation"));
}

static const struct sheet_table register_table = {
	.title = BOTH("Out of order in the register", "登记中不符合要求之处"),
	.none = BOTH("Nothing is out of order.", "无。"),
	.heads = { BOTH("rule", "规则"), BOTH("account", "账号"),
		BOTH("what is wrong", "问题"), BOTH("reason", "理由"),
		BOTH("from", "依据") },
	.row = row_fault
};

static const char *
say_veto(const struct sheet_maker *m, const json_t *row)
{
	const char *is = doc_str(row, "is");

	if (strcmp(is, "found") == 0)
		return SAY(m, "FOUND", "存在");
	if (strcmp(is, "nothing-found") == 0)
		return SAY(m, "nothing found", "未见");
	return SAY(m, "not recorded", "未记录");
}

static void
row_veto(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	sheet_row(part);
	sheet_cell(part, doc_str(row, "rule"));
	sheet_cell(part, say_both_of(m, row, "title"));
	sheet_cell(part, say_veto(m, row));
	cell_number(part, row, "count");
	cell_entries(m, part, doc_get(row, "entries"));
	sheet_cell(part, say_both_of(m, row, "note"));
	sheet_cell(part, doc_str(row, "citation"));
}

static const struct sheet_table veto_table = {
	.title = BOTH("Veto list: each alone fails", "单项否决指标"),
	.none = BOTH("The library in force has no such list "
		     "(rules/selfcheck.yaml).",
		"现行预案库没有此项规则。"),
	.heads = { BOTH("rule", "规则"), BOTH("what", "项目"),
		BOTH("is", "结果"), BOTH("count", "数量"),
		BOTH("entries", "台账条目"), BOTH("remark", "说明"),
		BOTH("from", "依据") },
	.row = row_veto
};

static void
row_inspected(const struct sheet_maker *m, json_t *part, const json_t *row)
{
	enum lang lang = m->v->lang;

	if (!doc_bool(row, "sampled") && !doc_int(row, "inspected"))
		return;
	sheet_row(part);
	sheet_cell(part, doc_str(row, "account"));
	sheet_cell(part, doc_bool(row, "sampled") ? SAY(m, "yes", "是") : "");
	cell_time(
		m, part, doc_int(row, "inspected"), SAY(m, "NOT YET", "尚未"));
	sheet_cell(part, doc_str(row, "inspected_by"));
	sheet_cell(part,
		sheet_choice(CHOICES_INSPECTED, doc_str(row, "found"), lang));
	sheet_cell(part,
		sheet_choice(CHOICES_INTERACTION, doc_str(row, "interaction"),
			lang));
	sheet_cell(part, doc_str(row, "what"));
	cell_entries(m, part, doc_get(row, "inspected_entries"));
}

static const struct sheet_table inspected_table = {
	.title = BOTH("Inspected one by one", "逐个检查"),
	.none = BOTH("", ""),
	.heads = { BOTH("account", "账号"), BOTH("drawn", "抽中"),
		BOTH("inspected", "检查时间"), BOTH("by", "检查人"),
		BOTH("found", "结果"), BOTH("interaction", "互动"),
		BOTH("what was seen", "所见"), BOTH("entry", "台账条目") },
	.row = row_inspected
};

/* ---- the sample ---- */

/* How it was drawn, so that anybody can draw it again. */
static void
part_draw(struct sheet_maker *m, const json_t *draw)
{
	char note[SELFCHECK_SAY];

	fixed_cut_format(note, sizeof(note),
		SAY(m,
			"Drawn by %s in entry %lld: %lld of %lld accounts in "
			"use (%lld%%). Seed %s: the hash of the entry before "
			"it, with the month; drawn again from it: %s.",
			"%s 抽取（台账第 %lld 条）：在用账号 "
			"%lld／%lld（不低于 "
			"%lld%%）。种子 "
			"%s：前一条校验码与月份的校验码；据此重新抽取：%s。"),
		doc_str(draw, "by"), (long long)doc_int(draw, "entry"),
		(long long)doc_int(draw, "count"),
		(long long)doc_int(draw, "of"),
		(long long)doc_int(draw, "share"), doc_str(draw, "seed"),
		doc_bool(draw, "right") ? SAY(m, "the same", "一致")
					: SAY(m, "ANOTHER", "不一致"));
	(void)sheet_part(m->sheet, SAY(m, "Sample", "抽样"), note);
}

static void
part_sample(struct sheet_maker *m, const json_t *draws, const json_t *accounts)
{
	json_t *draw;
	size_t n;

	json_array_foreach(draws, n, draw)
	{
		part_draw(m, draw);
	}
	if (n == 0)
		(void)sheet_part(m->sheet, SAY(m, "Sample", "抽样"),
			SAY(m, "No sample was drawn: crier report draw.",
				"尚未抽取：crier report draw。"));
	part_table(m, &inspected_table, accounts);
}

/* ---- the whole ---- */

static void
sheet_title(struct sheet_maker *m)
{
	const struct selfcheck_view *v = m->v;
	const struct office *o = &v->s->office;
	char title[SELFCHECK_SAY], from[INSTANT_TEXT], to[INSTANT_TEXT];
	bool year = strlen(v->period) < PERIOD - 1;

	fixed_cut_format(title, sizeof(title),
		year ? SAY(m, "Figures of %s: %s", "%s 年度统计：%s")
		     : SAY(m, "Self-check of %s: %s", "%s 月度自查：%s"),
		v->period, office_unit(o, v->lang));
	m->sheet = sheet_new(title, v->lang);
	instant_format_plain(from, v->s->from, o->zone);
	instant_format_plain(to, selfcheck_end(v), o->zone);
	sheet_line(m->sheet,
		SAY(m, "From %s to %s; %lld entries, %lld to %lld",
			"%s 至 %s；台账条目 %lld 条（%lld 至 %lld）"),
		from, to, (long long)v->s->entries, (long long)v->s->first,
		(long long)v->s->last);
	if (selfcheck_end(v) < v->s->to)
		sheet_line(m->sheet, "%s",
			SAY(m, "The period is not over.", "本期尚未结束。"));
	if (o->demo)
		sheet_line(m->sheet, "%s",
			SAY(m, "DEMO: of a demonstration station",
				"演示台，并非真实情况"));
}

static void
sheet_end_of(struct sheet_maker *m)
{
	char now[INSTANT_TEXT];

	instant_format_plain(now, m->v->now, m->v->s->office.zone);
	sheet_foot(m->sheet,
		SAY(m,
			"Counted %s from the ledger alone; an entry is shown "
			"by crier ledger list --after.",
			"%s 由台账自动统计，无人工填报；条目可用 crier ledger "
			"list --after 查看。"),
		now);
}

json_t *
selfcheck_doc(const struct selfcheck_view *v)
{
	const struct register_view r = selfcheck_register(v);
	struct sheet_maker m = { .v = v };
	json_t *figures = selfcheck_figures(v), *late = selfcheck_late(v);
	json_t *accounts = selfcheck_accounts(v), *faults = register_list(&r);
	json_t *vetoes = selfcheck_vetoes(v, figures);

	sheet_title(&m);
	part_table(&m, &figures_table, figures);
	part_table(&m, &veto_table, vetoes);
	part_sample(&m, v->s->draws, accounts);
	part_table(&m, &late_table, late);
	part_table(&m, &register_table, faults);
	part_table(&m, &accounts_table, accounts);
	sheet_end_of(&m);
	doc_put_str(m.sheet, "period", v->period);
	doc_put_int(m.sheet, "from", v->s->from);
	doc_put_int(m.sheet, "to", selfcheck_end(v));
	doc_put_int(m.sheet, "entries", v->s->entries);
	doc_put(m.sheet, "sample", json_incref(v->s->draws));
	doc_put(m.sheet, "figures", figures);
	doc_put(m.sheet, "veto", vetoes);
	doc_put(m.sheet, "late", late);
	doc_put(m.sheet, "register", faults);
	doc_put(m.sheet, "accounts", accounts);
	return m.sheet;
}
