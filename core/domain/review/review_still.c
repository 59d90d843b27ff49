/*
 * Whether those who passed, signed and armed may still do so.
 */
#include "domain/review/review_still.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/review/review_stages.h"

/* A library that cannot be read names no roles: then being active counts. */
static bool
still_has(const struct world *w, const char *id, role_set roles)
{
	const struct officer *f = office_officer(w->office, id);

	return f != NULL && f->active &&
		(w->library == NULL || (f->roles & roles));
}

static bool
still_passes(const struct world *w, const char *id, enum gate gate)
{
	return still_has(
		w, id, message_gate_roles(w->library, w->message, gate));
}

static bool
still_signs(const struct world *w)
{
	const struct message *m = w->message;

	for (int g = 0; g < GATE_COUNT; g++)
		if (message_stage_has(m, STAGE_FINAL, (enum gate)g) &&
			!still_passes(w, m->approved.by, (enum gate)g))
			return false;
	return true;
}

const char *
review_not_still(enum act *what, const struct world *w)
{
	const struct message *m = w->message;

	*what = ACT_REVIEW;
	for (size_t n = 0; n < m->pass_count; n++)
		if (!m->passes[n].returned &&
			!still_passes(w, m->passes[n].by, m->passes[n].gate))
			return m->passes[n].by;
	*what = ACT_APPROVE;
	if (m->approved.by[0] && !still_signs(w))
		return m->approved.by;
	*what = ACT_RELEASE_ARM;
	if (m->armed.by[0] &&
		!still_has(w, m->armed.by, act_row(ACT_RELEASE_ARM)->roles))
		return m->armed.by;
	return NULL;
}

enum err_code
guard_still_may(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	enum act what;
	const char *by = review_not_still(&what, w);

	(void)act;
	(void)doc;
	if (by == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_NO_LONGER, w->message->id, w->message->id, by,
		act_row(what)->name, NULL);
}

static json_t *
stripped_body(const struct message *m, const char *by, enum act what)
{
	json_t *body = body_of(m);

	doc_put_str(body, "why", "stripped");
	doc_put_str(body, "officer", by);
	doc_put_str(body, "of", act_row(what)->name);
	return body;
}

static void
strip(struct judged *out, const struct world *w)
{
	const struct message *m = w->message;
	enum act what;
	const char *by;
	json_t *body;

	if (m->state < MESSAGE_REVIEW || m->state > MESSAGE_ARMED)
		return;
	by = review_not_still(&what, w);
	if (by == NULL)
		return;
	if (m->state >= MESSAGE_ARMING) {
		body = stripped_body(m, by, what);
		doc_put_int(body, "release", m->release);
		judged_add(out, "release.disarmed", body);
	}
	if (what == ACT_RELEASE_ARM)
		return;
	body = stripped_body(m, by, what);
	doc_put_str(body, "digest", m->digest);
	judged_add(out, "message.voided", body);
}

void
judge_stripped(struct judged *out, const struct world *w)
{
	struct world of = *w;

	FIXED_SET(out->incident, w->incident->id);
	out->drill = w->incident->drill;
	for (size_t n = 0; n < w->incident->message_count; n++) {
		of.message = w->incident->messages[n];
		strip(out, &of);
	}
}
