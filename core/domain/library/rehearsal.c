/*
 * The examples of the playbook stand for what an office would write. They are
 * of one day, so the clock of a rehearsal is that day's.
 */
#include "domain/library/rehearsal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/text/fit.h"
#include "lint/leak.h"
#include "lint/lint.h"

enum { ZONE = 480 };
static const int64_t issued = INT64_C(1784620800000); /* 2026-07-21 16:00 */

struct rehearsal {
	struct faults *out;
	const struct library *lib;
	const struct playbook *p;
	enum message_kind kind;
	enum lang lang;
	enum text_mark mark;
	bool all, machine; /* all: every value; machine: with AI */
	json_t *slots;
	int64_t texts; /* how many there are */
};

/* The same of another mode or number of values is no second fault. */
static void
rehearse_fault(struct rehearsal *h, const struct err *err)
{
	char file[120];

	fixed_cut_format(file, sizeof(file), "%s/%s/%s.md", h->p->id,
		lang_word(h->lang), message_kind_row(h->kind)->word);
	for (size_t n = 0; n < h->out->count; n++) {
		const struct fault *f = &h->out->rows[n];

		if (strcmp(f->file, file) == 0 &&
			strcmp(f->err.id, err->id) == 0 &&
			strcmp(f->err.arg[0].text, err->arg[0].text) == 0)
			return;
	}
	faults_add(h->out, file, 0, 0, err);
}

/* ---- the values ---- */

static json_t *
rehearse_slots(const struct rehearsal *h)
{
	json_t *slots = json_object();

	for (size_t i = 0; i < h->p->slot_count; i++) {
		const struct slot *s = &h->p->slots[i];
		kind_set wanted = h->all ? s->kinds : s->required;

		if (wanted >> h->kind & 1)
			doc_put_str(slots, s->id, s->example.in[h->lang]);
	}
	if (h->machine && playbook_slot(h->p, "ai_used") != NULL)
		doc_put_str(slots, "ai_used", "yes");
	return slots;
}

static json_t *
rehearse_figures(const struct rehearsal *h)
{
	bool wanted = h->all || h->p->kinds[h->kind].counted;
	json_t *figures = json_array();

	for (size_t i = 0; wanted && i < h->p->figure_count; i++) {
		json_t *row = json_object();

		doc_put_str(row, "name", h->p->figures[i].id);
		doc_put_int(row, "value", h->p->figures[i].example);
		doc_put_str(row, "source",
			h->lang == LANG_ZH ? "县应急管理局" : "the county");
		doc_put_int(row, "as_of", issued);
		doc_put_bool(row, "verified", true);
		json_array_append_new(figures, row);
	}
	return figures;
}

/* What the station fills in, as long as it may well be. */
static json_t *
rehearse_autos(const struct rehearsal *h)
{
	bool zh = h->lang == LANG_ZH;
	json_t *autos = json_object();

	/* what is no bulletin has no number, and may correct one without */
	if (h->kind == KIND_TRUTH || h->kind == KIND_UPDATE ||
		h->kind == KIND_CLOSING)
		doc_put_str(autos, "number", "2");
	if (h->all)
		doc_put_str(autos, "corrected_number", "1");
	if (h->all)
		doc_put_str(autos, "accounts",
			zh ? "东安发布微博、东安发布微信公众号"
			   : "Dong’an News on Weibo and WeChat");
	doc_put_str(autos, "unit",
		zh ? "东安县人民政府新闻办公室"
		   : "Dong’an County Press Office");
	doc_put_str(autos, "page",
		"https://www.dongan.example.gov.cn/crier/2026-0001/1/");
	doc_put_int(autos, "corrected_time", issued - 5400000);
	doc_put_str(autos, "corrected_title",
		zh ? "东安县情况通报（第1号）" : "Notice No. 1: Dong’an");
	return autos;
}

/* ---- what is found ---- */

static void
rehearse_marks(struct rehearsal *h, const char *text)
{
	static const char *const marks[] = { "〔", "{{", "。。", "..", "  " };
	struct leaks found;
	struct err err = { .code = ERR_OK };

	leak_scan(&found, text, strlen(text), h->lib->rules.lint);
	if (leak_refuse(&found, "text", &err) != ERR_OK)
		rehearse_fault(h, &err);
	leaks_release(&found);
	for (size_t n = 0; n < sizeof(marks) / sizeof(marks[0]); n++) {
		if (strstr(text, marks[n]) == NULL)
			continue;
		(void)refuse(&err, REFUSE_REHEARSED_MARK, "",
			WITH(arg_text(marks[n])));
		rehearse_fault(h, &err);
	}
}

/* Only what blocks: a reason can be given at night too. */
static void
rehearse_rules(
	struct rehearsal *h, const struct lint_field *fields, size_t count)
{
	bool is_drill = h->mark == TEXT_DRILL || h->mark == TEXT_DEMO_DRILL;
	struct lint_case c = { .rules = h->lib->rules.lint,
		.fields = fields,
		.field_count = count,
		.kind = h->kind,
		.lang = h->lang,
		.in_incident = true,
		.mode = is_drill ? MODE_DRILL : MODE_ACTUAL,
		.demo = h->mark == TEXT_DEMO || h->mark == TEXT_DEMO_DRILL,
		.class_bit = 1u << h->p->class,
		.now = issued,
		.zone = ZONE,
		.region = h->lib->rules.region,
		.slots = h->slots,
		.may = h->p->authority,
		.may_count = h->p->authority_count };
	struct findings found;
	struct err err;

	lint_run(&found, &c);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *f = &found.rows[i];
		char words[120] = "-";

		if (f->rule->severity != SEVERITY_BLOCK)
			continue;
		if (f->field != SIZE_MAX && f->end > f->start)
			fixed_cut_format(words, sizeof(words), "%.*s",
				(int)(f->end - f->start),
				fields[f->field].text + f->start);
		(void)refuse(&err, REFUSE_REHEARSED_RULE, "",
			WITH(arg_id(f->rule->id), finding_arg(f),
				arg_text(words)));
		rehearse_fault(h, &err);
	}
	findings_release(&found);
}

static struct lint_field
rehearse_field(enum lint_part part, const char *name, const char *text)
{
	return (struct lint_field){
		.part = part, .name = name, .text = text, .len = strlen(text)
	};
}

static void
rehearse_platform(
	struct rehearsal *h, const struct rendered *r, const struct platform *p)
{
	struct limits limits = limits_of(p, NULL);
	struct lint_field field;
	struct fitted f;
	struct err err = { .code = ERR_OK };

	fitted_init(&f);
	if (fit_variant(&f, r, &limits, p->id, &err) != ERR_OK) {
		rehearse_fault(h, &err);
	} else {
		rehearse_marks(h, f.text);
		/* what a short text lost: the label of what was made with AI */
		field = rehearse_field(PART_VARIANT, p->id, f.text);
		field.no_links = p->no_links;
		if (h->machine && f.cut_count > 0)
			rehearse_rules(h, &field, 1);
	}
	fitted_release(&f);
}

static void
rehearse_text(struct rehearsal *h, const struct rendered *r)
{
	char *whole = rendered_text(r);
	const struct lint_field fields[] = {
		rehearse_field(PART_TITLE, "title", r->title),
		rehearse_field(PART_TEXT, "text", whole),
	};
	struct err err;

	for (size_t i = 0; i < r->missing_count; i++) {
		(void)refuse(&err, REFUSE_REHEARSED_EMPTY, "",
			WITH(arg_field(r->missing[i].slot)));
		rehearse_fault(h, &err);
	}
	rehearse_marks(h, r->title);
	rehearse_rules(h, fields, 2);
	free(whole);
	for (size_t i = 0; i < h->lib->rules.platform_count; i++)
		rehearse_platform(h, r, &h->lib->rules.platforms[i]);
}

static void
rehearse_kind(struct rehearsal *h)
{
	json_t *figures = rehearse_figures(h), *autos = rehearse_autos(h);
	struct template_values v = { .figures = figures,
		.autos = autos,
		.zone = ZONE,
		.issued = issued,
		.mark = h->mark };
	struct rendered r;
	struct err err = { .code = ERR_OK };

	rendered_init(&r);
	v.slots = h->slots = rehearse_slots(h);
	if (template_render(&r, h->p, h->kind, h->lang, &v, &err) == ERR_OK)
		rehearse_text(h, &r);
	else
		rehearse_fault(h, &err);
	rendered_release(&r);
	json_decref(h->slots);
	json_decref(figures);
	json_decref(autos);
}

static bool
rehearse_has(const struct playbook *p, int kind, int lang)
{
	return p->kinds[kind].present && p->kinds[kind].templates[lang] != NULL;
}

/* Every text of every playbook, or only how many those are. */
static enum err_code
rehearse_each(struct rehearsal *h, bool only_count,
	const struct progress *progress, struct err *err)
{
	const int each = KIND_COUNT * LANG_COUNT;
	int all = (int)h->lib->playbook_count * each;
	enum err_code rc = ERR_OK;
	int64_t done = 0;

	for (int n = 0; rc == ERR_OK && n < all; n++) {
		h->p = &h->lib->playbooks[n / each];
		h->kind = (enum message_kind)(n % each / LANG_COUNT);
		h->lang = (enum lang)(n % LANG_COUNT);
		if (!rehearse_has(h->p, (int)h->kind, (int)h->lang))
			continue;
		if (only_count) {
			h->texts++;
			continue;
		}
		rc = progress_tell(
			progress, PROGRESS_TEXTS, done++, h->texts, err);
		for (int m = 0; rc == ERR_OK && m < TEXT_MARKS * 4; m++) {
			h->mark = (enum text_mark)(m / 4);
			h->all = m & 1;
			h->machine = m & 2;
			rehearse_kind(h);
		}
	}
	return rc;
}

enum err_code
rehearse_library(struct faults *out, const struct library *lib,
	const struct progress *progress, struct err *err)
{
	struct rehearsal h = { .out = out, .lib = lib };

	(void)rehearse_each(&h, true, NULL, NULL);
	return rehearse_each(&h, false, progress, err);
}
