/*
 * The leak gate on any bytes: findings lie inside the text, in order, and
 * the masked text has none. Folding and counting run on the way.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lint/leak.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct leaks l, again;
	char line[64];
	size_t last = 0;
	char *masked;

	leak_scan(&l, text, size, NULL);
	for (size_t i = 0; i < l.count; i++) {
		assert(l.rows[i].start >= last && l.rows[i].end <= size);
		assert(l.rows[i].start < l.rows[i].end);
		last = l.rows[i].start;
	}
	masked = leak_mask(text, size, &l);
	if (text_is_valid(text, size)) {
		leak_scan(&again, masked, strlen(masked), NULL);
		assert(again.count == 0);
		leaks_release(&again);
	}
	for (int unit = 0; unit < TEXT_UNITS; unit++)
		assert(text_count(text, size, (enum text_unit)unit, 23) >= 0);
	text_printable(line, sizeof(line), text, size);
	assert(text_is_valid(line, strlen(line)));
	free(masked);
	leaks_release(&l);
	return 0;
}
