/*
 * The chain: fast while all is well, exact about the first thing that is not.
 */
#include "store/chain.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/entry.h"
#include "store/line.h"

bool
chain_blame(struct chain *c, enum chain_fault fault, int64_t seq,
	const char *fmt, ...)
{
	struct chain_result *r = &c->result;
	va_list ap;

	r->fault = fault;
	r->seq = seq;
	va_start(ap, fmt);
	/* a sentence for people: it may end early */
	(void)vsnprintf(r->what, sizeof(r->what), fmt, ap);
	va_end(ap);
	return false;
}

void
chain_init(struct chain *c, const struct ledger_head *expected)
{
	memset(c, 0, sizeof(*c));
	memcpy(c->result.head.hash, ENTRY_NO_PREV, HASH_HEX);
	if (expected)
		c->expected = *expected;
}

void
chain_release(struct chain *c)
{
	free(c->last);
	c->last = NULL;
}

static void
chain_keep(struct chain *c, const char *line, size_t len)
{
	MEM_RESERVE(c->last, len, c->last_cap);
	memcpy(c->last, line, len);
	c->last_len = len;
}

void
chain_start(struct chain *c, int64_t seq, const char *line, size_t len)
{
	c->result.head.seq = seq;
	c->result.entries = seq;
	hash_hex(c->result.head.hash, line, len);
	chain_keep(c, line, len);
}

/* A line that is no entry at all, or one in another form than written. */
static bool
blame_form(struct chain *c, int64_t seq, const char *line, size_t len)
{
	struct entry e;
	struct err why = { 0 };

	if (entry_parse(&e, line, len, &why) == ERR_OK)
		entry_release(&e);
	return chain_blame(c, CHAIN_FORM, seq,
		"entry %lld is not in the form it was written in%s%.160s",
		(long long)seq, why.what[0] ? ": " : "", why.what);
}

bool
chain_settle(struct chain *c, bool named, int64_t k)
{
	if (named)
		return chain_blame(c, CHAIN_CHANGED, k - 1,
			"entry %lld was changed: its hash is not the one that "
			"entry %lld names",
			(long long)k - 1, (long long)k);
	return chain_blame(c, CHAIN_CHANGED, k,
		"entry %lld was changed: it does not name the hash of entry "
		"%lld, and its own is not the one noted after it",
		(long long)k, (long long)k - 1);
}

static bool
check_place(struct chain *c, int64_t seq, const struct line_ends *ends)
{
	int64_t next = c->result.head.seq + 1;

	if (seq > next)
		return chain_blame(c, CHAIN_HOLE, next,
			"entry %lld is missing; after entry %lld comes %lld",
			(long long)next, (long long)next - 1, (long long)seq);
	if (seq < next || ends->seq != seq)
		return chain_blame(c, CHAIN_CHANGED, seq,
			"entry %lld says that it is entry %lld", (long long)seq,
			(long long)ends->seq);
	return true;
}

static bool
check_expected(struct chain *c)
{
	const struct ledger_head *head = &c->result.head;

	if (c->expected.seq != head->seq || head->seq == 0 ||
		strcmp(c->expected.hash, head->hash) == 0)
		return true;
	return chain_blame(c, CHAIN_REWRITTEN, head->seq,
		"entry %lld is not the one that was seen elsewhere: its hash "
		"is %.16s…, expected is %.16s…",
		(long long)head->seq, head->hash, c->expected.hash);
}

bool
chain_add(struct chain *c, int64_t seq, const char *line, size_t len)
{
	struct chain_result *r = &c->result;
	struct line_ends *ends = &c->ends;
	struct entry e;
	bool named;

	if (r->fault != CHAIN_SOUND)
		return false;
	if (!line_read(ends, line, len)) {
		ends->seq = seq;
		return check_place(c, seq, ends) &&
			blame_form(c, seq, line, len);
	}
	if (!check_place(c, seq, ends))
		return false;
	named = memcmp(ends->prev, r->head.hash, HASH_HEX - 1) == 0;
	if (c->doubt)
		return chain_settle(c, named, seq - 1);
	if (!named) {
		if (seq == 1)
			return chain_blame(c, CHAIN_CHANGED, 1,
				"entry 1 names an entry before it");
		if (entry_parse(&e, c->last, c->last_len, NULL) != ERR_OK)
			return blame_form(c, seq - 1, c->last, c->last_len);
		entry_release(&e);
		c->doubt = true;
	}
	r->head.seq = seq;
	hash_hex(r->head.hash, line, len);
	r->entries++;
	chain_keep(c, line, len);
	return c->doubt || check_expected(c);
}

bool
chain_finish(struct chain *c)
{
	const struct chain_result *r = &c->result;

	if (r->fault != CHAIN_SOUND)
		return false;
	if (c->doubt)
		return chain_blame(c, CHAIN_CHANGED, r->head.seq - 1,
			"entry %lld was changed, or entry %lld, the last, "
			"which does not name its hash",
			(long long)r->head.seq - 1, (long long)r->head.seq);
	if (r->head.seq < c->expected.seq)
		return chain_blame(c, CHAIN_CUT, r->head.seq + 1,
			"entry %lld is missing, and all after it: the last "
			"seen elsewhere is %lld",
			(long long)r->head.seq + 1, (long long)c->expected.seq);
	return true;
}
