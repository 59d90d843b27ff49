/*
 * All shipped rules on any text, as title, text and slot, in each mode and
 * kind: places lie inside the original, in order, words can be made of every
 * finding, and nothing crashes or hangs. Run in the top folder, which holds
 * playbooks/rules.
 */
#include <assert.h>
#include <stdint.h>

#include "../lint/table.h"
#include "lint/lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct findings *f, const struct lint_field *fields)
{
	char words[200];

	for (size_t i = 0; i < f->count; i++) {
		const struct finding *row = &f->rows[i];

		assert(row->rule->severity <= f->worst);
		for (int lang = 0; lang < LANG_COUNT; lang++)
			assert(strlen(row->detail[lang]) <
				sizeof(row->detail[lang]));
		finding_what(words, sizeof(words), row, LANG_ZH);
		finding_mend(words, sizeof(words), row, LANG_EN);
		if (row->field == SIZE_MAX)
			continue;
		assert(row->start <= row->end);
		assert(row->end <= fields[row->field].len);
		assert(!i || f->rows[i - 1].field < row->field ||
			f->rows[i - 1].start <= row->start);
	}
	assert(f->count <= FINDINGS_MAX);
}

/* The first byte says kind and mode, the rest is the text. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct table table;
	struct lint_field fields[3] = {
		{ .part = PART_TITLE, .name = "title" },
		{ .part = PART_TEXT, .name = "text" },
		{ .part = PART_SLOT, .name = "slots.place" },
	};
	struct findings found;
	char *text;
	json_t *slots;
	struct lint_case c;

	if (!table.rules)
		table_open(&table);
	if (!size)
		return 0;
	text = mem_new(size);
	memcpy(text, data + 1, size - 1);
	for (size_t i = 0; i < 3; i++) {
		fields[i].text = text;
		fields[i].len = size - 1;
	}
	slots = json_object();
	json_object_set_new(slots, "place",
		json_stringn_nocheck(text, strnlen(text, size - 1)));
	c = (struct lint_case){ .rules = table.rules,
		.fields = fields,
		.field_count = 3,
		.kind = (enum message_kind)(data[0] % (KIND_COUNT + 1)),
		.lang = data[0] & 0x40 ? LANG_EN : LANG_ZH,
		.in_incident = data[0] & 0x20,
		.mode = data[0] & 0x10 ? MODE_DRILL : MODE_ACTUAL,
		.class_bit = 1,
		.now = TABLE_NOW,
		.zone = 480,
		.region = "",
		.slots = slots };
	table_set_figures(&c);
	lint_run(&found, &c);
	check(&found, fields);
	findings_release(&found);
	json_decref(slots);
	free(text);
	return 0;
}
