/*
 * The rows of an account's own list, bounded whatever the platform sends.
 */
#include "wire/feed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/match.h"

enum {
	AHEAD_MS = 10 * 60 * 1000, /* more than clocks are apart */
	ID_MAX = 200,
	URL_TEXT = 500
};

static const char *const of_words[] = { [FEED_TEXT] = "text",
	[FEED_BOTH] = "both",
	[FEED_TITLE] = "title",
	[FEED_UNLINKED] = "unlinked" };
_Static_assert(sizeof(of_words) / sizeof(of_words[0]) == FEED_OF_COUNT,
	"one row each");

static const char *
feed_of_word(enum feed_of of)
{
	assert((unsigned)of < FEED_OF_COUNT);
	return of_words[of];
}

bool
feed_of_parse(enum feed_of *out, const char *word)
{
	for (int i = 0; i < FEED_OF_COUNT; i++)
		if (strcmp(of_words[i], word) == 0) {
			*out = (enum feed_of)i;
			return true;
		}
	return false;
}

char *
feed_without_links(const char *text)
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

void
feed_digest(char out[FEED_DIGEST], enum feed_of of, const char *title,
	const char *text)
{
	char *plain = of == FEED_UNLINKED ? feed_without_links(text)
					  : mem_strdup(text);
	char *a = match_ink(title), *b = match_ink(plain), hash[HASH_HEX];
	char *whole = of == FEED_BOTH ? mem_printf("%s\n%s", a, b)
				      : mem_strdup(of == FEED_TITLE ? a : b);

	hash_hex(hash, whole, strlen(whole));
	memcpy(out, hash, FEED_DIGEST - 1);
	out[FEED_DIGEST - 1] = '\0';
	free(plain);
	free(a);
	free(b);
	free(whole);
}

static void
feed_count(json_t *feed, const char *what)
{
	doc_put_int(feed, what, doc_int(feed, what) + 1);
}

static void
feed_put_words(json_t *row, const struct feed_post *post)
{
	const char *title = post->title ? post->title : "";
	const char *text = post->text ? post->text : "";
	char words[FEED_WORDS], *whole;

	whole = mem_printf("%s%s%s", title, *title && *text ? " / " : "", text);
	text_printable(words, sizeof(words), whole, strlen(whole));
	doc_put_str(row, "words", words);
	free(whole);
}

void
feed_add(struct wire_judgment *out, const struct feed_post *post)
{
	json_t *rows = doc_get(out->feed, "rows"), *row;
	char id[ID_MAX], url[URL_TEXT], digest[FEED_DIGEST];
	enum feed_of of = FEED_TEXT;

	if (json_array_size(rows) >= FEED_MAX) {
		doc_put_bool(out->feed, "more", true);
		return;
	}
	if (!answer_id(id, sizeof(id), post->id)) {
		feed_count(out->feed, "unread");
		return;
	}
	(void)feed_of_parse(&of, doc_str(out->feed, "of"));
	feed_digest(digest, of, post->title ? post->title : "",
		post->text ? post->text : "");
	answer_url(url, sizeof(url), post->url);
	row = json_object();
	doc_put_str(row, "id", id);
	if (*url)
		doc_put_str(row, "url", url);
	if (post->at > 0)
		doc_put_int(row, "at", post->at);
	doc_put_str(row, "digest", digest);
	feed_put_words(row, post);
	json_array_append_new(rows, row);
}

/* The first may be pinned above newer ones. */
static bool
feed_is_astray(const json_t *rows, int64_t now)
{
	int64_t before = INT64_MAX, at;
	const json_t *row;
	size_t i;

	json_array_foreach(doc_borrow(rows), i, row)
	{
		at = doc_int(row, "at");
		if (at > now + AHEAD_MS || (i > 1 && at > before))
			return true;
		if (at > 0)
			before = at;
	}
	return false;
}

static void
feed_refuse(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer)
{
	json_decref(out->feed);
	out->feed = NULL;
	answer_settle(
		out, job, STEP_LIST, answer, OUTCOME_HUMAN, REASON_OTHERS, "");
}

void
feed_list_judge(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, const struct feed_list *list)
{
	size_t listed = json_array_size(list->posts), i;
	const json_t *post;

	if (!json_is_array(list->posts)) {
		answer_strange(out, job, STEP_LIST, answer);
		return;
	}
	json_decref(out->feed);
	out->feed = json_object();
	doc_put_str(out->feed, "of", feed_of_word(list->of));
	doc_put(out->feed, "rows", json_array());
	json_array_foreach(doc_borrow(list->posts), i, post)
	{
		if (!list->take(out, job, post)) {
			feed_refuse(out, job, answer);
			return;
		}
	}
	if (listed >= FEED_MAX || list->total > (int64_t)listed)
		doc_put_bool(out->feed, "more", true);
	if (feed_is_astray(doc_get(out->feed, "rows"), job->now))
		doc_put_bool(out->feed, "astray", true);
	answer_settle(out, job, STEP_LIST, answer, OUTCOME_ACCEPTED,
		REASON_READY, "");
}
