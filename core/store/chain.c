/*
 * The chain: fast while all is well, exact about the first thing that is not.
 */
#include "store/chain.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "domain/entry.h"
#include "store/line.h"

bool
chain_blame(struct chain *c, enum chain_fault fault, int64_t seq,
	enum refusal refusal, const struct arg *args)
{
	struct chain_result *r = &c->result;

	r->fault = fault;
	r->seq = seq;
	(void)refuse(&r->why, refusal, "", args);
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
	return why.code == ERR_OK
		? chain_blame(c, CHAIN_FORM, seq, REFUSE_CHAIN_FORM,
			  WITH(arg_count(seq)))
		: chain_blame(c, CHAIN_FORM, seq, REFUSE_CHAIN_FORM_WHY,
			  WITH(arg_count(seq), arg_refusal(&why)));
}

bool
chain_settle(struct chain *c, bool named, int64_t k)
{
	if (named)
		return chain_blame(c, CHAIN_CHANGED, k - 1, REFUSE_CHAIN_NEXT,
			WITH(arg_count(k - 1), arg_count(k)));
	return chain_blame(c, CHAIN_CHANGED, k, REFUSE_CHAIN_OWN,
		WITH(arg_count(k), arg_count(k - 1)));
}

static bool
check_place(struct chain *c, int64_t seq, const struct line_ends *ends)
{
	int64_t next = c->result.head.seq + 1;

	if (seq > next)
		return chain_blame(c, CHAIN_HOLE, next, REFUSE_CHAIN_GAP,
			WITH(arg_count(next), arg_count(next - 1),
				arg_count(seq)));
	if (seq < next || ends->seq != seq)
		return chain_blame(c, CHAIN_CHANGED, seq, REFUSE_CHAIN_NUMBER,
			WITH(arg_count(seq), arg_count(ends->seq)));
	return true;
}

static bool
check_expected(struct chain *c)
{
	const struct ledger_head *head = &c->result.head;
	char is[17], expected[17];

	if (c->expected.seq != head->seq || head->seq == 0 ||
		strcmp(c->expected.hash, head->hash) == 0)
		return true;
	fixed_cut(is, sizeof(is), head->hash);
	fixed_cut(expected, sizeof(expected), c->expected.hash);
	return chain_blame(c, CHAIN_REWRITTEN, head->seq,
		REFUSE_CHAIN_ELSEWHERE,
		WITH(arg_count(head->seq), arg_word(is), arg_word(expected)));
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
				REFUSE_CHAIN_FIRST, WITH_NONE);
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
			REFUSE_CHAIN_EITHER,
			WITH(arg_count(r->head.seq - 1),
				arg_count(r->head.seq)));
	if (r->head.seq < c->expected.seq)
		return chain_blame(c, CHAIN_CUT, r->head.seq + 1,
			REFUSE_CHAIN_CUT,
			WITH(arg_count(r->head.seq + 1),
				arg_count(c->expected.seq)));
	return true;
}
