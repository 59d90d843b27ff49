/*
 * A row of another province is meant: the shipped rules have such rows. So a
 * row's region is held against the provinces' names, and not against the one
 * that is in force.
 */
#include "domain/library/regions.h"

#include <string.h>

#include "base/fixed.h"
#include "crier/refusal.h"

/* GB/T 2260, as people write them for short; then cities with rules here. */
static const char *const known[] = { "北京", "天津", "河北", "山西", "内蒙古",
	"辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建",
	"江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆",
	"四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
	"台湾", "香港", "澳门", "南京" };

static const char deadlines[] = "rules/deadlines.yaml";
static const char levels[] = "rules/levels.yaml";
static const char registers[] = "rules/register.yaml";
static const char forms[] = "rules/forms.yaml";
static const char selfcheck[] = "rules/selfcheck.yaml";
static const char lint[] = "rules/lint.yaml";

/* A row for people: its file, its id or what it cites, and its region. */
typedef void
region_row(void *ctx, const char *file, const char *id, const char *region);

static void
regions_each_list(const struct lint_list *list, region_row *take, void *ctx)
{
	char file[120];

	fixed_cut_format(file, sizeof(file), "rules/lists/%s.yaml", list->name);
	for (size_t i = 0; i < list->row_count; i++) {
		const struct lint_row *row = &list->rows[i];

		take(ctx, file, *row->id ? row->id : row->citation,
			row->region);
	}
}

static void
regions_each(const struct rules *r, region_row *take, void *ctx)
{
	const struct lint_list *list;

	for (size_t i = 0; i < r->deadline_count; i++)
		take(ctx, deadlines, r->deadlines[i].id,
			r->deadlines[i].region);
	for (size_t i = 0; i < r->level_count; i++)
		take(ctx, levels, r->levels[i].citation, r->levels[i].region);
	for (size_t i = 0; i < r->register_count; i++)
		take(ctx, registers, r->registers[i].scope.id,
			r->registers[i].scope.region);
	for (size_t i = 0; i < r->health_count; i++)
		take(ctx, registers, r->healths[i].scope.id,
			r->healths[i].scope.region);
	for (size_t i = 0; i < r->impostor_count; i++)
		take(ctx, registers, r->impostors[i].scope.id,
			r->impostors[i].scope.region);
	for (size_t i = 0; i < r->watch_count; i++)
		take(ctx, registers, r->watches[i].scope.id,
			r->watches[i].scope.region);
	for (size_t i = 0; i < r->comment_count; i++)
		take(ctx, registers, r->comments[i].scope.id,
			r->comments[i].scope.region);
	for (size_t i = 0; i < r->form_count; i++)
		take(ctx, forms, r->forms[i].scope.id,
			r->forms[i].scope.region);
	for (size_t i = 0; i < r->selfcheck.veto_count; i++)
		take(ctx, selfcheck, r->selfcheck.vetoes[i].scope.id,
			r->selfcheck.vetoes[i].scope.region);
	for (size_t i = 0; i < lint_rules_count(r->lint); i++)
		take(ctx, lint, lint_rules_at(r->lint, i)->id,
			lint_rules_at(r->lint, i)->region);
	for (size_t i = 0; (list = lint_list_at(r->lint, i)) != NULL; i++)
		regions_each_list(list, take, ctx);
}

/* Every region that a row names, each once. */
static void
region_gather(void *ctx, const char *file, const char *id, const char *region)
{
	struct arg *named = ctx;

	(void)file;
	(void)id;
	if (*region && !arg_words_has(named, region))
		(void)arg_words_add(named, region);
}

static bool
region_is_known(const char *region)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i], region) == 0)
			return true;
	return false;
}

struct region_check {
	struct faults *remarks;
	const char *here;
};

static void
region_remark(void *ctx, const char *file, const char *id, const char *region)
{
	const struct region_check *c = ctx;
	struct err err;

	if (!*region || strcmp(region, c->here) == 0 || region_is_known(region))
		return;
	(void)refuse(&err, REFUSE_REGION_ROW, "",
		WITH(arg_id(id), arg_text(region)));
	faults_add(c->remarks, file, 0, 0, &err);
}

/* A province without rows of its own may well be meant. */
static void
region_check_here(
	struct faults *out, struct faults *remarks, const struct rules *r)
{
	struct faults *to = region_is_known(r->region) ? remarks : out;
	struct arg named = arg_words("");
	struct err err;

	regions_each(r, region_gather, &named);
	if (to == NULL || arg_words_has(&named, r->region))
		return;
	(void)refuse(&err, REFUSE_REGION_UNKNOWN, "",
		WITH(arg_text(r->region), named));
	faults_add(to, "rules/region.yaml", 0, 0, &err);
}

void
regions_check(struct faults *out, struct faults *remarks, const struct rules *r)
{
	struct region_check c = { .remarks = remarks, .here = r->region };

	if (*r->region)
		region_check_here(out, remarks, r);
	if (remarks != NULL)
		regions_each(r, region_remark, &c);
}
