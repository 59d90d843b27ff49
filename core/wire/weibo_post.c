/*
 * Ids grow with time, so that what stood there at arm is one number.
 */
#include "wire/weibo_post.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/host.h"
#include "base/instant.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/feed.h"
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

bool
weibo_same(const json_t *status, const struct wire_job *job)
{
	char *plain = html_to_text(doc_str(status, "text"));
	char *seen = feed_without_links(plain);
	char *ours = feed_without_links(doc_str(job->variant, "text"));
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

/* ---- what stands there ---- */

/* Tue May 31 17:46:55 +0800 2011 */
static int64_t
weibo_time(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char month[4], zone[6], form[40];
	int day, hour, minute, second, year;
	const char *at;
	int64_t ms;

	if (sscanf(text, "%*3s %3s %2d %2d:%2d:%2d %5s %4d", month, &day, &hour,
		    &minute, &second, zone, &year) != 7 ||
		strlen(zone) != 5)
		return 0;
	at = strstr(months, month);
	if (at == NULL || strlen(month) != 3 || (at - months) % 3 != 0 ||
		!fixed_try_format(form, sizeof(form),
			"%04d-%02d-%02dT%02d:%02d:%02d%.3s:%s", year,
			(int)((at - months) / 3) + 1, day, hour, minute, second,
			zone, zone + 3) ||
		!instant_parse(&ms, form, 0))
		return 0;
	return ms;
}

static bool
weibo_is_by_other(const json_t *status, const struct wire_job *job)
{
	const json_t *user = doc_get(status, "user");
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);
	char id[WEIBO_ID];

	return *mine &&
		(answer_id(id, sizeof(id), doc_get(user, "idstr")) ||
			answer_id(id, sizeof(id), doc_get(user, "id"))) &&
		strcmp(id, mine) != 0;
}

static bool
weibo_feed_take(struct wire_judgment *out, const struct wire_job *job,
	const json_t *status)
{
	char id[WEIBO_ID], url[200], *text;
	struct feed_post post = { .at = weibo_time(
					  doc_str(status, "created_at")) };
	json_t *name, *link;

	if (weibo_is_by_other(status, job))
		return false;
	post.text = text = html_to_text(doc_str(status, "text"));
	if (!weibo_id(id, status))
		id[0] = '\0';
	weibo_url(url, sizeof(url), doc_str(job->memo, MEMO_ACCOUNT), id);
	post.id = name = json_string(id);
	post.url = link = json_string(url);
	feed_add(out, &post);
	json_decref(name);
	json_decref(link);
	free(text);
	return true;
}

void
weibo_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const struct feed_list list = { doc_get(doc, "statuses"), FEED_UNLINKED,
		doc_int(doc, "total_number"), weibo_feed_take };

	(void)step;
	feed_list_judge(out, job, a, &list);
}
