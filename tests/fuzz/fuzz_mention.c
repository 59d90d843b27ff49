/*
 * Numbers in any bytes: each lies inside the text, behind the one before,
 * within its bounds; and mentions are numbers of the text.
 */
#include <assert.h>
#include <stdint.h>

#include "base/numeral.h"
#include "lint/mention.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const dead_zh[] = { "遇难", "死亡" };
static const char *const dead_en[] = { "dead", "killed" };
static const char *const missing_zh[] = { "失联" };
static const char *const missing_en[] = { "missing" };

static const struct figure_def defs[] = {
	{ .id = "dead",
		.text = BOTH("{n} died", "{n}人遇难"),
		.words = { [LANG_EN] = dead_en, [LANG_ZH] = dead_zh },
		.word_count = { [LANG_EN] = 2, [LANG_ZH] = 2 } },
	{ .id = "missing",
		.text = BOTH("{n} are missing", "{n}人失联"),
		.words = { [LANG_EN] = missing_en, [LANG_ZH] = missing_zh },
		.word_count = { [LANG_EN] = 1, [LANG_ZH] = 1 } },
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const struct lint_case c = { .figure_defs = defs,
		.figure_def_count = 2 };
	struct mentions all;
	struct numeral n;
	size_t start = 0, end = 0;

	while (numeral_find(&n, &start, &end, text, size, end)) {
		assert(start < end && end <= size);
		assert(n.value >= 0 && n.value <= NUMERAL_MAX);
	}
	mentions_find(&all, &c, text, size);
	for (size_t i = 0; i < all.count; i++) {
		const struct mention *m = &all.rows[i];

		assert(m->start < m->end && m->end <= m->tail);
		assert(m->tail <= size && m->figures != 0);
		assert(i == 0 || all.rows[i - 1].end <= m->start);
	}
	mentions_release(&all);
	return 0;
}
