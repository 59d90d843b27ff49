/*
 * Filling in forms, line by line.
 */
#include "domain/register/form_fill.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/impostor/impostor.h"
#include "domain/sheet/sheet.h"

enum { DAY_LEN = 10 };

static void
fill_text(struct form_filler *f, const char *key)
{
	fixed_cut(f->text, sizeof(f->text), doc_str(f->row, key));
}

static void
fill_day(struct form_filler *f, const char *key)
{
	char time[INSTANT_TEXT];

	if (doc_int(f->row, key) == 0)
		return;
	instant_format_plain(time, doc_int(f->row, key), f->v->office->zone);
	time[DAY_LEN] = '\0';
	fixed_cut(f->text, sizeof(f->text), time);
}

static void
fill_number(struct form_filler *f, const char *key)
{
	if (doc_int(f->row, key) != 0)
		fixed_format(f->text, sizeof(f->text), "%lld",
			(long long)doc_int(f->row, key));
}

static void
fill_flag(struct form_filler *f, const char *key)
{
	static const struct both words[] = { BOTH("no", "否"),
		BOTH("yes", "是") };

	fixed_cut(f->text, sizeof(f->text),
		words[doc_bool(f->row, key)].in[f->v->lang]);
}

/* With the telephone, which a form asks for beside every name. */
static void
add_officer(struct form_filler *f, const char *id)
{
	const struct officer *o = office_officer(f->v->office, id);
	char one[FORM_VALUE];

	if (o != NULL && o->phone[0])
		fixed_cut_format(one, sizeof(one), "%s%s %s",
			f->text[0] ? "; " : "", o->name, o->phone);
	else
		fixed_cut_format(one, sizeof(one), "%s%s",
			f->text[0] ? "; " : "", o ? o->name : id);
	(void)fixed_cut_add(f->text, sizeof(f->text), one, strlen(one));
}

static void
fill_officer(struct form_filler *f, const char *key)
{
	if (*doc_str(f->row, key))
		add_officer(f, doc_str(f->row, key));
}

static void
fill_officers(struct form_filler *f, const char *key)
{
	json_t *id;
	size_t n;

	json_array_foreach(doc_get(f->row, key), n, id)
	{
		add_officer(f, json_string_value(id));
	}
}

static void
fill_choice(struct form_filler *f, const char *key, enum choices set)
{
	fixed_cut(f->text, sizeof(f->text),
		sheet_choice(set, doc_str(f->row, key), f->v->lang));
}

static void
fill_state(struct form_filler *f, const char *key)
{
	fill_choice(f, key, CHOICES_ACCOUNT_STATE);
}

static void
fill_level(struct form_filler *f, const char *key)
{
	fill_choice(f, key, CHOICES_FILING_LEVEL);
}

static void
fill_platform(struct form_filler *f, const char *key)
{
	const struct platform *p =
		rules_account(f->v->rules, f->a->kind, f->a->platform);

	fixed_cut(f->text, sizeof(f->text),
		p ? p->title.in[f->v->lang] : doc_str(f->row, key));
}

/* Of what is not in use: since when, and why. */
static void
fill_closed(struct form_filler *f, const char *key)
{
	(void)key;
	if (!f->a->active)
		fill_day(f, "changed");
}

static void
fill_closed_why(struct form_filler *f, const char *key)
{
	(void)key;
	if (!f->a->active)
		fill_text(f, "changed_why");
}

/* Left white, to be written by hand. */
static void
fill_blank(struct form_filler *f, const char *key)
{
	(void)key;
	fixed_cut(f->text, sizeof(f->text), " ");
}

/* ---- of an impostor's case ---- */

static void
fill_case(struct form_filler *f, const char *key)
{
	(void)key;
	fill_text(f, "id");
}

static void
fill_impostor(struct form_filler *f, const char *key)
{
	(void)key;
	fill_text(f, "name");
}

static void
fill_where(struct form_filler *f, const char *key)
{
	(void)key;
	fill_text(f, "platform");
}

static void
fill_instant(struct form_filler *f, int64_t at)
{
	char time[INSTANT_TEXT];

	instant_format_plain(time, at, f->v->office->zone);
	fixed_cut(f->text, sizeof(f->text), time);
}

static void
fill_seen(struct form_filler *f, const char *key)
{
	(void)key;
	if (f->c->seen)
		fill_instant(f, f->c->seen);
}

/* As the public knows it, and where it is. */
static void
fill_imitates(struct form_filler *f, const char *key)
{
	const struct account *a = office_account(f->v->office, f->c->imitates);

	(void)key;
	if (a != NULL)
		fixed_cut(f->text, sizeof(f->text), a->name);
}

static void
fill_earlier(struct form_filler *f, const char *key)
{
	char one[FORM_VALUE], time[INSTANT_TEXT];

	(void)key;
	for (size_t n = 0; n < f->c->letter_count; n++) {
		const struct impostor_letter *l = &f->c->letters[n];

		instant_format_plain(time, l->sent, f->v->office->zone);
		fixed_cut_format(one, sizeof(one), "%s%s %s %s", n ? "; " : "",
			time, l->to, l->number);
		(void)fixed_cut_add(f->text, sizeof(f->text), one, strlen(one));
	}
}

static void
fill_handler(struct form_filler *f, const char *key)
{
	(void)key;
	fill_officer(f, "owner");
}

static void
fill_unit(struct form_filler *f, const char *key)
{
	(void)key;
	fixed_cut(f->text, sizeof(f->text),
		office_unit(f->v->office, f->v->lang));
}

static void
fill_today(struct form_filler *f, const char *key)
{
	(void)key;
	fill_instant(f, f->v->now);
	f->text[strcspn(f->text, " T")] = '\0'; /* the day alone */
}

/* How each is filled in, and what stands there instead. */
static const struct form_how {
	form_fill_fn *fill;
	struct both none;
} form_hows[] = {
#define NOT_ENTERED BOTH("not entered", "未登记")
	[FORM_ID] = { fill_text, NOT_ENTERED },
	[FORM_NAME] = { fill_text, NOT_ENTERED },
	[FORM_OWNER] = { fill_text, NOT_ENTERED },
	[FORM_PLATFORM] = { fill_platform, NOT_ENTERED },
	[FORM_TYPE] = { fill_text, NOT_ENTERED },
	[FORM_WHO] = { fill_text,
		BOTH("unknown: no login has told it", "未知：尚未登录核实") },
	[FORM_CERTIFIED] = { fill_text, NOT_ENTERED },
	[FORM_SUPERVISOR] = { fill_text, NOT_ENTERED },
	[FORM_OPERATOR] = { fill_text,
		BOTH("no contractor is entered", "未登记承包运维单位") },
	[FORM_CONTRACT_ENDS] = { fill_day, NOT_ENTERED },
	[FORM_LEADER] = { fill_text, NOT_ENTERED },
	[FORM_EDITOR] = { fill_officer, NOT_ENTERED },
	[FORM_ADMINS] = { fill_officers, NOT_ENTERED },
	[FORM_PHONE] = { fill_text, NOT_ENTERED },
	[FORM_AREA] = { fill_text, NOT_ENTERED },
	[FORM_REACH] = { fill_number,
		BOTH("unknown: nobody has counted", "未知：尚未统计") },
	[FORM_AUTO_REPLIES] = { fill_text, NOT_ENTERED },
	[FORM_FILING_LEVEL] = { fill_level, NOT_ENTERED },
	[FORM_FILING_TO] = { fill_text, NOT_ENTERED },
	[FORM_FILING_NUMBER] = { fill_text, NOT_ENTERED },
	[FORM_FILING_ON] = { fill_day, NOT_ENTERED },
	[FORM_STATE] = { fill_state, NOT_ENTERED },
	[FORM_LEAD] = { fill_flag, NOT_ENTERED },
	[FORM_REGISTERED] = { fill_day,
		BOTH("unknown: registered before this was kept",
			"未知：登记早于此项记录") },
	[FORM_WAS_NAME] = { fill_text,
		BOTH("no change is on record", "未见变更记录") },
	[FORM_WAS_OWNER] = { fill_text,
		BOTH("no change is on record", "未见变更记录") },
	[FORM_CHANGED] = { fill_day,
		BOTH("no change is on record", "未见变更记录") },
	[FORM_CHANGED_WHY] = { fill_text, NOT_ENTERED },
	[FORM_CLOSED] = { fill_closed, BOTH("it is in use", "仍在使用") },
	[FORM_CLOSED_WHY] = { fill_closed_why, NOT_ENTERED },
	[FORM_ANNOUNCEMENT] = { fill_text,
		BOTH("none was begun", "未起草公告") },
	[FORM_CASE] = { fill_case, NOT_ENTERED },
	[FORM_IMPOSTOR] = { fill_impostor, NOT_ENTERED },
	[FORM_WHERE] = { fill_where, NOT_ENTERED },
	[FORM_URL] = { fill_text, NOT_ENTERED },
	[FORM_SEEN] = { fill_seen, NOT_ENTERED },
	[FORM_WHAT] = { fill_text, NOT_ENTERED },
	[FORM_IMITATES] = { fill_imitates,
		BOTH("the unit itself", "本单位（未对应具体账号）") },
	[FORM_EARLIER] = { fill_earlier, BOTH("none", "无") },
	[FORM_HANDLER] = { fill_handler, NOT_ENTERED },
	[FORM_UNIT] = { fill_unit, NOT_ENTERED },
	[FORM_TODAY] = { fill_today, NOT_ENTERED },
	[FORM_BLANK] = { fill_blank, BOTH("", "") },
};
static_assert(sizeof(form_hows) / sizeof(form_hows[0]) == FORM_FIELD_COUNT,
	"each can be filled in");

const char *
form_filled(struct form_filler *f, enum form_field field)
{
	const struct form_how *how = &form_hows[field];

	f->text[0] = '\0';
	how->fill(f, form_field_word((int)field));
	return f->text[0] ? f->text : how->none.in[f->v->lang];
}

void
form_page(json_t *sheet, const struct form_rule *form, struct form_filler *f)
{
	static const struct both item = BOTH("item", "项目"),
				 entered = BOTH("entered", "内容");
	json_t *part = sheet_part(sheet, "", "");

	sheet_head(part, item.in[f->v->lang]);
	sheet_head(part, entered.in[f->v->lang]);
	for (size_t i = 0; i < form->line_count; i++) {
		sheet_row(part);
		sheet_cell(part, form->lines[i].label.in[f->v->lang]);
		sheet_cell(part, form_filled(f, form->lines[i].field));
	}
}

static void
form_list(json_t *sheet, const struct form_rule *form, struct form_filler *f)
{
	json_t *part = sheet_part(sheet, "", "");
	const struct office *o = f->v->office;

	for (size_t i = 0; i < form->line_count; i++)
		sheet_head(part, form->lines[i].label.in[f->v->lang]);
	for (size_t n = 0; n < o->account_count; n++) {
		json_t *row = account_doc(&o->accounts[n]);

		f->a = &o->accounts[n];
		f->row = row;
		sheet_row(part);
		for (size_t i = 0; i < form->line_count; i++)
			sheet_cell(part, form_filled(f, form->lines[i].field));
		json_decref(row);
	}
}

/* By whom, when, and what it follows. */
void
form_feet(
	json_t *sheet, const struct form_view *v, const struct form_rule *form)
{
	const char *unit = office_unit(v->office, v->lang);
	char time[INSTANT_TEXT];

	instant_format_plain(time, v->now, v->office->zone);
	if (v->lang == LANG_ZH) {
		sheet_foot(sheet, "%s 由%s台账生成；未登记、未知的均已注明。",
			time, unit);
		sheet_foot(sheet, "依据：%s", form->citation);
	} else {
		sheet_foot(sheet,
			"Printed %s from the ledger of %s; what is not "
			"entered or not known is said to be so.",
			time, unit);
		sheet_foot(sheet, "By: %s", form->citation);
	}
}

/* The form of this id and kind; NULL and err if there is none. */
const struct form_rule *
form_of_kind(const struct form_view *v, const char *id, enum form_of of,
	struct err *err)
{
	const struct form_rule *form = rules_form(v->rules, id, v->now);
	struct arg known = arg_words("");

	if (form != NULL && form->of == of)
		return form;
	for (size_t i = 0; v->rules && i < v->rules->form_count; i++)
		if (v->rules->forms[i].of == of)
			(void)arg_words_add(
				&known, v->rules->forms[i].scope.id);
	(void)refuse(err, REFUSE_VALUE, "kind",
		WITH(arg_text(id), arg_key("kind"), known));
	return NULL;
}

bool
register_form_lists(const struct form_view *v, const char *id)
{
	const struct form_rule *form = rules_form(v->rules, id, v->now);

	return form != NULL && form->list;
}

enum err_code
register_form(json_t **sheet, const struct form_view *v, const char *id,
	const struct account *a, struct err *err)
{
	const struct form_rule *form =
		form_of_kind(v, id, FORM_OF_ACCOUNT, err);
	struct form_filler f = { .v = v, .a = a };
	json_t *row = NULL;

	if (form == NULL)
		return err->code;
	*sheet = sheet_new(form->title.in[v->lang], v->lang);
	if (form->list) {
		form_list(*sheet, form, &f);
	} else {
		f.row = row = account_doc(a);
		form_page(*sheet, form, &f);
		json_decref(row);
	}
	form_feet(*sheet, v, form);
	return ERR_OK;
}
