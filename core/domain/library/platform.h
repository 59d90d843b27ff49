/*
 * A row of platforms.yaml: what its texts are counted in and how long they may
 * be, how often they may be sent, how it says no, where it is seen.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLATFORM_H
#define CRIER_DOMAIN_LIBRARY_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/instant.h"
#include "base/lang.h"
#include "base/text.h"
#include "domain/library/wait_rule.h"

/* What a correction does to the text that is out; message_amend.h. */
enum amend {
	AMEND_POST, /* another post, standing for itself */
	AMEND_REPLY, /* another post, in the thread of the old one */
	AMEND_EDIT, /* the old post gets the new text */
	AMEND_MARK, /* likewise, and keeps the old one below, marked */
	AMEND_LINK, /* a page of its own; the old page names it */
	AMEND_COUNT
};

enum quota_per { QUOTA_MINUTE, QUOTA_DAY, QUOTA_MONTH, QUOTA_PERS };

/* How often an account may send in a period; quota/quota.h counts. */
struct quota_rule {
	const char *id; /* "push" */
	struct both title;
	enum quota_per per; /* of the office's zone; a minute ends 60 s after */
	int of;
	const char **when; /* options of the account, "send=push": all hold */
	size_t when_count;
};

struct platform {
	const char *id; /* "weibo"; also a connector's kind */
	struct both title;
	const char *connector; /* which connector delivers: "manual" … */
	enum text_unit unit;
	long max; /* of the text, in units */
	long title_max; /* 0: no title field, the title stands in the text */
	enum text_unit title_unit; /* what title_max counts */
	bool no_links; /* read aloud or printed: an address is no use */
	bool link; /* its connector takes no text without an address */
	int url_weight; /* 0: an address counts as it is */
	int per_minute, per_day; /* posts; 0: no quota known */
	enum amend correction, withdrawal; /* its best act for these */
	bool answers; /* a comment can be answered in its thread */
	struct quota_rule *quotas; /* of one id the first that fits holds */
	size_t quota_count;
	const struct wait_rule *waits; /* what only a person can do */
	size_t wait_count;
	uint64_t avoid; /* minutes of the hour: 1 << minute */
	const char **hosts, **pages; /* its servers; posts are seen at */
	size_t host_count, page_count;
	const char *citation, *checked; /* where from; YYYY-MM-DD */
	struct validity valid;
};

/*
 * What a field of a receiver's JSON says. Its value is compared as text,
 * without case: one of `words` means yes (or no, as `yes` tells), any other
 * the opposite where `yes`, and nothing where not.
 */
struct answer_rule {
	const char *field; /* "errcode"; without case, at any depth */
	bool yes; /* the words mean success; else they mean a no */
	const char **words;
	size_t word_count;
	bool final; /* a number above 0 proves that it was not taken */
	const char *citation, *checked;
	struct validity valid;
};

const char *quota_per_word(int per); /* "day" */

#endif
