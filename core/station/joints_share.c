/* Writing to the units of a joint incident what we say in it. */
#include "station/joints_share.h"

#include "base/doc.h"
#include "domain/joint/joint_lead.h"
#include "domain/joint/joint_share.h"
#include "station/act_context.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/joints.h"
#include "station/letters_trouble.h"

enum { SHARES_AT_ONCE = 5 }; /* letters of one joint incident in one look */

/* *done is false if nothing was to be told. */
static enum err_code
shares_do(bool *done, struct station *st, size_t n, struct err *err)
{
	const struct joint *joint = &st->joints.joints[n];
	json_t *doc = json_object();
	struct act_context f;
	struct judged j;
	enum err_code rc;

	doc_put_str(doc, "incident", joint->incident);
	rc = act_context_init(&f, st, NULL, doc, err);
	json_decref(doc);
	*done = false;
	if (rc != ERR_OK)
		return rc;
	judged_init(&j);
	judge_joint_led(&j, &f.world, joint);
	if (j.count == 0)
		judge_joint_stood(&j, &f.world, joint);
	if (j.count == 0)
		judge_joint_share(&j, &f.world, joint);
	*done = j.count > 0;
	if (j.count > 0)
		rc = joints_write(st, &j, err);
	judged_release(&j);
	return rc;
}

/* True if there may be more. What could not be written is tried again later. */
static bool
shares_look(struct station *st, size_t n)
{
	struct err why = { .code = ERR_OK };
	enum err_code rc = ERR_OK;
	bool done = true;

	for (int times = 0; rc == ERR_OK && done && times < SHARES_AT_ONCE;
		times++)
		rc = shares_do(&done, st, n, &why);
	if (rc == ERR_OK)
		letters_trouble_end(st, st->joints.joints[n].name);
	else
		letters_trouble_add(st, st->joints.joints[n].name, NULL, &why);
	return rc == ERR_OK && done;
}

int64_t
joints_share(struct station *st)
{
	int64_t next = 0, now = station_now();

	for (size_t n = 0; n < st->joints.joint_count; n++) {
		const char *name = st->joints.joints[n].name;
		bool more = false;
		int64_t again, at;

		if (!joint_shares(&st->joints.joints[n]) &&
			!joint_lead_owes(&st->joints.joints[n])) {
			letters_trouble_end(st, name);
			continue;
		}
		if (letters_trouble_next(st, name) <= station_boot())
			more = shares_look(st, n);
		again = letters_trouble_next(st, st->joints.joints[n].name);
		at = again != 0 ? now + again - station_boot()
			: more	? now + 1
				: 0;
		if (at != 0 && (next == 0 || at < next))
			next = at;
	}
	return next;
}
