/*
 * Numbers in any bytes: each lies inside the text, behind the one before,
 * within its bounds; and mentions are numbers of the text.
 */
#include <assert.h>
#include <stdint.h>

#include "../lint/table.h"
#include "base/numeral.h"
#include "lint/mention.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct table table;
	const char *text = (const char *)data;
	struct lint_case c = { .now = TABLE_NOW, .zone = 480, .region = "" };
	struct mentions all;
	struct numeral n;
	size_t start = 0, end = 0;

	while (numeral_find(&n, &start, &end, text, size, end)) {
		assert(start < end && end <= size);
		assert(n.value >= 0 && n.value <= NUMERAL_MAX);
	}
	if (!table.rules)
		table_open(&table);
	c.rules = table.rules;
	table_set_figures(&c);
	mentions_find(&all, &c, text, size);
	for (size_t i = 0; i < all.count; i++) {
		const struct mention *m = &all.rows[i];

		assert(m->start < m->end && m->end <= m->tail);
		assert(m->tail <= size && m->figures != 0);
		/* nobody's stand behind the numbers, everybody's last */
		assert(i == 0 || all.rows[i - 1].nobody || m->nobody ||
			all.rows[i - 1].end <= m->start);
	}
	mentions_release(&all);
	return 0;
}
