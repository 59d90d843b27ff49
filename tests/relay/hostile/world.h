/*
 * A world for the relay in which nothing can be trusted: eight accounts on
 * servers that do one thing and say another, a station that keeps its ledger
 * by the real rules of core/domain, and what really happened, kept by itself.
 * All of it follows from a seed. This file: the things in it.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_WORLD_H
#define CRIER_TESTS_RELAY_HOSTILE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "relay/internal.h"

enum {
	HOSTILE_ACCOUNTS = 8, /* of the storm */
	HOSTILE_HTTP = 15, /* and those of the matrix */
	HOSTILE_ROWS = 24, /* and those that are no platform's */
	HOSTILE_MESSAGES = 6,
	HOSTILE_STRANGER = 900, /* an author who is none of ours */
	HOSTILE_TIMEOUT_MS = 30000,
	/* What has left arrives by then, and a list shows it by then: this much
	 * the relay may build on, since no wait is long enough for all. */
	HOSTILE_PREMISE_MS = 4000
};

enum hostile_kind {
	HOSTILE_SOCIAL,
	HOSTILE_PRESS,
	HOSTILE_HOOK,
	HOSTILE_ROBOT,
	HOSTILE_APP, /* of WeCom: a robot with a token, which drops repeats */
	HOSTILE_WECHAT,
	HOSTILE_WEIBO,
	/* what is the office's own (own.h) */
	HOSTILE_FOLDER,
	HOSTILE_CAST, /* a folder that a desk reads, and says nothing */
	HOSTILE_DAV,
	HOSTILE_SFTP, /* `keys`: its rename replaces what stands there */
	HOSTILE_MAIL,
	HOSTILE_HAND
};

struct hostile_row {
	const char *account, *kind, *url;
	enum hostile_kind is;
	bool keys; /* honours an idempotency key */
	bool prefer; /* the office prefers a duplicate */
};

static const struct hostile_row hostile_rows[HOSTILE_ROWS] = {
	{ "a0", "mastodon", "https://keys.example", HOSTILE_SOCIAL, true, 0 },
	{ "a1", "mastodon", "https://keys.example", HOSTILE_SOCIAL, true, 0 },
	{ "a2", "mastodon", "https://plain.example", HOSTILE_SOCIAL, 0, 0 },
	{ "a3", "mastodon", "https://plain.example", HOSTILE_SOCIAL, 0, 0 },
	{ "b0", "wordpress", "https://b0.example", HOSTILE_PRESS, 0, 0 },
	{ "b1", "wordpress", "https://b1.example", HOSTILE_PRESS, 0, 0 },
	{ "c0", "webhook", "https://c0.example/hook", HOSTILE_HOOK, 0, 0 },
	{ "c1", "webhook", "https://c1.example/hook", HOSTILE_HOOK, 0, true },
	{ "d0", "dingtalk", "https://d0.example", HOSTILE_ROBOT, 0, 0 },
	{ "d1", "feishu", "https://d1.example", HOSTILE_ROBOT, 0, 0 },
	{ "d2", "wecom", "https://d2.example", HOSTILE_ROBOT, 0, 0 },
	{ "e0", "wechat", "https://e0.example", HOSTILE_WECHAT, 0, 0 },
	{ "e1", "weibo", "https://e1.example", HOSTILE_WEIBO, 0, 0 },
	{ "f0", "wecomapp", "https://f0.example", HOSTILE_APP, 0, 0 },
	{ "f1", "wecomapp", "https://f1.example", HOSTILE_APP, 0, true },
	{ "h0", "site", "https://h0.example", HOSTILE_FOLDER, 0, 0 },
	{ "h1", "cap", "https://h1.example", HOSTILE_FOLDER, 0, 0 },
	{ "h2", "broadcast", "", HOSTILE_CAST, 0, 0 },
	{ "i0", "webdav", "https://i0.example", HOSTILE_DAV, 0, 0 },
	{ "j0", "sftp", "https://j0.example", HOSTILE_SFTP, 0, 0 },
	{ "j1", "sftp", "https://j1.example", HOSTILE_SFTP, true, 0 },
	{ "k0", "mail", "smtps://k0.example:465", HOSTILE_MAIL, 0, 0 },
	{ "k1", "mail", "smtps://k1.example:465", HOSTILE_MAIL, 0, true },
	{ "m0", "manual", "", HOSTILE_HAND, 0, 0 },
};

/* What really happened to one delivery. */
struct hostile_case {
	char delivery[DELIVERY_ID];
	int account;
	const char *text, *title, *act, *target; /* as approved */
	int sends; /* publish requests that left */
	int stored; /* those that put a text before the public */
	bool edited; /* the old post was changed by one of them */
	bool read; /* a read-back was performed … */
	bool read_true; /* … while all that stood there was as approved */
	/* what the platform did that explains an end that is not plain */
	bool looked_badly; /* some look at it was not answered truly */
	bool late; /* stored after the premise: no look could know */
	bool hidden; /* not shown by lists after the premise */
	bool liar; /* a receiver without a look-up took it and said a plain no */
	bool copied; /* the platform itself made two of one */
	bool swapped; /* publishing was answered with a twin's post, unknown
		       * to all: the same words, the same account */
	bool retried; /* an officer sent it again */
	bool untrue, told; /* found wrong once */
};

struct hostile_fate;
struct hostile_world;

struct hostile_post {
	int id, account, author;
	char *text, *title, *slug, *key, *before;
	const char *status, *audience;
	bool sensitive, locked;
	bool was_public;
	int64_t made, changed; /* true UTC ms */
	struct hostile_case *by; /* NULL: nobody of ours */
	bool copy;
	bool hidden; /* from lists, for ever */
	bool arrived; /* by a request that came late */
	struct hostile_post *next; /* the older one */
};

struct hostile_reply {
	bool answered;
	int status;
	const char *type;
	char *body;
	bool cut; /* there was more of it */
	char after[40]; /* Retry-After, "" none */
};

/* A request as the platform sees it. */
struct hostile_request {
	char method[8], *path, *query, *key;
	json_t *body;
	int account;
	bool irrevocable;
	enum wire_step step;
	struct hostile_case *by;
};

enum hostile_what { HAPPENS_ANSWER, HAPPENS_ARRIVAL, HAPPENS_ACT };

struct hostile_event {
	enum hostile_what what;
	int64_t due; /* boot ms */
	uint64_t tag;
	int64_t sent_at;
	struct hostile_reply reply;
	struct hostile_request *request;
	json_t *act;
	struct hostile_event *next;
};

struct hostile_message {
	struct message m;
	char *manifest_text;
	struct hostile_case cases[HOSTILE_ACCOUNTS];
	size_t count;
	bool armed, fired;
};

struct hostile_receipt {
	int64_t seq;
	int account;
	char *id, *url, *delivery;
};

struct hostile_count {
	long deliveries, posts, receipts, verified, human, unknown, accepted,
		refused, failed, halted, gaps, kills, losses_of_station,
		retries, sends;
	long untrue, doubles, lost, silent, idle, deleted,
		overwritten; /* what must not be */
	/* what nobody can know: counted, and why */
	long late, beyond, liars, liar_doubles, told;
};

struct hostile_world {
	struct engine *engine;
	struct relay_now now;
	uint64_t dice;
	unsigned seed, percent; /* of requests that are answered badly */
	int64_t started; /* UTC ms */
	bool connected, talk; /* talk: say what happens */
	/* What becomes of a request where no dice are thrown, or NULL. */
	const struct hostile_fate *(*fate_of)(
		struct hostile_world *w, const struct hostile_request *r);
	int64_t skew[HOSTILE_ROWS];
	bool dedupes[HOSTILE_ROWS];
	struct hostile_post *posts; /* the newest first */
	int last_id;
	struct hostile_event *events;
	int64_t last_act; /* due of the last act: they keep their order */
	json_t *answers; /* act id -> what was answered */
	struct hostile_message messages[HOSTILE_MESSAGES];
	size_t message_count;
	struct hostile_receipt *receipts;
	size_t receipt_count;
	int64_t seq;
	struct incident incident;
	struct office office; /* what it prefers, for each account */
	struct hostile_count *count;
};

#define HOSTILE_SAY(w, ...)                                                    \
	do {                                                                   \
		if ((w)->talk) {                                               \
			print_message("# %8lld ", (long long)(w)->now.boot);   \
			print_message(__VA_ARGS__);                            \
			print_message("\n");                                   \
		}                                                              \
	} while (0)

uint32_t hostile_roll(struct hostile_world *w, uint32_t sides);
bool hostile_chance(struct hostile_world *w, unsigned percent);
struct hostile_case *
hostile_case_of(struct hostile_world *w, const char *delivery);
int hostile_account(const char *name);
void hostile_event_add(struct hostile_world *w, struct hostile_event *e);
void hostile_request_free(struct hostile_request *r);
void hostile_event_free(struct hostile_event *e);
bool hostile_is_blind(int account);
bool hostile_is_own(int account);
int hostile_number(const char *text); /* WeChat's begin with a letter */
bool hostile_is_as_approved(
	const struct hostile_post *p, const struct hostile_case *c);
struct hostile_post *
hostile_own_post(const struct hostile_world *w, const struct hostile_case *c);

#endif
