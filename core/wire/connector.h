/*
 * What a platform connector is. A connector is sans-IO: `build` turns a job
 * and a step into a request, somebody performs it, `judge` turns the response
 * into one of the outcomes of crier/delivery.h and the step that comes next.
 * Both are pure: same arguments, same answer, no clock, no network. Adding a
 * platform is one file with one `struct connector` and a row in connectors.def.
 *
 * Everything in a response is hostile: bounded by the performer (1 MiB),
 * parsed strictly, and never copied into a judgment unless printable. The life
 * of a delivery in steps, and who performs them, is told in README.md.
 */
#ifndef CRIER_WIRE_CONNECTOR_H
#define CRIER_WIRE_CONNECTOR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "crier/delivery.h"
#include "base/lang.h"
#include "wire/envelope.h"
#include "wire/terms.h"

struct wire_header {
	char *name, *value;
};

struct wire_file {
	char *path; /* relative to the folder; no "..", no leading slash */
	char *data;
	size_t len;
};

/*
 * All borrowed for the length of the call. Documents are never NULL, nor are
 * texts. A job for STEP_CHECK of an account has no delivery: its texts are
 * "" and its variant is an empty object.
 */
struct wire_job {
	const char *delivery; /* 2026-0001/1:county-site */
	const char *key; /* idempotency key, the same on every attempt */
	const char *slug; /* crier-2026-0001-1-DIGEST8: safe in URLs */
	int attempt; /* 1, 2 … */
	int64_t now; /* UTC milliseconds of this attempt */
	const char *mode; /* actual or drill */
	bool demo; /* of a demo station: its actual is none either */
	enum lang lang; /* of wire_judgment.detail */
	const json_t *options; /* the account's options: strings */
	const json_t *secret; /* opened credential: strings */
	const json_t *variant; /* {title,text,summary,lang,page,kind,...} */
	const json_t *memo; /* what earlier steps left: {"post":"7"} … */
	/* id or address of the account's recent posts -> delivery */
	const json_t *receipts; /* {"103": "2026-0001/1:acct"}; may be NULL */
	const json_t
		*answers; /* rows that tell how a receiver says no; or NULL */
	/*
	 * For connectors with `pages`: what core/export rendered for this
	 * message, in the order of writing. The first is the message's own
	 * page, the last ones are the indexes and feeds that name it.
	 */
	const struct wire_file *pages;
	size_t page_count;
};

/*
 * Owned by the caller: wire_request_init / _release. A WIRE_FOLDER, WIRE_DAV
 * or WIRE_SFTP request says PUT (write the files in order), GET (read the first file back,
 * and compare them all with `data`) or HEAD (can this folder be written?).
 */
struct wire_request {
	enum wire_transport transport;
	const char *method; /* GET HEAD POST PUT DELETE; static */
	char *url; /* never logged: may carry a token */
	struct wire_header headers[16];
	size_t header_count;
	struct buf body;
	bool irrevocable; /* must not be re-sent by anybody */
	bool closes; /* its server is known to close connections unsaid: a
		      * new one, unless that host was seen to keep them */
	bool shared; /* of a check: the same for all accounts of this server,
		      * and so is what its judgment leaves in the memo */
	bool last_tells; /* WIRE_FOLDER: nobody reads the files before the last
			  * of them is there */
	bool inside; /* its server is on the office's own network */
	int timeout_ms; /* total; 0 means 30 s */
	char *folder; /* WIRE_FOLDER: absolute path */
	struct wire_file *files; /* in the order they are to be written */
	size_t file_count;
	struct wire_login login; /* WIRE_MAIL, WIRE_SFTP */
	struct wire_envelope envelope; /* WIRE_MAIL */
};

/*
 * What the performer saw. A folder answers 200 (all done, or all files are
 * as given), 404 (the first file is not there), 409 (some file is missing or
 * different), or not at all when the disk failed, `error` saying why.
 */
struct wire_response {
	bool answered; /* a whole response arrived */
	bool sent; /* some byte of the request may have left */
	bool barred; /* it leads where its account may not (net/reach.h), or
		      * its address is not on this machine, which a demo may
		      * not leave: no connection, and no name asked for,
		      * was tried; nothing left */
	int status; /* HTTP status, 0 without an answer */
	const char *error; /* transport's words, "" if none */
	const char *type; /* Content-Type, "" if none */
	const char *body; /* NUL-terminated, at most 1 MiB */
	size_t body_len;
	bool truncated; /* the body was longer than the bound */
	/* The header's value or NULL; names without case. May be NULL. */
	const char *(*header)(const void *headers, const char *name);
	const void *headers;
};

/*
 * What a response means. wire_judgment_init / _release. The outcome is the
 * step's: ACCEPTED means ready after CHECK and PREPARE, published after
 * PUBLISH, POLL and LOOKUP, read after READBACK (then see `same`; whatever
 * else a READBACK comes to, the post stays published). LOOKUP says NOT_SENT
 * when the post is provably not there. A CONTENT or PERMANENT of a PUBLISH
 * whose `next` is LOOKUP counts only once a look-up has found nothing. `next`
 * is the step to take after wait_ms; STEP_NONE: none by itself.
 */
struct wire_judgment {
	enum outcome outcome;
	enum wire_step next;
	int64_t wait_ms; /* before next, 0 at once */
	char id[200]; /* the platform's id of the post */
	char url[1000]; /* where the public sees it */
	char detail[400]; /* short, printable, in the job's language */
	json_t *memo; /* merged into the job's memo; may be NULL */
	json_t *secret; /* a refreshed credential, whole; or NULL */
	int64_t secret_ends; /* until when it is good, UTC ms; 0 not told */
	json_t *limits; /* STEP_CHECK: {"max": 500, …}; or NULL */
	json_t *feed, *comments; /* STEP_LIST, STEP_HEAR (feed.h); or NULL */
	char *text; /* STEP_READBACK: plain text seen; or NULL */
	char *title; /* likewise; NULL where there is none */
	bool by_words; /* STEP_LOOKUP: found by its text alone */
	bool same; /* STEP_READBACK: what is there is what was approved */
	bool differs; /* PUBLISH, POLL: out, but not as it was approved */
	bool unproven; /* STEP_CHECK: may work, but nothing showed it */
	bool full; /* the platform says that a quota is used up */
	bool account; /* it speaks of the account, not of this post */
};

/* Whether an option goes to the sealed credential, and its form if it has one. */
enum wire_secret { SECRET_NONE, SECRET_ANY, SECRET_WHSEC };

/* What account add and the manual ask of a person. */
struct wire_option {
	const char *name; /* NULL ends the list */
	bool required;
	enum wire_secret secret;
	struct both help;
};

struct connector {
	const char *kind; /* "mastodon"; also the row in platforms.yaml */
	struct both title;
	enum text_unit unit; /* what the platform counts */
	unsigned can; /* ask connector_can of an account */
	enum wire_proof proof;
	enum wire_transport transport;
	enum wire_step arm; /* what arming begins with; STEP_NONE: nothing */
	enum wire_pages pages; /* what it wants of wire_job.pages */
	bool answers; /* wants wire_job.answers */
	/* acts on an old post that it supports: "edit", "reply", "mark"
	 * (domain/message/message_amend.h), ended by NULL; NULL: none */
	const char *const *amends;
	const struct wire_option *options;
	/* Where a person lets this app write, in a browser: an address with
	 * options as {NAME}. The code that comes back goes with the
	 * credential. NULL: nobody has to. */
	const char *consent;
	/* What the list of options cannot say; NULL if nothing. */
	enum err_code (*check)(const json_t *options, struct err *err);
	/* What of `can` an account of these options lacks; NULL: nothing. */
	unsigned (*lacks)(const json_t *options);
	/*
	 * The request for a step. ERR_UNAVAILABLE when this platform has no
	 * such step; ERR_INVALID when the job lacks something.
	 */
	enum err_code (*build)(struct wire_request *out,
		const struct wire_job *job, enum wire_step step,
		struct err *err);
	void (*judge)(struct wire_judgment *out, const struct wire_job *job,
		enum wire_step step, const struct wire_response *answer);
};

struct arg connector_kinds(void); /* as words that are possible */
/* NULL if there is no such kind; connector_at is NULL past the last. */
const struct connector *connector_find(const char *kind);
const struct connector *connector_at(size_t i);

/* "documents" …, and the same for people. */
const char *wire_proof_word(enum wire_proof proof);
const struct both *wire_proof_title(enum wire_proof proof);

/*
 * The options of an account make sense: all known, required ones there, all
 * texts, addresses sound. Called at account add; err names the option. The
 * options insecure, duplicates and practice are known to every kind.
 */
enum err_code connector_check(
	const struct connector *c, const json_t *options, struct err *err);

/* CAN_… of wire/terms.h, by an account's options; is it for alarms alone? */
bool connector_alarms(const json_t *options);
unsigned connector_can(const struct connector *c, const json_t *options);

/* The address of `consent` for this account, the caller's; NULL if there is
 * none, or an option for it is missing. */
char *connector_consent(const struct connector *c, const json_t *options);

/* Does it support this act on an old post? "post" and "" always. */
bool connector_amends(const struct connector *c, const char *act);

/* Which step an armed or fired delivery of this connector begins with. */
enum wire_step connector_first(const struct connector *c, bool fired);

/*
 * What settles an unknown when nobody saw the answer (after a crash): look it
 * up; send it again where the office chose so ("duplicates": "prefer") and
 * the receiver drops repeats; or STEP_NONE, a person.
 */
enum wire_step
connector_unknown(const struct connector *c, const json_t *options);

const char *wire_step_word(enum wire_step step);

void wire_request_init(struct wire_request *r);
void wire_request_release(struct wire_request *r);
void wire_request_header(
	struct wire_request *r, const char *name, const char *value);
/* Appends to the body; ERR_TOO_LARGE when it would be over 4 MiB. */
enum err_code
wire_request_body(struct wire_request *r, const char *text, struct err *err);
void wire_request_file(
	struct wire_request *r, const char *path, const void *data, size_t len);
/* One more that the letter goes to. */
void wire_request_to(struct wire_request *r, const char *address);
void wire_judgment_init(struct wire_judgment *v);
void wire_judgment_release(struct wire_judgment *v);

#endif
