/*
 * The entries of one incident, counted in the record and in the ledger.
 */
#include "station/record_guard.h"

#include <stdlib.h>

#include "base/fixed.h"
#include "crier/refusal.h"
#include "record/record_reader.h"
#include "station/env.h"
#include "store/reader.h"

/* -1: there is no record that could be asked. */
static int64_t
counted_in_record(int64_t *to, const struct station *st, const char *incident)
{
	char *path = station_path(st->dir, "record");
	struct record_reader *c = NULL;
	struct record_head head;
	int64_t count = -1;

	if (record_reader_open(&c, path, NULL) == ERR_OK) {
		record_reader_head(&head, c);
		*to = head.seq;
		if (record_reader_count_of(&count, c, incident, NULL) != ERR_OK)
			count = -1;
	}
	record_reader_close(c);
	free(path);
	return count;
}

enum err_code
record_guard_ask(struct station *st, const struct act_context *f, enum act act,
	struct err *err)
{
	int64_t to = 0, known, found = 0;
	enum err_code rc;

	if ((act != ACT_RELEASE_ARM && act != ACT_RELEASE_FIRE) ||
		f->world.incident == NULL)
		return ERR_OK;
	known = counted_in_record(&to, st, f->world.incident->id);
	if (known < 0)
		return ERR_OK;
	rc = ledger_count_of(
		&found, st->ledger, f->world.incident->id, to, err);
	if (rc != ERR_OK || found >= known)
		return rc;
	return refuse(err, REFUSE_RECORD_KNOWS, "",
		WITH(arg_count(known), arg_count(found)));
}
