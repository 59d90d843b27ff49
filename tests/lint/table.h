/*
 * The shipped rules for tests of this folder, and texts laid before them.
 */
#ifndef CRIER_TESTS_LINT_TABLE_H
#define CRIER_TESTS_LINT_TABLE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words/faults.h"
#include "base/mem.h"
#include "base/pool.h"
#include "lint/lint_rules.h"

#define TABLE_NOW INT64_C(1795509000000) /* 2026-11-24 16:30 +08:00 */

struct table {
	struct library_file *files;
	size_t count;
	struct pool *pool;
	struct faults faults;
	struct lint_rules *rules;
};

static struct table *table_filling;
static size_t table_skip;

static char *
table_read(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rbe");
	char *data = mem_new(1 << 20);

	if (!f)
		abort();
	*len = fread(data, 1, (1 << 20) - 1, f);
	(void)fclose(f);
	return data;
}

static int
table_add(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct table *t = table_filling;
	struct library_file *f;

	(void)st;
	(void)ftw;
	if (type != FTW_F)
		return 0;
	t->files = mem_grow(t->files, (t->count + 1) * sizeof(*t->files));
	f = &t->files[t->count++];
	f->data = table_read(path, &f->len);
	f->path = mem_strdup(path + table_skip);
	return 0;
}

/* Ends the program with its faults if the rules cannot be read. */
static inline void
table_open(struct table *t)
{
	*t = (struct table){ .pool = pool_new() };
	table_filling = t;
	table_skip = strlen("playbooks/");
	if (nftw("playbooks/rules", table_add, 8, FTW_PHYS) != 0)
		abort();
	faults_init(&t->faults);
	t->rules = lint_rules_parse(t->pool, t->files, t->count, &t->faults);
	for (size_t i = 0; i < t->faults.count; i++)
		(void)fprintf(stderr, "%s: %s (%s)\n",
			t->faults.rows[i].err.where, t->faults.rows[i].err.what,
			t->faults.rows[i].err.remedy);
	if (t->faults.count)
		abort();
}

static inline void
table_close(struct table *t)
{
	lint_rules_release(t->rules);
	pool_free(t->pool);
	faults_release(&t->faults);
	for (size_t i = 0; i < t->count; i++) {
		free((char *)(uintptr_t)t->files[i].data);
		free((char *)(uintptr_t)t->files[i].path);
	}
	free(t->files);
}

/*
 * The figures of an incident, with their numbers: unless a case has some, no
 * number of its texts is read.
 */
static inline void
table_set_figures(struct lint_case *c)
{
	static const char *const dead_zh[] = { "遇难", "死亡" };
	static const char *const dead_en[] = { "dead", "died", "killed" };
	static const char *const injured_zh[] = { "受伤", "伤者" };
	static const char *const injured_en[] = { "injured", "hurt" };
	static const char *const missing_zh[] = { "失联", "失踪" };
	static const char *const missing_en[] = { "missing" };
	static const char *const evacuated_zh[] = { "转移", "撤离" };
	static const char *const evacuated_en[] = { "evacuated" };
	static const struct figure_def defs[] = {
		{ .id = "dead",
			.label = BOTH("dead", "遇难"),
			.text = BOTH("{n} dead", "遇难{n}人"),
			.role = FIGURE_DEAD,
			.words = { [LANG_EN] = dead_en, [LANG_ZH] = dead_zh },
			.word_count = { [LANG_EN] = 3, [LANG_ZH] = 2 } },
		{ .id = "injured",
			.label = BOTH("injured", "受伤"),
			.text = BOTH("{n} injured", "受伤{n}人"),
			.role = FIGURE_INJURED,
			.words = { [LANG_EN] = injured_en,
				[LANG_ZH] = injured_zh },
			.word_count = { [LANG_EN] = 2, [LANG_ZH] = 2 } },
		{ .id = "missing",
			.label = BOTH("missing", "失联"),
			.text = BOTH("{n} missing", "失联{n}人"),
			.role = FIGURE_MISSING,
			.words = { [LANG_EN] = missing_en,
				[LANG_ZH] = missing_zh },
			.word_count = { [LANG_EN] = 1, [LANG_ZH] = 2 } },
		{ .id = "evacuated",
			.label = BOTH("evacuated", "转移"),
			.text = BOTH("{n} evacuated", "转移{n}人"),
			.role = FIGURE_EVACUATED,
			.words = { [LANG_EN] = evacuated_en,
				[LANG_ZH] = evacuated_zh },
			.word_count = { [LANG_EN] = 1, [LANG_ZH] = 2 } },
	};
	static const struct lint_figure now[] = {
		{ .name = "dead",
			.value = 3,
			.source = "",
			.reason = "",
			.verified = true },
		{ .name = "injured",
			.value = 12,
			.source = "",
			.reason = "核实",
			.verified = true },
		{ .name = "missing", .value = -1, .source = "", .reason = "" },
	};

	c->figure_defs = defs;
	c->figure_def_count = sizeof(defs) / sizeof(defs[0]);
	c->figures = now;
	c->figure_count = sizeof(now) / sizeof(now[0]);
}

/* The table of a whole group of tests: read once. */
static struct table table;

static inline int
table_begin(void **state)
{
	(void)state;
	table_open(&table);
	return 0;
}

static inline int
table_end(void **state)
{
	(void)state;
	table_close(&table);
	return 0;
}

#endif
