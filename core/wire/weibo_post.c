/*
 * Ids grow with time, so that what stood there at arm is one number.
 */
#include "wire/weibo_post.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/host.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/html.h"
#include "wire/match.h"
#include "wire/memo.h"

enum { GROUP = 7, GROUP_LETTERS = 4, LETTERS = 62, GROUPS_MAX = 3 };

/* ---- addresses ---- */

/* Seven digits from the right are four letters, the first group fewer. */
static void
weibo_letters(char *out, size_t size, uint64_t group, bool first)
{
	static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char text[16];
	size_t at = sizeof(text) - 1, least = first ? 1 : GROUP_LETTERS;

	text[at] = '\0';
	for (size_t n = 0; group > 0 || n < least; n++) {
		text[--at] = letters[group % LETTERS];
		group /= LETTERS;
	}
	(void)fixed_cut_add(out, size, text + at, strlen(text + at));
}

static bool
weibo_is_number(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n < WEIBO_ID - 4 && s[0] != '0' &&
		strspn(s, "0123456789") == n;
}

void
weibo_url(char *out, size_t size, const char *uid, const char *mid)
{
	char group[GROUP + 1], name[GROUPS_MAX * GROUP + 1] = "";
	size_t len = strlen(mid), n = len % GROUP ? len % GROUP : GROUP;
	bool first = true;

	out[0] = '\0';
	if (!weibo_is_number(uid) || !weibo_is_number(mid))
		return;
	for (; *mid; mid += n, n = GROUP, first = false) {
		memcpy(group, mid, n);
		group[n] = '\0';
		weibo_letters(
			name, sizeof(name), strtoull(group, NULL, 10), first);
	}
	fixed_format(out, size, "https://weibo.com/%s/%s", uid, name);
}

bool
weibo_id(char out[WEIBO_ID], const json_t *status)
{
	static const char *const fields[] = { "idstr", "mid", "id" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (answer_id(out, WEIBO_ID, doc_get(status, fields[i])) &&
			weibo_is_number(out))
			return true;
	out[0] = '\0';
	return false;
}

/* ---- texts ---- */

/* The caller's: what is left when every address is taken out. */
static char *
weibo_without_links(const char *text)
{
	size_t len = strlen(text), from = 0, start, end;
	struct buf out;

	buf_init(&out, len + 1);
	while (text_url(&start, &end, text, len, from)) {
		buf_add(&out, text + from, start - from);
		from = end;
	}
	buf_add(&out, text + from, len - from);
	return buf_take(&out);
}

bool
weibo_same(const json_t *status, const struct wire_job *job)
{
	char *plain = html_to_text(doc_str(status, "text"));
	char *seen = weibo_without_links(plain);
	char *ours = weibo_without_links(doc_str(job->variant, "text"));
	bool same = match_text(seen, ours, false);

	free(plain);
	free(seen);
	free(ours);
	return same;
}

static int
weibo_order(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);

	return na != nb ? (na < nb ? -1 : 1) : strcmp(a, b);
}

bool
weibo_may_be_ours(const json_t *status, const struct wire_job *job)
{
	const char *seen = doc_str(job->memo, MEMO_SEEN), *of;
	char id[WEIBO_ID];

	if (!weibo_id(id, status))
		return false;
	of = doc_str(job->receipts, id);
	return (*of == '\0' || strcmp(of, job->delivery) == 0) &&
		weibo_order(id, seen) > 0;
}

/* ---- the safe domain ---- */

static bool
weibo_is_below(const char *host, size_t len, const char *domain)
{
	size_t n = strlen(domain);

	return len >= n && strncasecmp(host + len - n, domain, n) == 0 &&
		(len == n || host[len - n - 1] == '.');
}

bool
weibo_has_domain(const char *text, const char *domain)
{
	size_t len = strlen(text), start, end, host_len;

	for (size_t from = 0; text_url(&start, &end, text, len, from);
		from = end) {
		char *url = mem_strndup(text + start, end - start);
		const char *host = host_of_url(&host_len, url);
		bool below =
			host != NULL && weibo_is_below(host, host_len, domain);

		free(url);
		if (below)
			return true;
	}
	return false;
}
