/*
 * The list is read strictly: an address that is none would be refused by the
 * server after the release was fired, when nobody has time for it.
 */
#include "wire/recipients.h"

#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/hash.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/letter.h"

#define BETWEEN " \t\r\n,;"

/* ---- the list ---- */

static enum err_code
recipients_refuse(size_t place, struct err *err)
{
	return refuse(err, REFUSE_RECIPIENT, "recipients",
		WITH(arg_count((int64_t)place)));
}

static void
recipients_put_digest(struct recipients *r)
{
	struct hash_stream *h = hash_stream_new();
	char hex[HASH_HEX];

	for (size_t i = 0; i < r->count; i++)
		hash_stream_add(h, r->address[i], strlen(r->address[i]) + 1);
	hash_stream_end(hex, h);
	memcpy(r->digest, hex, RECIPIENTS_DIGEST - 1);
}

enum err_code
recipients_parse(struct recipients *out, const char *text, struct err *err)
{
	char **slot;
	size_t len;

	*out = (struct recipients){ 0 };
	for (text += strspn(text, BETWEEN); *text;
		text += len + strspn(text + len, BETWEEN)) {
		len = strcspn(text, BETWEEN);
		if (out->count == RECIPIENTS_MAX ||
			!letter_is_address(text, len)) {
			len = out->count + 1;
			recipients_release(out);
			return recipients_refuse(len, err);
		}
		slot = MEM_ADD(out->address, out->count);
		*slot = mem_strndup(text, len);
	}
	if (out->count == 0)
		return recipients_refuse(1, err);
	recipients_put_digest(out);
	return ERR_OK;
}

void
recipients_release(struct recipients *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->address[i]);
	free(r->address);
	*r = (struct recipients){ 0 };
}

/* ---- places ---- */

static bool
places_number(size_t *out, const char **text)
{
	char *end;
	unsigned long n;

	if (**text < '1' || **text > '9')
		return false;
	n = strtoul(*text, &end, 10);
	*out = n;
	*text = end;
	return n <= RECIPIENTS_MAX;
}

bool
places_parse(bool *marked, size_t count, const char *text)
{
	size_t from, to;

	while (*text) {
		if (!places_number(&from, &text))
			return false;
		to = from;
		if (*text == '-') {
			text++;
			if (!places_number(&to, &text))
				return false;
		}
		if (to < from || to > count || (*text && *text != ' '))
			return false;
		for (size_t i = from; i <= to; i++)
			marked[i - 1] = true;
		text += *text == ' ';
	}
	return true;
}

void
places_format(struct buf *out, size_t count,
	bool (*is)(const void *ctx, size_t place), const void *ctx)
{
	const char *blank = "";
	bool room = true;
	size_t end;

	for (size_t i = 0; i < count && room; i = end + 1) {
		end = i;
		if (!is(ctx, i))
			continue;
		while (end + 1 < count && is(ctx, end + 1))
			end++;
		room = end == i ? buf_try_printf(out, "%s%zu", blank, i + 1)
				: buf_try_printf(out, "%s%zu-%zu", blank, i + 1,
					  end + 1);
		blank = " ";
	}
	if (!room)
		(void)!buf_try_puts(out, " …");
}
