/*
 * What the station asks for. A job that would publish is taken only with the
 * manifest whose digest was approved, recomputed here, and only with texts
 * that this manifest names: the relay trusts nobody's word for it.
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "relay/alarm.h"
#include "relay/doubt.h"
#include "relay/prove.h"
#include "relay/report.h"
#include "relay/sweep.h"

enum { UNDO_UNTOLD_MS = 2000 };

enum { FIRED_MAX = 5000 }; /* messages of one run that are remembered */

/* Does the fanout's manifest have the digest it claims? NOTE_COUNT: yes. */
static enum note
job_check_manifest(struct engine *e, struct fanout *fanout)
{
	const char *mode = doc_str(fanout->manifest, "mode");
	char *text, hash[HASH_HEX];

	if (fanout->manifest == NULL)
		return NOTE_DIGEST;
	text = doc_format(fanout->manifest);
	hash_hex(hash, text, strlen(text));
	free(text);
	if (strcmp(hash, fanout->digest) != 0 ||
		strcmp(doc_str(fanout->manifest, "message"), fanout->message) !=
			0)
		return NOTE_DIGEST;
	if (strcmp(mode, e->drill ? "drill" : "actual") != 0)
		return NOTE_MODE;
	return NOTE_COUNT;
}

/* Does the manifest name this account, kind and text? NOTE_COUNT: yes. */
static enum note
job_check_named(const struct fanout *fanout, const json_t *doc)
{
	const json_t *row = doc_get(
		doc_get(fanout->manifest, "accounts"), doc_str(doc, "account"));
	const char *kind = doc_str(row, "kind");
	char id[DELIVERY_ID];

	if (!fixed_try_format(id, sizeof(id), "%s:%s", fanout->message,
		    doc_str(doc, "account")) ||
		row == NULL || strcmp(id, doc_str(doc, "delivery")) != 0 ||
		strcmp(doc_str(row, "variant"), doc_str(doc, "variant")) != 0 ||
		(*kind && strcmp(kind, doc_str(doc, "kind")) != 0))
		return NOTE_NOT_NAMED;
	return NOTE_COUNT;
}

static enum note
job_take_text(struct engine *e, struct task *t, const json_t *doc)
{
	const json_t *text = variant_find(e, doc_str(doc, "variant"));

	if (t->connector == NULL)
		return NOTE_KIND;
	if (text == NULL)
		return NOTE_VARIANT;
	if (!connector_amends(t->connector, doc_str(text, "act")))
		return NOTE_ACT;
	json_decref(t->variant);
	t->variant = json_deep_copy(text);
	return NOTE_COUNT;
}

static void
job_take_manifest(struct fanout *fanout, const json_t *doc)
{
	json_t *manifest = doc_get(doc, "manifest");

	/* what is too long for a digest is none: the check then refuses */
	if (*doc_str(doc, "digest") &&
		!fixed_try(fanout->digest, sizeof(fanout->digest),
			doc_str(doc, "digest")))
		return;
	if (manifest != NULL) {
		json_decref(fanout->manifest);
		fanout->manifest = json_deep_copy(manifest);
	}
}

/* ---- prepare, disarm ---- */

static void
job_undo_armed(struct engine *e, struct fanout *fanout)
{
	for (size_t i = 0; i < fanout->count; i++)
		if (task_is_armed(fanout->task[i]) ||
			fanout->task[i]->again != NULL)
			task_undo(e, fanout->task[i]);
}

/* A new arming replaces an older one; the new memo names the old drafts. */
static struct fanout *
job_renew_fanout(struct engine *e, const char *message, const json_t *doc)
{
	struct fanout *fanout = fanout_get(e, message);
	int64_t release = doc_int(doc, "release");

	if (fanout->release != release ||
		strcmp(fanout->digest, doc_str(doc, "digest")) != 0) {
		for (size_t i = 0; i < fanout->count; i++)
			if (task_is_armed(fanout->task[i]))
				task_end(e, fanout->task[i]);
		tasks_sweep_all(e);
		fanout = fanout_get(e, message);
		json_decref(fanout->manifest);
		fanout->manifest = NULL;
		fanout->fired = false;
	}
	fanout->release = release;
	fanout->armed = e->now.boot;
	job_take_manifest(fanout, doc);
	return fanout;
}

static void
job_prepare_new(struct engine *e, struct fanout *fanout, const json_t *doc,
	enum note refused)
{
	struct task *t = task_new(e, fanout, account_get(e, doc), doc);

	if (refused == NOTE_COUNT)
		refused = job_check_named(fanout, doc);
	if (refused == NOTE_COUNT)
		refused = job_take_text(e, t, doc);
	if (refused != NOTE_COUNT) {
		relay_log(e, "REFUSED %s: %s", t->delivery,
			relay_note(refused, LANG_EN));
		t->phase = PHASE_GAP;
		report_prepared(e, t, false, relay_note(refused, e->lang));
		return;
	}
	/* what the station knows of the account speaks against it */
	if (*doc_str(doc, "unfit")) {
		t->phase = PHASE_GAP;
		report_prepared(e, t, false, doc_str(doc, "unfit"));
		return;
	}
	t->approved = true;
	t->attempt++;
	t->phase = PHASE_ARMING;
	t->step = connector_first(t->connector, false);
}

/*
 * Two at work on one draft would remove what the other has just made. Most
 * undos end at once, and nobody is told of the wait; of a longer one the
 * station is told by a gap, which is filled when the account is prepared.
 */
static void
job_prepare_later(struct engine *e, struct task *t, const json_t *doc)
{
	json_decref(t->again);
	t->again = json_deep_copy(doc);
	t->again_due = e->now.boot + UNDO_UNTOLD_MS;
}

void
job_tell_wait(struct engine *e, struct task *t)
{
	if (t->again == NULL || t->again_due == 0 || t->again_due > e->now.boot)
		return;
	t->again_due = 0;
	report_prepared(e, t, false, relay_note(NOTE_UNDOING, e->lang));
}

void
job_prepare_again(struct engine *e, struct task *undone)
{
	json_t *doc = undone->again;

	undone->again = NULL;
	if (doc != NULL)
		job_prepare_new(e, undone->fanout, doc,
			job_check_manifest(e, undone->fanout));
	json_decref(doc);
}

static void
job_prepare_one(struct engine *e, struct fanout *fanout, const json_t *doc,
	enum note refused)
{
	struct task *t = fanout_task(fanout, doc_str(doc, "delivery"));

	if (t != NULL && t->phase == PHASE_UNDOING) {
		job_prepare_later(e, t, doc);
		return;
	}
	if (t != NULL && t->phase != PHASE_DONE && !task_is_armed(t)) {
		relay_log(
			e, "%s is on its way, not prepared again", t->delivery);
		report_prepared(
			e, t, false, relay_note(NOTE_ON_ITS_WAY, e->lang));
		return;
	}
	if (t != NULL)
		task_end(e, t);
	job_prepare_new(e, fanout, doc, refused);
}

/*
 * A station counts its releases of a message up. One that arms a number again
 * which was fired has lost a part of its ledger.
 */
static bool
job_was_fired(const struct engine *e, const char *message, int64_t release)
{
	const json_t *last = json_object_get(e->fired, message);

	return last != NULL && release <= json_integer_value(last);
}

static void
job_note_fired(struct engine *e, const struct fanout *fanout)
{
	if (json_object_size(e->fired) >= FIRED_MAX)
		(void)json_object_clear(e->fired);
	doc_put_int(e->fired, fanout->message, fanout->release);
}

static void
job_prepare(struct engine *e, const json_t *doc)
{
	const json_t *list = doc_get(doc, "deliveries");
	const char *message = doc_str(doc, "message");
	bool fired = job_was_fired(e, message, doc_int(doc, "release"));
	struct fanout *fanout = job_renew_fanout(e, message, doc);
	enum note refused = fired ? NOTE_FIRED : job_check_manifest(e, fanout);

	for (size_t i = 0; i < json_array_size(list); i++)
		job_prepare_one(e, fanout, json_array_get(list, i), refused);
}

static void
job_disarm(struct engine *e, const json_t *doc)
{
	struct fanout *fanout = fanout_find(e, doc_str(doc, "message"));

	if (fanout != NULL)
		job_undo_armed(e, fanout);
}

/* ---- fire, halt ---- */

static void
job_fire(struct engine *e, const json_t *doc)
{
	const json_t *ids = doc_get(doc, "deliveries");
	struct fanout *fanout = fanout_get(e, doc_str(doc, "message"));

	if (fanout->count > 0 && fanout->release == doc_int(doc, "release")) {
		job_note_fired(e, fanout);
		fire_fanout(e, fanout, doc);
		return;
	}
	relay_log(e, "fire of %s, which is not held", fanout->message);
	for (size_t i = 0; i < json_array_size(ids); i++)
		report_not_held(e, fanout,
			json_string_value(json_array_get(ids, i)),
			relay_note(NOTE_NOT_HELD, e->lang));
}

static void
job_halt(struct engine *e, const json_t *doc)
{
	struct fanout *fanout = fanout_find(e, doc_str(doc, "message"));

	if (fanout == NULL)
		return;
	fire_halt(e, fanout);
	job_undo_armed(e, fanout);
}

/* ---- what is done to a delivery after its release ---- */

static const struct job_step {
	const char *job;
	enum wire_step step;
} later[] = {
	{ "lookup", STEP_LOOKUP },
	{ "retry", STEP_PUBLISH },
	{ "readback", STEP_READBACK },
	{ "poll", STEP_POLL },
};

/* Where a delivery stands when a job about it cannot be begun. */
static enum delivery_state
job_state_left(enum wire_step step)
{
	return step == STEP_PUBLISH ? DELIVERY_HUMAN : DELIVERY_UNKNOWN;
}

/* Boot ms until which it may be published, from a UTC instant. */
static int64_t
job_deadline(const struct engine *e, const json_t *doc, enum wire_step step)
{
	int64_t until = doc_int(doc, "until");

	if (step == STEP_PUBLISH && until == 0)
		return e->now.boot + FIRE_WINDOW_MS;
	if (until == 0 || until <= e->now.utc)
		return 0;
	until -= e->now.utc;
	return e->now.boot + (until < FIRE_WINDOW_MS ? until : FIRE_WINDOW_MS);
}

static void
job_begin(struct engine *e, struct task *t, enum wire_step step)
{
	int64_t ahead = fire_ahead(e, t->fired_at);

	t->phase = PHASE_FOLLOW;
	t->step = step;
	t->unknown = step == STEP_LOOKUP;
	t->online = step == STEP_READBACK;
	t->give_up = e->now.boot +
		(step == STEP_POLL ? POLL_GIVE_UP_MS : LOOKUP_GIVE_UP_MS);
	if (t->attempt == 0 || step == STEP_PUBLISH)
		t->attempt++;
	if (step == STEP_PUBLISH) {
		doubt_end(t);
		fire_queue(e, t, ahead > 0 ? ahead : 0);
		fire_wait_for_first(t);
	}
	if (step != STEP_LOOKUP)
		return;
	doubt_resume(t);
	account_open(t->account, t->delivery, doc_str(t->variant, "text"));
	t->due = e->now.boot + LOOKUP_WAIT_MS;
	if (doubt_settled_by(t) != STEP_LOOKUP) {
		fire_stop(e, t, DELIVERY_UNKNOWN,
			relay_note(NOTE_NO_LOOKUP, e->lang));
	}
}

/* A delivery that is already being worked on is left alone. */
static bool
job_is_held(struct engine *e, struct fanout *fanout, const json_t *doc,
	enum wire_step step)
{
	struct task *t = fanout_task(fanout, doc_str(doc, "delivery"));

	if (t == NULL || t->phase == PHASE_DONE)
		return false;
	if (task_is_armed(t)) {
		task_end(e, t);
		return false;
	}
	if (step == STEP_PUBLISH && t->phase == PHASE_QUEUED)
		t->due = e->now.boot;
	else
		relay_log(e, "%s is on its way, job ignored", t->delivery);
	return true;
}

static void
job_later_one(struct engine *e, struct fanout *fanout, const json_t *job,
	const json_t *doc, enum wire_step step)
{
	enum note refused = job_check_manifest(e, fanout);
	struct task *t;

	if (job_is_held(e, fanout, doc, step))
		return;
	t = task_new(e, fanout, account_get(e, doc), doc);
	if (refused == NOTE_COUNT)
		refused = job_check_named(fanout, doc);
	t->approved = refused == NOTE_COUNT;
	if (t->approved || step != STEP_PUBLISH)
		refused = job_take_text(e, t, doc);
	t->fired_at = doc_int(job, "at") > 0 ? doc_int(job, "at") : e->now.utc;
	t->deadline = t->approved ? job_deadline(e, job, step) : 0;
	if (refused != NOTE_COUNT) {
		relay_log(e, "REFUSED %s: %s", t->delivery,
			relay_note(refused, LANG_EN));
		fire_stop(e, t, job_state_left(step),
			relay_note(refused, e->lang));
		return;
	}
	if (step == STEP_PUBLISH && *doc_str(doc, "unfit")) {
		fire_stop(e, t, DELIVERY_HUMAN, doc_str(doc, "unfit"));
		return;
	}
	job_begin(e, t, step);
}

static void
job_later(struct engine *e, const json_t *doc)
{
	const json_t *list = doc_get(doc, "deliveries");
	struct fanout *fanout = fanout_get(e, doc_str(doc, "message"));
	const char *job = doc_str(doc, "job");

	job_take_manifest(fanout, doc);
	if (*doc_str(doc, "first") && !fanout->first[0])
		fixed_cut(fanout->first, sizeof(fanout->first),
			doc_str(doc, "first"));
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		if (strcmp(later[i].job, job) != 0)
			continue;
		for (size_t n = 0; n < json_array_size(list); n++)
			job_later_one(e, fanout, doc, json_array_get(list, n),
				later[i].step);
	}
}

static void
job_check(struct engine *e, const json_t *doc)
{
	const json_t *account = doc_get(doc, "account");
	struct task *t = task_new(e, NULL, account_get(e, account), account);

	t->phase = PHASE_CHECK;
	t->step = STEP_CHECK;
	if (t->connector == NULL) {
		account_tell(e, t->account, NULL, false,
			relay_note(NOTE_KIND, e->lang), NULL);
		task_end(e, t);
	}
}

/* Said at once, and not when a text must go out: whether it opens. */
static void
job_open(struct engine *e, const json_t *doc)
{
	struct relay_account *a = account_get(e, doc_get(doc, "account"));
	struct err err = { 0 };

	if (account_secret(e, a, &err) == NULL)
		account_tell(e, a, NULL, false, err.what, NULL);
	else if (*a->sealed && !a->refreshing)
		report_opened(e, a);
	accounts_sweep(e);
}

/* ---- the table ---- */

static const struct job {
	const char *name;
	bool message; /* must name one */
	void (*take)(struct engine *, const json_t *doc);
} jobs[] = {
	{ "prepare", true, job_prepare },
	{ "disarm", true, job_disarm },
	{ "fire", true, job_fire },
	{ "halt", true, job_halt },
	{ "lookup", true, job_later },
	{ "retry", true, job_later },
	{ "readback", true, job_later },
	{ "poll", true, job_later },
	{ "check", false, job_check },
	{ "sweep", false, sweep_begin },
	{ "prove", false, prove_begin },
	{ "open", false, job_open },
	{ "alarm", false, alarm_begin },
};

void
jobs_handle(struct engine *e, const json_t *doc)
{
	const char *name = doc_str(doc, "job");
	const char *message = doc_str(doc, "message");

	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		if (strcmp(jobs[i].name, name) != 0)
			continue;
		if (jobs[i].message &&
			(message[0] == '\0' || strlen(message) >= MESSAGE_ID))
			break;
		jobs[i].take(e, doc);
		return;
	}
	relay_log(e, "a job that is not understood: %.40s", name);
}
