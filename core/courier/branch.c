/*
 * The branches of a host that were seen.
 */
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "courier/round.h"

void
courier_note(
	char fault[24], char detail[200], const char *word, const char *more)
{
	fixed_cut(fault, 24, word);
	fixed_cut(detail, 200, more);
}

struct branch *
courier_branch(struct courier *c, const char *name)
{
	struct branch *b;
	char id[HOST_BRANCH];
	int64_t vol;
	bool drill;

	for (size_t n = 0; n < c->branch_count; n++)
		if (strcmp(c->branches[n].name, name) == 0)
			return &c->branches[n];
	if (!host_branch_read(&drill, id, &vol, name) ||
		c->branch_count >= HOST_BRANCHES)
		return NULL;
	b = MEM_ADD(c->branches, c->branch_count);
	*b = (struct branch){ .drill = drill, .vol = vol, .tried = -1 };
	FIXED_SET(b->name, name);
	FIXED_SET(b->id, id);
	return b;
}
