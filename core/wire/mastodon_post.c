/*
 * Telling whether a post is ours. By its id where we know one; else by its
 * words, where it came after the arming and is nobody else's.
 */
#include "wire/mastodon_post.h"

#include <string.h>

#include "base/doc.h"
#include "wire/answer.h"
#include "wire/mastodon_differ.h"
#include "wire/mastodon_list.h"
#include "wire/memo.h"

const char *
mastodon_target(const struct wire_job *job, const char *act)
{
	const char *id = doc_str(job->variant, "target");

	return strcmp(doc_str(job->variant, "act"), act) == 0 ? id : "";
}

bool
mastodon_is_target(const json_t *status, const struct wire_job *job)
{
	const char *id = mastodon_target(job, "edit");

	return mastodon_is_post(status, id, strlen(id), job);
}

bool
mastodon_is_made(const json_t *status, const struct wire_job *job)
{
	const char *id = doc_str(job->memo, MEMO_POST);

	return mastodon_is_post(status, id, strlen(id), job);
}

bool
mastodon_take_receipt(struct wire_judgment *out, const json_t *status)
{
	if (!answer_id(out->id, sizeof(out->id), json_object_get(status, "id")))
		return false;
	answer_url(out->url, sizeof(out->url), json_object_get(status, "url"));
	if (out->url[0] == '\0')
		answer_url(out->url, sizeof(out->url),
			json_object_get(status, "uri"));
	return out->url[0] != '\0';
}

/* ---- what publishing shows ---- */

/* A post that certainly is not the one that was to be made or changed. */
static bool
mastodon_shows_another(const json_t *status, const struct wire_job *job)
{
	if (*mastodon_target(job, "edit"))
		return !mastodon_is_target(status, job);
	return mastodon_is_taken(status, job) ||
		mastodon_stood_there(status, job);
}

/*
 * A new post under another name, or in other words, need not be ours; one that
 * was to be edited may be as it was.
 */
static bool
mastodon_shows_doubtful(const json_t *status, const struct wire_job *job)
{
	bool edit = *mastodon_target(job, "edit") != '\0';

	return (!edit && mastodon_is_by_other(status, job)) ||
		(*doc_str(status, "content") &&
			!mastodon_has_words(status, job));
}

void
mastodon_judge_shown(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *status)
{
	struct differ d = { .lang = job->lang };

	if (!mastodon_take_receipt(out, status) ||
		mastodon_shows_another(status, job)) {
		out->id[0] = out->url[0] = '\0';
		answer_strange(out, job, STEP_PUBLISH, a);
	} else if (mastodon_shows_doubtful(status, job)) {
		answer_doubt(out, job, a);
	} else {
		mastodon_differ(&d, job, status);
		out->differs = differ_any(&d);
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_ACCEPTED,
			out->differs ? REASON_PUBLISHED_OTHERWISE
				     : REASON_PUBLISHED,
			d.words);
		answer_memo(out, MEMO_POST, out->id);
	}
}

/* ---- what a look-up finds ---- */

static void
mastodon_leave(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, enum reason reason)
{
	answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN, reason, "");
	out->outcome = OUTCOME_HUMAN;
}

static void
mastodon_take_found(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	answer_settle(
		out, job, STEP_LOOKUP, a, OUTCOME_ACCEPTED, REASON_FOUND, "");
	answer_memo(out, MEMO_POST, out->id);
}

/* What fits more than one post or delivery is a person's to settle. */
void
mastodon_judge_list(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list)
{
	struct mastodon_found found;

	mastodon_find(&found, list, job);
	if (found.strange) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
			REASON_OTHERS, "");
	} else if (found.count > 1 || (found.count == 1 && !found.sure)) {
		mastodon_leave(out, job, a, REASON_SEVERAL);
	} else if (found.count == 1 &&
		mastodon_take_receipt(out, found.status)) {
		mastodon_take_found(out, job, a);
		out->by_words = true;
	} else if (!found.complete) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN,
			REASON_TOO_MANY, "");
	} else if (found.unseen) {
		mastodon_leave(out, job, a, REASON_UNSURE);
	} else if (answer_was_doubted(job) && found.shown != NULL &&
		mastodon_take_receipt(out, found.shown)) {
		mastodon_take_found(out, job, a);
	} else if (answer_was_doubted(job) || found.near || found.count > 0) {
		/* the last: in our words, and nothing to put on a receipt */
		out->id[0] = out->url[0] = '\0';
		mastodon_leave(out, job, a, REASON_SEVERAL);
	} else {
		out->id[0] = '\0';
		answer_absent(out, job, a, STEP_PUBLISH);
	}
}

/* It has the new text, or the old one: then it may be written again. */
void
mastodon_judge_edited(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *status)
{
	if (!mastodon_is_target(status, job) ||
		!mastodon_take_receipt(out, status)) {
		out->id[0] = out->url[0] = '\0';
		answer_strange(out, job, STEP_LOOKUP, a);
	} else if (mastodon_has_words(status, job)) {
		mastodon_take_found(out, job, a);
	} else if (answer_was_doubted(job)) {
		mastodon_leave(out, job, a, REASON_DIFFERENT);
	} else {
		out->id[0] = out->url[0] = '\0';
		answer_absent(out, job, a, STEP_PUBLISH);
	}
}
