/* Packs. */
#include "letter/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crier/refusal.h"

static int
pack_sign(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
pack_order(const void *x, const void *y)
{
	const struct letter *a = &((const struct pack_line *)x)->letter;
	const struct letter *b = &((const struct pack_line *)y)->letter;
	int order = strcmp(a->from, b->from);

	if (order == 0)
		order = pack_sign(a->drill, b->drill);
	if (order == 0)
		order = pack_sign(a->vol, b->vol);
	if (order == 0)
		order = pack_sign(a->seq, b->seq);
	if (order == 0)
		order = strcmp(a->hash, b->hash);
	/* a whole letter before its head alone */
	return order ? order : pack_sign(b->whole, a->whole);
}

static void
letter_pack_add(struct letter_pack *p, const char *text, size_t len)
{
	struct letter l;

	if (len == 0 || (len == 1 && *text == '\r'))
		return;
	if (text[len - 1] == '\r')
		len--;
	if (letter_parse(&l, text, len, p->dirt ? NULL : &p->first) == ERR_OK)
		*MEM_ADD(p->lines, p->count) =
			(struct pack_line){ l, text, len };
	else
		p->dirt++;
}

enum err_code
letter_pack_read(
	struct letter_pack *out, const char *text, size_t len, struct err *err)
{
	struct letter_pack p = { .lines = NULL };
	enum err_code rc = ERR_OK;

	if (len > PACK_BYTES)
		return refuse(err, REFUSE_PACK_LARGE, "",
			WITH(arg_bytes(PACK_BYTES), arg_count(PACK_LETTERS)));
	for (const char *end = text + len; text < end;) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);

		letter_pack_add(&p, text, n);
		text += n + 1;
		if (p.count > PACK_LETTERS)
			break;
	}
	if (p.count > PACK_LETTERS)
		rc = refuse(err, REFUSE_PACK_LARGE, "",
			WITH(arg_bytes(PACK_BYTES), arg_count(PACK_LETTERS)));
	else if (p.count == 0)
		rc = refuse(err, REFUSE_PACK_NONE, "", WITH_NONE);
	if (rc != ERR_OK) {
		letter_pack_release(&p);
		return rc;
	}
	qsort(p.lines, p.count, sizeof(*p.lines), pack_order);
	*out = p;
	return ERR_OK;
}

void
letter_pack_release(struct letter_pack *p)
{
	for (size_t i = 0; i < p->count; i++)
		letter_release(&p->lines[i].letter);
	free(p->lines);
	memset(p, 0, sizeof(*p));
}
