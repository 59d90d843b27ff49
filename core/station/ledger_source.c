/*
 * Reading ahead in the ledger.
 */
#include "station/ledger_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/reader.h"

enum { AHEAD = 256 };

void
ledger_source_init(struct ledger_source *s, struct ledger *ledger)
{
	memset(s, 0, sizeof(*s));
	s->ledger = ledger;
	s->at = 1;
	s->lines = mem_array(AHEAD, sizeof(*s->lines));
	s->lengths = mem_array(AHEAD, sizeof(*s->lengths));
}

static void
ledger_source_clear(struct ledger_source *s)
{
	while (s->next < s->count)
		free(s->lines[s->next++]);
	s->next = s->count = 0;
	free(s->current);
	s->current = NULL;
}

void
ledger_source_release(struct ledger_source *s)
{
	if (s->lines == NULL)
		return;
	ledger_source_clear(s);
	free(s->lines);
	free(s->lengths);
	memset(s, 0, sizeof(*s));
}

static enum err_code
seek(void *ctx, int64_t seq, struct err *err)
{
	struct ledger_source *s = ctx;

	(void)err;
	ledger_source_clear(s);
	s->at = seq;
	return ERR_OK;
}

static enum err_code
ledger_source_take(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct ledger_source *s = ctx;

	(void)err;
	s->lines[s->count] = mem_strndup(line, len);
	s->lengths[s->count++] = len;
	s->at = seq + 1;
	return ERR_OK;
}

static enum err_code
next(void *ctx, const char **line, size_t *len, struct err *err)
{
	struct ledger_source *s = ctx;
	enum err_code rc;

	free(s->current);
	s->current = NULL;
	if (s->next == s->count) {
		s->next = s->count = 0;
		rc = ledger_each(s->ledger, s->at, s->at + AHEAD - 1,
			ledger_source_take, s, err);
		if (rc != ERR_OK)
			return rc;
	}
	if (s->next == s->count) {
		*line = NULL;
		*len = 0;
		return ERR_OK;
	}
	*len = s->lengths[s->next];
	*line = s->current = s->lines[s->next++];
	return ERR_OK;
}

struct record_source
ledger_source_of(struct ledger_source *s)
{
	return (struct record_source){ .ctx = s, .seek = seek, .next = next };
}
