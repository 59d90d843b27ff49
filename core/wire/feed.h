/*
 * What stands on an account, as its platform lists it (STEP_LIST). A list is
 * hostile: it may hold ten thousand posts, a post a megabyte, dates may lie and
 * words may carry escape sequences. So it has at most FEED_MAX rows, each
 * bounded and printable, and says what of it could not be read.
 */
#ifndef CRIER_WIRE_FEED_H
#define CRIER_WIRE_FEED_H

#include "wire/connector.h"

enum {
	FEED_MAX = 20,
	FEED_WORDS = 600, /* bytes of a post's words that are handed on */
	FEED_DIGEST = 33 /* half a SHA-256, as hex */
};

/* What of a post the platform shows in its list, and so what is compared. */
enum feed_of {
	FEED_TEXT,
	FEED_BOTH, /* title and text */
	FEED_TITLE,
	FEED_UNLINKED, /* the text, whose links the platform rewrites */
	FEED_OF_COUNT
};

struct feed_post {
	const json_t *id, *url; /* as the platform gave them */
	int64_t at; /* by the platform's own word, UTC ms; 0: it does not say */
	const char *title, *text; /* plain; NULL: none */
};

/*
 * Into the judgment: `feed` {rows: [{id, url?, at?, digest, words}], of, more?,
 * unread?, astray?}. `more`: older ones are not in the list; `unread`: so many
 * had no usable id; `astray`: its dates lie, or do not follow its order.
 */
void feed_add(struct wire_judgment *out, const struct feed_post *post);

struct feed_list {
	const json_t *posts; /* as the platform gave them, ours or not */
	enum feed_of of;
	/* Of how many, by the platform's own word, which gives less than was
	 * asked for. 0: it does not say. */
	int64_t total;
	/* Adds one; false: it shows that the list is another account's, and
	 * the list is not accepted. */
	bool (*take)(struct wire_judgment *out, const struct wire_job *job,
		const json_t *post);
};
void feed_list_judge(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, const struct feed_list *list);

bool feed_of_parse(enum feed_of *out, const char *word);

/*
 * By which words a post is known again: without what platforms change by
 * themselves (white space, marks that some take for Markdown).
 */
void feed_digest(char out[FEED_DIGEST], enum feed_of of, const char *title,
	const char *text);

/* The caller's: what is left when every address is taken out. */
char *feed_without_links(const char *text);

#endif
