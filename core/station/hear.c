/*
 * What the relay has read of the public's comments. Words and authors go to
 * state.db before the entry that names their digests is written: what was kept
 * for an act that failed is written over by the next that takes its number.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/comment/comment.h"
#include "domain/register/feed.h"
#include "station/acts.h"
#include "station/relay_link.h"
#include "store/projection.h"
#include "store/state.h"

enum { SALT_BYTES = 16, SALT = SALT_BYTES * 2 + 1 };

/* What is to be kept of one act's comments. */
struct hear_kept {
	struct station *st;
	struct hear_one {
		char comment[COMMENT_ID], salt[SALT];
		json_t *doc;
	} * rows;
	size_t count;
};

static bool
hear_is_known(void *arg, const char *account, const char *remote)
{
	const struct hear_kept *k = arg;
	struct window w = { .filter = { { "account", account },
				    { "remote", remote } },
		.limit = 1,
		.no_total = true };
	struct window_rows rows = { 0 };
	bool known;

	if (projection_list(&rows, k->st->ledger, PROJ_COMMENT, &w, NULL) !=
		ERR_OK)
		return true; /* it is read again */
	known = json_array_size(rows.rows) > 0;
	window_rows_release(&rows);
	return known;
}

/* Salted, so that who guesses the words cannot find them by the digest. */
static bool
hear_keep(
	void *arg, char digest[COMMENT_DIGEST], const char *id, json_t *written)
{
	struct hear_kept *k = arg;
	unsigned char raw[SALT_BYTES];
	struct hear_one *one;
	char mac[HASH_HEX], *text;

	if (getrandom(raw, sizeof(raw), 0) != (ssize_t)sizeof(raw) ||
		doc_check(written, NULL) != ERR_OK)
		return false;
	one = MEM_ADD(k->rows, k->count);
	FIXED_SET(one->comment, id);
	hash_to_hex(one->salt, raw, sizeof(raw));
	one->doc = json_incref(written);
	text = doc_format(written);
	hash_hmac(mac, one->salt, strlen(one->salt), text, strlen(text));
	free(text);
	fixed_cut(digest, COMMENT_DIGEST, mac);
	return true;
}

static enum err_code
hear_write(const struct hear_kept *k, struct err *err)
{
	struct written *list;
	enum err_code rc;

	if (k->count == 0)
		return ERR_OK;
	list = mem_array(k->count, sizeof(*list));
	for (size_t n = 0; n < k->count; n++)
		list[n] = (struct written){ k->rows[n].comment, k->rows[n].salt,
			k->rows[n].doc };
	rc = state_comments_put(k->st->state, list, k->count, err);
	free(list);
	return rc;
}

static void
hear_release(struct hear_kept *k)
{
	for (size_t n = 0; n < k->count; n++)
		json_decref(k->rows[n].doc);
	free(k->rows);
}

static json_t *
hear_body(json_t *rows, size_t new)
{
	json_t *body = json_object();
	int64_t failed = 0;
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		failed += !doc_bool(row, "read");
	}
	doc_put_int(body, "count", (json_int_t)json_array_size(rows));
	doc_put_int(body, "new", (json_int_t) new);
	doc_put_int(body, "failed", failed);
	doc_put(body, "results", rows);
	return body;
}

enum err_code
effect_heard(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const json_t *results = doc_get(act, "results"), *result;
	struct hear_kept kept = { .st = st };
	struct comment_reading reading = { .is_known = hear_is_known,
		.keep = hear_keep,
		.arg = &kept,
		.number = st->office.comment_last,
		.open = st->office.comment_count };
	json_t *rows = json_array();
	enum err_code rc;
	size_t i;

	json_array_foreach(doc_borrow(results), i, result)
	{
		if (f->session->relay == RELAY_ACTUAL &&
			!feed_is_told_again(results, i) &&
			office_account(&st->office, doc_str(result, "account")))
			comment_judge_heard(rows, &f->world, result, &reading);
	}
	rc = hear_write(&kept, err);
	if (rc == ERR_OK && json_array_size(rows) > 0)
		judged_add(out, "comments.heard", hear_body(rows, kept.count));
	else
		json_decref(rows);
	hear_release(&kept);
	return rc;
}

enum err_code
effect_comment_erase(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	static const char *const names[] = { "comment", "reason", NULL };
	const char *id = doc_str(act, "comment");
	json_t *written;
	enum err_code rc;

	(void)f;
	rc = state_comment_get(&written, st->state, id, err);
	if (rc != ERR_OK)
		return rc;
	if (written == NULL)
		return refuse(err, REFUSE_COMMENT_NO_WORDS, "comment",
			WITH(arg_text(id)));
	json_decref(written);
	rc = state_comment_drop(st->state, id, err);
	if (rc == ERR_OK)
		judged_add(out, "comment.erased", body_copied(act, names));
	return rc;
}
